using System.Text.RegularExpressions;

namespace Dbgsom.Docs;

/// <summary>Finds tables in Markdown whose rows do not have as many cells as their header.</summary>
public static partial class TableCheck
{
    /// <summary>The findings of all pages: file, line and numbers of cells.</summary>
    public static IEnumerable<string> Complaints(string root) =>
        Directory
            .EnumerateFiles(root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(
                Directory
                    .EnumerateDirectories(Path.Combine(root, "src"))
                    .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
            )
            .Order(StringComparer.Ordinal)
            .SelectMany(file => OfPage(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)));

    /// <summary>The findings of one page.</summary>
    public static IEnumerable<string> OfPage(string name, string page)
    {
        int? wanted = null;
        foreach (var (index, line) in page.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (!line.StartsWith('|'))
            {
                wanted = null;
                continue;
            }
            // A bar in code stands between cells, too, unless it is escaped.
            int cells = Bar().Count(line.TrimEnd()) - 1;
            wanted ??= cells;
            if (cells != wanted)
                yield return $"{name}:{index + 1}: a row of {cells} cells in a table of {wanted}";
        }
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
