// Over 300 lines: kernels over one layout of weights, which belong together.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Prototypes packed for search: panels of eight neurons, feature by feature, so that one register holds the same feature of eight
/// neighbors. Finds winners by a distance as <see cref="FeatureSum"/> defines its sum, bit for bit, lowest index on ties.
/// </summary>
internal sealed class PackedWeights
{
    // Rows, and weights, that are asked for before they are needed: they come from memory and cache as fast as these give them.
    private const int RowsAhead = 12;
    private const int NeuronsAhead = 3;

    // The filter scores a group of rows in the time of some rows without it: for fewer rows it does not pay.
    private const int FewestFiltered = 4;

    // As many rows are searched side by side; for fewer, neurons side by side are faster.
    private const int FewestSideBySide = 3;

    // Not inlined, so that callers add no register pressure, and compiled at once: recompiled with a profile, these loops got 6 to 15 times slower.
    private const MethodImplOptions Alone = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    private readonly double[] weights;
    private readonly int panelCount;
    private readonly int columns;

    // Made when first needed: by whichever thread is first, and should two be, both make the same.
    private double[]? panels;
    private WinnerFilter? filter;

    /// <param name="weights">Row-major weights, one row per neuron; not changed as long as this is used.</param>
    /// <param name="columns">Number of features.</param>
    public PackedWeights(double[] weights, int columns)
    {
        this.weights = weights;
        this.columns = columns;
        NeuronCount = weights.Length / columns;
        panelCount = (NeuronCount + Pack.Size - 1) / Pack.Size;
    }

    private double[] MakePanels()
    {
        var made = new double[panelCount * Pack.Size * columns];
        for (int neuron = 0; neuron < panelCount * Pack.Size; neuron++)
        {
            int panel = neuron / Pack.Size * Pack.Size * columns;
            for (int f = 0; f < columns; f++)
                made[panel + (f * Pack.Size) + (neuron % Pack.Size)] =
                    neuron < NeuronCount ? weights[(neuron * columns) + f] : double.NaN; // not less than anything: a neuron that never wins
        }
        return made;
    }

    public int NeuronCount { get; }

    /// <summary>True if a filter may be built where it is faster; the results do not depend on it.</summary>
    public bool MayFilter { get; init; } = true;

    /// <summary>The number of neurons rounded up to whole panels: room that <see cref="Distances{TDistance}"/> needs.</summary>
    public int PaddedCount => panelCount * Pack.Size;

    /// <summary>Finds the winner of each row and its distance.</summary>
    public void FindWinners<TDistance>(
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        ReadOnlySpan<byte> following = default
    )
        where TDistance : struct, IFeatureTerm
    {
        if (IsFiltered<TDistance>() && winners.Length >= FewestFiltered)
            FindWinners<TDistance>(rows, winners, distances, [], following);
        else
            FindAmongAll<TDistance>(rows, winners, distances);
    }

    /// <summary>True if searches go through a filter.</summary>
    public bool IsFiltered<TDistance>()
        where TDistance : struct, IFeatureTerm =>
        MayFilter && TDistance.Scores != ScoreKind.None && FilteredSearch.Pays(columns, NeuronCount);

    /// <summary>The filter for Euclidean distances.</summary>
    public WinnerFilter Filter => filter ??= new WinnerFilter(weights, columns, centered: true);

    /// <summary>Finds the winner of each row through the filter, with a lower bound of the distance to all other neurons.</summary>
    public void FindWinners<TDistance>(
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        Span<double> others,
        ReadOnlySpan<byte> following = default
    )
        where TDistance : struct, IFeatureTerm
    {
        filter ??= new WinnerFilter(weights, columns, TDistance.Scores == ScoreKind.CenteredProduct);
        FilteredSearch.Find<TDistance>(filter, this, rows, winners, [], distances, others, following);
    }

    /// <summary>The defining distance of a row to one neuron.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Distance<TDistance>(ReadOnlySpan<double> row, int neuron)
        where TDistance : struct, IFeatureTerm =>
        TDistance.FromSum(new PackOne(FeatureSum.Over<TDistance>(row, weights.AsSpan(neuron * columns, columns)))).Value;

