namespace Dbgsom.Measures;

/// <summary>
/// Weighted medians of groups of values that may lie in a file, exact. Of an even number of equal weights it is the mean of the two in the middle.
/// Values in memory that all count once are selected from; others are found digit by digit of their bits, in a few readings in the order of
/// the rows.
/// </summary>
internal static class GroupMedians
{
    private const int DigitBits = 8;
    private const int Digits = 1 << DigitBits;
    private const int RowsBetweenChecks = 1 << 16;

    /// <param name="groups">Number of groups.</param>
    /// <param name="group">The group of each value; empty where all are of group 0.</param>
    /// <param name="values">The values.</param>
    /// <param name="centers">For each group what is subtracted: the medians are those of |value − center|.</param>
    /// <param name="mass">How often each value counts, at least 0; null where each counts once.</param>
    /// <param name="inMemory">Whether as much as the values may be held in memory.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The median of each group; 0 for one without mass.</returns>
    public static double[] Of(
        int groups,
        ReadOnlySpan<ushort> group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> centers,
        Func<int, double>? mass,
        bool inMemory,
        CancellationToken cancellationToken
    ) =>
        mass is null && inMemory
            ? Selected(groups, group, values, centers)
            : ByDigits(groups, group, values, centers, mass ?? (_ => 1), cancellationToken);

    /// <summary>The values of each group side by side, and of them the one in the middle.</summary>
    private static double[] Selected(
        int groups,
        ReadOnlySpan<ushort> group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> centers
    )
    {
        var ends = new int[groups];
        if (group.IsEmpty)
            ends[0] = values.Length;
        foreach (ushort g in group)
            ends[g]++;
        for (int g = 1; g < groups; g++)
            ends[g] += ends[g - 1];
        var places = (int[])ends.Clone();
        var sorted = new double[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            int g = group.IsEmpty ? 0 : group[row];
            sorted[--places[g]] = Math.Abs(values[row] - centers[g]);
        }
        return [.. Enumerable.Range(0, groups).Select(g => Selection.Median(sorted.AsSpan(places[g]..ends[g])))];
    }

    private static double[] ByDigits(
        int groups,
        ReadOnlySpan<ushort> group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> centers,
        Func<int, double> mass,
        CancellationToken cancellationToken
    )
    {
        var prefix = new ulong[groups];
        var below = new double[groups];
        var half = new double[groups];
        var through = new double[groups];
        var bins = new double[groups * Digits];
        for (int shift = 64 - DigitBits; shift >= 0; shift -= DigitBits)
        {
            bool first = shift == 64 - DigitBits;
            Array.Clear(bins);
            for (int row = 0; row < values.Length; row++)
            {
                if (row % RowsBetweenChecks == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                int g = group.IsEmpty ? 0 : group[row];
                ulong bits = Bits(values[row], centers[g]);
                if (first || bits >> (shift + DigitBits) == prefix[g])
                    bins[(g * Digits) + (int)((bits >> shift) & (Digits - 1))] += mass(row);
            }
            for (int g = 0; g < groups; g++)
            {
                var counts = bins.AsSpan(g * Digits, Digits);
                if (first)
                    half[g] = Kernels.Ordered.Sum(counts) / 2;
                int digit = Half(counts, ref below[g], half[g], out through[g]);
                prefix[g] = (prefix[g] << DigitBits) | (uint)digit;
            }
        }
        double[] lower = Array.ConvertAll(prefix, BitConverter.UInt64BitsToDouble);
        bool[] open = [.. Enumerable.Range(0, groups).Select(g => half[g] > 0 && through[g] == half[g])];
        double[] upper = Array.Exists(open, one => one) ? Next(lower, group, values, centers, mass, cancellationToken) : lower;
        return
        [
            .. Enumerable
                .Range(0, groups)
                .Select(g => open[g] && double.IsFinite(upper[g]) ? lower[g] + ((upper[g] - lower[g]) / 2) : lower[g]),
        ];
    }

    /// <summary>The digit in which half of the mass is reached; should rounding keep it from that, the last there is.</summary>
    private static int Half(ReadOnlySpan<double> counts, ref double below, double half, out double through)
    {
        int found = 0;
        double passed = below;
        through = below;
        for (int digit = 0; digit < counts.Length; digit++)
        {
            if (counts[digit] == 0)
                continue;
            found = digit;
            below = passed;
            through = passed += counts[digit];
            if (passed >= half)
                break;
        }
        return found;
    }

    /// <summary>The least value of each group above another; infinite where there is none.</summary>
    private static double[] Next(
        double[] lower,
        ReadOnlySpan<ushort> group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> centers,
        Func<int, double> mass,
        CancellationToken cancellationToken
    )
    {
        var next = new double[lower.Length];
        Array.Fill(next, double.PositiveInfinity);
        for (int row = 0; row < values.Length; row++)
        {
            if (row % RowsBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            int g = group.IsEmpty ? 0 : group[row];
            double value = Math.Abs(values[row] - centers[g]);
            if (value > lower[g] && value < next[g] && mass(row) > 0)
                next[g] = value;
        }
        return next;
    }

    /// <summary>The bits of numbers from 0 up are ordered as the numbers are.</summary>
    private static ulong Bits(double value, double center) => BitConverter.DoubleToUInt64Bits(Math.Abs(value - center));
}
