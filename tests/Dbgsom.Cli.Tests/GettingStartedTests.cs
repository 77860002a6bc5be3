using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Dbgsom.Cli.Tests;

/// <summary>docs/getting-started.md, typed as it stands: its commands follow one another in one folder. Its program is compiled by the tests of packages.</summary>
public sealed partial class GettingStartedTests
{
    [Fact]
    public void Its_commands_run_and_leave_the_files_that_it_names()
    {
        string page = File.ReadAllText(RepositoryFolder.At("docs", "getting-started.md")).ReplaceLineEndings("\n");
        string[] commands = [.. Command().Matches(page).Select(match => match.Groups["arguments"].Value)];
        Assert.True(commands.Length >= 7, $"{commands.Length} commands");

        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("gallery/data"));
        File.Copy(RepositoryFolder.At("gallery", "data", "iris.csv"), folder.At("gallery/data/iris.csv"));
        string summary = "";
        foreach (string command in commands)
        {
            string output = ToolProcess.Run(folder.Path, [.. CommandLineParser.SplitCommandLine(command)]).Done();
            summary = summary.Length > 0 ? summary : output;
        }
        foreach (string file in Made().Matches(page).Select(match => match.Groups["file"].Value).Distinct())
            Assert.True(File.Exists(folder.At(file)), $"{file} was not written");

        // The summary that the page shows is the one that is printed.
        Match[] rows = [.. Row().Matches(page).Cast<Match>()];
        Assert.True(rows.Length >= 5, $"{rows.Length} rows");
        string plain = Spaces().Replace(summary.Replace('│', ' '), " ");
        Assert.All(
            rows,
            row => Assert.Contains($"{row.Groups["name"].Value} {row.Groups["value"].Value}", plain, StringComparison.Ordinal)
        );
    }

    [GeneratedRegex("^bin/dbgsom (?<arguments>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"`(?<file>iris[\w.-]*\.(?:som\.npz|html|png))`")]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| (?<name>\w[^|]*?) \| (?<value>\w[^|]*?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
