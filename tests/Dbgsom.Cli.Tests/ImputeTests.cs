using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Missing cells are filled in by the tool, and what is known stays.</summary>
public sealed class ImputeTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void A_table_with_gaps_comes_back_complete()
    {
        string[] lines = [.. Enumerable.Range(0, 120).Select(Line)];
        File.WriteAllLines(work.At("gaps.csv"), lines.Prepend("name,width,height,color,late"));
        string notes = work.Run("train", "gaps.csv", "-o", "gaps.som.npz").Error;
        Assert.Single(
            notes.Split('\n'),
            line =>
                line.StartsWith(
                    "note: Values are missing: 'width' in 14, 'color' in 12, 'height' in 11 of 120",
                    StringComparison.Ordinal
                )
        );
        var result = work.Run("impute", "gaps.som.npz", "gaps.csv", "-o", "full.csv");
        result.Done();
        Assert.Contains("note: 37 missing values were filled in", result.Error, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadAllLines(work.At("full.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "width", "height", "color", "late", "filled"], rows[0]);
        int filled = 0;
        for (int i = 0; i < 120; i++)
        {
            var (given, row) = (lines[i].Split(','), rows[i + 1]);
            Assert.Equal(given[0], row[0]);
            int missing = given.Count(cell => cell is "" or "NA" or "?");
            Assert.Equal(missing, int.Parse(row[5], CultureInfo.InvariantCulture));
            filled += missing;
            // The kinds are far apart, so that what is missing follows from the rest.
            Assert.Equal(i % 2 == 0 ? "red" : "blue", row[3]);
            Assert.InRange(double.Parse(row[1], CultureInfo.InvariantCulture), i % 2 == 0 ? 0 : 9, i % 2 == 0 ? 6 : 16);
            if (given[2] is not ("" or "NA"))
                Assert.Equal(
                    double.Parse(given[2], CultureInfo.InvariantCulture),
                    double.Parse(row[2], CultureInfo.InvariantCulture)
                );
        }
        Assert.Equal(37, filled);
        // How sure: columns with missing cells are followed by one that says it.
        work.Run("impute", "gaps.som.npz", "gaps.csv", "-o", "sure.csv", "--deviations", "-q").Done();
        string[][] sure = [.. File.ReadAllLines(work.At("sure.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "width", "width_sd", "height", "height_sd", "color", "color_p", "late", "filled"], sure[0]);
        for (int i = 0; i < 120; i++)
        {
            var (given, row) = (lines[i].Split(','), sure[i + 1]);
            Assert.Equal(rows[i + 1], new[] { row[0], row[1], row[3], row[5], row[7], row[8] });
            double width = double.Parse(row[2], CultureInfo.InvariantCulture);
            Assert.True(given[1] == "NA" ? width is > 0 and < 5 : width == 0);
            double color = double.Parse(row[6], CultureInfo.InvariantCulture);
            Assert.True(given[3] == "?" ? color is > 0.5 and <= 1 : color == 1);
        }
        // Nothing is missing any more.
        Assert.Contains(
            "note: 0 missing",
            work.Run("impute", "gaps.som.npz", "full.csv", "--id-column", "id", "-o", "again.csv").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "would replace an input file",
            work.Run("impute", "gaps.som.npz", "gaps.csv", "-o", "gaps.csv", "-q").Refused(2),
            StringComparison.Ordinal
        );
    }

    /// <summary>What the map does not know stays as it is, yes and no come out as 1 and 0, and labels come along.</summary>
    [Fact]
    public void Categories_that_the_map_does_not_know_stay()
    {
        string[] lines =
        [
            .. Enumerable
                .Range(0, 80)
                .Select(i => $"{i % 2 * 10 + i % 5},{(i % 2 == 0 ? "red" : "blue")},{(i % 3 == 0 ? "yes" : "no")},k{i % 2}"),
        ];
        File.WriteAllLines(work.At("known.csv"), lines.Prepend("id,color,filled,kind"));
        work.Run("train", "known.csv", "--label-column", "kind", "--as", "id=number", "-o", "known.som.npz", "-q").Done();
        File.WriteAllLines(work.At("new.csv"), ["id,color,filled,kind", "1,green,yes,k0", "11,?,,k1", "NA,red,no,k0"]);
        work.Run("impute", "known.som.npz", "new.csv", "--label-column", "kind", "-o", "new-full.csv", "-q").Done();
        string[][] rows = [.. File.ReadAllLines(work.At("new-full.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "color", "filled", "label", "filled_"], rows[0]);
        Assert.Equal(["1", "green", "1", "k0", "0"], rows[1]);
        Assert.Equal(("blue", "k1", "2"), (rows[2][1], rows[2][3], rows[2][4]));
        Assert.Contains(rows[2][2], new[] { "0", "1" });
        Assert.Equal(("red", "0", "1"), (rows[3][1], rows[3][2], rows[3][4]));
    }

    /// <summary>Cells that are no date, or not in the order, stay as they are; missing dates are not made up.</summary>
    [Fact]
    public void Cells_that_are_not_understood_stay()
    {
        string[] sizes = ["small", "medium", "large"];
        string[] lines =
        [
            .. Enumerable
                .Range(0, 90)
                .Select(i => $"{i % 3 * 10 + i % 5},2024-{1 + (i % 12):00}-{1 + (i % 28):00},{sizes[i % 3]},{i % 7}.5"),
        ];
        File.WriteAllLines(work.At("sizes.csv"), lines.Prepend("width,when,size,depth"));
        work.Run(
                "train",
                "sizes.csv",
                "--date",
                "when=month,hour",
                "--ordinal",
                "size=small,medium,large",
                "-o",
                "sizes.som.npz",
                "-q"
            )
            .Done();
        string[] later =
        [
            "width,when,size,depth",
            "1,soon,small,1.5",
            "11,2024-05-06,huge,2.5",
            "20,,,3.5",
            "1,2024-07-08,small,",
            "10,later,odd,0.5",
            "1,2024-01-01T10:30,small,1.5",
        ];
        File.WriteAllLines(work.At("later.csv"), later);
        var result = work.Run("impute", "sizes.som.npz", "later.csv", "-o", "sizes-full.csv", "--deviations");
        result.Done();
        string[][] rows = [.. File.ReadAllLines(work.At("sizes-full.csv")).Select(line => line.Split(','))];
        Assert.Equal(["width", "when", "size", "size_sd", "depth", "depth_sd", "filled"], rows[0]);
        Assert.Equal(["1", "soon", "small", "0", "1.5", "0", "0"], rows[1]);
        Assert.Equal(["11", "2024-05-06", "huge", "0", "2.5", "0", "0"], rows[2]);
        Assert.Equal(("20", "", "large", "1"), (rows[3][0], rows[3][1], rows[3][2], rows[3][6]));
        Assert.Equal(("2024-07-08", "small", "1"), (rows[4][1], rows[4][2], rows[4][6]));
        Assert.Equal(["10", "later", "odd", "0", "0.5", "0", "0"], rows[5]);
        Assert.Equal("2024-01-01T10:30:00", rows[6][1]);
        foreach (
            string note in new[]
            {
                "note: 2 missing values were filled in",
                "note: 1 missing date stays missing: dates are not filled in",
                "note: 4 cells that the map does not understand stay as they are",
            }
        )
            Assert.Contains(note, result.Error, StringComparison.Ordinal);
        // Also in a file that has types.
        work.Run("impute", "sizes.som.npz", "later.csv", "-o", "sizes-full.parquet", "-q").Done();
        Assert.Contains("huge", work.Run("inspect", "sizes-full.parquet").Done(), StringComparison.Ordinal);
    }

    private static string Line(int i)
    {
        string kind = i % 2 == 0 ? "red" : "blue";
        double at = i % 2 * 10;
        string width = i % 9 == 0 ? "NA" : (at + (i % 5)).ToString(CultureInfo.InvariantCulture);
        string height = i % 11 == 4 ? "" : (at + (i * 7 % 6) + 0.5).ToString(CultureInfo.InvariantCulture);
        string color = i % 10 == 7 ? "?" : kind;
        return $"row{i},{width},{height},{color},{(i % 2 == 0 ? "yes" : "no")}";
    }
}
