using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Σ ‖x − w_c‖² over the rows, c the winner.</summary>
internal sealed class WinnerSquaresPass(Assigner assigner, SumGrid grid) : DataPass<TotalSum>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override TotalSum NewSums() => new(grid);

    /// <summary>The same sum with a single prototype for all rows.</summary>
    public WinnerSquaresPass ToOne(double[] prototype) => new(new Assigner(Metric.Euclidean, prototype, prototype.Length), grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var squares = block.Scratch.Distances.AsSpan(0, block.Count);
        assigner.FindWinners(block, winners, squares);
        assigner.SquaresToOne(block, winners, squares);
        for (int i = 0; i < block.Count; i++)
            sums.Add(squares[i], block.Mass(i));
    }
}

/// <summary>Σ over the rows of Σ_k h(c, k)·‖x − w_k‖², c the winner.</summary>
/// <param name="assigner">The neurons, and how winners are found.</param>
/// <param name="neighborhood">Gives h(c, k) of one c for all k.</param>
/// <param name="grid">For the sum.</param>
internal sealed class DistortionPass(Assigner assigner, Action<int, Span<double>> neighborhood, SumGrid grid) : DataPass<TotalSum>
{
    public override long CostPerRow => assigner.CostPerRow + (4 * assigner.NeuronCount) + 20;

    public override TotalSum NewSums() => new(grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        assigner.FindWinners(block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        var squares = new double[assigner.PaddedCount];
        var h = new double[assigner.NeuronCount];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Squares(block, i, squares);
            neighborhood(winners[i], h);
            double sum = 0;
            for (int neuron = 0; neuron < h.Length; neuron++)
                sum += h[neuron] * squares[neuron];
            sums.Add(sum, block.Mass(i));
        }
    }
}

/// <summary>What these add up.</summary>
internal sealed class TotalSum(SumGrid grid) : ITravelingSums<TotalSum>
{
    private readonly ReproducibleSums sum = new(1, grid);

    public double Sum => sum[0];

    public void Add(double square, double mass)
    {
        if (mass > 0)
            sum.Add(0, square * mass);
    }

    public void Merge(TotalSum other) => sum.Merge(other.sum);

    public static string Name => "total";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "sum.npy", sum);
    }

    public IReadOnlyList<double> Shape => [grid.First, grid.Second];

    public static TotalSum Read(ArchiveReader archive, JsonFields json)
    {
        var total = new TotalSum(SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "sum.npy", 1, total.sum);
        return total;
    }
}
