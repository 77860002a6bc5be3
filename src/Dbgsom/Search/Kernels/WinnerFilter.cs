using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Finds, in single precision, the few neurons that can be the winner of a row: the nearest have the greatest score
/// t = (x − c)·(w − c) − ‖w − c‖²/2, as ‖x − w‖² = ‖x − c‖² − 2t. Whatever lies within the error bound of the best is a candidate, to be
/// scored by the defining distance; the others are proven not to win.
/// </summary>
/// <remarks>
/// With u = 2⁻²⁴, X = ‖x − c‖ and W the greatest ‖w − c‖, both scaled by one power of two, rounding of x, of w, of ‖w‖²/2 and of the last addition
/// puts a score off by at most u·(3·X·W + W²). The fused addition of feature k rounds a sum of at most Xₖ·Wₖ, the lengths up to there, so all of
/// them do by at most u·Σ Xₖ·Wₖ ≤ u·√(Σ Xₖ²)·√(Σ Wₖ²): half of u·d·X·W, where features are alike.
/// </remarks>
internal sealed class WinnerFilter
{
    private const float Unit = 1.0f / (1 << 24);

    // Covers the rounding of the bound itself; the other that of the defining distance, 2^-53 relative to (X + W)².
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
    private readonly float partReach;
    private readonly int size;

    /// <param name="weights">Row-major weights.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="centered">True if scores are those of distances; otherwise they are plain products x·w.</param>
    public WinnerFilter(ReadOnlySpan<double> weights, int columns, bool centered)
    {
        Columns = columns;
        NeuronCount = weights.Length / columns;
        size = Vector512.IsHardwareAccelerated ? Float512.Size : Float256.Size;
        PanelCount = (NeuronCount + ScoreTile.Neurons - 1) / ScoreTile.Neurons;
        center = new double[columns];
        double greatest = Survey(weights, centered);
        scale = greatest > 0 ? Math.ScaleB(1, Math.Clamp(-Math.ILogB(greatest), -1000, 1000)) : 1;
        unscale = 1 / scale * (1 - 1e-6);
        // Some features more are written behind the last.
        panels = new float[(PanelCount * ScoreTile.PanelSize(columns)) + (ScoreTile.Neurons * Pack.Size)];
        (reach, partReach) = PackWeights(weights, centered);
    }

    /// <summary>True if this processor has the registers for it.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public int Columns { get; }

    public int NeuronCount { get; }

    public int PanelCount { get; }

    /// <summary>The length of a row of scores: the number of neurons rounded up to whole packs.</summary>
    public int Width => (NeuronCount + size - 1) / size * size;

    /// <summary>Rows that are scored together.</summary>
    public static int RowsTogether { get; } =
        Vector512.IsHardwareAccelerated ? Float512.Together * Float512.Size : Float256.Together * Float256.Size;

    /// <summary>Centers and scales rows, lays them side by side and finds the error bound of the scores of each.</summary>
    /// <param name="rows">At most <see cref="RowsTogether"/> rows, row-major.</param>
    /// <param name="target">Where they go.</param>
    public void PackRows(ReadOnlySpan<double> rows, SideBySide target)
    {
        target.Fill(rows, center, scale);
        FindBounds(target);
    }

    /// <summary>Scores rows with every neuron, and ranks them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="following">Memory that is read after that: it is asked for meanwhile.</param>
    public void Score(SideBySide rows, ReadOnlySpan<byte> following = default)
    {
        rows.ResetRanks();
        if (Vector512.IsHardwareAccelerated)
            Score<Float512>(rows, following);
        else
            Score<Float256>(rows, following);
    }

    private void Score<TPack>(SideBySide rows, ReadOnlySpan<byte> following)
        where TPack : struct, IFloatPack<TPack> =>
        ScoreTile.Run<TPack>(
            ref rows.First,
            rows.Packs,
            ref MemoryMarshal.GetArrayDataReference(panels),
            PanelCount,
            Columns,
            ref rows.FirstScore,
            ref MemoryMarshal.GetReference(rows.Greatest),
            following
        );

