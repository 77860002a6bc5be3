using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>
/// Text from files, made safe to show on a terminal: control characters, invisible formatting and line separators are escaped, and the middle
/// of a long text is left out.
/// </summary>
internal static partial class Shown
{
    /// <summary>The longest name shown whole: a line of a screen.</summary>
    private const int LongestName = 80;

    /// <summary>The longest message or value shown whole.</summary>
    private const int LongestText = 1000;

    /// <summary>A name, such as that of a feature.</summary>
    public static string Name(string name) => Cut(name, LongestName);

    /// <summary>A message or a value: names in quotes are cut by themselves, so that what follows them stays.</summary>
    public static string Text(string text) =>
        Cut(LongQuote().Replace(text, quote => $"'{Name(quote.ValueSpan[1..^1].ToString())}'"), LongestText, Remedy);

    /// <summary>A table: lines stay lines, and none is cut.</summary>
    public static string Lines(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == '\n' ? "\n" : Escape(rune)));

    /// <summary>The length of what a message advises, which stands behind its last semicolon.</summary>
    private static int Remedy(string text) =>
        text.LastIndexOf("; ", StringComparison.Ordinal) is >= 0 and var sign ? text.Length - sign : 0;

    /// <summary>Leaves the middle of a long text out: two thirds of the room are for its start, but for an end that needs more, up to two thirds.</summary>
    private static string Cut(string text, int longest, Func<string, int>? end = null)
    {
        int most = 2 * longest;
        if (text.Length <= 2 * most)
        {
            string[] pieces = [.. Escape(text)];
            if (pieces.Sum(piece => piece.Length) <= longest)
                return string.Concat(pieces);
        }
        int tail = Math.Clamp(end?.Invoke(text) ?? 0, longest - (longest * 2 / 3) - 1, longest * 2 / 3);
        string start = text.Length > 2 * most ? text[..most] : text;
        string rest = text.Length > 2 * most ? text[^most..] : text;
        return string.Concat(Head(Escape(start), longest - tail - 1), "…", Tail(Escape(rest), tail));
    }

    /// <summary>Returns the pieces from the start that fit.</summary>
    private static string Head(IEnumerable<string> pieces, int room) =>
        string.Concat(pieces.TakeWhile(piece => (room -= piece.Length) >= 0));

    /// <summary>Returns the pieces from the end that fit.</summary>
    private static string Tail(IEnumerable<string> pieces, int room) =>
        string.Concat(pieces.Reverse().TakeWhile(piece => (room -= piece.Length) >= 0).Reverse());

    private static IEnumerable<string> Escape(string text) => text.EnumerateRunes().Select(Escape);

    private static string Escape(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
            : rune.ToString();

    [GeneratedRegex("'[^']{81,}'")]
    private static partial Regex LongQuote();
}
