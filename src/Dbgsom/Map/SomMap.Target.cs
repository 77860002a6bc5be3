using Dbgsom.Map;
using Dbgsom.Regression;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>A number that samples have beside their features.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// The regression of a number on the features; null if the map was trained without a target, see <see cref="SomRegressor"/>.
    /// </summary>
    public RegressionMap? Regression => Content.Target is null ? null : new RegressionMap(this);

    /// <summary>This map with another target, or none.</summary>
    internal SomMap WithTarget(TargetModel? target)
    {
        var map = (SomMap)MemberwiseClone();
        map.Content = Content with { Target = target };
        return map;
    }

    /// <summary>For each sample what its target is expected to be, and how far such samples lie from that.</summary>
    internal (double[] Values, double[] Spreads) FindTargets(DataMatrix data, CancellationToken cancellationToken)
    {
        var target = Content.Target!;
        using var rows = Rows(data);
        var values = new double[rows.RowCount];
        var spreads = new double[rows.RowCount];
        rows.Run(new TargetPass(assigner, new NeuronBlend(this, target.Reach), target, values, spreads), cancellationToken);
        return (values, spreads);
    }

    /// <summary>Brings a sample to where the neurons are and finds its distances from all of them, by the features it has.</summary>
    /// <param name="sample">The sample in the user's units, NaN where a value is missing; then in the space trained in, missing values as they were.</param>
    /// <param name="distances">Room for <see cref="PaddedCount"/> distances.</param>
    internal void Enter(Span<double> sample, Span<double> distances)
    {
        Space.Enter(sample, FeatureCount);
        if (!Lacks(sample))
        {
            assigner.Distances(sample, distances);
            return;
        }
        var gaps = new RowGaps();
        gaps.Find(sample.ToArray(), FeatureCount, Space.SharesOf(FeatureCount));
        assigner.Distances(sample, gaps.Known(0), gaps.Scale(0), distances);
    }

    /// <summary>Room for the distances of a sample from all neurons.</summary>
    internal int PaddedCount => assigner.PaddedCount;

    /// <summary>The distances between a neuron and all neurons.</summary>
    internal void DistancesOf(int neuron, Span<double> distances) => assigner.Distances(assigner.WeightsOf(neuron), distances);
}
