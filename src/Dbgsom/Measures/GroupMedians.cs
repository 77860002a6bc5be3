using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Measures;

/// <summary>
/// Weighted medians of |distance − center|, of the rows each neuron won and of all rows, exact. Of an even number of equal weights it is the
/// mean of the two in the middle. Values in memory that all count once are selected from; others are found digit by digit of their bits, in a
/// few passes.
/// </summary>
internal static class GroupMedians
{
    /// <summary>The values of each group side by side, and of them the one in the middle.</summary>
    /// <param name="group">The group of each value; empty where all are of group 0.</param>
    /// <param name="values">The values.</param>
    /// <param name="centers">The center of each group.</param>
    /// <param name="medians">Where the medians go; 0 for a group without values.</param>
    public static void Selected(
        ReadOnlySpan<int> group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> centers,
        Span<double> medians
    )
    {
        var ends = new int[medians.Length];
        if (group.IsEmpty)
            ends[0] = values.Length;
        foreach (int g in group)
            ends[g]++;
        for (int g = 1; g < ends.Length; g++)
            ends[g] += ends[g - 1];
        var places = (int[])ends.Clone();
        var sorted = new double[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            int g = group.IsEmpty ? 0 : group[row];
            sorted[--places[g]] = Math.Abs(values[row] - centers[g]);
        }
        for (int g = 0; g < medians.Length; g++)
            medians[g] = Selection.Median(sorted.AsSpan(places[g]..ends[g]));
    }

    /// <summary>The medians of the neurons, and behind them that of all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="found">The winners and distances of the rows.</param>
    /// <param name="centers">A center for each neuron, and one for all rows.</param>
    /// <param name="grid">The grid of masses.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The medians; 0 for a neuron without mass.</returns>
    public static double[] ByDigits(
        PassEngine rows,
        KeptDistances found,
        double[] centers,
        SumGrid grid,
        CancellationToken cancellationToken
    )
    {
        int groups = centers.Length;
        var prefixes = new ulong[groups];
        var half = new double[groups];
        var through = new double[groups];
        for (int first = 0; first < groups; first += DigitSums.MostGroups)
        {
            var range = first..Math.Min(first + DigitSums.MostGroups, groups);
            FindDigits(range, prefixes, half, through);
        }
        double[] lower = Array.ConvertAll(prefixes, BitConverter.UInt64BitsToDouble);
        bool[] open = [.. Enumerable.Range(0, groups).Select(g => half[g] > 0 && through[g] == half[g])];
        if (!Array.Exists(open, one => one))
            return lower;
        double[] upper = rows.Run(new NextValuePass(found, centers, lower), cancellationToken).Least;
        return
        [
            .. Enumerable
                .Range(0, groups)
                .Select(g => open[g] && double.IsFinite(upper[g]) ? lower[g] + ((upper[g] - lower[g]) / 2) : lower[g]),
        ];

        void FindDigits(Range range, ulong[] prefixes, double[] half, double[] through)
        {
            int first = range.Start.Value;
            var below = new double[range.End.Value - first];
            for (int shift = DigitPass.FirstShift; shift >= 0; shift -= DigitPass.Bits)
            {
                var pass = new DigitPass(found, groups - 1, first, centers[range], prefixes[range], shift, grid);
                var counts = rows.Run(pass, cancellationToken);
                for (int g = first; g < range.End.Value; g++)
                {
                    double[] masses = counts.Of(g - first);
                    if (shift == DigitPass.FirstShift)
                        half[g] = Ordered.Sum(masses) / 2;
                    int digit = HalfOfMass.Digit(masses, ref below[g - first], half[g], out through[g]);
                    prefixes[g] = (prefixes[g] << DigitPass.Bits) | (uint)digit;
                }
            }
        }
    }
}
