namespace Dbgsom.Files.Tests;

/// <summary>Ordered categories as one number.</summary>
public sealed class OrdinalTests : IDisposable
{
    private static readonly string[] Cuts = ["Fair", "Good", "Very Good", "Premium", "Ideal"];
    private static readonly OrdinalColumn Cut = new("cut", Cuts);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_category_is_its_place_in_the_order_in_every_format()
    {
        var options = new DataFileOptions { Ordinal = [Cut] };
        string csv = folder.Write("a.csv", "carat,cut\n1,Ideal\n2,Fair\n3,Very Good\n4,\n5,NA\n");
        string json = folder.Write(
            "a.json",
            """[{"carat":1,"cut":"Ideal"},{"carat":2,"cut":"Fair"},{"carat":3,"cut":"Very Good"},{"carat":4},{"carat":5,"cut":null}]"""
        );
        string parquet = ParquetFiles.Write(
            folder.At("a.parquet"),
            [3, 2],
            ParquetFiles.Of("carat", 1, 2, 3, 4, 5),
            ParquetFiles.Text("cut", "Ideal", "Fair", "Very Good", "", "NA")
        );
        string arrow = ArrowFiles.Write(
            folder.At("a.arrow"),
            null,
            ArrowFiles.Batch(
                ("carat", ArrowFiles.Doubles(1, 2, 3, 4, 5)),
                ("cut", ArrowFiles.Texts("Ideal", "Fair", "Very Good", "", "NA"))
            )
        );
        foreach (string path in new[] { csv, json, parquet, arrow })
        {
            var loaded = DataFiles.Load([path], options);
            Assert.Equal(["carat", "cut"], loaded.Data.FeatureNames!);
            Assert.Equal([4.0, 0, 2, double.NaN, double.NaN], Column(loaded, 1));
            Assert.Empty(loaded.Categories);
            Assert.Empty(loaded.Notes);
        }
    }

