using Dbgsom.Measures;
using Dbgsom.Training;

namespace Dbgsom;

/// <content>What a map knows of classes, where it was trained with labels.</content>
public sealed partial class SomMap
{
    private readonly ClassShares? classShares;

    /// <summary>The classes, or null where the map was trained without labels.</summary>
    public ClassList? Classes => Content.Classes;

    /// <summary>The share of training samples whose class the map tells right, maps below included; null without classes.</summary>
    public double? TrainingAccuracy => Classes is null ? null : CorrectMass() / Training.SampleMass;

    /// <summary>
    /// The share of each class among the training samples of a neuron, in the order of <see cref="Classes"/>. For a dead neuron every class
    /// that the map's samples have is equally likely.
    /// </summary>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<double> ClassShares(int neuron) =>
        (uint)neuron < (uint)Neurons.Count
            ? Shares()[neuron]
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid are 0 to {Neurons.Count - 1}");

    /// <summary>For each sample (row) the probability of each class (column): the shares of its winner, in a hierarchy in the lowest map.</summary>
    /// <inheritdoc cref="Predict"/>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    public double[,] PredictProbabilities(DataMatrix data, CancellationToken cancellationToken = default)
    {
        int classes = Shares()[0].Length;
        var leaves = Descent.Find(this, data, cancellationToken);
        var result = new double[leaves.Length, classes];
        for (int row = 0; row < leaves.Length; row++)
        {
            var shares = leaves[row].Map.ClassShares(leaves[row].Neuron);
            for (int label = 0; label < classes; label++)
                result[row, label] = shares[label];
        }
        return result;
    }

    /// <summary>For each sample its most probable class as a place in <see cref="Classes"/>, the first of equally probable ones.</summary>
    /// <inheritdoc cref="PredictProbabilities"/>
    public int[] PredictClass(DataMatrix data, CancellationToken cancellationToken = default)
    {
        Shares();
        return Array.ConvertAll(Descent.Find(this, data, cancellationToken), leaf => leaf.Map.Shares().Best(leaf.Neuron));
    }

    /// <summary>How well the clusters of the map (<see cref="Predict"/>) agree with labels of samples.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label a sample; the map need not know it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or all weights are 0.</exception>
    public LabelAgreement CompareClusters(
        DataMatrix data,
        IReadOnlyList<string> labels,
        CancellationToken cancellationToken = default
    )
    {
        CheckLabels(data, labels);
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] coded = [.. labels.Select(label => codes.TryGetValue(label, out int code) ? code : codes[label] = codes.Count)];
        return LabelAgreements.Of(Predict(data, cancellationToken), coded, data.SampleWeights);
    }

    /// <summary>How often samples of each class are taken for each class.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label a sample, as in <see cref="ClassList.Names"/>; one that is no class of the map is always taken wrong.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or all weights are 0.</exception>
    /// <exception cref="InvalidOperationException">The map was trained without labels.</exception>
    public ConfusionMatrix Confusion(DataMatrix data, IReadOnlyList<string> labels, CancellationToken cancellationToken = default)
    {
        CheckLabels(data, labels);
        int[] predicted = PredictClass(data, cancellationToken);
        int classes = Classes!.Count;
        string[] unknown = [.. labels.Where(label => Classes.IndexOf(label) < 0).Distinct().Order(StringComparer.Ordinal)];
        var counts = new double[classes + (unknown.Length > 0 ? 1 : 0), classes];
        double right = 0;
        double all = 0;
        for (int row = 0; row < predicted.Length; row++)
        {
            double mass = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
            int label = Classes.IndexOf(labels[row]);
            counts[label >= 0 ? label : classes, predicted[row]] += mass;
            all += mass;
            right += label == predicted[row] ? mass : 0;
        }
        return all > 0
            ? new ConfusionMatrix(Classes.Names, unknown, counts, right / all)
            : throw new ArgumentException("the weight of every row is 0: there is nothing to measure", nameof(data));
    }

    private static void CheckLabels(DataMatrix data, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != data.RowCount)
            throw new ArgumentException($"{labels.Count} labels were given for {data.RowCount} rows", nameof(labels));
    }

    private ClassShares Shares() =>
        classShares ?? throw new InvalidOperationException("the map was trained without labels; it knows no classes");

    /// <summary>The training samples that are of the class of their neuron, in the lowest maps.</summary>
    private double CorrectMass()
    {
        double sum = 0;
        foreach (var neuron in Neurons)
            sum += Children.TryGetValue(neuron.Index, out var child)
                ? child.CorrectMass()
                : Content.ClassMass![(neuron.Index * Classes!.Count) + Shares().Best(neuron.Index)];
        return sum;
    }
}
