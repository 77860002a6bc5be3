using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Measures;

/// <summary>The rows that a measure of pairs of samples looks at: its work grows with the square of their number.</summary>
internal static class MeasuredRows
{
    // The same rows for every map, so that maps are compared on the same ones.
    private const uint Seed = 0;

    /// <summary>
    /// All rows, each as often as its weight says, where these are whole numbers and make no more than <paramref name="most"/>; otherwise as many
    /// as that, drawn by weight – but no more than there are rows where a weight is not a whole number.
    /// </summary>
    /// <exception cref="ArgumentException">The weight of every row is 0.</exception>
    public static int[] Of(DataMatrix data, int most) =>
        Array.ConvertAll(Of(data.RowCount, data.SampleWeights.ToArray(), most), row => (int)row);

    /// <summary>Chooses the rows to measure among rows that are stored elsewhere.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="weights">How often each counts; empty for once.</param>
    /// <param name="most">The most rows.</param>
    /// <exception cref="ArgumentException">The weight of every row is 0.</exception>
    public static long[] Of(long rowCount, double[] weights, int most)
    {
        if (weights.Length == 0)
            return rowCount <= most
                ? [.. Enumerable.Range(0, (int)rowCount).Select(row => (long)row)]
                : RowSample.Choose(rowCount, [], most, Seed);
        double mass = Ordered.Sum(weights);
        if (mass == 0)
            throw new ArgumentException("the weight of every row is 0, so nothing can be measured");
        if (!Array.TrueForAll(weights, weight => weight == Math.Floor(weight)))
            return RowSample.Choose(rowCount, weights, (int)Math.Min(most, rowCount), Seed);
        return mass <= most
            ? [.. Enumerable.Range(0, weights.Length).SelectMany(row => Enumerable.Repeat((long)row, (int)weights[row]))]
            : RowSample.Choose(rowCount, weights, most, Seed);
    }
}
