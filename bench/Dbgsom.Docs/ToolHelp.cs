using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dbgsom.Docs;

/// <summary>What the tool prints about a command, read section by section. Printed to a pipe, it has no line breaks of its own.</summary>
/// <param name="Command">The words of the command, without the tool's name.</param>
/// <param name="Description">A description of the option.</param>
/// <param name="Usage">How it is called.</param>
/// <param name="Sections">Names and descriptions of its arguments, options and commands, by the section's title.</param>
public sealed partial record ToolHelp(
    IReadOnlyList<string> Command,
    string Description,
    string Usage,
    IReadOnlyDictionary<string, IReadOnlyList<(string Name, string What)>> Sections
)
{
    /// <summary>The help of the tool itself and of each of its commands.</summary>
    public static IEnumerable<ToolHelp> All(IReadOnlyList<string> command)
    {
        var help = Parse(command, Ask(command));
        yield return help;
        foreach (var (name, _) in help.Sections.GetValueOrDefault("Commands", []))
        {
            foreach (var below in All([.. command, name.Split(' ')[0]]))
                yield return below;
        }
    }

    public static ToolHelp Parse(IReadOnlyList<string> command, string text)
    {
        var sections = new Dictionary<string, List<string>>();
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
        {
            if (!line.StartsWith(' ') && line.EndsWith(':'))
                sections[line[..^1]] = lines = [];
            else
                lines.Add(line.Trim());
        }
        string[] plain = ["Description", "Usage"];
        return new ToolHelp(
            command,
            string.Join(' ', sections["Description"]),
            string.Join('\n', sections["Usage"]),
            sections
                .Where(section => !plain.Contains(section.Key))
                .ToDictionary(
                    section => section.Key,
                    section => (IReadOnlyList<(string, string)>)[.. section.Value.Select(Entry)]
                )
        );
    }

    private static (string Name, string What) Entry(string line)
    {
        string[] parts = Gap().Split(line, 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static string Ask(IReadOnlyList<string> command)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(
            new ProcessStartInfo(tool, [.. command, "--help-all"]) { RedirectStandardOutput = true }
        )!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{tool} --help ends with {process.ExitCode}");
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
