using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>The rows like one of them, by the tool.</summary>
public sealed class SimilarTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void The_nearest_rows_are_printed()
    {
        // Rows on a line: the nearest to 50 are 49 and 51, the lower one first.
        File.WriteAllLines(
            work.At("line.csv"),
            Enumerable
                .Range(0, 100)
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"name {row},{(row * 1.5) + 0.25},{row / 2.0}"))
                .Prepend("name,x,y")
        );
        work.Run("train", "line.csv", "--scale", "none", "-o", "line.som.npz", "-q").Done();
        string[] Lines(params string[] args) =>
            work.Run(["similar", "line.som.npz", "line.csv", .. args, "-q"])
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] found = Lines("--row", "name 50", "-k", "3");
        Assert.Equal("id,row,distance", found[0].Trim());
        Assert.Equal(["name 49,49", "name 51,51", "name 48,48"], found[1..].Select(line => line[..line.LastIndexOf(',')]));
        Assert.Equal(Math.Sqrt(2.5), double.Parse(found[1].Split(',')[2], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(found, Lines("--row", "50", "--count", "3"));
        Assert.Equal(11, Lines("--row", "50").Length);
        Assert.Equal(100, Lines("--row", "0", "-k", "1000").Length);
        work.Run("similar", "line.som.npz", "line.csv", "--row", "0", "-o", "similar.parquet", "-q").Done();
        Assert.True(File.Exists(work.At("similar.parquet")));
        string Refused(string row) => work.Run("similar", "line.som.npz", "line.csv", "--row", row, "-q").Refused(2);
        Assert.Contains(
            "no row is named 'name 100'; valid is a name or a number from 0 to 99",
            Refused("name 100"),
            StringComparison.Ordinal
        );
        Assert.Contains("no row is named '100'", Refused("100"), StringComparison.Ordinal);
        Assert.Contains(
            "no row is named '-1'",
            work.Run("similar", "line.som.npz", "line.csv", "--row=-1", "-q").Refused(2),
            StringComparison.Ordinal
        );
    }
}
