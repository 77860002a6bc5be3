using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dbgsom.Naming;

namespace Dbgsom.Numerics;

/// <summary>
/// The two fixed exponents on which a sum is accumulated (Demmel &amp; Nguyen 2013, <i>Fast Reproducible Floating-Point Summation</i>,
/// pre-rounding): h = (t + M₁) − M₁ is t rounded to a multiple of u₁, l = ((t − h) + M₂) − M₂ the rest rounded to a multiple of u₂.
/// Sums of h and of l are exact, so terms may be added and partial sums merged in any order with the same bits.
/// </summary>
/// <param name="First">M₁ = 1.5 · 2^52 · u₁.</param>
/// <param name="Second">M₂ = 1.5 · 2^52 · u₂.</param>
internal readonly record struct SumGrid(double First, double Second)
{
    private const int LeastUnit = -1074;

    /// <summary>Terms from here on are summed to a thousandth of themselves or better, whatever the number of terms.</summary>
    public double LeastSignificant => Second / (1.5 * (1L << 42)); // 2^10 · u₂

    /// <summary>A grid for at most <paramref name="terms"/> terms of magnitude at most <paramref name="bound"/>.</summary>
    /// <remarks>
    /// u₁ ≥ terms · bound · 2^−52 keeps Σh below 2^53·u₁, where doubles that are multiples of u₁ are exact; a rest is at most u₁/2, so
    /// u₂ ≥ terms · u₁ · 2^−53. What is lost is at most terms · u₂/2.
    /// </remarks>
    public static SumGrid For(long terms, double bound)
    {
        double count = Math.Max(2, terms);
        double total = count * bound;
        if (!double.IsFinite(total) || total > 1e300)
            throw new ArgumentException(Text.Of($"{terms} values of magnitude {bound} have no finite sum; scale the data"));
        int unit = total == 0 ? LeastUnit : Math.Max(LeastUnit, Math.ILogB(total) + 1 - 52);
        int rest = Math.Max(LeastUnit, unit - 53 + Math.ILogB(count) + 1);
        return new SumGrid(Math.ScaleB(1.5, unit + 52), Math.ScaleB(1.5, rest + 52));
    }
}

/// <summary>Sums on a common grid: exact, whatever the order.</summary>
internal sealed class ReproducibleSums(int count, SumGrid grid)
{
    private readonly double[] high = new double[count];
    private readonly double[] low = new double[count];
    private readonly double first = grid.First;
    private readonly double second = grid.Second;

    /// <summary>The grid they are on.</summary>
    public SumGrid Grid => new(first, second);

    /// <summary>The sum, rounded once.</summary>
    public double this[int index] => high[index] + low[index];

    /// <summary>The sum and a multiple of u₁, rounded once.</summary>
    public double Plus(int index, double multiple) => high[index] + multiple + low[index];

    /// <param name="index">A valid index: it is not checked.</param>
    /// <param name="term">At most the bound of the grid in magnitude.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, double term)
    {
        double h = term + first - first;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(high), index) += h;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(low), index) += term - h + second - second;
    }

    /// <summary>The sums of h, and behind them those of l.</summary>
    public double[] ToParts() => [.. high, .. low];

    /// <summary>Takes the sums of <see cref="ToParts"/>.</summary>
    public void FromParts(ReadOnlySpan<double> parts)
    {
        parts[..high.Length].CopyTo(high);
        parts[high.Length..].CopyTo(low);
    }

    /// <summary>Takes one of other sums.</summary>
    public void Copy(ReproducibleSums from, int place, int to) => (high[to], low[to]) = (from.high[place], from.low[place]);

    public void Merge(ReproducibleSums other)
    {
        for (int i = 0; i < high.Length; i++)
        {
            high[i] += other.high[i];
            low[i] += other.low[i];
        }
    }
}
