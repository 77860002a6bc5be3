using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom;

/// <summary>The weights (prototypes) of a map: one row per neuron, one column per feature. Immutable.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WeightMatrix
{
    private readonly double[] values;

    internal WeightMatrix(double[] values, int columns)
    {
        this.values = values;
        FeatureCount = columns;
    }

    /// <summary>Number of neurons.</summary>
    public int NeuronCount => values.Length / FeatureCount;

    /// <summary>Number of features.</summary>
    public int FeatureCount { get; }

    /// <summary>The weights of one neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<double> this[int neuron] =>
        (uint)neuron < (uint)NeuronCount
            ? values.AsSpan(neuron * FeatureCount, FeatureCount)
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid is 0 to {NeuronCount - 1}");

    /// <summary>One weight of one neuron.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The neuron or feature does not exist.</exception>
    public double this[int neuron, int feature] =>
        (uint)feature < (uint)FeatureCount
            ? this[neuron][feature]
            : throw new ArgumentOutOfRangeException(nameof(feature), feature, $"valid is 0 to {FeatureCount - 1}");

    /// <summary>All weights, row-major.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Returns the size, as in "WeightMatrix: 92 neurons, 2 features".</summary>
    public override string ToString() => $"WeightMatrix: {Text.Of(NeuronCount, "neuron")}, {Text.Of(FeatureCount, "feature")}";

    /// <summary>Returns a copy as a two-dimensional array.</summary>
    public double[,] ToArray()
    {
        var result = new double[NeuronCount, FeatureCount];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(double));
        return result;
    }
}
