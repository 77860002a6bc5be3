using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Space;

/// <summary>The distance between samples and neurons.</summary>
[JsonConverter(typeof(NamedJsonConverter<Metric>))]
[TypeConverter(typeof(NamedTypeConverter<Metric>))]
public abstract class Metric : INamed<Metric>
{
    private static readonly List<Metric> Registered = [];

    private protected Metric(string name) => Name = name;

    /// <summary>The Euclidean distance √Σ(x − w)².</summary>
    public static Metric Euclidean { get; } = Register(new EuclideanMetric());

    /// <summary>
    /// The cosine distance 1 − x·w of samples and weights scaled to length 1: from 0 for the same direction to 2 for the opposite one.
    /// The length of a sample has no effect; a sample of zeros stays unchanged, at distance 1 from every neuron. <see cref="Scaling"/>
    /// is applied first: with an offset, directions are relative to it.
    /// </summary>
    public static Metric Cosine { get; } = Register(new CosineMetric());

    /// <summary>
    /// The Manhattan distance Σ|x − w|: a single feature with a large difference counts less than with the Euclidean distance. Neurons
    /// move to the mean of their samples as with every metric, not to the median.
    /// </summary>
    public static Metric Manhattan { get; } = Register(new ManhattanMetric());

    /// <inheritdoc/>
    public static IReadOnlyList<Metric> All { get; } = Registered.AsReadOnly();

    private static Metric Register(Metric metric)
    {
        Registered.Add(metric);
        return metric;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>
    /// True if samples and weights are scaled to length 1 before they are compared, so that distances have no unit and the length of a
    /// sample has no effect.
    /// </summary>
    public virtual bool ScalesToLengthOne => false;

    /// <summary>
    /// True if neurons are ranked as by the Euclidean distance, after samples are scaled to length 1 if the metric does that. ONNX
    /// export and ML.NET's k-means need it and reject other metrics.
    /// </summary>
    public virtual bool RanksAsEuclidean => false;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The greatest distance there can be.</summary>
    /// <param name="sampleBounds">The greatest magnitudes of each column of samples.</param>
    /// <param name="weightBounds">The bounds of weights.</param>
    /// <param name="scale">The greatest <see cref="RowGaps.Scale"/> of the samples; 1 where none lacks values.</param>
    internal abstract double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds, double scale);

    /// <summary>The sum of the distances of all rows to the best single prototype.</summary>
    internal virtual double ErrorOfOnePrototype(DataStatistics statistics) => statistics.InitialError;

    /// <summary>
    /// How far samples spread, in distances of this metric, from the standard deviations of the features: what the growing threshold is a
    /// multiple of, and what distances are compared with where they weigh samples. Null for √Σσ².
    /// </summary>
    internal virtual Func<double[], double>? Spread => null;

    /// <summary>The rows, scaled already, as this metric compares them; the same object where that is as they are.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="shares">How much each feature counts where others are missing; null for 1.</param>
    internal virtual RowStorage Prepare(RowStorage rows, double[]? shares) => rows;

    /// <summary>Brings weights that were computed to where this metric compares them, in place.</summary>
    /// <param name="weights">Row-major weights.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="shares">How much each feature counts where others are missing; null for 1.</param>
    internal virtual void Normalize(Span<double> weights, int columns, double[]? shares = null) { }

    /// <summary>
    /// Returns the factor of differences in a feature that gives its term a weight: the square root of the weight if squares are
    /// summed.
    /// </summary>
    internal virtual double FactorOf(double weight) => Math.Sqrt(weight);

    /// <summary>
    /// Returns the measure that votes decrease with: the square of the distance; for directions, of that between unit vectors, up to a
    /// factor.
    /// </summary>
    internal virtual double SquareOf(double distance) => distance * distance;

    /// <summary>A total variance up to which rows are equal but for rounding.</summary>
    internal virtual double LeastVariance => 0;

    /// <summary>The remark of the tool's help, as the end of a sentence; null if the name is sufficient.</summary>
    internal virtual string? Help => null;

    /// <summary>The remark of reports about distances, as the end of a sentence; null if they are as expected.</summary>
    internal virtual string? Remark => null;

    /// <summary>
    /// True if winners can be kept from epoch to epoch by bounds on how far neurons moved: they are proven for the Euclidean distance
    /// only.
    /// </summary>
    internal virtual bool HasMotionBounds => false;

    /// <summary>
    /// True if no way over a third point is shorter than the distance itself, so that distances from neurons bound those between rows.
    /// </summary>
    internal virtual bool HasTriangleInequality => false;

    /// <summary>True if the weights of one neuron are such as <see cref="Normalize"/> leaves them.</summary>
    internal virtual bool IsNormal(ReadOnlySpan<double> weights) => true;

    /// <summary>The winner of each row, lowest index on ties, and its distance.</summary>
    /// <param name="weights">The neurons.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="distances">Where their distances go.</param>
    /// <param name="following">Memory that is read next: it is asked for meanwhile.</param>
    internal abstract void FindWinners(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        ReadOnlySpan<byte> following = default
    );

    /// <summary>The two nearest neurons of each row and the winner's distance.</summary>
    internal abstract void FindTwo(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    );

    /// <summary>The two nearest neurons of each row and their distances, through the filter.</summary>
    /// <param name="weights">The neurons.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="matches">Room for two a row.</param>
    /// <returns>False where the filter does not pay; nothing is found then.</returns>
    internal abstract bool TryFindNearestTwo(PackedWeights weights, ReadOnlySpan<double> rows, Span<BestMatch> matches);

    /// <summary>The distances of one row to all neurons.</summary>
    /// <param name="weights">The neurons.</param>
    /// <param name="row">One sample.</param>
    /// <param name="distances">Room for the number of neurons rounded up to a multiple of eight.</param>
    internal abstract void Distances(PackedWeights weights, ReadOnlySpan<double> row, Span<double> distances);

    /// <summary>The distances of a row that lacks values to all neurons: by its known features, scaled to all.</summary>
    /// <param name="weights">The neurons.</param>
    /// <param name="row">One sample.</param>
    /// <param name="known">The features that are known, ascending.</param>
    /// <param name="scale">The factor of the sum over them, see <see cref="RowGaps.Scale"/>.</param>
    /// <param name="distances">Room for the number of neurons rounded up to a multiple of eight.</param>
    internal abstract void Distances(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> known,
        double scale,
        Span<double> distances
    );

    /// <summary>The distance of one row to one neuron.</summary>
    internal abstract double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> weights);

    /// <summary>The distance of a row that lacks values to one neuron.</summary>
    internal abstract double Distance(
        ReadOnlySpan<double> row,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> known,
        double scale
    );
}
