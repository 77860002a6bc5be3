using System.Globalization;
using System.Text;
using Dbgsom.Files;

namespace Dbgsom.Explorer.Files;

/// <summary>Names of files that others chose. They are text to show, never part of a path.</summary>
internal static class FileName
{
    private const int LongestShown = 100;
    private const int LongestStem = 60;

    /// <summary>Extensions of the files that can be trained on.</summary>
    public static IReadOnlyList<string> Known => DataFiles.Extensions;

    /// <summary>The suffix of the name of a saved map.</summary>
    public const string ModelEnding = ".som.npz";

    /// <summary>The extension, in lower case, if it is one of <see cref="Known"/>.</summary>
    public static string? Extension(string name) => DataSource.Extension(name);

    /// <summary>The name as one line of text that can be read: control and formatting characters replaced, the middle of a long one left out.</summary>
    public static string Shown(string name)
    {
        Rune[] runes = [.. name.EnumerateRunes().Select(rune => IsReadable(rune) ? rune : Rune.ReplacementChar)];
        return runes.Length <= LongestShown
            ? string.Concat(runes)
            : string.Concat(runes[..(LongestShown / 2)]) + "…" + string.Concat(runes[^(LongestShown / 3)..]);
    }

    /// <summary>A name for a file that is made from one of that name: letters, digits, dots, hyphens and underscores only.</summary>
    public static string Stem(string name)
    {
        const string Packed = ".gz";
        string last = Path.GetFileName(name.Replace('\\', '/'));
        if (last.EndsWith(Packed, StringComparison.OrdinalIgnoreCase))
            last = last[..^Packed.Length];
        last = Path.GetFileNameWithoutExtension(last);
        string plain = new([
            .. last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-').Take(LongestStem),
        ]);
        return plain.Trim('-', '.') is { Length: > 0 } stem ? stem : "map";
    }

    private static bool IsReadable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