    /// <summary>
    /// Computes a lower bound of the distance of neurons with at most a given score: √(X² − 2t) in the units of the rows, rounded down
    /// by more than all errors.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="scores">A score for each of them.</param>
    /// <param name="distances">Room for <see cref="RowsTogether"/> distances.</param>
    public void LeastDistances(SideBySide rows, ReadOnlySpan<float> scores, Span<double> distances)
    {
        ref float length = ref MemoryMarshal.GetReference(rows.Lengths);
        ref float bound = ref MemoryMarshal.GetReference(rows.Bounds);
        ref float score = ref MemoryMarshal.GetReference(scores);
        ref double distance = ref MemoryMarshal.GetReference(distances);
        double less = 1 - (2.0 * (Columns + 8) * Unit);
        for (nuint i = 0; i < (nuint)RowsTogether; i += (nuint)Vector256<double>.Count)
        {
            var x = Widened(ref length, i);
            var rest = (x * x * less) - (2 * (Widened(ref score, i) + Widened(ref bound, i)));
            // Not a number is no distance.
            var positive = Vector256.GreaterThan(rest, Vector256<double>.Zero);
            var root = Vector256.Sqrt(rest) * unscale;
            Vector256.ConditionalSelect(positive, root, Vector256<double>.Zero).StoreUnsafe(ref distance, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widened(ref float values, nuint at) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref values, at).ToVector256Unsafe());

    /// <summary>
    /// The neurons w beside a neuron c, as an anchor a sees them: those with the least distance of a to the hyperplane between c and w, which is
    /// (‖a − w‖² − ‖a − c‖²) / 2‖w − c‖ = (t_c − t_w) / ‖w − c‖, positive on c's side.
    /// </summary>
    /// <param name="scores">The scores of the anchor. They are lost.</param>
    /// <param name="bound">The error bound of the scores.</param>
    /// <param name="neuron">c.</param>
    /// <param name="ownScores">The scores of c's weights; these may be the same.</param>
    /// <param name="ownLength">The lengths of the rows, as <see cref="PackRows"/> found them.</param>
    /// <param name="ownBound">Their error bound.</param>
    /// <param name="beside">Where the neurons go: as many as there is room for, or some fewer.</param>
    /// <param name="rest">A lower bound of the distance of all others, in the units of the rows.</param>
    /// <param name="nearest">A lower bound of the distance of other neurons to c.</param>
    /// <returns>The number of neurons found.</returns>
    public int Beside(
        Span<float> scores,
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
        Span<float> scores,
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
        for (int at = 0; at < scores.Length; at += TPack.Size)
        {
            var lead = ahead - TPack.Load(ref Unsafe.Add(ref first, at));
            var ownScore = TPack.Load(ref Unsafe.Add(ref own, at));
            greatest = TPack.Max(greatest, at == neuron / TPack.Size * TPack.Size ? ownScore.Without(neuron - at) : ownScore);
            // The squares of the distances, with their signs. Infinite ones would be taken for none.
            var key = lead * TPack.Abs(lead) / TPack.Max(half - ownScore, none);
            TPack.Min(key, TPack.Broadcast(float.MaxValue)).Store(ref Unsafe.Add(ref first, at));
        }
        scores[neuron] = float.PositiveInfinity;
        scores[NeuronCount..].Fill(float.PositiveInfinity);
        int count = LeastKeys.Find<TPack>(scores, beside, out float least);
        rest = Math.CopySign(Math.Sqrt(Math.Abs(least) / 2), least) / scale * (least > 0 ? 1 - 1e-5 : 1 + 1e-5);
        double below = (square * (1 - rounding)) - (2.2 * ownBound) - (2.0 * TPack.Fold(greatest, greatest).Greatest);
        nearest = below > 0 ? Math.Sqrt(below) / scale * (1 - 1e-5) : 0;
        return count;
    }

    /// <summary>The error bounds of the scores of rows; infinite where a row is too far out for single precision.</summary>
    private void FindBounds(SideBySide rows)
    {
        var infinite = Vector256.Create(float.PositiveInfinity);
        // Where the squares of the definition underflow, what they leave is not what scores tell. Not a number is no bound.
        var told = scale <= GreatestScale ? infinite : -infinite;
        for (int i = 0; i < RowsTogether; i += Vector256<float>.Count)
        {
            var length = Vector256.Create<float>(rows.Lengths[i..]);
            var both = length + Vector256.Create(reach);
            var parts = Vector256.Create<float>(rows.PartLengths[i..]) * partReach;
            // Once more u·(X·W + W²) than the scores, for the rounding of what is done with scores and bounds in single precision; and the sums over the
            // features, of these here and of the scores, grow by what they are off themselves.
            var relative =
                (parts + (length * (4 * reach)) + Vector256.Create(2 * reach * reach)) * (Unit * (1 + (2 * Columns * Unit)));
            var bound = Slack * (relative + (both * both * (Definition * (Columns + 8))) + Vector256.Create(Underflow * Columns));
            Vector256.ConditionalSelect(Vector256.LessThan(bound, told), bound, infinite).CopyTo(rows.Bounds[i..]);
        }
    }

    /// <summary>Finds the center; returns the greatest |w − c|.</summary>
    private double Survey(ReadOnlySpan<double> weights, bool centered)
    {
        var (minimum, maximum) = (new double[Columns], new double[Columns]);
        minimum.AsSpan().Fill(double.PositiveInfinity);
        maximum.AsSpan().Fill(double.NegativeInfinity);
        for (int neuron = 0; neuron < NeuronCount; neuron++)
        {
            var row = weights.Slice(neuron * Columns, Columns);
            ValueRange.Widen(row, minimum, maximum);
            if (centered)
                ScaledAdd.Run(center, row, 1.0 / NeuronCount);
        }
        double greatest = 0;
        for (int f = 0; f < center.Length; f++)
            greatest = Math.Max(greatest, Math.Max(maximum[f] - center[f], center[f] - minimum[f]));
        return greatest;
    }

    private (float Reach, float PartReach) PackWeights(ReadOnlySpan<double> weights, bool centered)
    {
        double longest = 0;
        var longestParts = Vector256<float>.Zero;
        Span<float> ends = stackalloc float[ScoreTile.Neurons];
        for (int first = 0; first < NeuronCount; first += ScoreTile.Neurons)
        {
            int count = Math.Min(ScoreTile.Neurons, NeuronCount - first);
            var rows = weights.Slice(first * Columns, count * Columns);
            var panel = panels.AsSpan(first * (Columns + 1), ScoreTile.PanelSize(Columns));
            var (_, parts) = ColumnWise.Run(rows, center, scale, ref panel[ScoreTile.Neurons], ScoreTile.Neurons);
            longestParts = Vector256.Max(longestParts, parts);
            ends.Fill(float.NegativeInfinity); // neurons that are never candidates
            for (int i = 0; i < count; i++)
            {
                double square = SquaredLength(rows.Slice(i * Columns, Columns));
                ends[i] = centered ? (float)(-square / 2) : 0;
                longest = Math.Max(longest, square);
            }
            ends.CopyTo(panel);
        }
        float part = 0;
        for (int i = 0; i < Vector256<float>.Count; i++)
            part = Math.Max(part, longestParts[i]);
        return ((float)Math.Sqrt(longest) * Slack, (float)Math.Sqrt(part) * Slack);
    }

    /// <summary>‖w − c‖², scaled. No result depends on its rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SquaredLength(ReadOnlySpan<double> row)
    {
        ref double w = ref MemoryMarshal.GetReference(row);
        ref double c = ref MemoryMarshal.GetArrayDataReference(center);
        var squares = Vector256<double>.Zero;
        nuint f = 0;
        for (; f + 4 <= (nuint)row.Length; f += 4)
        {
            var value = (Vector256.LoadUnsafe(ref w, f) - Vector256.LoadUnsafe(ref c, f)) * scale;
            squares += value * value;
        }
        double square = squares[0] + squares[1] + (squares[2] + squares[3]);
        for (; f < (nuint)row.Length; f++)
        {
            double value = (row[(int)f] - center[f]) * scale;
            square += value * value;
        }
        return square;
    }
}
