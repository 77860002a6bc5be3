using System.Text.RegularExpressions;

namespace Dbgsom.Docs.Language;

/// <summary>Finds phrases of <see cref="Phrases"/> and weak summaries in the texts of the repository.</summary>
public static partial class PhraseCheck
{
    private static readonly string[] Folders = ["src", "bench", "examples", "gallery", "docs"];

    private static readonly string[] Extensions = [".cs", ".md", ".js", ".html"];

    /// <summary>The findings of all files: file, line, phrase and better words.</summary>
    public static IEnumerable<string> Complaints(string root)
    {
        var types = new Dictionary<string, string>();
        foreach (string file in Files(root))
        {
            string name = Path.GetRelativePath(root, file).Replace('\\', '/');
            string text = File.ReadAllText(file).ReplaceLineEndings("\n");
            foreach (string complaint in OfText(name, text))
                yield return complaint;
            if (Path.GetExtension(file) != ".cs" || !name.StartsWith("src/", StringComparison.Ordinal))
                continue;
            foreach (string complaint in OfSummaries(name, text).Concat(OfTypes(name, text, types)))
                yield return complaint;
        }
    }

    /// <summary>The phrases in a text.</summary>
    public static IEnumerable<string> OfText(string name, string text)
    {
        var (joined, lines) = Join(text);
        foreach (var (phrase, better) in Phrases.All)
        {
            int at = -1;
            while ((at = joined.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
                yield return $"{name}:{lines[at]}: \"{phrase}\"; better: {better}";
        }
    }

    /// <summary>The summaries of public members that do not stand alone.</summary>
    public static IEnumerable<string> OfSummaries(string name, string code)
    {
        foreach (Match match in PublicSummary().Matches(code))
        {
            string summary = match.Groups["text"].Value.Trim().TrimStart('/', ' ', '\n');
            int line = 1 + code.AsSpan(0, match.Index).Count('\n');
            if (WeakStart().Match(summary) is { Success: true } weak)
                yield return $"{name}:{line}: a summary begins with \"{weak.Value}\"; better: name the thing, as it stands alone in IntelliSense";
            else if (
                summary.StartsWith("Whether ", StringComparison.Ordinal) && Flag().IsMatch(match.Groups["declaration"].Value)
            )
                yield return $"{name}:{line}: a summary of a bool begins with \"Whether\"; better: \"True if\"";
        }
    }

    /// <summary>The summaries that public types share with types seen before.</summary>
    private static IEnumerable<string> OfTypes(string name, string code, Dictionary<string, string> types)
    {
        foreach (Match match in PublicSummary().Matches(code))
        {
            string summary = match.Groups["text"].Value.Trim();
            if (!TypeDeclaration().IsMatch(match.Groups["declaration"].Value) || types.TryAdd(summary, name))
                continue;
            int line = 1 + code.AsSpan(0, match.Index).Count('\n');
            yield return $"{name}:{line}: a public type has the summary of one in {types[summary]}; better: say how they differ";
        }
    }

    /// <summary>The text with single spaces for line breaks, indents and comment marks; and the line of each of its characters.</summary>
    private static (string Text, int[] Lines) Join(string text)
    {
        var characters = new List<char>(text.Length);
        var lines = new List<int>(text.Length);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string content = CommentMark().Replace(line, "").TrimEnd();
            foreach (char c in content.Append(' '))
            {
                characters.Add(c);
                lines.Add(number);
            }
        }
        return (new string([.. characters]), [.. lines]);
    }

    private static IEnumerable<string> Files(string root) =>
        Folders
            .Select(folder => Path.Combine(root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, "*.md"))
            .Where(file => Extensions.Contains(Path.GetExtension(file)))
            .Where(file => !LeftOut().IsMatch(Path.GetRelativePath(root, file)))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\s*(///?|\*(?= ))?\s*")]
    private static partial Regex CommentMark();

    // Build output, the list itself, and pages that are generated from texts in code.
    [GeneratedRegex(@"(^|[/\\])(bin|obj|node_modules)[/\\]|[/\\]Language[/\\]Phrases\.cs$|^docs[/\\](cli|options)\.md$")]
    private static partial Regex LeftOut();

    [GeneratedRegex(
        @"<summary>(?<text>[^<][^\n]*|\s*\n\s*///[^\n]*)(\n\s*(///|\[)[^\n]*)*\n\s*(public|protected) (?<declaration>[^\n]*)"
    )]
    private static partial Regex PublicSummary();

    [GeneratedRegex("^(The same|Those|Its|Their|They|Told|What|Lets|Tells|Asks|Says|None|And|Or|So many|As many) ")]
    private static partial Regex WeakStart();

    [GeneratedRegex("^((static|required|override|virtual|abstract) )*bool ")]
    private static partial Regex Flag();

    [GeneratedRegex("^((static|sealed|abstract|readonly|partial) )*(class|record|struct|enum|interface) ")]
    private static partial Regex TypeDeclaration();
}
