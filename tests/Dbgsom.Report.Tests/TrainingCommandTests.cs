using System.Diagnostics;

namespace Dbgsom.Report.Tests;

/// <summary>The command a report shows trains the same map, whatever the files are called.</summary>
public sealed class TrainingCommandTests
{
    private static readonly DataMatrix Samples = DataMatrix.From([
        .. Enumerable.Range(0, 40).Select(i => new[] { i % 7, i * i % 11, (double)i }),
    ]);

    [Fact]
    public void Only_what_differs_from_the_preset_is_said()
    {
        Assert.Equal("dbgsom train DATA --output map.som.npz", Command(new SomOptions(), new ReportOptions()));
        Assert.Equal(
            "dbgsom train a.csv b.csv --output m.som.npz --target-neurons 6 --seed 7",
            Command(
                new SomOptions { TargetNeurons = 6, Seed = 7 },
                new ReportOptions { DataNames = ["a.csv", "b.csv"], ModelName = "m.som.npz" }
            )
        );
    }

    [Fact]
    public void Classes_are_said_where_the_map_knows_some()
    {
        string[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "even" : "odd")];
        var map = new SomClassifier(new SomOptions { TargetNeurons = 6 }).Fit(Samples, labels);
        Assert.EndsWith(
            " --classify --label-column COLUMN",
            TrainingCommand.Of(map.Map, new ReportOptions()),
            StringComparison.Ordinal
        );
        var named = new ReportOptions { Labels = labels, LabelName = "odd or even" };
        Assert.EndsWith(" --classify --label-column 'odd or even'", TrainingCommand.Of(map.Map, named), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_reads_names_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is for a POSIX shell");
        string[] names =
        [
            "plain.csv",
            "two words.csv",
            "it's.csv",
            "'",
            "''",
            "\"$HOME\" `id` $(id).csv",
            "a\\b.csv",
            "semi;colon&amp|pipe>out<in",
            "*?[a-z]{b,c}",
            "~",
            "#hash",
            "new\nline",
            "!history",
            "é ü 漢字",
            "<script>alert(1)</script>",
        ];
        string command = Command(new SomOptions(), new ReportOptions { DataNames = names, ModelName = "my 'model'.som.npz" });
        Assert.Equal(["dbgsom", "train", .. names, "--output", "my 'model'.som.npz"], Words(command));
    }

    [Fact]
    public void Names_that_look_like_options_are_none()
    {
        var report = new ReportOptions { DataNames = ["-", "-a.csv", "--output"], ModelName = "-m.som.npz" };
        Assert.Equal("dbgsom train - ./-a.csv ./--output --output ./-m.som.npz", Command(new SomOptions(), report));
        string[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "even" : "odd")];
        var map = new SomClassifier(new SomOptions { TargetNeurons = 6 }).Fit(Samples, labels);
        var named = new ReportOptions { Labels = labels, LabelName = "-kind of" };
        Assert.EndsWith(" --classify --label-column='-kind of'", TrainingCommand.Of(map.Map, named), StringComparison.Ordinal);
    }

    private static string Command(SomOptions options, ReportOptions report) =>
        TrainingCommand.Of(new SomVq(options).Fit(Samples), report);

    /// <summary>What sh makes of a command: its words, each ended by a byte 0.</summary>
    private static string[] Words(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", "printf '%s\\0' " + command]) { RedirectStandardOutput = true }
        )!;
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return output.TrimEnd('\0').Split('\0');
    }
}
