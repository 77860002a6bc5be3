using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>Fields of a CSV file.</summary>
internal static class CsvText
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>UTF-8 without a mark, lines ended as on Unix on every system: the same map is the same bytes.</summary>
    public static StreamWriter Writer(Stream output) => new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

    public static string Of(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>Formats a number; empty for NaN and infinity.</summary>
    public static string Of(double value) => double.IsFinite(value) ? Text.Of(value) : "";
}