    /// <summary>The distances of rows to one neuron each.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="neurons">A neuron for each row; below 0 to leave the row out.</param>
    /// <param name="distances">Where the distances go.</param>
    public void DistancesToOne<TDistance>(ReadOnlySpan<double> rows, ReadOnlySpan<int> neurons, Span<double> distances)
        where TDistance : struct, IFeatureTerm
    {
        ref double first = ref MemoryMarshal.GetReference(rows);
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        int waiting = -1;
        for (int i = 0; i < neurons.Length; i++)
        {
            if (neurons[i] < 0)
                continue;
            if (waiting < 0)
            {
                waiting = i;
                continue;
            }
            var (one, other) = FeatureSum.OverBoth<TDistance>(
                ref Unsafe.Add(ref first, waiting * columns),
                ref Unsafe.Add(ref all, neurons[waiting] * columns),
                ref Unsafe.Add(ref first, i * columns),
                ref Unsafe.Add(ref all, neurons[i] * columns),
                columns
            );
            distances[waiting] = TDistance.FromSum(new PackOne(one)).Value;
            distances[i] = TDistance.FromSum(new PackOne(other)).Value;
            waiting = -1;
        }
        if (waiting >= 0)
            distances[waiting] = Distance<TDistance>(rows.Slice(waiting * columns, columns), neurons[waiting]);
    }

    /// <summary>The squared distances of rows to one neuron each.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="neurons">A neuron of these weights for each row.</param>
    /// <param name="squares">Where the squared distances go.</param>
    [MethodImpl(Alone)]
    public void SquaredDistances(ReadOnlySpan<double> rows, ReadOnlySpan<int> neurons, Span<double> squares)
    {
        ref double row = ref MemoryMarshal.GetReference(rows);
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        int i = 0;
        for (; i <= neurons.Length - 2; i += 2)
        {
            Ahead.Ask(ref row, RowsAhead * columns, 2 * columns);
            (squares[i], squares[i + 1]) = FeatureSum.OverBoth<SquaredDistance>(
                ref row,
                ref Unsafe.Add(ref all, (nuint)neurons[i] * (nuint)columns),
                ref Unsafe.Add(ref row, columns),
                ref Unsafe.Add(ref all, (nuint)neurons[i + 1] * (nuint)columns),
                columns
            );
            row = ref Unsafe.Add(ref row, 2 * columns);
        }
        if (i < neurons.Length)
            squares[i] = FeatureSum.Over<SquaredDistance>(
                ref row,
                ref Unsafe.Add(ref all, (nuint)neurons[i] * (nuint)columns),
                columns
            );
    }

    /// <summary>The squared distances of rows to one neuron each, and to another point each.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="neurons">A neuron of these weights for each row, and the place of its point.</param>
    /// <param name="points">Row-major points.</param>
    /// <param name="toNeurons">Where the squared distances to the neurons go.</param>
    /// <param name="toPoints">Where those to the points go.</param>
    [MethodImpl(Alone)]
    public void SquaredDistances(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<int> neurons,
        ReadOnlySpan<double> points,
        Span<double> toNeurons,
        Span<double> toPoints
    )
    {
        ref double row = ref MemoryMarshal.GetReference(rows);
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double allPoints = ref MemoryMarshal.GetReference(points);
        for (int i = 0; i < neurons.Length; i++)
        {
            nuint at = (nuint)neurons[i] * (nuint)columns;
            Ahead.Ask(ref row, RowsAhead * columns, columns);
            nuint next = (nuint)neurons[Math.Min(i + NeuronsAhead, neurons.Length - 1)] * (nuint)columns;
            Ahead.Ask(ref Unsafe.Add(ref all, next), 0, columns);
            Ahead.Ask(ref Unsafe.Add(ref allPoints, next), 0, columns);
            (toNeurons[i], toPoints[i]) = FeatureSum.OverBoth<SquaredDistance>(
                ref row,
                ref Unsafe.Add(ref all, at),
                ref row,
                ref Unsafe.Add(ref allPoints, at),
                columns
            );
            row = ref Unsafe.Add(ref row, columns);
        }
    }

