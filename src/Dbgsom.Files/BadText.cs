using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Text of bytes that may be none, and how it is shown where it is refused.</summary>
internal static class BadText
{
    private const int LongestShown = 40;

    private static readonly Encoding Utf8 = TextEncoding.Strict(Encoding.UTF8);

    /// <summary>Bytes as text, with <see cref="TextEncoding.Invalid"/> for what is not UTF-8.</summary>
    public static string OfUtf8(ReadOnlySpan<byte> bytes) => Utf8.GetString(bytes);

    /// <inheritdoc cref="Shown(ReadOnlySpan{byte})"/>
    public static string Shown(string text) => Shown(Encoding.UTF8.GetBytes(text));

    /// <summary>The text with what is not text as \xFC or \0, around the first such place.</summary>
    public static string Shown(ReadOnlySpan<byte> cell)
    {
        int bad = 0;
        while (
            bad < cell.Length
            && Rune.DecodeFromUtf8(cell[bad..], out var good, out int length) == default
            && good.Value is not (0 or TextEncoding.Invalid)
        )
            bad += length;
        int start = Math.Max(0, bad - (LongestShown / 2));
        while (start > 0 && (cell[start] & 0xC0) == 0x80)
            start--;
        var text = new StringBuilder(start > 0 ? "…" : "");
        for (int at = start; at < cell.Length && at < start + LongestShown; )
        {
            bool isText = Rune.DecodeFromUtf8(cell[at..], out var rune, out int length) == default;
            if (!isText)
                text.Append(CultureInfo.InvariantCulture, $"\\x{cell[at]:X2}");
            else if (rune.Value is 0 or TextEncoding.Invalid)
                text.Append(rune.Value == 0 ? "\\0" : "\uFFFD");
            else
                text.Append(rune);
            at += isText ? length : 1;
        }
        return text.Append(cell.Length > start + LongestShown ? "…" : "").ToString();
    }
}
