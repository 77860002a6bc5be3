using System.Buffers;
using System.Runtime.CompilerServices;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>The exact winner search with a filter before it: only candidates are scored by the defining distance.</summary>
internal static class FilteredSearch
{
    // Rows × features beyond two: the filter takes some microseconds to make.
    private const long FewestDifferences = 512;

    /// <summary>
    /// True if the filter is faster than looking at all neurons. It costs some 7 ns a row whatever its size, and then less a neuron
    /// than a distance. The figures are where the two were measured equal.
    /// </summary>
    public static bool Pays(int columns, int neurons) =>
        WinnerFilter.IsSupported
        && columns switch
        {
            > LowDimensionSearch.MostColumns => true,
            > 2 => neurons * (columns - 2) > 90,
            2 => neurons > 256,
            _ => false,
        };

    /// <summary>True if making the filter pays for so few rows: without it, a search among a few features is fast.</summary>
    public static bool PaysForRows(int columns, long rows) =>
        columns > LowDimensionSearch.MostColumns || (columns - 2) * rows >= FewestDifferences;

    /// <summary>The winner of each row, lowest index on ties, and its distance.</summary>
    /// <param name="filter">The filter of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="seconds">Where the nearest but one go; empty where they are not wanted.</param>
    /// <param name="distances">Where the distances of the winners go.</param>
    /// <param name="others">Where it goes what no other neuron is nearer than, by Euclidean distance; empty where it is not wanted.</param>
    /// <param name="following">Memory that is read next: it is asked for while rows are scored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find<TDistance>(
        WinnerFilter filter,
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances,
        Span<double> others,
        ReadOnlySpan<byte> following
    )
        where TDistance : struct, IFeatureTerm
    {
        int columns = filter.Columns;
        int together = WinnerFilter.RowsTogether;
        var group = new SideBySide(filter);
        int most = MostCandidates(filter);
        var room = ArrayPool<int>.Shared.Rent(together * most);
        Span<double> leasts = stackalloc double[together];
        Span<int> counts = stackalloc int[together];
        Span<int> alone = stackalloc int[together];
        alone.Fill(-1);
        int groups = (winners.Length + together - 1) / together;
        for (int start = 0; start < winners.Length; start += together)
        {
            int count = Math.Min(together, winners.Length - start);
            filter.PackRows(rows.Slice(start * columns, count * columns), group);
            filter.Score(group, Ahead.Share(following, start / together, groups));
            if (seconds.IsEmpty)
                CandidateScan.OnlyOnes(group, alone);
            if (alone[..count].Contains(-1))
                CandidateScan.Candidates(group, alone, !seconds.IsEmpty, most, room, counts);
            if (!others.IsEmpty)
                filter.LeastDistances(group, group.Next, leasts);
            for (int r = 0; r < count; r++)
            {
                int i = start + r;
                winners[i] = alone[r];
                if (!others.IsEmpty)
                    others[i] = leasts[r];
                // Nearly always one neuron is left; its distance follows, together with those of the other rows.
                if (alone[r] >= 0)
                    continue;
                // Of several candidates another than the one of the best score may win.
                if (!others.IsEmpty)
                    others[i] = 0;
                var row = rows.Slice(i * columns, columns);
                var candidates = room.AsSpan(r * most, counts[r]);
                if (seconds.IsEmpty && candidates.IsEmpty)
                    weights.FindAmongAll<TDistance>(row, winners.Slice(i, 1), distances.Slice(i, 1));
                else if (seconds.IsEmpty)
                    distances[i] = Nearest<TDistance>(weights, row, candidates, out winners[i]);
                else if (candidates.IsEmpty)
                    weights.FindTwoAmongAll<TDistance>(row, winners.Slice(i, 1), seconds.Slice(i, 1), distances.Slice(i, 1));
                else
                    distances[i] = NearestTwo<TDistance>(weights, row, candidates, out winners[i], out seconds[i]);
            }
            weights.DistancesToOne<TDistance>(
                rows.Slice(start * columns, count * columns),
                alone[..count],
                distances.Slice(start, count)
            );
        }
        group.Release();
        ArrayPool<int>.Shared.Return(room);
    }

    /// <summary>
    /// The two nearest neurons of each row with their distances, compared as distances and not as squares: two squares can have one root, and then
    /// the lower index is nearer. The candidates hold all of these, as their bound is far above the rounding of a square.
    /// </summary>
    /// <param name="filter">The filter of the weights.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="matches">Where they go: two a row.</param>
    public static void FindNearestTwo<TDistance>(
        WinnerFilter filter,
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<BestMatch> matches
    )
        where TDistance : struct, IFeatureTerm
    {
        int columns = filter.Columns;
        int together = WinnerFilter.RowsTogether;
        int rowCount = matches.Length / 2;
        var group = new SideBySide(filter);
        int most = MostCandidates(filter);
        var room = ArrayPool<int>.Shared.Rent(together * most);
        Span<int> counts = stackalloc int[together];
        double[]? all = null;
        for (int start = 0; start < rowCount; start += together)
        {
            int count = Math.Min(together, rowCount - start);
            filter.PackRows(rows.Slice(start * columns, count * columns), group);
            filter.Score(group);
            CandidateScan.Candidates(group, [], true, most, room, counts);
            for (int r = 0; r < count; r++)
            {
                var row = rows.Slice((start + r) * columns, columns);
                var nearest = matches.Slice(2 * (start + r), 2);
                var candidates = room.AsSpan(r * most, counts[r]);
                if (!candidates.IsEmpty)
                    NearestTwo<TDistance>(weights, row, candidates, nearest);
                else
                {
                    all ??= new double[weights.PaddedCount];
                    weights.Distances<TDistance>(row, all);
                    if (TDistance.TakesRoot)
                        SquareRoots.Run(all);
                    NearestNeurons.Find(all.AsSpan(0, weights.NeuronCount), nearest);
                }
            }
        }
        group.Release();
        ArrayPool<int>.Shared.Return(room);
    }

    private static void NearestTwo<TDistance>(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> candidates,
        Span<BestMatch> nearest
    )
        where TDistance : struct, IFeatureTerm
    {
        var (first, second) = (new BestMatch(-1, double.PositiveInfinity), new BestMatch(-1, double.PositiveInfinity));
        foreach (int neuron in candidates)
        {
            double distance = weights.Distance<TDistance>(row, neuron);
            var match = new BestMatch(neuron, TDistance.TakesRoot ? Math.Sqrt(distance) : distance);
            if (match.Distance < first.Distance)
                (first, second) = (match, first);
            else if (match.Distance < second.Distance)
                second = match;
        }
        (nearest[0], nearest[1]) = (first, second);
    }

    /// <summary>Beyond this the search over all panels is faster than one neuron after the other.</summary>
    private static int MostCandidates(WinnerFilter filter) => Math.Max(16, filter.NeuronCount / 32);

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