    [Fact]
    public void What_is_not_in_the_order_is_missing_with_a_note()
    {
        string path = folder.Write("a.csv", "carat,cut\n1,Ideal\n2,poor\n3,Good\n4,ideal\n5,poor\n");
        var options = new DataFileOptions { Ordinal = [Cut] };
        var loaded = DataFiles.Load([path], options);
        Assert.Equal([4.0, double.NaN, 1, double.NaN, double.NaN], Column(loaded, 1));
        Assert.Equal(
            $"{path}: column 1 ('cut'): 3 cells ('poor', 'ideal') are not among Fair < Good < Very Good < Premium < Ideal; treated as missing",
            Assert.Single(loaded.Notes)
        );
        Assert.Equal(2, DataFiles.Load([path], options with { Missing = MissingCells.Drop }).Data.RowCount);
        string refused = Message(() => DataFiles.Load([path], options with { Missing = MissingCells.Refuse }));
        Assert.Contains("line 3, column 1 ('cut'): 'poor' is not among Fair < Good", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_may_be_categories_and_columns_are_called_by_index_too()
    {
        string path = folder.Write("a.csv", "1,8\n2,4\n3,6\n");
        var data = DataFiles.Load([path], new() { Ordinal = [new("1", ["4", "6", "8"])] });
        Assert.Equal([2.0, 0, 1], Column(data, 1));
        string parquet = ParquetFiles.Write(
            folder.At("a.parquet"),
            [3],
            ParquetFiles.Of("x", 1, 2, 3),
            ParquetFiles.Of("y", 8, 4, 6)
        );
        Assert.Equal([2.0, 0, 1], Column(DataFiles.Load([parquet], new() { Ordinal = [new("y", ["4", "6", "8"])] }), 1));
        // In a second file the column stands elsewhere.
        string[] both = [folder.Write("1.csv", "x,cut\n1,Fair\n"), folder.Write("2.csv", "cut,x\nIdeal,2\n")];
        Assert.Equal([0.0, 4], Column(DataFiles.Load(both, new() { Ordinal = [Cut] }), 1));
        Assert.Equal([0.0, 4], Column(DataFiles.Load(both, new() { Ordinal = [new("1", Cuts)] }), 1));
    }

    [Theory]
    [InlineData("cut=Fair,Good", "cut|Fair|Good")]
    [InlineData("cut=Fair,Very Good , \"a, b\"", "cut|Fair|Very Good|a, b")]
    [InlineData("age=<10,>=10", "age|<10|>=10")]
    [InlineData("\"a=b\"=x,y", "a=b|x|y")]
    [InlineData("\"a,b\"=x,y", "a,b|x|y")]
    [InlineData("\"say \"\"a=b\"\"\"=x,y", "say \"a=b\"|x|y")]
    public void An_order_is_read_from_text_and_written_again(string text, string expected)
    {
        var read = OrdinalColumn.Parse(text);
        Assert.Equal(expected, string.Join('|', read.Levels.Prepend(read.Column)));
        var again = OrdinalColumn.Parse(read.ToString());
        Assert.Equal(expected, string.Join('|', again.Levels.Prepend(again.Column)));
    }

    [Theory]
    [InlineData("cut", "does not name a column")]
    [InlineData("=a,b", "the column is empty")]
    [InlineData("cut=a", "one category only")]
    [InlineData("cut=a,b,a", "'a' twice")]
    [InlineData("cut=a,,b", "is empty")]
    [InlineData("cut=\"a,b", "a quote is not closed")]
    public void What_is_no_order_is_refused(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<ArgumentException>(() => OrdinalColumn.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_plan_keeps_the_order(bool byOptions)
    {
        string path = Diamonds();
        var plan = byOptions ? TablePlan.Create([path], new() { Ordinal = [Cut] }) : TablePlan.Create([path]).WithOrder(Cut);
        var column = plan.Columns[1];
        Assert.Equal((ColumnRole.Category, ColumnUse.Ordinal), (column.Role, column.Use));
        Assert.Equal(Cuts, column.Levels);
        Assert.Contains(
            "column 'cut' (category): one number, the position in Fair < Good < Very Good < Premium < Ideal, from 0",
            plan.Notes
        );
        plan = TablePlan.FromJson(plan.ToJson());
        Assert.Equal(Cuts, plan.Columns[1].Levels);
        Assert.Equal([0.0, 1, 2, 3, 4, 0], Column(DataFiles.Load([path], plan.ApplyTo()), 1).Take(6));
        // What is said later goes first, and what is left out has no order.
        Assert.Contains("cut=Fair", DataFiles.Load([path], plan.ApplyTo(new() { OneHot = ["cut"] })).Data.FeatureNames!);
        Assert.DoesNotContain("levels", plan.Without(["cut"]).ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("levels", TablePlan.Create([path]).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_does_not_fit_its_column_is_refused()
    {
        string path = Diamonds();
        var plan = TablePlan.Create([path]);
        string wrong = "column 'cut' contains none of low < high; its values are 'Fair', 'Good', 'Ideal', 'Premium', 'Very Good'";
        Assert.Contains(
            wrong,
            Message(() => TablePlan.Create([path], new() { Ordinal = [new("cut", ["low", "high"])] })),
            StringComparison.Ordinal
        );
        Assert.Contains(
            wrong,
            Assert.Throws<ArgumentException>(() => plan.WithOrder(new("cut", ["low", "high"]))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "needs the order of its categories",
            Assert.Throws<ArgumentException>(() => plan.With("cut", ColumnUse.Ordinal)).Message,
            StringComparison.Ordinal
        );
        string json = plan.WithOrder(Cut).ToJson().Replace("\"Good\",", "\"Fair\",", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => TablePlan.FromJson(json));
    }

    [Fact]
    public void A_map_reads_writes_and_fills_ordered_categories()
    {
        string path = Diamonds();
        var plan = TablePlan.Create([path]).WithOrder(Cut);
        var data = DataFiles.Load([path], plan.ApplyTo()).Data;
        var map = new SomVq(new SomOptions { Seed = 1 }).Fit(data).WithTablePlan(plan.ToJson());
        map.Save(folder.At("map.som.npz"));
        map = SomMap.Load(folder.At("map.som.npz"));
        Assert.Equal(["carat", "cut", "x"], map.FeatureNames!);
        Assert.Equal([1, 3, double.NaN], map.Encode(new Dictionary<string, object?> { ["carat"] = 1, ["cut"] = "Premium" }));
        Assert.Equal(
            [1, double.NaN, double.NaN],
            map.Encode(new Dictionary<string, object?> { ["carat"] = 1, ["cut"] = "poor" })
        );

        string gaps = folder.Write("gaps.csv", "x,cut,carat\n0.1,,0.1\n8.2,poor,8.1\n4.05,Fair,\n8.2,NA,8.1\n");
        var later = DataFiles.Load([gaps], TablePlan.FromMap(map)!.ApplyTo(new() { WantedFeatures = map.FeatureNames }));
        ImputationTable.Create(map, later).Save(folder.At("filled.csv"));
        string[] lines = File.ReadAllLines(folder.At("filled.csv"));
        Assert.Equal("carat,cut,x,filled", lines[0]);
        // Of the table, small ones are Fair and large ones Ideal.
        Assert.Equal(["Fair", "poor", "Fair", "Ideal"], lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.Equal(["1", "0", "1", "1"], lines.Skip(1).Select(line => line.Split(',')[3]));
    }

    [Fact]
    public void A_number_between_two_places_is_the_nearest_category()
    {
        string[] expected = ["Fair", "Fair", "Fair", "Good", "Good", "Very Good", "Ideal", "Ideal"];
        double[] places = [-2, 0, 0.5, 0.51, 1.5, 2.4, 3.6, 99];
        Assert.Equal(expected, places.Select(Cut.Nearest));
    }

    /// <summary>Diamonds whose cut grows with their weight.</summary>
    private string Diamonds() =>
        folder.Write(
            "diamonds.csv",
            "carat,cut,x\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 100)
                        .Select(i =>
                            i < 5
                                ? FormattableString.Invariant($"{2 * i},{Cuts[i]},{2 * i}\n")
                                : FormattableString.Invariant($"{(i % 5 * 2) + (0.01 * i)},{Cuts[i % 5]},{(i % 5 * 2) + 0.1}\n")
                        )
                )
        );

    private static double[] Column(LoadedData loaded, int column) =>
        [.. Enumerable.Range(0, loaded.Data.RowCount).Select(row => loaded.Data[row, column])];

    private static string Message(Action read) => Assert.Throws<InvalidDataException>(read).Message;
}
