using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// Finds, in single precision, the few neurons that can be the winner of a row: the nearest have the greatest score
/// t = (x − c)·(w − c) − ‖w − c‖²/2, as ‖x − w‖² = ‖x − c‖² − 2t. Whatever lies within the error bound of the best is a candidate, to be
/// scored by the defining distance; the others are proven not to win.
/// </summary>
/// <remarks>
/// With u = 2⁻²⁴, X = ‖x − c‖ and W the greatest ‖w − c‖, both scaled by one power of two, a score is off by at most
/// u·((d + 4)·X·W + (d + 3)·W²): rounding of x and w, and d + 1 fused additions.
/// </remarks>
internal sealed class WinnerFilter
{
    private const float Unit = 1.0f / (1 << 24);

    // Covers the rounding of the bound itself, and that of the defining distance, 2^-53 relative to (X + W)².
    private const float Slack = 1.02f;
    private const float Definition = 1e-13f;

    // Products that are too small for a float, at most 2^-149 each.
    private const float Underflow = 1e-36f;

    // The inverse of the least values whose squares are doubles with all their digits, and some to spare.
    private const double GreatestScale = 1e140;

    private readonly float[] panels;
    private readonly double[] center;
    private readonly double scale;
    private readonly double unscale;
    private readonly float reach;
    private readonly int size;

    /// <param name="weights">Row-major weights.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="centered">Whether scores are those of distances; otherwise they are plain products x·w.</param>
    public WinnerFilter(ReadOnlySpan<double> weights, int columns, bool centered)
    {
        Columns = columns;
        NeuronCount = weights.Length / columns;
        size = Vector512.IsHardwareAccelerated ? Float512.Size : Float256.Size;
        PanelCount = (NeuronCount + size - 1) / size;
        center = new double[columns];
        if (centered)
            for (int neuron = 0; neuron < NeuronCount; neuron++)
                ScaledAdd.Run(center, weights.Slice(neuron * columns, columns), 1.0 / NeuronCount);
        double greatest = 0;
        for (int neuron = 0; neuron < NeuronCount; neuron++)
        {
            var row = weights.Slice(neuron * columns, columns);
            for (int f = 0; f < row.Length; f++)
                greatest = Math.Max(greatest, Math.Abs(row[f] - center[f]));
        }
        scale = greatest > 0 ? Math.ScaleB(1, Math.Clamp(-Math.ILogB(greatest), -1000, 1000)) : 1;
        unscale = 1 / scale * (1 - 1e-6);
        panels = new float[PanelCount * size * (columns + 1)];
        reach = PackWeights(weights, centered);
    }

    /// <summary>Whether this processor has the registers for it.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public int Columns { get; }

    public int NeuronCount { get; }

    public int PanelCount { get; }

    /// <summary>The length of a row of scores.</summary>
    public int Width => PanelCount * size;

    /// <summary>From the start of a packed row to that of the next; no power of two, or the rows would share one set of the cache.</summary>
    public int RowStride => ((Columns + Pack.Size - 1) / Pack.Size * Pack.Size) + Pack.Size;

