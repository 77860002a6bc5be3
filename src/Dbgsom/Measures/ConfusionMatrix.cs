using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Measures;

/// <summary>A confusion matrix: how often samples of each class were predicted as each class.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ConfusionMatrix
{
    internal ConfusionMatrix(
        IReadOnlyList<string> classes,
        IReadOnlyList<string> unknownLabels,
        double[,] counts,
        double accuracy
    ) => (Classes, UnknownLabels, Counts, Accuracy) = (classes, unknownLabels, counts, accuracy);

    /// <summary>The names of the map's classes, in its order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The labels that are not classes of the map, ascending.</summary>
    public IReadOnlyList<string> UnknownLabels { get; }

    /// <summary>
    /// One row per true class, with a last row for all unknown labels if any; one column per predicted class. Samples count by their
    /// weights.
    /// </summary>
    public double[,] Counts { get; }

    /// <summary>The share of samples on the diagonal, from 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>Returns the size and the accuracy, as in "ConfusionMatrix: 3 classes, accuracy 0.967".</summary>
    public override string ToString() =>
        Text.Of($"ConfusionMatrix: {Classes.Count} {(Classes.Count == 1 ? "class" : "classes")}, accuracy {Accuracy:0.###}");
}
