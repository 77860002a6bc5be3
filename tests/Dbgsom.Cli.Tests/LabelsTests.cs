using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Labels that are likely wrong are named by the tool.</summary>
public sealed class LabelsTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Wrong_labels_are_named()
    {
        string[] lines =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"r{row},{(row % 2 * 10) + (row * 37 % 100 / 50.0)},{row * 61 % 100 / 30.0},{(row is 8 or 51 ? "wrong" : row == 12 ? "" : $"kind{row % 2}")}"
                    )
                ),
        ];
        File.WriteAllLines(work.At("kinds.csv"), lines.Prepend("name,long,wide,kind"));
        work.Run("train", "kinds.csv", "--label-column", "kind", "-o", "kinds.som.npz", "-q").Done();
        string[] args = ["labels", "kinds.som.npz", "kinds.csv", "--label-column", "kind"];
        var result = work.Run([.. args, "-o", "verdicts.csv"]);
        result.Done();
        Assert.True(
            result.Output.Contains("2 of 199", StringComparison.Ordinal),
            string.Join(
                "\n",
                File.ReadLines(work.At("verdicts.csv")).Where(line => line.EndsWith("remove", StringComparison.Ordinal))
            )
        );
        Assert.Contains("2 of 199 (1.0 %): similar rows agree on another label", result.Output, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadAllLines(work.At("verdicts.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "row", "label", "prior", "posterior", "likeliest", "likeliest_posterior", "suggestion"], rows[0]);
        Assert.Equal(
            ("r8", "8", "wrong", "0", "kind0", "remove"),
            (rows[9][0], rows[9][1], rows[9][2], rows[9][3], rows[9][5], rows[9][7])
        );
        Assert.Equal(("r51", "kind1", "remove"), (rows[52][0], rows[52][5], rows[52][7]));
        Assert.Equal(("", "kind0", "none"), (rows[13][2], rows[13][5], rows[13][7]));
        Assert.InRange(rows.Count(row => row[7] == "clean"), 190, 197);
        Assert.Contains("\"remove\": 2", work.Run([.. args, "--json", "-q"]).Output, StringComparison.Ordinal);
        work.Run([.. args, "-o", "verdicts.parquet", "-q"]).Done();
        work.Run([.. args, "-o", "verdicts.arrow", "-q"]).Done();
        Assert.True(File.Exists(work.At("verdicts.parquet")) && File.Exists(work.At("verdicts.arrow")));
        Assert.Contains(
            "name them with --label-column or --labels",
            work.Run("labels", "kinds.som.npz", "kinds.csv").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "would replace an input file",
            work.Run([.. args, "-o", "kinds.csv"]).Refused(2),
            StringComparison.Ordinal
        );
    }
}
