using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// A group of rows as the filter wants them: centered, scaled, in single precision, and side by side – the first feature of all rows, then the
/// second –, with what is found out about each.
/// </summary>
internal sealed class SideBySide
{
    private const int Square = 8;
    private const int Facts = 6;

    private readonly int columns;
    private readonly int width;
    private readonly int packSize = Vector512.IsHardwareAccelerated ? Float512.Size : Float256.Size;
    private readonly AlignedArray<float> values;
    private readonly AlignedArray<float> scores;
    private readonly AlignedArray<float> found;

    /// <param name="filter">The filter they are for.</param>
    public SideBySide(WinnerFilter filter)
    {
        columns = filter.Columns;
        width = WinnerFilter.RowsTogether;
        values = new AlignedArray<float>((columns + Square - 1) / Square * Square * width, cleared: false);
        scores = new AlignedArray<float>(filter.PanelCount * ScoreTile.Neurons * width, cleared: false);
        found = new AlignedArray<float>(Facts * width, cleared: false);
    }

    /// <summary>Number of rows that were given.</summary>
    public int Count { get; private set; }

    /// <summary>In how many packs they lie.</summary>
    public int Packs => (Count + packSize - 1) / packSize;

    /// <summary>Number of neurons that have scores: whole panels of them, those that fill the last one with −∞.</summary>
    public int ScoredNeurons => scores.Length / width;

    /// <summary>The first feature of the first row.</summary>
    public ref float First => ref values.First;

    /// <summary>The score of the first neuron with the first row; a group of scores a neuron.</summary>
    public ref float FirstScore => ref scores.First;

    /// <summary>The ‖x − c‖, scaled.</summary>
    public Span<float> Lengths => Part(0);

    /// <summary>The √Σₖ ‖(x − c)₁ … (x − c)ₖ‖², scaled, or more.</summary>
    public Span<float> PartLengths => Part(1);

    /// <summary>The error bounds of the scores; infinite where a row is too far out for single precision.</summary>
    public Span<float> Bounds => Part(2);

    /// <summary>The greatest scores; the next ones and the neurons follow.</summary>
    public Span<float> Greatest => Part(3);

    /// <summary>The greatest scores but one.</summary>
    public Span<float> Next => Part(4);

    /// <summary>The neurons of the greatest scores, the lowest on ties.</summary>
    public Span<float> Where => Part(5);

    private Span<float> Part(int part) => found.Span.Slice(part * width, width);

    /// <summary>No score yet.</summary>
    public void ResetRanks() => found.Span[(3 * width)..].Fill(float.NegativeInfinity);

    /// <summary>Takes rows.</summary>
    /// <param name="rows">At most as many rows as fit; row-major. Places without a row repeat the last one.</param>
    /// <param name="center">The value to subtract.</param>
    /// <param name="scale">What is multiplied with.</param>
    public void Fill(ReadOnlySpan<double> rows, ReadOnlySpan<double> center, double scale)
    {
        Count = rows.Length / columns;
        for (int r = 0; r < Count; r += Square)
        {
            var eight = rows.Slice(r * columns, Math.Min(Square, Count - r) * columns);
            var (squares, parts) = ColumnWise.Run(eight, center, scale, ref Unsafe.Add(ref values.First, r), width);
            Vector256.Sqrt(squares).CopyTo(Lengths[r..]);
            Vector256.Sqrt(parts).CopyTo(PartLengths[r..]);
        }
    }

    /// <summary>The scores of all rows with all neurons, row after row, and −∞ behind each.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="apart">From the start of a row to that of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AllScores(Span<float> target, int apart)
    {
        int neurons = ScoredNeurons;
        for (int r = 0; r < Count; r += Square)
        for (int neuron = 0; neuron < neurons; neuron += Square)
            EightByEight
                .Load(ref Unsafe.Add(ref scores.First, (neuron * width) + r), width)
                .Transposed()
                .Store(ref target[(r * apart) + neuron], apart);
        for (int r = 0; r < Count; r++)
            target[((r * apart) + neurons)..((r + 1) * apart)].Fill(float.NegativeInfinity);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        values.Release();
        scores.Release();
        found.Release();
    }
}