    /// <summary>The squared distances of pairs of a row and a neuron.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="which">A valid row each: they are not checked.</param>
    /// <param name="neurons">A valid neuron each: they are not checked.</param>
    /// <param name="squares">Where the squared distances go.</param>
    [MethodImpl(Alone)]
    public void SquaredDistances(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<int> which,
        ReadOnlySpan<int> neurons,
        Span<double> squares
    )
    {
        ref double first = ref MemoryMarshal.GetReference(rows);
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        int i = 0;
        for (; i <= which.Length - 2; i += 2)
            (squares[i], squares[i + 1]) = FeatureSum.OverBoth<SquaredDistance>(
                ref Unsafe.Add(ref first, which[i] * columns),
                ref Unsafe.Add(ref all, neurons[i] * columns),
                ref Unsafe.Add(ref first, which[i + 1] * columns),
                ref Unsafe.Add(ref all, neurons[i + 1] * columns),
                columns
            );
        if (i < which.Length)
            squares[i] = FeatureSum.Over<SquaredDistance>(
                ref Unsafe.Add(ref first, which[i] * columns),
                ref Unsafe.Add(ref all, neurons[i] * columns),
                columns
            );
    }

    /// <summary>Finds the winner of each row among all neurons, without a filter.</summary>
    public void FindAmongAll<TDistance>(ReadOnlySpan<double> rows, Span<int> winners, Span<double> distances)
        where TDistance : struct, IFeatureTerm
    {
        if (Vector512.IsHardwareAccelerated)
            FindWinners<Pack512, TDistance>(rows, winners, distances);
        else if (Vector256.IsHardwareAccelerated)
            FindWinners<Pack256, TDistance>(rows, winners, distances);
        else
            FindWinners<Pack128, TDistance>(rows, winners, distances);
    }

    /// <summary>Finds the two nearest neurons of each row; requires at least two neurons.</summary>
    public void FindTwo<TDistance>(ReadOnlySpan<double> rows, Span<int> winners, Span<int> seconds, Span<double> distances)
        where TDistance : struct, IFeatureTerm
    {
        if (!IsFiltered<TDistance>() || winners.Length < FewestFiltered)
        {
            FindTwoAmongAll<TDistance>(rows, winners, seconds, distances);
            return;
        }
        filter ??= new WinnerFilter(weights, columns, TDistance.Scores == ScoreKind.CenteredProduct);
        FilteredSearch.Find<TDistance>(filter, this, rows, winners, seconds, distances, [], []);
    }

    /// <summary>Finds the two nearest neurons of each row among all neurons, without a filter.</summary>
    public void FindTwoAmongAll<TDistance>(
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    )
        where TDistance : struct, IFeatureTerm
    {
        if (Vector512.IsHardwareAccelerated)
            FindTwo<Pack512, TDistance>(rows, winners, seconds, distances);
        else if (Vector256.IsHardwareAccelerated)
            FindTwo<Pack256, TDistance>(rows, winners, seconds, distances);
        else
            FindTwo<Pack128, TDistance>(rows, winners, seconds, distances);
    }

    /// <summary>The two nearest neurons of each row by Euclidean distance or as given, in order, lowest index on ties, with their distances.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="matches">Room for two a row.</param>
    /// <returns>False where the filter does not pay for these rows; nothing is found then.</returns>
    public bool TryFindNearestTwo<TDistance>(ReadOnlySpan<double> rows, Span<BestMatch> matches)
        where TDistance : struct, IFeatureTerm
    {
        if (!IsFiltered<TDistance>() || NeuronCount < 2 || matches.Length < 2 * FewestFiltered)
            return false;
        filter ??= new WinnerFilter(weights, columns, TDistance.Scores == ScoreKind.CenteredProduct);
        FilteredSearch.FindNearestTwo<TDistance>(filter, this, rows, matches);
        return true;
    }

