using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Training.Growth;

/// <summary>Which neurons get new neighbors in a growth step, and how error that cannot be distributed is handled.</summary>
[JsonConverter(typeof(NamedJsonConverter<GrowthRule>))]
[TypeConverter(typeof(NamedTypeConverter<GrowthRule>))]
public abstract class GrowthRule : INamed<GrowthRule>
{
    private GrowthRule(string name) => Name = name;

    /// <summary>
    /// Every neuron above the threshold with a free side gets a neighbor, up to the maximum size. A neuron with only interior neighbors
    /// keeps its error.
    /// </summary>
    public static GrowthRule AllBoundary { get; } = new AllBoundaryRule();

    /// <summary>
    /// Neurons in the order of descending error get a neighbor, until one is not above the threshold or has no free side. The map may
    /// exceed its maximum size in the last step. A neuron with only interior neighbors loses half of its error.
    /// </summary>
    public static GrowthRule FirstBlockedStops { get; } = new FirstBlockedStopsRule();

    /// <inheritdoc/>
    public static IReadOnlyList<GrowthRule> All { get; } = [AllBoundary, FirstBlockedStops];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>True if a neuron above the threshold that has no boundary neighbor to give to still halves its error.</summary>
    internal abstract bool HalvesSurrounded { get; }

    /// <summary>Inserts neurons beside the candidates.</summary>
    /// <param name="neurons">The map, which grows.</param>
    /// <param name="candidates">All neurons there were before, by falling error.</param>
    /// <param name="threshold">The growing threshold.</param>
    /// <param name="options">The options as they take effect: the most neurons, and the metric.</param>
    /// <param name="epoch">The epoch, noted in what is created.</param>
    internal abstract void Insert(NeuronSet neurons, int[] candidates, double threshold, SomOptions options, int epoch);

    private sealed class AllBoundaryRule() : GrowthRule("all-boundary")
    {
        internal override bool HalvesSurrounded => false;

        internal override void Insert(NeuronSet neurons, int[] candidates, double threshold, SomOptions options, int epoch)
        {
            foreach (int neuron in candidates)
            {
                if (neurons.Count >= options.MaxNeurons)
                    return;
                if (neurons.Error[neuron] > threshold && neurons.Lattice.IsBoundary(neuron))
                    NeuronInsertion.Beside(neurons, neuron, options.Metric, epoch);
            }
        }
    }

    private sealed class FirstBlockedStopsRule() : GrowthRule("first-blocked-stops")
    {
        internal override bool HalvesSurrounded => true;

        internal override void Insert(NeuronSet neurons, int[] candidates, double threshold, SomOptions options, int epoch)
        {
            foreach (int neuron in candidates)
            {
                if (
                    neurons.Count >= SomOptions.MaxNeuronsLimit
                    || !(neurons.Error[neuron] > threshold)
                    || !neurons.Lattice.IsBoundary(neuron)
                )
                    return;
                NeuronInsertion.Beside(neurons, neuron, options.Metric, epoch);
            }
        }
    }
}
