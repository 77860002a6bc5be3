using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom;

/// <content>How good a map is for samples.</content>
public sealed partial class SomMap
{
#pragma warning disable RS0026 // Samples and an engine cannot be mistaken for each other.
    /// <summary>Measures the map on samples, with a single search for all values of <see cref="MapMeasures"/>.</summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public MapMeasures Measure(DataMatrix data, CancellationToken cancellationToken = default)
    {
        using var rows = Rows(data);
        return Measured(rows, cancellationToken);
    }

    /// <summary>
    /// Measures the map on the samples of an engine, local or remote; the measures have the same bits as those of the samples
    /// themselves.
    /// </summary>
    /// <param name="rows">
    /// The samples, with the features of the map: by name if both have names, otherwise by position. An engine performs one operation
    /// at a time: a training run that used it before cannot continue.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the weight of every row is 0, or a row is too far from the map.
    /// </exception>
    public MapMeasures Measure(PassEngine rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Seen(rows, () => Measured(rows, cancellationToken));
    }
#pragma warning restore RS0026

    /// <summary>
    /// Computes the combined error (Kaski &amp; Lagus 1996): the mean over samples of the distance to the winner plus the length of the
    /// shortest path along edges of the grid from the winner to the second-nearest neuron. At least the
    /// <see cref="QuantizationError"/>; small for a map that is near the samples and not folded. The length of an edge is the distance
    /// between the weights at its ends, in the training metric.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double CombinedError(DataMatrix data, CancellationToken cancellationToken = default) =>
        CombinedErrors.Of(Pairs(data, cancellationToken), Lattice, Weights, EffectiveOptions.Metric, cancellationToken);

    /// <summary>
    /// Computes the mean tied rank (of FloatSOM): the rank of the second-nearest neuron of a sample among all neurons except its
    /// winner, by hops from the winner, as a mean over samples. Neurons at the same distance share their mean rank.
    /// </summary>
    /// <remarks>
    /// From 1 to the number of neurons − 1; low is good. It is (s + 1)/2 if the second-nearest neuron is always one of s neighbors (2.5
    /// inside a square grid, 3.5 inside a hexagonal one), and half the number of neurons for chance. It is comparable across grid
    /// shapes, unlike the topographic error, which distinguishes only neighbors and others.
    /// </remarks>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double MeanTiedRank(DataMatrix data, CancellationToken cancellationToken = default) =>
        MeanTiedRanks.Of(Pairs(data, cancellationToken), Lattice, cancellationToken);

    /// <summary>
    /// Computes the distortion: the mean over samples x with winner c of Σ_k h(c, k)·‖x − w_k‖², which the batch algorithm minimizes
    /// for a fixed neighborhood h (Lampinen &amp; Oja 1992; Rynkiewicz 2006). At least 0. With <see cref="Metric.Cosine"/> winners are
    /// those of the metric and squares those of Euclidean distances between directions, 2·(1 − cosine).
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="sigma">
    /// The width of the neighborhood in hops; greater than 0. Null for the width of the last training epoch. Hops are those of
    /// training: over corners for annealed maps, along edges for others. Compare maps of one kind at the same width.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, all weights are 0, or the sum of squares is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is not greater than 0.</exception>
    public double Distortion(DataMatrix data, double? sigma = null, CancellationToken cancellationToken = default)
    {
        if (sigma is not (null or > 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(sigma), Text.Of($"sigma is {sigma}; valid is a number greater than 0"));
        using var rows = Rows(data);
        using var search = Search(rows, KeptParts.None, cancellationToken);
        return search.Distortion(Weights, NeighborhoodsAt(sigma ?? LastSigma), cancellationToken);
    }

    /// <summary>
    /// Computes the share of the samples' variance that the winners explain: 1 − Σ‖x − w_c‖² / Σ‖x − mean‖², at most 1, and 0 for a
    /// single neuron at the mean. NaN if all samples are equal. With <see cref="Metric.Cosine"/> winners are those of the metric and
    /// squares those of Euclidean distances between directions.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public double ExplainedVariance(DataMatrix data, CancellationToken cancellationToken = default)
    {
        using var rows = Rows(data);
        using var search = Search(rows, KeptParts.Squares, cancellationToken);
        return search.ExplainedVariance(cancellationToken);
    }

    /// <summary>Width of the neighborhood in the last epoch of training; of a map on a given grid that was not trained, the one that training would end with.</summary>
    internal double LastSigma =>
        Training.History.Count > 0 ? Training.History[^1].Sigma
        // A map on given weights is as one at the end of its training.
        : EffectiveOptions.Grid is not null ? new SigmaSchedule(EffectiveOptions).Fine(Neurons.Count)
        : EffectiveOptions.SigmaStart ?? SomOptions.DefaultSigmaStart;

    /// <summary>The neighborhoods of training at one width.</summary>
    private NeuronNeighborhoods NeighborhoodsAt(double sigma) =>
        TrainingPlan.For(EffectiveOptions).Distances(Lattice, Team.Alone).At(EffectiveOptions, TrainingPhase.Fine, sigma);

    private MapMeasures Measured(PassEngine rows, CancellationToken cancellationToken)
    {
        using var search = Search(rows, KeptParts.Seconds | KeptParts.Squares, cancellationToken);
        return new MapMeasures(
            this,
            search.Pairs(cancellationToken),
            search.ExplainedVariance(cancellationToken),
            search.Distortion(Weights, NeighborhoodsAt(LastSigma), cancellationToken),
            cancellationToken
        );
    }

    private MeasureSearch Search(PassEngine rows, KeptParts parts, CancellationToken cancellationToken) =>
        new(rows, assigner, parts, NameOf, cancellationToken);
}
