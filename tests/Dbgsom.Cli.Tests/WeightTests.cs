using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Dbgsom.Cli.Tests;

/// <summary>Weights of features by the tool; columns of categories count as one feature each.</summary>
public sealed class WeightTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void A_column_of_categories_counts_as_one_feature_unless_asked_otherwise()
    {
        Write("kinds.csv");
        string one = Options("kinds.csv");
        Assert.Contains("feature-weights kind=1", one, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "feature-weights kind",
            Options("kinds.csv", "--category-weight", "each"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("feature-weights kind", Options("kinds.csv", "--preset", "reference"), StringComparison.Ordinal);
        Assert.Contains(
            "feature-weights kind=0.5, width=2",
            Options("kinds.csv", "--weight", "width=2", "--weight", "kind=0.5"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "feature-weights width=2",
            Options("kinds.csv", "--weight", "width=2", "--category-weight", "each"),
            StringComparison.Ordinal
        );
        string refused = work.Run("train", "kinds.csv", "-o", "no.som.npz", "--weight", "size=2", "-q").Refused(1);
        Assert.Contains(
            "--weight names 'size', which is not a feature; the features are 'width', ",
            refused,
            StringComparison.Ordinal
        );
        refused = work.Run("train", "kinds.csv", "-o", "no.som.npz", "--weight", "width=-1", "-q").Refused(2);
        Assert.Contains("the weight of 'width' is -1; valid is a number of at least 0", refused, StringComparison.Ordinal);
    }

    /// <summary>The command that a report gives trains the same map.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("--weight width=2.5")]
    [InlineData("--weight kind=3 --category-weight one")]
    [InlineData("--category-weight each --weight height=0.5")]
    [InlineData("--preset reference --category-weight one --epochs 20")]
    public void The_command_of_the_report_weighs_alike(string options)
    {
        Write("again.csv");
        work.Run([
                "train",
                "again.csv",
                "-o",
                "again.som.npz",
                "-q",
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ])
            .Done();
        work.Run("report", "again.som.npz", "again.csv", "-o", "again.html", "-q").Done();
        string page = System.Net.WebUtility.HtmlDecode(File.ReadAllText(work.At("again.html")));
        int at = page.IndexOf("dbgsom train ", StringComparison.Ordinal);
        string command = page[at..page.IndexOf('"', at)];
        var before = Entries();
        work.Run([.. command.Split(' ')[1..], "-q"]).Done();
        Assert.Equal(before, Entries());

        // But for the reasons of the plan: what was found is asked for now.
        Dictionary<string, string> Entries()
        {
            using var archive = ZipFile.OpenRead(work.At("again.som.npz"));
            return archive
                .Entries.Where(entry => entry.Name != "table.json")
                .ToDictionary(
                    entry => entry.FullName,
                    entry =>
                    {
                        using var content = entry.Open();
                        return Convert.ToHexString(SHA256.HashData(content));
                    }
                );
        }
    }

    private string Options(string file, params string[] more)
    {
        work.Run(["train", file, "-o", "kinds.som.npz", "-q", "--target-neurons", "9", .. more]).Done();
        return work.Run("info", "kinds.som.npz").Done();
    }

    private void Write(string name)
    {
        var random = new Random(1);
        File.WriteAllLines(
            work.At(name),
            Enumerable
                .Range(0, 90)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(i % 3) + random.NextDouble():F3},{random.NextDouble() * 5:F3},{"abcdef"[i % 6]}"
                    )
                )
                .Prepend("width,height,kind")
        );
    }
}
