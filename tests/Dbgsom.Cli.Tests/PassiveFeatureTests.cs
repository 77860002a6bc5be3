using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>A column of weight 0 is shown, needed nowhere, and changes no winner.</summary>
public sealed class PassiveFeatureTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void A_table_goes_the_whole_way()
    {
        string[] lines = [.. Enumerable.Range(0, 90).Select(Line)];
        File.WriteAllLines(work.At("all.csv"), lines.Prepend("width,kind,price,height"));
        File.WriteAllLines(work.At("less.csv"), lines.Select(Less).Prepend("width,height"));
        string text = work.Run("train", "all.csv", "--weight", "kind=0", "--weight", "price=0", "-o", "all.som.npz").Done();
        Assert.Contains(
            "3, shown but not trained on: kind=a, kind=b, price",
            text.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        work.Run("train", "less.csv", "-o", "less.som.npz").Done();
        // Neither file nor --strict needs what is only shown, and nobody is told that it is missing.
        foreach (var (model, data) in new[] { ("all", "all"), ("all", "less"), ("less", "less") })
        {
            var result = work.Run("predict", $"{model}.som.npz", $"{data}.csv", "-o", $"{model}-{data}.csv", "--strict");
            result.Done();
            Assert.DoesNotContain("lacks", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("does not know", result.Error, StringComparison.Ordinal);
        }
        Assert.Equal(File.ReadAllBytes(work.At("less-less.csv")), File.ReadAllBytes(work.At("all-less.csv")));
        Assert.Equal(File.ReadAllBytes(work.At("less-less.csv")), File.ReadAllBytes(work.At("all-all.csv")));
        work.Run("export", "all.som.npz", "-o", "all-neurons.csv").Done();
        string[] header = File.ReadLines(work.At("all-neurons.csv")).First().Split(',');
        Assert.Equal(["weight_width", "weight_height", "passive_kind=a", "passive_kind=b", "passive_price"], header[^5..]);
        work.Run("report", "all.som.npz", "less.csv", "-o", "all.html").Done();
        string page = File.ReadAllText(work.At("all.html"));
        Assert.Contains("price (not trained on)", page, StringComparison.Ordinal);
        Assert.Contains("--weight kind=0 --weight price=0", page, StringComparison.Ordinal);
        // What is missing of them is the value of the winner.
        string[] gaps = [.. lines];
        gaps[0] = gaps[0].Replace(",a,", ",,", StringComparison.Ordinal);
        gaps[1] = $"{gaps[1].Split(',')[0]},b,,{gaps[1].Split(',')[3]}";
        File.WriteAllLines(work.At("gaps.csv"), gaps.Prepend("width,kind,price,height"));
        work.Run("impute", "all.som.npz", "gaps.csv", "-o", "full.csv").Done();
        string[][] full = [.. File.ReadLines(work.At("full.csv")).Select(line => line.Split(','))];
        Assert.Equal(["width", "height", "kind", "price", "filled"], full[0]);
        Assert.Equal("a", full[1][2]);
        Assert.Equal("1", full[1][4]);
        Assert.InRange(double.Parse(full[2][3], CultureInfo.InvariantCulture), 900, 1100);
        Assert.Equal("5", full[1][3]);
    }

    [Fact]
    public void All_of_weight_0_is_refused()
    {
        File.WriteAllLines(
            work.At("two.csv"),
            Enumerable.Range(0, 20).Select(i => $"{i * 7 % 13}.5,{i * i % 11}.5").Prepend("a,b")
        );
        Assert.Contains(
            "gives the weight 0 to every feature ('a', 'b'); at least one needs a weight above 0",
            work.Run("train", "two.csv", "--weight", "a=0", "--weight", "b=0", "-o", "no.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the weight of 'a' is -1",
            work.Run("train", "two.csv", "--weight", "a=-1", "-o", "no.som.npz").Refused(2),
            StringComparison.Ordinal
        );
    }

    /// <summary>Two kinds: a narrow and cheap one, a wide and dear one.</summary>
    private static string Line(int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(10 * (i % 2)) + (i * 7 % 13 / 4.0)},{(i % 2 == 0 ? "a" : "b")},{(i % 2 == 0 ? 5 : 1000)},{i * 11 % 17}"
        );

    private static string Less(string line) => $"{line.Split(',')[0]},{line.Split(',')[3]}";
}
