using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Measures;

/// <summary>How often samples of each class were taken for each class.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ConfusionMatrix
{
    internal ConfusionMatrix(
        IReadOnlyList<string> classes,
        IReadOnlyList<string> unknownLabels,
        double[,] counts,
        double accuracy
    ) => (Classes, UnknownLabels, Counts, Accuracy) = (classes, unknownLabels, counts, accuracy);

    /// <summary>The classes of the map by name, in its order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Labels that are none of them, ascending.</summary>
    public IReadOnlyList<string> UnknownLabels { get; }

    /// <summary>
    /// A row a true class and, where there are unknown labels, a last row for all of those; a column a predicted class. Samples count by their
    /// weights.
    /// </summary>
    public double[,] Counts { get; }

    /// <summary>The share of samples on the diagonal, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>Returns the size and the accuracy, as in "ConfusionMatrix: 3 classes, accuracy 0.967".</summary>
    public override string ToString() =>
        Text.Of($"ConfusionMatrix: {Classes.Count} {(Classes.Count == 1 ? "class" : "classes")}, accuracy {Accuracy:0.###}");
}
