using System.Globalization;

namespace Dbgsom.Files.Tables;

/// <summary>Decimals as double: the nearest one, as of text, which the conversion of .NET does not give.</summary>
internal static class DecimalNumber
{
    // What is exact in double: whole numbers up to 2^53, and powers of ten up to 10^22. Their quotient is rounded once.
    private const ulong MostExact = 1UL << 53;
    private static readonly double[] Powers =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
        1e16,
        1e17,
        1e18,
        1e19,
        1e20,
        1e21,
        1e22,
    ];

    /// <summary>The double nearest to a decimal.</summary>
    public static double Nearest(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        ulong whole = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        int scale = (bits[3] >> 16) & 0xFF;
        if (bits[2] != 0 || whole > MostExact || scale >= Powers.Length)
            return Nearest(value.ToString(CultureInfo.InvariantCulture));
        double size = whole / Powers[scale];
        return bits[3] < 0 ? -size : size;
    }

    /// <summary>The double nearest to a decimal that was written out.</summary>
    public static double Nearest(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
