using System.Globalization;

namespace Dbgsom.Cli;

/// <summary>Sizes as a person writes them: 4096, 512M, 1.5G.</summary>
internal static class ByteSize
{
    private const string Units = "KMGT";

    /// <summary>The number of bytes; K, M, G and T are powers of 1,024.</summary>
    public static long Parse(string text)
    {
        int unit = text.Length == 0 ? -1 : Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        string number = unit < 0 ? text : text[..^1];
        double factor = unit < 0 ? 1 : 1L << (10 * (unit + 1));
        return
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value * factor < long.MaxValue
            ? (long)(value * factor)
            : throw new ArgumentException($"'{text}' is not a size; write bytes, or a number with K, M, G or T, such as 512M");
    }
}
