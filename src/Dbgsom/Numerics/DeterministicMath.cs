using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>
/// exp and log from + − × ÷ alone, so that they give the same bits on every processor and with every C library. Error below 1 unit
/// in the last place for exp, 2 for log (measured in the tests against 128-bit arithmetic).
/// </summary>
internal static class DeterministicMath
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: the upper has 32 significant bits, so that n · upper is exact for |n| < 2^20.
    private const double Ln2Upper = 0.6931471803691238;
    private const double Ln2Lower = 1.9082149292705877e-10;

    // Below exp(-746) the correctly rounded result is 0; above exp(709.78) it is infinite.
    private const double LeastExponent = -746;
    private const double GreatestExponent = 709.782712893384;

    /// <summary>e^x. Infinite above 709.78, 0 below −746, NaN for NaN.</summary>
    public static double Exp(double x) =>
        double.IsNaN(x) ? x
        : x > GreatestExponent ? double.PositiveInfinity
        : ExpPack(new PackOne(x)).Value;

    /// <summary>e^x in place, for finite x ≤ 709.78.</summary>
    public static void Exp(Span<double> values)
    {
        int whole = values.Length / Pack.Size * Pack.Size;
        if (Vector512.IsHardwareAccelerated)
            ExpWhole<Pack512>(values[..whole]);
        else if (Vector256.IsHardwareAccelerated)
            ExpWhole<Pack256>(values[..whole]);
        else
            ExpWhole<Pack128>(values[..whole]);
        for (int i = whole; i < values.Length; i++)
            values[i] = ExpPack(new PackOne(values[i])).Value;
    }

    internal static void ExpWhole<TPack>(Span<double> values)
        where TPack : struct, IPack<TPack>
    {
        for (int i = 0; i < values.Length; i += Pack.Size)
            ExpPack(TPack.Load(ref values[i])).Store(ref values[i]);
    }

    /// <summary>e^x for finite x ≤ 709.78, element by element.</summary>
    /// <remarks>
    /// x = n·ln 2 + r with |r| ≤ ½·ln 2; e^r by its Taylor series to degree 13, whose remainder is below 4e-18; the factor 2^n in two
    /// halves, so that results below the normal range are rounded only once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack ExpPack<TPack>(TPack x)
        where TPack : struct, IPack<TPack>
    {
        var least = TPack.Broadcast(LeastExponent);
        x = TPack.Select(x, least, least, x);
        var rounding = TPack.Broadcast(Pack.Rounding);
        var n = (x * TPack.Broadcast(Log2E)) + rounding - rounding;
        var upper = x - (n * TPack.Broadcast(Ln2Upper)); // exact
        var lower = n * TPack.Broadcast(Ln2Lower);
        var r = upper - lower;
        var lost = upper - r - lower; // what rounding r lost
        var p = TPack.Broadcast(1.0 / 6227020800);
        p = (p * r) + TPack.Broadcast(1.0 / 479001600);
        p = (p * r) + TPack.Broadcast(1.0 / 39916800);
        p = (p * r) + TPack.Broadcast(1.0 / 3628800);
        p = (p * r) + TPack.Broadcast(1.0 / 362880);
        p = (p * r) + TPack.Broadcast(1.0 / 40320);
        p = (p * r) + TPack.Broadcast(1.0 / 5040);
        p = (p * r) + TPack.Broadcast(1.0 / 720);
        p = (p * r) + TPack.Broadcast(1.0 / 120);
        p = (p * r) + TPack.Broadcast(1.0 / 24);
        p = (p * r) + TPack.Broadcast(1.0 / 6);
        p = (p * r) + TPack.Broadcast(0.5);
        p = TPack.Broadcast(1) + (r + ((r * r * p) + lost));
        var half = (n * TPack.Broadcast(0.5)) + rounding - rounding;
        return p * TPack.PowerOfTwo(half) * TPack.PowerOfTwo(n - half);
    }

    /// <summary>The natural logarithm. −∞ for 0, NaN below 0 or for NaN, +∞ for +∞.</summary>
    /// <remarks>
    /// x = m·2^e with √½ ≤ m &lt; √2; ln m = 2·artanh(z), z = (m − 1)/(m + 1), |z| ≤ 0.1716, by its odd series to z^21.
    /// </remarks>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        int e = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54: out of the subnormal range
            e = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        e += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            e++;
        }
        double f = m - 1;
        double z = f / (m + 1);
        double s = z * z;
        double p = 2.0 / 23;
        for (int k = 21; k >= 3; k -= 2)
            p = (p * s) + (2.0 / k);
        // ln m = 2z + z·s·p; with 2z = f − z·f the leading term is exact.
        double tail = (z * (s * p)) - (z * f);
        return (e * Ln2Upper) + (f + (tail + (e * Ln2Lower)));
    }
}
