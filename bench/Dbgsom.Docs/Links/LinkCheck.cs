using System.Text.RegularExpressions;

namespace Dbgsom.Docs.Links;

/// <summary>Whether the files and anchors that pages link to exist. Links to other sites are not followed.</summary>
public static partial class LinkCheck
{
    public static IEnumerable<string> Complaints(string root)
    {
        string docs = Path.Combine(root, "docs");
        string[] pages =
        [
            .. Directory.EnumerateFiles(root, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(root, "gallery"), "*.md", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories),
        ];
        return pages.Order(StringComparer.Ordinal).SelectMany(page => OfPage(root, page));
    }

    /// <summary>The links of a page that lead nowhere.</summary>
    public static IEnumerable<string> OfPage(string root, string page)
    {
        string name = Path.GetRelativePath(root, page).Replace('\\', '/');
        string text = File.ReadAllText(page);
        foreach (string target in Targets(text))
        {
            string[] parts = target.Split('#', 2);
            string file =
                parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0]));
            if (!Path.Exists(file))
                yield return $"{name} links to {target}: the file does not exist";
            else if (parts.Length == 2 && File.Exists(file) && !Headings.Anchors(File.ReadAllText(file)).Contains(parts[1]))
                yield return $"{name} links to {target}: the heading does not exist";
        }
    }

    /// <summary>What a page links to in the repository.</summary>
    public static IEnumerable<string> Targets(string markdown) =>
        Link()
            .Matches(InlineCode().Replace(string.Join('\n', Fences.Outside(markdown)), "`"))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Elsewhere().IsMatch(target));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?<ticks>`+)(?!`).+?(?<!`)\\k<ticks>(?!`)")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
