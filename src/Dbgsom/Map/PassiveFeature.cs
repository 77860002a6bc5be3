using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Map;

/// <summary>A feature of weight 0 as a map shows it: it had no part in training, and has none in winners, distances and measures.</summary>
/// <remarks>
/// The value of a neuron is the one that one more update step would give it, had that moved this feature, too: the mean over the training samples of the
/// neuron and its neighbors on the grid, by the neighborhood and the weights of samples with which training ended. Samples that lack the feature do not count.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PassiveFeature
{
    internal PassiveFeature(string name, int column, double[] values, double mean, double standardDeviation)
    {
        (Name, Column, Mean, StandardDeviation) = (name, column, mean, standardDeviation);
        Values = Array.AsReadOnly(values);
    }

    /// <summary>The name of the feature; its column index as text where the training samples had no names.</summary>
    public string Name { get; }

    /// <summary>The index of its column in the training samples, from 0.</summary>
    public int Column { get; }

    /// <summary>One value for each neuron, in the user's units; NaN where no sample around has the feature.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean of the training samples that have the feature; 0 where none has.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of the training samples that have the feature, n in the divisor.</summary>
    public double StandardDeviation { get; }

    /// <summary>Returns name and size, as in "PassiveFeature: age, 92 neurons".</summary>
    public override string ToString() => $"PassiveFeature: {Name}, {Text.Of(Values.Count, "neuron")}";
}
