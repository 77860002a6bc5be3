using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Map;

/// <summary>A feature of weight 0 on a map: it is shown, but has no influence on training, winners, distances and measures.</summary>
/// <remarks>
/// The value of a neuron is the one that another update step would give it: the mean over the training samples of the neuron and its
/// neighbors on the grid, by the final neighborhood and sample weights of training. Samples without a value are excluded.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PassiveFeature
{
    internal PassiveFeature(string name, int column, double[] values, double mean, double standardDeviation)
    {
        (Name, Column, Mean, StandardDeviation) = (name, column, mean, standardDeviation);
        Values = Array.AsReadOnly(values);
    }

    /// <summary>The name of the feature; its column index as text if the training samples had no names.</summary>
    public string Name { get; }

    /// <summary>The index of the column in the training samples, from 0.</summary>
    public int Column { get; }

    /// <summary>The value of each neuron, in the user's units; NaN if no sample nearby has the feature.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean of the training samples that have the feature; 0 without such samples.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of the training samples that have the feature, with n in the divisor.</summary>
    public double StandardDeviation { get; }

    /// <summary>Returns name and size, as in "PassiveFeature: age, 92 neurons".</summary>
    public override string ToString() => $"PassiveFeature: {Name}, {Text.Of(Values.Count, "neuron")}";
}
