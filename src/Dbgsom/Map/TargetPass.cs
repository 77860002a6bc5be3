using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Map;

/// <summary>
/// Predicts the target of each row by the linear models of the neurons nearby, with its spread. Rows write to separate places.
/// </summary>
/// <param name="assigner">The neurons.</param>
/// <param name="blend">Which of them have a say.</param>
/// <param name="target">The models of the neurons.</param>
/// <param name="values">Room for a prediction a row.</param>
/// <param name="spreads">Room for a spread a row.</param>
internal sealed class TargetPass(Assigner assigner, NeuronBlend blend, TargetModel target, double[] values, double[] spreads)
    : DataPass<NoSums>
{
    public override long CostPerRow => assigner.CostPerRow + (20L * blend.Live.Length);

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        var distances = new double[assigner.PaddedCount];
        var near = new int[blend.Live.Length];
        var shares = new double[near.Length];
        var row = new double[target.Features.Length];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Distances(block, i, distances);
            int nearest = blend.Nearest(distances);
            int gap = block.Gaps?.IndexOf(i) ?? -1;
            Center(block.Row(i), gap < 0 ? [] : block.Gaps!.Missing(gap), assigner.WeightsOf(nearest), target, row);
            int count = blend.Find(distances, distances[nearest], near, shares);
            values[block.Start + i] = target.Origin + Value(row, near.AsSpan(0, count), shares, target);
            spreads[block.Start + i] = target.Spreads[nearest];
        }
    }

    /// <summary>The features of a row that the models take, from their centers; those that are missing are the neuron's.</summary>
    private static void Center(
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> missing,
        ReadOnlySpan<double> neuron,
        TargetModel target,
        Span<double> centered
    )
    {
        for (int i = 0; i < centered.Length; i++)
        {
            int feature = target.Features[i];
            double value = !missing.IsEmpty && missing.BinarySearch(feature) >= 0 ? neuron[feature] : row[feature];
            centered[i] = value - target.Centers[i];
        }
    }

    private static double Value(ReadOnlySpan<double> row, ReadOnlySpan<int> near, ReadOnlySpan<double> shares, TargetModel target)
    {
        double value = 0;
        for (int i = 0; i < near.Length; i++)
        {
            double own = target.Levels[near[i]];
            for (int f = 0; f < row.Length; f++)
                own += target.Slopes[(near[i] * row.Length) + f] * row[f];
            value += shares[i] * own;
        }
        return value;
    }
}
