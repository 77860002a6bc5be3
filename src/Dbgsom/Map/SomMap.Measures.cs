using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom;

/// <content>How good a map is for samples.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// The combined error (Kaski &amp; Lagus 1996): the mean over samples of the distance to the winner plus the length of the shortest path from the
    /// winner to the second-nearest neuron along edges of the grid. At least the <see cref="QuantizationError"/>; small for a map that is near to
    /// the samples and not folded. An edge is as long as the weights at its ends are apart, in the training metric as all here.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double CombinedError(DataMatrix data, CancellationToken cancellationToken = default) =>
        CombinedErrors.Of(Measure(data, cancellationToken), Lattice, Weights, EffectiveOptions.Metric, cancellationToken);

    /// <summary>
    /// The distortion: the mean over samples x with winner c of Σ_k h(c, k)·‖x − w_k‖², which the batch algorithm makes small for a fixed
    /// neighborhood h (Lampinen &amp; Oja 1992; Rynkiewicz 2006). It is at least 0. With <see cref="Metric.Cosine"/> winners are those of the metric
    /// and squares those of Euclidean distances between directions, 2·(1 − cosine).
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="sigma">Width of the neighborhood, in hops; above 0. Null: that of the last epoch the map was trained.
    /// Ways are those of training: over corners for annealed maps, along edges for others. Compare maps of one kind at the same width.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, all weights are 0, or squares have no finite sum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is no number above 0.</exception>
    public double Distortion(DataMatrix data, double? sigma = null, CancellationToken cancellationToken = default)
    {
        if (sigma is not (null or > 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(sigma), Text.Of($"sigma is {sigma}; valid is a number above 0"));
        using var rows = Rows(data);
        var range = Range(rows, cancellationToken);
        var distances = TrainingPlan.For(EffectiveOptions).Distances(Lattice, Team.Alone);
        var neighborhoods = distances.At(EffectiveOptions, TrainingPhase.Fine, sigma ?? LastSigma);
        var grid = GridOfSquares(range, Neurons.Count);
        var pass = new DistortionPass(assigner, neighborhoods.Row, grid);
        double sum = rows.Run(pass, cancellationToken).Sum;
        return sum / rows.Run(new MeanPass(range), cancellationToken).Mass[0];
    }

    /// <summary>
    /// The share of the samples' variance that the winners explain: 1 − Σ‖x − w_c‖² / Σ‖x − mean‖², at most 1, and 0 for a map of one neuron
    /// at the mean. NaN where all samples are equal and there is nothing to explain. With <see cref="Metric.Cosine"/> winners are those of the
    /// metric and squares those of Euclidean distances between directions.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double ExplainedVariance(DataMatrix data, CancellationToken cancellationToken = default)
    {
        using var rows = Rows(data);
        var range = Range(rows, cancellationToken);
        var pass = new WinnerSquaresPass(assigner, GridOfSquares(range, 1));
        return ExplainedVariances.Of(rows, range, pass, EffectiveOptions.Metric, cancellationToken);
    }

    /// <summary>Width of the neighborhood in the last epoch of training.</summary>
    internal double LastSigma =>
        Training.History.Count > 0 ? Training.History[^1].Sigma : EffectiveOptions.SigmaStart ?? SomOptions.DefaultSigmaStart;

    /// <summary>For a sum over the rows of some squares of distances each.</summary>
    private SumGrid GridOfSquares(RangeSums range, int squares)
    {
        double distance = Metric.Euclidean.Bound(range.Bounds(), RunSetup.WeightBounds(Weights.Values, FeatureCount));
        return SumGrid.For(range.RowCount, distance * distance * squares * range.GreatestMass);
    }

    private static RangeSums Range(LocalEngine rows, CancellationToken cancellationToken)
    {
        var range = RangePass.Over(rows, cancellationToken);
        return range.CountedRows > 0
            ? range
            : throw new ArgumentException("the weight of every row is 0: there is nothing to measure");
    }
}
