using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Passes;

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

    /// <summary>The matrix of some samples.</summary>
    /// <param name="classes">The classes of the map.</param>
    /// <param name="unknownLabels">Labels that are none of them, ascending.</param>
    /// <param name="pairs">True and predicted class of the samples; the number of classes stands for an unknown label.</param>
    /// <exception cref="ArgumentException">No sample that counts has a label.</exception>
    internal static ConfusionMatrix Of(IReadOnlyList<string> classes, string[] unknownLabels, PairMasses pairs)
    {
        var counts = new double[classes.Count + (unknownLabels.Length > 0 ? 1 : 0), classes.Count];
        double right = 0;
        double all = 0;
        foreach (var (label, predicted, mass) in pairs.Ordered)
        {
            counts[label, predicted] = mass;
            all += mass;
            right += label == predicted ? mass : 0;
        }
        return all > 0
            ? new ConfusionMatrix(classes, unknownLabels, counts, right / all)
            : throw new ArgumentException(LabelAgreement.NothingToMeasure);
    }

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
