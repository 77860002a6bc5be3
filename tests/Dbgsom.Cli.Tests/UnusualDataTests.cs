using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Data at the edge of what is data: it works, and no result is NaN or infinite.</summary>
public sealed class UnusualDataTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly Dictionary<string, Func<int, string>> Rows = new()
    {
        ["constant"] = i => string.Create(CultureInfo.InvariantCulture, $"{i % 17},5,{i % 11}"),
        ["duplicates"] = i => string.Create(CultureInfo.InvariantCulture, $"{i % 2},{i % 2}"),
        ["equal"] = _ => "0.1,0.2,0.3",
        ["one-feature"] = i => string.Create(CultureInfo.InvariantCulture, $"{i * 31 % 97}"),
        ["huge"] = i => string.Create(CultureInfo.InvariantCulture, $"{(i * 31 % 97) - 50}e150,{i % 7}e150"),
        ["tiny"] = i => string.Create(CultureInfo.InvariantCulture, $"{(i * 31 % 97) - 50}e-150,{i % 7}e-150"),
    };

    public static TheoryData<string, int, string> Cases =>
        [
            .. Rows.Keys.SelectMany(_ => new[] { "default", "reference" }, (name, preset) => (name, 60, preset)),
            ("one-feature", 4, "default"),
            ("constant", 4, "reference"),
            ("equal", 4, "default"),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_numbers(string name, int count, string preset)
    {
        string data = $"{name}-{count}-{preset}.csv";
        string model = data + ".som.npz";
        File.WriteAllLines(work.At(data), Enumerable.Range(0, count).Select(Rows[name]));
        var trained = work.Run("train", data, "-o", model, "--preset", preset, "--json");
        if (trained.ExitCode != 0)
        {
            Assert.Contains("column", trained.Refused(1), StringComparison.Ordinal);
            return;
        }
        foreach (
            string text in new[]
            {
                trained.Output,
                Run("measure", model, data, "--json"),
                Run("predict", model, data),
                Run("info", model, "--json"),
            }
        )
        {
            Assert.DoesNotContain("NaN", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("error\": null", text, StringComparison.Ordinal);
        }
        Run("plot", model, "--kind", "map", "-o", data + ".png");
    }

    private string Run(params string[] args) => work.Run(args).Done();
}
