using System.Buffers;

namespace Dbgsom.Kernels;

/// <summary>The exact winner search with a filter before it: only candidates are scored by the defining distance.</summary>
internal static class FilteredSearch
{
    /// <summary>Fewer features are searched side by side, fewer neurons all at once.</summary>
    public static bool Pays(int columns, int neurons) =>
        WinnerFilter.IsSupported && columns > LowDimensionSearch.MostColumns && neurons >= 16;

    /// <summary>The winner of each row, lowest index on ties, and its distance.</summary>
    /// <param name="filter">The filter of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="distances">Where their distances go.</param>
    /// <param name="others">Where it goes what no other neuron is nearer than, by Euclidean distance; empty where it is not wanted.</param>
    public static void FindWinners<TDistance>(
        WinnerFilter filter,
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        Span<double> others
    )
        where TDistance : struct, IFeatureTerm
    {
        const int Together = ScoreTile.RowsTogether;
        int columns = filter.Columns;
        var floats = ArrayPool<float>.Shared.Rent(Together * (columns + filter.Width));
        var candidates = ArrayPool<int>.Shared.Rent(filter.Width);
        var packed = floats.AsSpan(0, Together * columns);
        var scores = floats.AsSpan(Together * columns, Together * filter.Width);
        Span<float> bounds = stackalloc float[Together];
        Span<float> lengths = stackalloc float[Together];
        for (int start = 0; start < winners.Length; start += Together)
        {
            int count = Math.Min(Together, winners.Length - start);
            filter.PackRows(rows.Slice(start * columns, count * columns), packed, lengths, bounds);
            filter.Score(packed, scores);
            for (int r = 0; r < count; r++)
            {
                var row = rows.Slice((start + r) * columns, columns);
                float second = float.PositiveInfinity;
                int found = float.IsFinite(bounds[r])
                    ? WinnerFilter.Candidates(scores.Slice(r * filter.Width, filter.Width), bounds[r], candidates, out second)
                    : int.MaxValue;
                // Of several candidates another than the one of the best score may win.
                if (!others.IsEmpty)
                    others[start + r] = found == 1 ? filter.LeastDistance(lengths[r], second, bounds[r]) : 0;
                if (found <= MostCandidates)
                    Nearest<TDistance>(
                        weights,
                        row,
                        candidates.AsSpan(0, found),
                        out winners[start + r],
                        out distances[start + r]
                    );
                else
                    weights.FindAmongAll<TDistance>(row, winners.Slice(start + r, 1), distances.Slice(start + r, 1));
            }
        }
        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<int>.Shared.Return(candidates);
    }

    // Beyond this the search over all panels is faster than one neuron after the other.
    private const int MostCandidates = 16;

    private static void Nearest<TDistance>(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> candidates,
        out int winner,
        out double distance
    )
        where TDistance : struct, IFeatureTerm
    {
        winner = candidates[0];
        distance = weights.Distance<TDistance>(row, winner);
        foreach (int neuron in candidates[1..])
        {
            double other = weights.Distance<TDistance>(row, neuron);
            if (other < distance)
                (winner, distance) = (neuron, other);
        }
    }
}
