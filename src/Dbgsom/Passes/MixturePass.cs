using System.Runtime.InteropServices;
using Dbgsom.Mixtures;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The mixture coefficients of every row. Each worker keeps those of its rows; <see cref="Result"/> puts them in order.</summary>
internal sealed class MixturePass(
    ScaledPrototypes prototypes,
    int rowCount,
    IProgress<double>? progress,
    CancellationToken cancellationToken
) : DataPass<MixtureSums>
{
    private readonly int[] counts = new int[rowCount]; // how many coefficients of a row are above 0
    private readonly Lock gate = new();
    private int done;

    // A sample seldom takes fewer than four rounds, and each reads all prototypes.
    public override string NeedsCompleteRows => "a mixture of prototypes";

    public override long CostPerRow => 4L * prototypes.Count * prototypes.FeatureCount;

    public override MixtureSums NewSums() => new(prototypes);

    public override void Process(in RowBlock block, MixtureSums sums)
    {
        sums.Begin(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
            counts[block.Start + i] = sums.Add(block.Start + i, block.Row(i), cancellationToken);
        if (progress is null)
            return;
        lock (gate)
        {
            done += block.Count;
            progress.Report((double)done / rowCount);
        }
    }

    /// <summary>The coefficients of all rows.</summary>
    public SparseRows Result(MixtureSums sums)
    {
        if (sums.Unbounded is { } row)
            throw new ArgumentException(
                $"a mixture coefficient of row {row} is out of the range of double: the row is too large compared with its prototypes"
            );
        long total = sums.Parts.Sum(part => (long)part.Values.Count);
        if (total > Array.MaxLength)
            throw new ArgumentException(
                $"the {rowCount} rows have {total} coefficients above 0; the maximum is {Array.MaxLength}: give the rows in parts"
            );
        var starts = new int[rowCount + 1];
        for (int i = 0; i < rowCount; i++)
            starts[i + 1] = starts[i] + counts[i];
        var neurons = new int[starts[^1]];
        var values = new double[starts[^1]];
        foreach (var part in sums.Parts)
        foreach (var (start, count, at) in part.Blocks)
        {
            var target = starts[start]..starts[start + count];
            int length = starts[start + count] - starts[start];
            CollectionsMarshal.AsSpan(part.Neurons).Slice(at, length).CopyTo(neurons.AsSpan(target));
            CollectionsMarshal.AsSpan(part.Values).Slice(at, length).CopyTo(values.AsSpan(target));
        }
        return new SparseRows(prototypes.Count, starts, neurons, values);
    }
}

/// <summary>The results of a worker of <see cref="MixturePass"/>, one block of rows after the other.</summary>
internal sealed class MixtureSums : IPassSums<MixtureSums>
{
    private readonly NonNegativeLeastSquares solver;

    public MixtureSums(ScaledPrototypes prototypes)
    {
        solver = new NonNegativeLeastSquares(prototypes);
        Parts = [this];
    }

    /// <summary>The workers' finds, this one's first.</summary>
    public List<MixtureSums> Parts { get; }

    /// <summary>The blocks of rows with the place of their first coefficient.</summary>
    public List<(int Start, int Count, int At)> Blocks { get; } = [];

    public List<int> Neurons { get; } = [];

    public List<double> Values { get; } = [];

    /// <summary>The first row with a coefficient that no double holds.</summary>
    public int? Unbounded { get; private set; }

    public void Begin(int start, int count) => Blocks.Add((start, count, Values.Count));

    /// <summary>Adds the coefficients of the next row and returns their number.</summary>
    public int Add(int row, ReadOnlySpan<double> sample, CancellationToken cancellationToken)
    {
        solver.Solve(sample, cancellationToken);
        Neurons.AddRange(solver.Neurons);
        Values.AddRange(solver.Coefficients);
        if (solver.Coefficients.Contains(double.PositiveInfinity))
            Unbounded = Math.Min(Unbounded ?? row, row);
        return solver.Neurons.Count;
    }

    public void Merge(MixtureSums other)
    {
        Parts.AddRange(other.Parts);
        if (other.Unbounded is { } row)
            Unbounded = Math.Min(Unbounded ?? row, row);
    }
}
