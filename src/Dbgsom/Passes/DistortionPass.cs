using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>Finds and keeps Σ_k h(c, k)·‖x − w_k‖² of each row, c the winner, and measures the ranges of the rows.</summary>
/// <param name="assigner">The neurons, and how winners are found.</param>
/// <param name="neighborhood">Gives h(c, k) of one c for all k.</param>
/// <param name="keep">Room for winners, distances and, as squares, these sums.</param>
internal sealed class DistortionPass(Assigner assigner, Action<int, Span<double>> neighborhood, WinnerDistances keep)
    : DataPass<RangeSums>
{
    public override long CostPerRow => assigner.CostPerRow + (4 * assigner.NeuronCount) + (2 * assigner.Columns) + 20;

    public override RangeSums NewSums() => new(assigner.Columns);

    public override void Process(in RowBlock block, RangeSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        assigner.FindWinners(block, winners, distances);
        FoundNeurons.Check(winners, assigner.NeuronCount);
        keep.Set(block.Start, winners, distances);
        var squares = new double[assigner.PaddedCount];
        var h = new double[assigner.NeuronCount];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Squares(block, i, squares);
            neighborhood(winners[i], h);
            double sum = 0;
            for (int neuron = 0; neuron < h.Length; neuron++)
                sum += h[neuron] * squares[neuron];
            distances[i] = sum;
        }
        keep.SetSquares(block.Start, distances);
        sums.Add(block);
    }
}
