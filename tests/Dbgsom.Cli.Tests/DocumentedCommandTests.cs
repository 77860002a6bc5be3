using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Dbgsom.Cli.Tests;

/// <summary>Every command of the tool that a page shows is one: its options exist and take the values given.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string, string> Commands =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFolder.At("docs"), "*.md", SearchOption.AllDirectories)
                .Append(RepositoryFolder.At("README.md"))
                .SelectMany(
                    page => Of(File.ReadAllText(page)),
                    (page, command) => (Path.GetRelativePath(RepositoryFolder.Path, page), command)
                )
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_a_page_is_understood(string page, string command)
    {
        var parsed = Tool.Parse([.. CommandLineParser.SplitCommandLine(command)], default);
        Assert.True(
            parsed.Errors.Count == 0,
            $"{page}: dbgsom {command}: {string.Join("; ", parsed.Errors.Select(e => e.Message))}"
        );
    }

    [Fact]
    public void Commands_are_found_in_blocks_over_lines_and_in_pipes()
    {
        const string Page =
            "dbgsom no block\n```\n$ cat x | dbgsom train - \\\n  -o \"a b.npz\" 2>log # note\nA=1 dbgsom info m & \n```\n`dbgsom info`\n";
        Assert.Equal(["train - -o \"a b.npz\"", "info m"], Of(Page));
        Assert.True(Commands.Count > 20, $"{Commands.Count} commands");
        Assert.NotEmpty(Tool.Parse(["train", "x.csv", "-o", "m.som.npz", "--id-column", "number"], default).Errors);
    }

    /// <summary>The arguments of the tool in the blocks of a page.</summary>
    private static IEnumerable<string> Of(string page) =>
        Block()
            .Matches(page.ReplaceLineEndings("\n"))
            .SelectMany(block => block.Groups["code"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .SelectMany(line => Called().Matches(line))
            .Select(call => Spaces().Replace(call.Groups["arguments"].Value, " ").Trim())
            // The form of a command, not one.
            .Where(arguments => !arguments.Contains("[options]", StringComparison.Ordinal));

    [GeneratedRegex("^```[a-z]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    // Up to a pipe, a redirection, what runs beside it, or a comment.
    [GeneratedRegex(
        @"(?:^|[|&;$]|\w=\S*\s)\s*(?:dbgsom|dotnet run --project src/Dbgsom\.Cli -c Release --)\s(?<arguments>(?:""[^""]*""|'[^']*'|[^""'|&;>#]|(?<!\s)#)*?)(?=\s*(?:[|&;]|\s\d?>|\s#|$))"
    )]
    private static partial Regex Called();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