    /// <summary>Panels of eight neurons, the weights of a feature of all eight one after the other.</summary>
    public ReadOnlySpan<double> Panels => panels ??= MakePanels();

    /// <summary>The distances of one row to all neurons.</summary>
    /// <param name="row">One sample.</param>
    /// <param name="distances">Room for the number of neurons rounded up to a multiple of eight.</param>
    public void Distances<TDistance>(ReadOnlySpan<double> row, Span<double> distances)
        where TDistance : struct, IFeatureTerm
    {
        if (Vector512.IsHardwareAccelerated)
            Distances<Pack512, TDistance>(row, distances);
        else if (Vector256.IsHardwareAccelerated)
            Distances<Pack256, TDistance>(row, distances);
        else
            Distances<Pack128, TDistance>(row, distances);
    }

    [MethodImpl(Alone)]
    internal void Distances<TPack, TDistance>(ReadOnlySpan<double> row, Span<double> distances)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        double[] all = panels ??= MakePanels();
        ref double x = ref MemoryMarshal.GetReference(row);
        ref double panel = ref MemoryMarshal.GetArrayDataReference(all);
        for (int p = 0; p < panelCount; p++)
        {
            ToPanel<TPack, TDistance>(ref x, ref panel, columns).Store(ref distances[p * Pack.Size]);
            panel = ref Unsafe.Add(ref panel, Pack.Size * columns);
        }
    }

    [MethodImpl(Alone)]
    internal void FindWinners<TPack, TDistance>(ReadOnlySpan<double> rows, Span<int> winners, Span<double> distances)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        if (columns <= LowDimensionSearch.MostColumns && winners.Length >= FewestSideBySide)
        {
            LowDimensionSearch.FindWinners<TPack, TDistance>(weights, columns, rows, winners, distances);
            return;
        }
        Span<double> best = stackalloc double[Pack.Size];
        Span<double> panelOfBest = stackalloc double[Pack.Size];
        int count = rows.Length / columns;
        int stride = Pack.Size * columns;
        double[] all = panels ??= MakePanels();
        ref double x = ref MemoryMarshal.GetReference(rows);
        for (int row = 0; row < count; row++)
        {
            ref double panel = ref MemoryMarshal.GetArrayDataReference(all);
            var least = TPack.Broadcast(double.PositiveInfinity);
            var where = TPack.Broadcast(0);
            for (int p = 0; p < panelCount; p++)
            {
                var distance = ToPanel<TPack, TDistance>(ref x, ref panel, columns);
                where = TPack.Select(distance, least, TPack.Broadcast(p), where);
                least = TPack.Least(distance, least);
                panel = ref Unsafe.Add(ref panel, stride);
            }
            least.Store(ref best[0]);
            where.Store(ref panelOfBest[0]);
            int winner = (int)panelOfBest[0] * Pack.Size;
            double winning = best[0];
            for (int lane = 1; lane < Pack.Size; lane++)
            {
                int neuron = ((int)panelOfBest[lane] * Pack.Size) + lane;
                if (best[lane] < winning || (best[lane] == winning && neuron < winner))
                    (winner, winning) = (neuron, best[lane]);
            }
            winners[row] = winner;
            distances[row] = winning;
            x = ref Unsafe.Add(ref x, columns);
        }
    }

    [MethodImpl(Alone)]
    internal void FindTwo<TPack, TDistance>(
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        Span<double> best = stackalloc double[2 * Pack.Size];
        Span<double> panelsOf = stackalloc double[2 * Pack.Size];
        int count = rows.Length / columns;
        int stride = Pack.Size * columns;
        double[] all = panels ??= MakePanels();
        ref double x = ref MemoryMarshal.GetReference(rows);
        for (int row = 0; row < count; row++)
        {
            ref double panel = ref MemoryMarshal.GetArrayDataReference(all);
            var first = TPack.Broadcast(double.PositiveInfinity);
            var second = first;
            var firstAt = TPack.Broadcast(0);
            var secondAt = firstAt;
            for (int p = 0; p < panelCount; p++)
            {
                var distance = ToPanel<TPack, TDistance>(ref x, ref panel, columns);
                var here = TPack.Broadcast(p);
                secondAt = TPack.Select(distance, first, firstAt, TPack.Select(distance, second, here, secondAt));
                second = TPack.Select(distance, first, first, TPack.Least(distance, second));
                firstAt = TPack.Select(distance, first, here, firstAt);
                first = TPack.Least(distance, first);
                panel = ref Unsafe.Add(ref panel, stride);
            }
            first.Store(ref best[0]);
            second.Store(ref best[Pack.Size]);
            firstAt.Store(ref panelsOf[0]);
            secondAt.Store(ref panelsOf[Pack.Size]);
            (int winner, int runnerUp) = (-1, -1);
            (double winning, double next) = (double.PositiveInfinity, double.PositiveInfinity);
            for (int lane = 0; lane < 2 * Pack.Size; lane++)
            {
                if (best[lane] == double.PositiveInfinity)
                    continue;
                int neuron = ((int)panelsOf[lane] * Pack.Size) + (lane % Pack.Size);
                if (Before(best[lane], neuron, winning, winner))
                    (winner, winning, runnerUp, next) = (neuron, best[lane], winner, winning);
                else if (Before(best[lane], neuron, next, runnerUp))
                    (runnerUp, next) = (neuron, best[lane]);
            }
            winners[row] = winner;
            seconds[row] = runnerUp;
            distances[row] = winning;
            x = ref Unsafe.Add(ref x, columns);
        }
    }

    private static bool Before(double distance, int neuron, double other, int otherNeuron) =>
        distance < other || (distance == other && neuron < otherNeuron);

    /// <summary>The distances of one row to the eight neurons of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack ToPanel<TPack, TDistance>(ref double x, ref double panel, int columns)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        if (columns == 2)
            return TDistance.FromSum(Term<TPack, TDistance>(ref x, ref panel, 0) + Term<TPack, TDistance>(ref x, ref panel, 1));
        var zero = TPack.Broadcast(0);
        var (l0, l1, l2, l3, l4, l5, l6, l7) = (zero, zero, zero, zero, zero, zero, zero, zero);
        int f = 0;
        for (; f <= columns - Pack.Size; f += Pack.Size)
        {
            l0 += Term<TPack, TDistance>(ref x, ref panel, f);
            l1 += Term<TPack, TDistance>(ref x, ref panel, f + 1);
            l2 += Term<TPack, TDistance>(ref x, ref panel, f + 2);
            l3 += Term<TPack, TDistance>(ref x, ref panel, f + 3);
            l4 += Term<TPack, TDistance>(ref x, ref panel, f + 4);
            l5 += Term<TPack, TDistance>(ref x, ref panel, f + 5);
            l6 += Term<TPack, TDistance>(ref x, ref panel, f + 6);
            l7 += Term<TPack, TDistance>(ref x, ref panel, f + 7);
        }
        int rest = columns - f;
        if (rest > 0)
            l0 += Term<TPack, TDistance>(ref x, ref panel, f);
        if (rest > 1)
            l1 += Term<TPack, TDistance>(ref x, ref panel, f + 1);
        if (rest > 2)
            l2 += Term<TPack, TDistance>(ref x, ref panel, f + 2);
        if (rest > 3)
            l3 += Term<TPack, TDistance>(ref x, ref panel, f + 3);
        if (rest > 4)
            l4 += Term<TPack, TDistance>(ref x, ref panel, f + 4);
        if (rest > 5)
            l5 += Term<TPack, TDistance>(ref x, ref panel, f + 5);
        if (rest > 6)
            l6 += Term<TPack, TDistance>(ref x, ref panel, f + 6);
        return TDistance.FromSum(l0 + l4 + (l2 + l6) + (l1 + l5 + (l3 + l7)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Term<TPack, TDistance>(ref double x, ref double panel, int feature)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm =>
        TDistance.Term(TPack.Broadcast(Unsafe.Add(ref x, feature)), TPack.Load(ref Unsafe.Add(ref panel, feature * Pack.Size)));
}
