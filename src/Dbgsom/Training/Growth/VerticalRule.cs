using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Training.Growth;

/// <summary>Which neurons get a child map, and which maps determine the clusters.</summary>
[JsonConverter(typeof(NamedJsonConverter<VerticalRule>))]
[TypeConverter(typeof(NamedTypeConverter<VerticalRule>))]
public abstract class VerticalRule : INamed<VerticalRule>
{
    private VerticalRule(string name) => Name = name;

    /// <summary>
    /// A neuron gets a child map if the mean distance of its samples exceeds <see cref="SomOptions.Tau2"/> times the mean distance of
    /// all samples to the best single prototype (Rauber et al. 2002: Tau2 bounds the granularity of the map for any number of samples).
    /// Clusters are those of the lowest maps.
    /// </summary>
    public static VerticalRule MeanError { get; } = new MeanErrorRule();

    /// <summary>
    /// A neuron gets a child map if its error in the last epoch, a sum over its samples, exceeds <see cref="SomOptions.Tau2"/> times
    /// the sum of the distances of all samples to their mean. Clusters are those of the first map.
    /// </summary>
    public static VerticalRule SummedError { get; } = new SummedErrorRule();

    /// <inheritdoc/>
    public static IReadOnlyList<VerticalRule> All { get; } = [MeanError, SummedError];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>True if clustering goes down to the lowest maps.</summary>
    internal abstract bool ClustersDescend { get; }

    /// <summary>True if a neuron gets a child map.</summary>
    internal abstract bool Wants(in VerticalCandidate neuron, SomOptions options);

    private sealed class MeanErrorRule() : VerticalRule("mean-error")
    {
        internal override bool ClustersDescend => true;

        internal override bool Wants(in VerticalCandidate neuron, SomOptions options) =>
            neuron.Mass >= options.MinSamplesVerticalGrowth
            && neuron.DistanceSum > options.Tau2 * neuron.RootMeanDistance * neuron.Mass;
    }

    private sealed class SummedErrorRule() : VerticalRule("summed-error")
    {
        internal override bool ClustersDescend => false;

        internal override bool Wants(in VerticalCandidate neuron, SomOptions options) =>
            neuron.Mass > options.MinSamplesVerticalGrowth && neuron.LastEpochError > options.Tau2 * neuron.RootInitialError;
    }
}

/// <summary>The data that decides whether a neuron gets a child map.</summary>
/// <param name="Mass">The samples of the neuron in the final search.</param>
/// <param name="DistanceSum">The sum of their distances.</param>
/// <param name="LastEpochError">The sum of the distances of the samples it won in the last epoch, before the update.</param>
/// <param name="RootMeanDistance">The mean distance of all samples of the highest map to the best single prototype.</param>
/// <param name="RootInitialError">qe0 of all samples of the highest map.</param>
internal readonly record struct VerticalCandidate(
    double Mass,
    double DistanceSum,
    double LastEpochError,
    double RootMeanDistance,
    double RootInitialError
);
