using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Classification;

/// <summary>Which neurons vote on the class of a sample.</summary>
[JsonConverter(typeof(NamedJsonConverter<ClassVote>))]
[TypeConverter(typeof(NamedTypeConverter<ClassVote>))]
public abstract class ClassVote : INamed<ClassVote>
{
    private ClassVote(string name, int voters) => (Name, Voters) = (name, voters);

    /// <summary>
    /// The six nearest neurons with samples vote: the probability of a class is proportional to Σ n_c/distance⁴ over its n_c training
    /// samples in each neuron, by the distance of the metric; with the cosine metric, by the Euclidean distance between unit vectors
    /// (distance-weighted votes: Dudani 1976, doi 10.1109/TSMC.1976.5408784).
    /// </summary>
    public static ClassVote Nearest { get; } = new NearestVote();

    /// <summary>
    /// The winner alone votes, by the class shares of its training samples. If it has none, all classes of the map's samples are
    /// equally probable.
    /// </summary>
    public static ClassVote Winner { get; } = new WinnerVote();

    /// <inheritdoc/>
    public static IReadOnlyList<ClassVote> All { get; } = [Nearest, Winner];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>How many of the nearest neurons are asked.</summary>
    internal int Voters { get; }

    /// <summary>True if only neurons that have samples are asked.</summary>
    internal abstract bool AsksLiveOnly { get; }

    /// <summary>Counts the votes: the probability of each class; they sum to 1.</summary>
    /// <param name="nearest">The neurons asked, nearest first.</param>
    /// <param name="metric">The metric of their distances.</param>
    /// <param name="table">The classes of their samples.</param>
    /// <param name="probabilities">Where the probabilities go, one a class.</param>
    internal abstract void Count(ReadOnlySpan<BestMatch> nearest, Metric metric, ClassTable table, Span<double> probabilities);

    private sealed class WinnerVote() : ClassVote("winner", 1)
    {
        internal override bool AsksLiveOnly => false;

        internal override void Count(
            ReadOnlySpan<BestMatch> nearest,
            Metric metric,
            ClassTable table,
            Span<double> probabilities
        ) => table.Shares(nearest[0].Neuron).CopyTo(probabilities);
    }

    private sealed class NearestVote() : ClassVote("nearest", 6)
    {
        internal override bool AsksLiveOnly => true;

        internal override void Count(ReadOnlySpan<BestMatch> nearest, Metric metric, ClassTable table, Span<double> probabilities)
        {
            probabilities.Clear();
            double least = nearest[0].Distance;
            foreach (var (neuron, distance) in nearest)
            {
                double square = distance == least ? 1 : metric.SquareOf(least) / metric.SquareOf(distance);
                ScaledAdd.Run(probabilities, table.Masses(neuron), square * square);
            }
            double total = Ordered.Sum(probabilities);
            for (int label = 0; label < probabilities.Length; label++)
                probabilities[label] /= total;
        }
    }
}
