using Apache.Arrow;

namespace Dbgsom.Files.Tests;

/// <summary>Cells without a value in text, Parquet and Arrow.</summary>
public sealed class MissingCellTests : IDisposable
{
    private static readonly DataFileOptions Options = new()
    {
        LabelColumn = "who",
        WeightColumn = "w",
        OneHot = ["color"],
        YesNo = ["sold"],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Rows_are_left_out_or_refused(string kind)
    {
        string path = Write(kind);
        var left = DataFiles.Load([path], Options with { Missing = MissingCells.Drop });
        // The category of a row that is left out does not become a feature.
        Assert.Equal(["x", "color=red", "sold"], left.Data.FeatureNames!);
        Assert.Equal([1.0, 1, 1], Row(left, 0));
        Assert.Equal([5.0, 1, 0], Row(left, 1));
        Assert.Equal(["a", "a"], left.Labels!);
        Assert.Equal([1.0, 5.0], left.Data.SampleWeights.ToArray());
        Assert.Contains(
            "3 of 5 rows are skipped, because a cell is missing",
            Assert.Single(left.Notes),
            StringComparison.Ordinal
        );

        string refused = Refused(path, Options with { Missing = MissingCells.Refuse });
        Assert.Contains(kind == "csv" ? "line 3, column 0 ('x')" : "row 1, column 0 ('x')", refused, StringComparison.Ordinal);
        Assert.Contains("--missing drop skips such rows", refused, StringComparison.Ordinal);

        var plan = TablePlan.Create([path], new() { LabelColumn = "who", WeightColumn = "w" });
        Assert.Equal([1L, 1, 1, 0, 0], plan.Columns.Select(column => column.MissingCount));
        Assert.Equal("number", plan.Columns[0].Role.Name);
        Assert.Equal("yes/no", plan.Columns[2].Role.Name);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Rows_with_gaps_are_used(string kind)
    {
        var used = DataFiles.Load([Write(kind)], Options with { Missing = MissingCells.Use });
        Assert.Equal(["x", "color=blue", "color=red", "sold"], used.Data.FeatureNames!);
        Assert.Equal(
            ["1 0 1 1", "NaN 1 0 0", "3 NaN NaN 1", "4 0 1 NaN", "5 0 1 0"],
            Enumerable.Range(0, 5).Select(row => string.Join(' ', Row(used, row).Select(value => $"{value}")))
        );
        Assert.Equal(["a", "b", "a", "b", "a"], used.Labels!);
    }

    [Fact]
    public void The_texts_can_be_named()
    {
        string path = folder.Write("a.csv", "x,y\n1,2\n-9,3\n4,none of it\n5,?\n");
        var options = new DataFileOptions { Missing = MissingCells.Use, MissingTexts = ["-9", "NONE OF IT", "?"] };
        var data = DataFiles.Load([path], options).Data;
        Assert.Equal((double.NaN, double.NaN, double.NaN), (data[1, 0], data[2, 1], data[3, 1]));
        // They take the place of the usual ones; an empty cell always is missing.
        path = folder.Write("b.csv", "x,y\n1,\n2,3\n4,NA\n");
        Assert.Contains("line 4", Refused(path, options), StringComparison.Ordinal);
        Assert.Equal(1, TablePlan.Create([path], options).Columns[1].MissingCount);
        Assert.Equal(2, TablePlan.Create([path]).Columns[1].MissingCount);
    }

    [Theory]
    [InlineData(".csv", "line 4: no feature has a value")]
    [InlineData(".parquet", "row 2: no feature has a value")]
    [InlineData(".arrow", "row 2: no feature has a value")]
    public void A_row_without_any_value_is_refused_by_its_place(string extension, string message)
    {
        string path = folder.At("empty" + extension);
        GridFiles.Write(path, ["x", "y"], [1, 2], [3, null], [null, null], [7, 8]);
        Assert.Contains(message, Refused(path, new DataFileOptions()), StringComparison.Ordinal);
        Assert.Equal(2, DataFiles.Load([path], new() { Missing = MissingCells.Drop }).Data.RowCount);
    }

    [Fact]
    public void A_table_without_a_complete_row_is_refused()
    {
        string path = folder.Write("a.csv", "x,y\n1,\n,2\n");
        Assert.Contains(
            "each of its 2 rows has a missing cell",
            Refused(path, new() { Missing = MissingCells.Drop }),
            StringComparison.Ordinal
        );
    }

    /// <summary>What stands for a missing value is refused in cells of categories and of yes and no as among numbers.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Texts_that_stand_for_one_are_refused_in_any_column(string kind)
    {
        var options = new DataFileOptions
        {
            OneHot = ["color"],
            YesNo = ["sold"],
            Missing = MissingCells.Refuse,
        };
        foreach (string column in new[] { "color", "sold" })
        {
            string?[] color = ["red", column == "color" ? "NA" : "blue", "red"];
            string?[] sold = ["yes", column == "sold" ? "?" : "no", "yes"];
            string path = WriteTexts(kind, color, sold);
            string refused = Refused(path, options);
            Assert.Contains(
                kind == "csv" ? $"line 3, column {(column == "color" ? 1 : 2)} ('{column}')" : $"row 1, column",
                refused,
                StringComparison.Ordinal
            );
            Assert.Contains("stands for a missing value", refused, StringComparison.Ordinal);
            var used = DataFiles.Load([path], options with { Missing = MissingCells.Use }).Data;
            Assert.True(double.IsNaN(used[1, column == "color" ? 1 : used.ColumnCount - 1]));
        }
    }

    /// <summary>A number stands for a missing value however it is written, and in typed columns of numbers, too.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void A_number_may_stand_for_one(string kind)
    {
        string path = kind switch
        {
            "csv" => folder.Write("n.csv", "x,y\n1,2\n-999.0,3\n4,-9.99e2\n"),
            "parquet" => ParquetFiles.Write(
                folder.At("n.parquet"),
                [3],
                ParquetFiles.Of("x", 1.0, -999, 4),
                ParquetFiles.Of("y", 2, 3, -999)
            ),
            _ => ArrowFiles.Write(
                folder.At("n.arrow"),
                null,
                ArrowFiles.Batch(
                    ("x", ArrowFiles.Doubles(1, -999, 4)),
                    ("y", new Int32Array.Builder().AppendRange([2, 3, -999]).Build())
                )
            ),
        };
        var options = new DataFileOptions { MissingTexts = ["+-999"] };
        var plan = TablePlan.Create([path], options);
        Assert.Equal([1L, 1], plan.Columns.Select(column => column.MissingCount));
        var data = DataFiles.Load([path], plan.ApplyTo(options)).Data;
        Assert.Equal([1, 2, double.NaN, 3, 4, double.NaN], data.ToArray().Cast<double>());
        Assert.Contains("-999", Refused(path, options with { Missing = MissingCells.Refuse }), StringComparison.Ordinal);
        Assert.Equal(1, DataFiles.Load([path], options with { Missing = MissingCells.Drop }).Data.RowCount);
    }

    [Fact]
    public void A_text_with_a_plus_sign_joins_the_usual_ones()
    {
        string path = folder.Write("p.csv", "x,y\n1,n.d.\n2,3\n4,NA\n");
        string advice = Refused(path, new DataFileOptions { MissingTexts = ["n.d."] });
        Assert.Contains("the given --missing-text does not include NA", advice, StringComparison.Ordinal);
        var data = DataFiles.Load([path], new DataFileOptions { MissingTexts = ["+n.d."] }).Data;
        Assert.Equal([1, double.NaN, 2, 3, 4, double.NaN], data.ToArray().Cast<double>());
        Assert.Contains(
            "--missing-text +n.d.",
            Refused(folder.Write("q.csv", "x,y\n2,3\n1,n.d.\n"), new()),
            StringComparison.Ordinal
        );
    }

    /// <summary>A missing cell says nothing of whether the line above it holds names.</summary>
    [Fact]
    public void A_first_line_with_missing_cells_is_no_header()
    {
        Assert.Equal(2, TablePlan.Create([folder.Write("h.csv", "?,2\n3,4\n")]).RowCount);
        Assert.Equal(3, TablePlan.Create([folder.Write("i.csv", "1,2\nNA,4\n5,6\n")]).RowCount);
        Assert.Equal(["a", "b"], TablePlan.Create([folder.Write("j.csv", "a,b\nNA,?\n5,6\n")]).Columns.Select(one => one.Name));
    }

    [Fact]
    public void None_is_a_word_like_any_other() =>
        Assert.Equal(
            "category",
            TablePlan.Create([folder.Write("k.csv", "x,hit\n1,None\n2,Bird\n3,None\n4,Bird\n")]).Columns[1].Role.Name
        );

    private static string Refused(string path, DataFileOptions options) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;

    private string Write(string kind)
    {
        double?[] x = [1, null, 3, 4, 5];
        string?[] color = ["red", "blue", null, "red", "red"];
        string?[] sold = ["yes", "no", "yes", null, "no"];
        string[] who = ["a", "b", "a", "b", "a"];
        double[] w = [1, 2, 3, 4, 5];
        switch (kind)
        {
            case "parquet":
                return ParquetFiles.Write(
                    folder.At("a.parquet"),
                    [2, 3],
                    ParquetFiles.Nullable("x", x),
                    ParquetFiles.Text("color", color),
                    ParquetFiles.Text("sold", sold),
                    ParquetFiles.Text("who", who),
                    ParquetFiles.Of("w", w)
                );
            case "arrow":
                return ArrowFiles.Write(
                    folder.At("a.arrow"),
                    null,
                    ArrowFiles.Batch(
                        ("x", ArrowFiles.Doubles(x)),
                        ("color", ArrowFiles.Texts(color)),
                        ("sold", ArrowFiles.Texts(sold)),
                        ("who", ArrowFiles.Texts(who)),
                        ("w", new DoubleArray.Builder().AppendRange(w).Build())
                    )
                );
            default:
                return folder.Write(
                    "a.csv",
                    "x,color,sold,who,w\n"
                        + string.Concat(
                            Enumerable.Range(0, 5).Select(row => $"{x[row]},{color[row]},{sold[row]},{who[row]},{w[row]}\n")
                        )
                );
        }
    }

    private string WriteTexts(string kind, string?[] color, string?[] sold)
    {
        double[] x = [1, 2, 3];
        return kind switch
        {
            "parquet" => ParquetFiles.Write(
                folder.At("t.parquet"),
                [3],
                ParquetFiles.Of("x", x),
                ParquetFiles.Text("color", color),
                ParquetFiles.Text("sold", sold)
            ),
            "arrow" => ArrowFiles.Write(
                folder.At("t.arrow"),
                null,
                ArrowFiles.Batch(
                    ("x", ArrowFiles.Doubles(1, 2, 3)),
                    ("color", ArrowFiles.Texts(color)),
                    ("sold", ArrowFiles.Texts(sold))
                )
            ),
            _ => folder.Write(
                "t.csv",
                "x,color,sold\n" + string.Concat(Enumerable.Range(0, 3).Select(row => $"{x[row]},{color[row]},{sold[row]}\n"))
            ),
        };
    }

    private static double[] Row(LoadedData loaded, int row) =>
        [.. Enumerable.Range(0, loaded.Data.ColumnCount).Select(column => loaded.Data[row, column])];
}
