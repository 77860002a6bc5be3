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

    /// <summary>The classes, or null if the map was trained without labels.</summary>
    public ClassList? Classes => Content.Classes;

    /// <summary>
    /// The share of labeled training samples whose class the map predicts correctly, including child maps; null without classes.
    /// </summary>
    public double? TrainingAccuracy => Content.CorrectMass / classTable?.LabeledMass;

    /// <summary>
    /// Returns the share of each class among the training samples of a neuron, in the order of <see cref="Classes"/>. For a dead neuron
    /// all classes of the map's samples are equally likely.
    /// </summary>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<double> ClassShares(int neuron) =>
        (uint)neuron < (uint)Neurons.Count
            ? RequireClasses().Shares(neuron)
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid is 0 to {Neurons.Count - 1}");

    /// <summary>How many of the training samples of a neuron have a class.</summary>
    internal double LabeledMass(int neuron) => Ordered.Sum(RequireClasses().Masses(neuron));

    /// <summary>
    /// Returns the probability of each class (column) for each sample (row), see <see cref="SomOptions.ClassVote"/>; in a hierarchy,
    /// the lowest map decides.
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

    /// <summary>Predicts the most probable class of each sample as an index in <see cref="Classes"/>, the first one on ties.</summary>
    /// <inheritdoc cref="PredictProbabilities"/>
    public int[] PredictClass(DataMatrix data, CancellationToken cancellationToken = default) =>
        FindClasses(data, false, cancellationToken).Classes;

    /// <summary>
    /// Measures the agreement of the map's neurons as clusters (<see cref="PredictLabel(DataMatrix, CancellationToken)"/>) with labels
    /// of samples.
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label per sample, null for a sample without one; the labels may be new to the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or all labeled samples have
    /// weight 0.
    /// </exception>
    public LabelAgreement CompareClusters(
        DataMatrix data,
        IReadOnlyList<string?> labels,
        CancellationToken cancellationToken = default
    )
    {
        CheckCount(data, labels);
        return LabelAgreement.Of(PredictLabel(data, cancellationToken), LabelAgreement.Codes(labels), data.SampleWeights);
    }

    /// <summary>Counts how often samples of each class are predicted as each class.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">
    /// One label per sample, as in <see cref="ClassList.Names"/>, null for a sample without one; a label that is not a class of the map
    /// always counts as wrong.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or all labeled samples have
    /// weight 0.
    /// </exception>
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
        var pairs = new PairMasses(LabelAgreement.GridFor(predicted.Length, data.SampleWeights));
        for (int row = 0; row < predicted.Length; row++)
            if (labels[row] is { } name)
                pairs.Add(
                    Classes.IndexOf(name) is >= 0 and var label ? label : classes,
                    predicted[row],
                    data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row]
                );
        return ConfusionMatrix.Of(Classes.Names, unknown, pairs);
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
            throw new ArgumentException($"{labels.Count} labels are given for {data.RowCount} rows", nameof(labels));
    }

    private ClassTable RequireClasses() =>
        classTable ?? throw new InvalidOperationException("the map was trained without labels; it has no classes");

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
