using Dbgsom.Numerics;

namespace Dbgsom.Rows;

/// <summary>A block of rows as a pass sees it: the only way samples are ever looked at.</summary>
internal readonly ref struct RowBlock
{
    /// <summary>Index of the first row among the rows of this engine.</summary>
    public required int Start { get; init; }

    /// <summary>Index of the first row among those of all engines that share the data.</summary>
    public required long First { get; init; }

    public required int Count { get; init; }

    /// <summary>The number of rows rounded up to whole packs.</summary>
    public int PaddedCount => (Count + Pack.Size - 1) / Pack.Size * Pack.Size;

    public required int Columns { get; init; }

    /// <summary>All rows of this engine with all columns, as given.</summary>
    public required RowStorage Given { get; init; }

    /// <summary>Row-major values, as trained on, 0 where one is missing; empty where the pass needs none.</summary>
    public required ReadOnlySpan<double> Values { get; init; }

    /// <summary>The rows that lack values; null where none does.</summary>
    public required RowGaps? Gaps { get; init; }

    /// <summary>Where the rows behind these lie, which most likely are the next to be read: to ask for before that. May be empty.</summary>
    public required ReadOnlySpan<byte> Following { get; init; }

    /// <summary>How often each row counts; empty where every row counts once.</summary>
    public required ReadOnlySpan<double> Masses { get; init; }

    /// <summary>The class of each row as a place in the list of classes; empty where rows have no labels.</summary>
    public required ReadOnlySpan<ushort> Labels { get; init; }

    /// <summary>The state kept for each row from one epoch to the next.</summary>
    public required SampleState State { get; init; }

    /// <summary>Room for what is found out about these rows.</summary>
    public required BlockScratch Scratch { get; init; }

    public ReadOnlySpan<double> Row(int i) => Values.Slice(i * Columns, Columns);

    /// <summary>A row as it was given: NaN where a value is missing.</summary>
    /// <param name="i">The place of the row in the block.</param>
    public ReadOnlySpan<double> RowAsGiven(int i)
    {
        if (Gaps is null || Gaps.IndexOf(i) is not (>= 0 and var gap))
            return Row(i);
        double[] row = Row(i).ToArray();
        foreach (int column in Gaps.Missing(gap))
            row[column] = double.NaN;
        return row;
    }

    public double Mass(int i) => Masses.IsEmpty ? 1 : Masses[i];
}

/// <summary>Room for one block's winners and distances; each worker has its own.</summary>
internal sealed class BlockScratch(int rows, int columns)
{
    private AlignedArray<double>? values;

    /// <summary>Room for the rows themselves, taken only where they are not doubles in memory already.</summary>
    public Span<double> Values => (values ??= AlignedArray<double>.Lasting(rows * columns)).Span;

    private double[]? masses;

    /// <summary>Room for how often these rows count.</summary>
    public double[] Masses => masses ??= new double[rows];

    private RowGaps? gaps;

    /// <summary>Room for what is missing in these rows.</summary>
    public RowGaps Gaps => gaps ??= new RowGaps();

    public int[] Winners { get; } = new int[rows];

    public int[] Seconds { get; } = new int[rows];

    private double[]? openRows;
    private int[]? open;
    private double[]? others;

    /// <summary>Room for the places of rows that still have to be searched.</summary>
    public int[] Open => open ??= new int[rows];

    /// <summary>Room for what no other neuron is nearer than.</summary>
    public double[] Others => others ??= new double[rows];

    /// <summary>Room for rows that still have to be searched, side by side.</summary>
    public Span<double> OpenRows(int width) => openRows ??= new double[rows * width];

    private Rivals? rivals;

    /// <summary>Room for neurons that may be nearer than the winners.</summary>
    public Rivals Rivals => rivals ??= new Rivals(rows);

    /// <summary>How well pruning did in the blocks before.</summary>
    public PruningTrust Pruning { get; } = new();

    /// <summary>Padded so that a kernel may work on whole packs.</summary>
    public double[] Distances { get; } = new double[(rows + Pack.Size - 1) / Pack.Size * Pack.Size];

    /// <inheritdoc cref="Distances"/>
    public double[] Strengths { get; } = new double[(rows + Pack.Size - 1) / Pack.Size * Pack.Size];
}

/// <summary>How well pruning did in the blocks one worker had before.</summary>
internal sealed class PruningTrust
{
    /// <summary>How many blocks were given up after the last failure.</summary>
    public int Failures { get; set; }

    /// <summary>How many blocks are still to be searched without a try.</summary>
    public int Untried { get; set; }
}