    /// <summary>Centers and scales eight rows for <see cref="Score"/> and finds the error bound of the scores of each.</summary>
    /// <param name="rows">At most eight rows, row-major.</param>
    /// <param name="packed">Room for eight rows, <see cref="RowStride"/> apart.</param>
    /// <param name="lengths">Room for the ‖x − c‖ of eight rows, scaled.</param>
    /// <param name="bounds">Room for eight bounds; infinite where a row is too far out for single precision.</param>
    public void PackRows(ReadOnlySpan<double> rows, Span<float> packed, Span<float> lengths, Span<float> bounds)
    {
        int count = rows.Length / Columns;
        for (int r = 0; r < ScoreTile.RowsTogether; r++)
        {
            // Places without a row repeat the last one.
            var row = rows.Slice(Math.Min(r, count - 1) * Columns, Columns);
            lengths[r] = PackRow(row, packed.Slice(r * RowStride, Columns));
        }
        SquareRootsAndBounds(lengths, bounds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float PackRow(ReadOnlySpan<double> row, Span<float> packed)
    {
        ref double x = ref MemoryMarshal.GetReference(row);
        ref double c = ref MemoryMarshal.GetArrayDataReference(center);
        ref float target = ref MemoryMarshal.GetReference(packed);
        var squares = Vector256<float>.Zero;
        int f = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var wide = Vector512<float>.Zero;
            var factors = Vector512.Create(scale);
            for (; f <= Columns - (2 * Pack.Size); f += 2 * Pack.Size)
            {
                var low = (Vector512.LoadUnsafe(ref x, (nuint)f) - Vector512.LoadUnsafe(ref c, (nuint)f)) * factors;
                var high = (Vector512.LoadUnsafe(ref x, (nuint)f + 8) - Vector512.LoadUnsafe(ref c, (nuint)f + 8)) * factors;
                var values = Vector512.Narrow(low, high);
                wide = Vector512.FusedMultiplyAdd(values, values, wide);
                values.StoreUnsafe(ref target, (nuint)f);
            }
            squares = wide.GetLower() + wide.GetUpper();
        }
        var factor = Vector256.Create(scale);
        for (; f <= Columns - Pack.Size; f += Pack.Size)
        {
            var low = (Vector256.LoadUnsafe(ref x, (nuint)f) - Vector256.LoadUnsafe(ref c, (nuint)f)) * factor;
            var high = (Vector256.LoadUnsafe(ref x, (nuint)f + 4) - Vector256.LoadUnsafe(ref c, (nuint)f + 4)) * factor;
            var values = Vector256.Narrow(low, high);
            squares += values * values;
            values.StoreUnsafe(ref target, (nuint)f);
        }
        var half = squares.GetLower() + squares.GetUpper();
        half += Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1));
        float square = half[0] + half[1];
        for (; f < Columns; f++)
        {
            float value = (float)((Unsafe.Add(ref x, f) - Unsafe.Add(ref c, f)) * scale);
            Unsafe.Add(ref target, f) = value;
            square += value * value;
        }
        return square;
    }

    /// <summary>The scores of eight packed rows with every neuron.</summary>
    /// <param name="packed">The rows.</param>
    /// <param name="scores">Room for eight times <see cref="Width"/>; those beyond <see cref="NeuronCount"/> are −∞.</param>
    public void Score(ReadOnlySpan<float> packed, Span<float> scores)
    {
        ref float x = ref MemoryMarshal.GetReference(packed);
        ref float w = ref MemoryMarshal.GetArrayDataReference(panels);
        ref float target = ref MemoryMarshal.GetReference(scores);
        if (Vector512.IsHardwareAccelerated)
            ScoreTile.Run<Float512>(ref x, RowStride, ref w, PanelCount, Columns, ref target, Width);
        else
            ScoreTile.Run<Float256>(ref x, RowStride, ref w, PanelCount, Columns, ref target, Width);
    }

    /// <summary>The neurons that can be the nearest, or among the two nearest, in ascending order; returns their number.</summary>
    /// <param name="scores">The scores of one row.</param>
    /// <param name="bound">Their error bound.</param>
    /// <param name="two">Whether the two nearest are wanted.</param>
    /// <param name="candidates">Room for <see cref="Width"/> neurons.</param>
    /// <param name="second">The greatest score but one.</param>
    public static int Candidates(ReadOnlySpan<float> scores, float bound, bool two, Span<int> candidates, out float second) =>
        Vector512.IsHardwareAccelerated
            ? Candidates<Float512>(scores, bound, two, candidates, out second)
            : Candidates<Float256>(scores, bound, two, candidates, out second);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Candidates<TPack>(
        ReadOnlySpan<float> scores,
        float bound,
        bool two,
        Span<int> candidates,
        out float second
    )
        where TPack : struct, IFloatPack<TPack>
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        // Four chains hide the latency of the comparisons.
        var none = TPack.Broadcast(float.NegativeInfinity);
        var (best0, best1, best2, best3) = (none, none, none, none);
        var (next0, next1, next2, next3) = (none, none, none, none);
        int at = 0;
        for (; at <= scores.Length - (4 * TPack.Size); at += 4 * TPack.Size)
        {
            Sort(TPack.Load(ref Unsafe.Add(ref first, at)), ref best0, ref next0);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + TPack.Size)), ref best1, ref next1);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + (2 * TPack.Size))), ref best2, ref next2);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + (3 * TPack.Size))), ref best3, ref next3);
        }
        for (; at < scores.Length; at += TPack.Size)
            Sort(TPack.Load(ref Unsafe.Add(ref first, at)), ref best0, ref next0);
        Merge(ref best0, ref next0, best1, next1);
        Merge(ref best2, ref next2, best3, next3);
        Merge(ref best0, ref next0, best2, next2);
        (float greatest, second) = TPack.Fold(best0, next0);
        var least = TPack.Broadcast((two ? second : greatest) - (2 * bound));
        int count = 0;
        // Where the candidates lie cannot be foreseen: four packs are looked at without a branch.
        for (at = 0; at < scores.Length; at += 4 * TPack.Size)
        {
            ulong bits = 0;
            for (int pack = Math.Min(at + (4 * TPack.Size), scores.Length) - TPack.Size; pack >= at; pack -= TPack.Size)
                bits = (bits << TPack.Size) | TPack.AtLeast(TPack.Load(ref Unsafe.Add(ref first, pack)), least);
            for (; bits != 0; bits &= bits - 1)
                candidates[count++] = at + System.Numerics.BitOperations.TrailingZeroCount(bits);
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort<TPack>(TPack score, ref TPack best, ref TPack next)
        where TPack : struct, IFloatPack<TPack>
    {
        next = TPack.Max(next, TPack.Min(best, score));
        best = TPack.Max(best, score);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge<TPack>(ref TPack best, ref TPack next, TPack otherBest, TPack otherNext)
        where TPack : struct, IFloatPack<TPack>
    {
        next = TPack.Max(TPack.Max(next, otherNext), TPack.Min(best, otherBest));
        best = TPack.Max(best, otherBest);
    }

    /// <summary>
    /// What no neuron with at most this score is nearer than: √(X² − 2t) in the units of the rows, rounded down by more than all errors.
    /// </summary>
    /// <param name="length">‖x − c‖, scaled, as <see cref="PackRows"/> found it.</param>
    /// <param name="score">A score.</param>
    /// <param name="bound">Its error bound.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double LeastDistance(float length, float score, float bound)
    {
        double square = (double)length * length * (1 - (2.0 * (Columns + 8) * Unit));
        double rest = square - (2 * ((double)score + bound));
        return rest > 0 ? Math.Sqrt(rest) * unscale : 0;
    }

    /// <summary>
    /// The neurons w beside a neuron c, as an anchor a sees them: those with the least distance of a to the hyperplane between c and w, which is
    /// (‖a − w‖² − ‖a − c‖²) / 2‖w − c‖ = (t_c − t_w) / ‖w − c‖, positive on c's side.
    /// </summary>
    /// <param name="scores">The scores of the anchor.</param>
    /// <param name="bound">Their error bound.</param>
    /// <param name="neuron">c.</param>
    /// <param name="ownScores">The scores of c's weights.</param>
    /// <param name="ownLength">Their length, as <see cref="PackRows"/> found it.</param>
    /// <param name="ownBound">Their error bound.</param>
    /// <param name="beside">Where the neurons go, by growing distance, and room for one more.</param>
    /// <param name="rest">What all others are at least away, in the units of the rows.</param>
    /// <param name="nearest">What no other neuron is nearer to c than.</param>
    /// <returns>The number of neurons found.</returns>
    public int Beside(
        ReadOnlySpan<float> scores,
        float bound,
        int neuron,
        ReadOnlySpan<float> ownScores,
        float ownLength,
        float ownBound,
        Span<int> beside,
        out double rest,
        out double nearest
    ) =>
        Vector512.IsHardwareAccelerated
            ? Beside<Float512>(scores, bound, neuron, ownScores, ownLength, ownBound, beside, out rest, out nearest)
            : Beside<Float256>(scores, bound, neuron, ownScores, ownLength, ownBound, beside, out rest, out nearest);

    private int Beside<TPack>(
        ReadOnlySpan<float> scores,
        float bound,
        int neuron,
        ReadOnlySpan<float> ownScores,
        float ownLength,
        float ownBound,
        Span<int> beside,
        out double rest,
        out double nearest
    )
        where TPack : struct, IFloatPack<TPack>
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        ref float own = ref MemoryMarshal.GetReference(ownScores);
        double rounding = 2.0 * (Columns + 8) * Unit;
        double square = (double)ownLength * ownLength;
        // ‖w − c‖² = square − 2t: in halves, and at most.
        var half = TPack.Broadcast((float)((square * (1 + rounding) / 2) + (1.1 * ownBound)));
        var ahead = TPack.Broadcast((float)(scores[neuron] - (2.1 * bound)));
        var none = TPack.Broadcast(Underflow);
        var greatest = TPack.Broadcast(float.NegativeInfinity);
        // Squares of the distances, with their signs.
        Span<float> least = stackalloc float[beside.Length];
        Span<float> part = stackalloc float[TPack.Size];
        int most = beside.Length - 1;
        int count = 0;
        float limit = float.PositiveInfinity;
        for (int at = 0; at < scores.Length; at += TPack.Size)
        {
            var lead = ahead - TPack.Load(ref Unsafe.Add(ref first, at));
            var ownScore = TPack.Load(ref Unsafe.Add(ref own, at));
            var keys = lead * TPack.Abs(lead) / TPack.Max(half - ownScore, none);
            uint less = TPack.Less(keys, TPack.Broadcast(limit));
            if (less != 0)
                keys.Store(ref part[0]);
            for (; less != 0; less &= less - 1)
            {
                int w = at + System.Numerics.BitOperations.TrailingZeroCount(less);
                float key = part[w - at];
                if (w == neuron || !(key < limit))
                    continue;
                int place = count;
                for (; place > 0 && least[place - 1] > key; place--)
                    (least[place], beside[place]) = (least[place - 1], beside[place - 1]);
                (least[place], beside[place]) = (key, w);
                if (count < most)
                    count++;
                else
                    limit = least[most];
            }
            greatest = TPack.Max(greatest, at == neuron / TPack.Size * TPack.Size ? ownScore.Without(neuron - at) : ownScore);
        }
        rest = Math.CopySign(Math.Sqrt(Math.Abs(limit) / 2), limit) / scale * (limit > 0 ? 1 - 1e-5 : 1 + 1e-5);
        double below = (square * (1 - rounding)) - (2.2 * ownBound) - (2.0 * TPack.Fold(greatest, greatest).Greatest);
        nearest = below > 0 ? Math.Sqrt(below) / scale * (1 - 1e-5) : 0;
        return count;
    }

    /// <summary>The lengths of eight rows from their squares, and the error bounds of their scores.</summary>
    private void SquareRootsAndBounds(Span<float> lengths, Span<float> bounds)
    {
        var length = Vector256.Sqrt(Vector256.Create(lengths));
        length.CopyTo(lengths);
        var infinite = Vector256.Create(float.PositiveInfinity);
        var both = length + Vector256.Create(reach);
        var relative =
            ((Vector256.Create((Columns + 4) * reach) * length) + Vector256.Create((Columns + 3) * reach * reach)) * Unit;
        var bound = Slack * (relative + (both * both * (Definition * (Columns + 8))) + Vector256.Create(Underflow * Columns));
        // Where the squares of the definition underflow, what they leave is not what scores tell. Not a number is no bound.
        bool told = scale <= GreatestScale;
        Vector256.ConditionalSelect(Vector256.LessThan(bound, told ? infinite : -infinite), bound, infinite).CopyTo(bounds);
    }

    private float PackWeights(ReadOnlySpan<double> weights, bool centered)
    {
        double longest = 0;
        for (int neuron = 0; neuron < PanelCount * size; neuron++)
        {
            int at = (neuron / size * size * (Columns + 1)) + (neuron % size);
            if (neuron >= NeuronCount)
            {
                panels[at] = float.NegativeInfinity; // a neuron that is never a candidate
                continue;
            }
            double square = 0;
            var row = weights.Slice(neuron * Columns, Columns);
            ref float target = ref panels[at];
            for (int f = 0; f < row.Length; f++)
            {
                double value = (row[f] - center[f]) * scale;
                square += value * value;
                target = ref Unsafe.Add(ref target, size);
                target = (float)value;
            }
            panels[at] = centered ? (float)(-square / 2) : 0;
            longest = Math.Max(longest, square);
        }
        return (float)Math.Sqrt(longest) * Slack;
    }
}
