using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;

namespace Dbgsom.Training.Growth;

/// <summary>The error of a neuron for growth.</summary>
[JsonConverter(typeof(NamedJsonConverter<GrowthCriterion>))]
[TypeConverter(typeof(NamedTypeConverter<GrowthCriterion>))]
public abstract class GrowthCriterion : INamed<GrowthCriterion>
{
    private GrowthCriterion(string name) => Name = name;

    /// <summary>The sum of the distances of the neuron's samples: the map grows where it is coarse.</summary>
    public static GrowthCriterion QuantizationError { get; } = new QuantizationErrorCriterion();

    /// <summary>
    /// The Shannon entropy, in bits, of the classes of the neuron's samples: the map grows where classes mix (Qu et al. 2021, doi
    /// 10.1109/ACCESS.2021.3064200). Needs labels and a <see cref="SomOptions.Lambda"/>.
    /// </summary>
    public static GrowthCriterion Entropy { get; } = new EntropyCriterion();

    /// <inheritdoc/>
    public static IReadOnlyList<GrowthCriterion> All { get; } = [QuantizationError, Entropy];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>True if it is computed from labels, and knows no threshold but one from a Lambda.</summary>
    internal abstract bool NeedsLabels { get; }

    /// <summary>E of one neuron after an epoch.</summary>
    internal abstract double Error(EpochSums sums, int neuron);

    /// <summary>The greatest error a neuron can have, whatever the map; null where there is no such bound.</summary>
    /// <param name="classes">The number of classes; 0 without labels.</param>
    internal abstract double? GreatestError(int classes);

    private sealed class QuantizationErrorCriterion() : GrowthCriterion("quantization_error")
    {
        internal override bool NeedsLabels => false;

        internal override double Error(EpochSums sums, int neuron) => sums.Distance(neuron);

        internal override double? GreatestError(int classes) => null;
    }

    private sealed class EntropyCriterion() : GrowthCriterion("entropy")
    {
        internal override bool NeedsLabels => true;

        internal override double Error(EpochSums sums, int neuron) => Entropies.Of(sums.ClassMass.Of(neuron));

        internal override double? GreatestError(int classes) => Entropies.Greatest(classes);
    }
}
