using Dbgsom.Kernels;

namespace Dbgsom;

/// <summary>How far a sample is from a neuron.</summary>
public abstract class Metric : INamed<Metric>
{
    private protected Metric(string name) => Name = name;

    /// <summary>√Σ(x − w)².</summary>
    public static Metric Euclidean { get; } = new EuclideanMetric();

    /// <inheritdoc/>
    public static IReadOnlyList<Metric> All { get; } = [Euclidean];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The greatest distance there can be, from the greatest magnitudes of each column of samples and weights.</summary>
    internal abstract double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds);

    /// <summary>The sum of the distances of all rows to the best single prototype.</summary>
    internal abstract double ErrorOfOnePrototype(Passes.DataStatistics statistics);

    /// <summary>The winner of each row, lowest index on ties, and its distance.</summary>
    internal abstract void FindWinners(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances
    );

    /// <summary>The two nearest neurons of each row and the winner's distance.</summary>
    internal abstract void FindTwo(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    );

    /// <summary>The distances of one row to all neurons.</summary>
    /// <param name="weights">The neurons.</param>
    /// <param name="row">One sample.</param>
    /// <param name="distances">Room for the number of neurons rounded up to a multiple of eight.</param>
    internal abstract void Distances(PackedWeights weights, ReadOnlySpan<double> row, Span<double> distances);

    /// <summary>The distance of one row to one neuron.</summary>
    internal abstract double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> weights);
}
