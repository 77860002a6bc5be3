using System.Text.RegularExpressions;

namespace Dbgsom.Docs.Gallery;

/// <summary>An example of the gallery: a program in one file, headed by a title and a paragraph that says what it shows.</summary>
/// <param name="Name">The name of the file without ".cs".</param>
/// <param name="Title">The first line of the comment at its head.</param>
/// <param name="Explanation">The paragraph below.</param>
/// <param name="Code">The rest of the file.</param>
public sealed partial record Example(string Name, string Title, string Explanation, string Code)
{
    /// <summary>Names of the figures it writes, in the order in which the code names them.</summary>
    public IReadOnlyList<string> Figures => [.. FigureName().Matches(Code).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>Whether another library than this one computes what is printed, so that digits may be others on another machine.</summary>
    public bool UsesOthers => Code.Contains("#:package", StringComparison.Ordinal);

    /// <summary>What a newcomer reads first.</summary>
    private static readonly string[] First = ["clustering_2d", "iris", "classification"];

    /// <summary>All files of the gallery, the first three for newcomers, the others by name.</summary>
    public static IReadOnlyList<Example> All(string root) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(root, "gallery"), "*.cs")
                .Select(file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
                .OrderBy(example => (uint)Array.IndexOf(First, example.Name))
                .ThenBy(example => example.Name, StringComparer.Ordinal),
        ];

    public static Example Parse(string name, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string[] head = [.. lines.TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))];
        string[] paragraph = [.. head.Skip(2).Select(line => line[2..].Trim())];
        if (head.Length < 3 || head[1] != "//" || paragraph.Any(line => line.Length == 0))
            throw new InvalidDataException(
                $"gallery/{name}.cs does not begin with '// Title', '//' and a paragraph of lines that begin with '//'"
            );
        return new Example(
            name,
            head[0][2..].Trim(),
            string.Join(' ', paragraph),
            string.Join('\n', lines[head.Length..]).Trim() + "\n"
        );
    }

    [GeneratedRegex("\"([a-z0-9-]+\\.(png|svg))\"")]
    private static partial Regex FigureName();
}
