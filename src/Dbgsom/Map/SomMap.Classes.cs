using Dbgsom.Classification;
using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Training;

namespace Dbgsom;

/// <content>What a map knows of classes, where it was trained with labels.</content>
public sealed partial class SomMap
{
    private readonly ClassTable? classTable;

    /// <summary>The classes, or null where the map was trained without labels.</summary>
    public ClassList? Classes => Content.Classes;

    /// <summary>The share of training samples that have a class whose class the map tells right, maps below included; null without classes.</summary>
    public double? TrainingAccuracy => Content.CorrectMass / classTable?.LabeledMass;

    /// <summary>
    /// The share of each class among the training samples of a neuron, in the order of <see cref="Classes"/>. For a dead neuron every class
    /// that the map's samples have is equally likely.
    /// </summary>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<double> ClassShares(int neuron) =>
        (uint)neuron < (uint)Neurons.Count
            ? RequireClasses().Shares(neuron)
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid are 0 to {Neurons.Count - 1}");

    /// <summary>How many of the training samples of a neuron have a class.</summary>
    internal double LabeledMass(int neuron) => Ordered.Sum(RequireClasses().Masses(neuron));

    /// <summary>
    /// For each sample (row) the probability of each class (column), see <see cref="SomOptions.ClassVote"/>; in a hierarchy by the lowest map.
    /// </summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    public double[,] PredictProbabilities(DataMatrix data, CancellationToken cancellationToken = default)
    {
        int classes = RequireClasses().Classes;
        ArgumentNullException.ThrowIfNull(data);
        if ((long)data.RowCount * classes > Array.MaxLength)
            throw new ArgumentException(
                $"{data.RowCount} rows have {classes} probabilities each, more than one array in memory holds; give the rows in parts",
                nameof(data)
            );
        return FindClasses(data, true, cancellationToken).Probabilities!;
    }

    /// <summary>For each sample its most probable class as a place in <see cref="Classes"/>, the first of equally probable ones.</summary>
    /// <inheritdoc cref="PredictProbabilities"/>
    public int[] PredictClass(DataMatrix data, CancellationToken cancellationToken = default) =>
        FindClasses(data, false, cancellationToken).Classes;

    /// <summary>How well the clusters of the map (<see cref="PredictLabel(DataMatrix, CancellationToken)"/>) agree with labels of samples.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label a sample, null where it has none; the map need not know it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or all weights of samples with a label are 0.</exception>
    public LabelAgreement CompareClusters(
        DataMatrix data,
        IReadOnlyList<string?> labels,
        CancellationToken cancellationToken = default
    )
    {
        CheckCount(data, labels);
        return LabelAgreement.Of(PredictLabel(data, cancellationToken), LabelAgreement.Codes(labels), data.SampleWeights);
    }

    /// <summary>How often samples of each class are taken for each class.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">
    /// One label a sample, as in <see cref="ClassList.Names"/>, null where it has none; one that is no class of the map is always taken wrong.
    /// </param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or all weights of samples with a label are 0.</exception>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    public ConfusionMatrix Confusion(
        DataMatrix data,
        IReadOnlyList<string?> labels,
        CancellationToken cancellationToken = default
    )
    {
        CheckCount(data, labels);
        int[] predicted = PredictClass(data, cancellationToken);
        int classes = Classes!.Count;
        string[] unknown =
        [
            .. labels.OfType<string>().Where(label => Classes.IndexOf(label) < 0).Distinct().Order(StringComparer.Ordinal),
        ];
        var counts = new double[classes + (unknown.Length > 0 ? 1 : 0), classes];
        double right = 0;
        double all = 0;
        for (int row = 0; row < predicted.Length; row++)
        {
            if (labels[row] is not { } name)
                continue;
            double mass = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
            int label = Classes.IndexOf(name);
            counts[label >= 0 ? label : classes, predicted[row]] += mass;
            all += mass;
            right += label == predicted[row] ? mass : 0;
        }
        return all > 0
            ? new ConfusionMatrix(Classes.Names, unknown, counts, right / all)
            : throw new ArgumentException(Measures.LabelAgreement.NothingToMeasure, nameof(data));
    }

    internal static void CheckLabels<TLabel>(DataMatrix data, IReadOnlyList<TLabel> labels)
    {
        CheckCount(data, labels);
        ClassLabels.RefuseNull(labels);
    }

    private static void CheckCount<TLabel>(DataMatrix data, IReadOnlyList<TLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != data.RowCount)
            throw new ArgumentException($"{labels.Count} labels were given for {data.RowCount} rows", nameof(labels));
    }

    private ClassTable RequireClasses() =>
        classTable ?? throw new InvalidOperationException("the map was trained without labels; it knows no classes");

    /// <summary>The most probable class of each sample with its probability, and those of all classes where they are wanted.</summary>
    internal ClassFinds FindClasses(DataMatrix data, bool all, CancellationToken cancellationToken)
    {
        int classes = RequireClasses().Classes;
        ArgumentNullException.ThrowIfNull(data);
        var finds = new ClassFinds(
            new int[data.RowCount],
            new double[data.RowCount],
            all ? new double[data.RowCount, classes] : null
        );
        if (Children.Count == 0)
            RunClassPass(data, finds, cancellationToken);
        else
            Descent.Run(
                this,
                data,
                (map, _, _, rows, _, places) => map.RunClassPass(rows, finds with { Places = places }, cancellationToken),
                cancellationToken
            );
        return finds;
    }

    private void RunClassPass(DataMatrix data, ClassFinds finds, CancellationToken cancellationToken)
    {
        using var rows = Rows(data);
        var pass = new ClassPass
        {
            Assigner = assigner,
            Vote = EffectiveOptions.ClassVote,
            Table = RequireClasses(),
            MassGrid = SumGrid.For(1, 1),
            Finds = finds,
        };
        rows.Run(pass, cancellationToken);
    }
}
