using System.Buffers;

namespace Dbgsom.Kernels;

/// <summary>The exact winner search with a filter before it: only candidates are scored by the defining distance.</summary>
internal static class FilteredSearch
{
    /// <summary>
    /// Whether the filter is faster than looking at all neurons. It costs some 35 ns a row whatever its size, and then a quarter of a
    /// distance a neuron; with one or two features distances are too cheap to be saved. The figures are where the two were measured equal.
    /// </summary>
    public static bool Pays(int columns, int neurons) =>
        WinnerFilter.IsSupported
        && (columns <= LowDimensionSearch.MostColumns ? neurons * (columns - 2) > 350 : (long)neurons * columns > 120);

    /// <summary>The winner of each row, lowest index on ties, and its distance.</summary>
    /// <param name="filter">The filter of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="seconds">Where the nearest but one go; empty where they are not wanted.</param>
    /// <param name="distances">Where the distances of the winners go.</param>
    /// <param name="others">Where it goes what no other neuron is nearer than, by Euclidean distance; empty where it is not wanted.</param>
    public static void Find<TDistance>(
        WinnerFilter filter,
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances,
        Span<double> others
    )
        where TDistance : struct, IFeatureTerm
    {
        const int Together = ScoreTile.RowsTogether;
        int columns = filter.Columns;
        var floats = ArrayPool<float>.Shared.Rent(Together * (filter.RowStride + filter.Width));
        var room = ArrayPool<int>.Shared.Rent(filter.Width);
        var packed = floats.AsSpan(0, Together * filter.RowStride);
        var scores = floats.AsSpan(Together * filter.RowStride, Together * filter.Width);
        Span<float> bounds = stackalloc float[Together];
        Span<float> lengths = stackalloc float[Together];
        Span<int> alone = stackalloc int[Together];
        for (int start = 0; start < winners.Length; start += Together)
        {
            int count = Math.Min(Together, winners.Length - start);
            filter.PackRows(rows.Slice(start * columns, count * columns), packed, lengths, bounds);
            filter.Score(packed, scores);
            for (int r = 0; r < count; r++)
            {
                int i = start + r;
                var row = rows.Slice(i * columns, columns);
                float second = float.PositiveInfinity;
                alone[r] = -1;
                int found = float.IsFinite(bounds[r])
                    ? WinnerFilter.Candidates(
                        scores.Slice(r * filter.Width, filter.Width),
                        bounds[r],
                        !seconds.IsEmpty,
                        room,
                        out second
                    )
                    : int.MaxValue;
                if (found == 1 && seconds.IsEmpty)
                {
                    // Nearly always: the distance follows, together with those of the other rows.
                    winners[i] = alone[r] = room[0];
                    if (!others.IsEmpty)
                        others[i] = filter.LeastDistance(lengths[r], second, bounds[r]);
                    continue;
                }
                var candidates = found <= MostCandidates ? room.AsSpan(0, found) : default;
                if (seconds.IsEmpty && candidates.IsEmpty)
                    weights.FindAmongAll<TDistance>(row, winners.Slice(i, 1), distances.Slice(i, 1));
                else if (seconds.IsEmpty)
                    distances[i] = Nearest<TDistance>(weights, row, candidates, out winners[i]);
                else if (candidates.IsEmpty)
                    weights.FindTwoAmongAll<TDistance>(row, winners.Slice(i, 1), seconds.Slice(i, 1), distances.Slice(i, 1));
                else
                    distances[i] = NearestTwo<TDistance>(weights, row, candidates, out winners[i], out seconds[i]);
                // Of several candidates another than the one of the best score may win.
                if (!others.IsEmpty)
                    others[i] = 0;
            }
            weights.DistancesToOne<TDistance>(
                rows.Slice(start * columns, count * columns),
                alone[..count],
                distances.Slice(start, count)
            );
        }
        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<int>.Shared.Return(room);
    }

    // Beyond this the search over all panels is faster than one neuron after the other.
    private const int MostCandidates = 16;

    private static double Nearest<TDistance>(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> candidates,
        out int winner
    )
        where TDistance : struct, IFeatureTerm
    {
        winner = candidates[0];
        double distance = weights.Distance<TDistance>(row, winner);
        foreach (int neuron in candidates[1..])
        {
            double other = weights.Distance<TDistance>(row, neuron);
            if (other < distance)
                (winner, distance) = (neuron, other);
        }
        return distance;
    }

    private static double NearestTwo<TDistance>(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> candidates,
        out int winner,
        out int second
    )
        where TDistance : struct, IFeatureTerm
    {
        (winner, second) = (-1, -1);
        (double distance, double next) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (int neuron in candidates)
        {
            double other = weights.Distance<TDistance>(row, neuron);
            if (other < distance)
                (winner, distance, second, next) = (neuron, other, winner, distance);
            else if (other < next)
                (second, next) = (neuron, other);
        }
        return distance;
    }
}
