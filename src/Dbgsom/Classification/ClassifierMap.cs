using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Classification;

/// <summary>A trained classifier. Immutable and thread-safe.</summary>
/// <typeparam name="TLabel">Type of the labels.</typeparam>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ClassifierMap<TLabel>
    where TLabel : notnull
{
    private readonly Dictionary<TLabel, int> codes;

    internal ClassifierMap(SomMap map, IReadOnlyList<TLabel> classes)
    {
        Map = map;
        Classes = Array.AsReadOnly(classes.ToArray());
        codes = ClassLabels.CodesOf(Classes);
        Neurons = Array.AsReadOnly([
            .. map.Neurons.Select(neuron => new NeuronClass<TLabel>(
                neuron.Class is not null,
                neuron.Class is { } code ? Classes[code] : default,
                neuron.Confidence ?? 0
            )),
        ]);
    }

    /// <summary>The underlying map, with its neurons, measures and figures.</summary>
    public SomMap Map { get; }

    /// <summary>The classes, in order: numbers and texts ascending, or as given for training.</summary>
    public IReadOnlyList<TLabel> Classes { get; }

    /// <summary>The most frequent class of each neuron and its share, in the order of <see cref="SomMap.Neurons"/>.</summary>
    public IReadOnlyList<NeuronClass<TLabel>> Neurons { get; }

    /// <summary>Returns this classifier with a limit on its threads, see <see cref="SomMap.WithThreads"/>.</summary>
    /// <param name="threads">The maximum number of threads, at least 1; null for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public ClassifierMap<TLabel> WithThreads(int? threads) => new(Map.WithThreads(threads), Classes);

    /// <summary>Predicts the most probable class of each sample, the first one on ties.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public TLabel[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(Map.PredictClass(data, cancellationToken), code => Classes[code]);

    /// <summary>
    /// Returns the probability of each class (column) for each sample (row), see <see cref="SomOptions.ClassVote"/>; in a hierarchy,
    /// the lowest map decides.
    /// </summary>
    /// <inheritdoc cref="Predict"/>
    public double[,] PredictProbabilities(DataMatrix data, CancellationToken cancellationToken = default) =>
        Map.PredictProbabilities(data, cancellationToken);

    /// <summary>
    /// Computes the accuracy: the share of samples whose class is predicted correctly, weighted by row. A label that is not a class of
    /// the map always counts as wrong.
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label per sample.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or all weights are 0.
    /// </exception>
    public double Score(DataMatrix data, IReadOnlyList<TLabel> labels, CancellationToken cancellationToken = default)
    {
        SomMap.CheckLabels(data, labels);
        int[] predicted = Map.PredictClass(data, cancellationToken);
        double right = 0;
        double all = 0;
        for (int row = 0; row < predicted.Length; row++)
        {
            double mass = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
            all += mass;
            if (codes.TryGetValue(labels[row], out int code) && code == predicted[row])
                right += mass;
        }
        return all > 0
            ? right / all
            : throw new ArgumentException("the weight of every row is 0, so nothing can be measured", nameof(data));
    }

    /// <summary>Returns the size of the map, as in "ClassifierMap: 92 neurons, 2 features, 3 classes".</summary>
    public override string ToString() =>
        Text.Of(
            $"ClassifierMap: {Text.Of(Map.Neurons.Count, "neuron")}, {Text.Of(Map.FeatureCount, "feature")}, {Classes.Count} class{(Classes.Count == 1 ? "" : "es")}"
        );

    /// <summary>
    /// Saves the map and its classes, see <see cref="SomMap.Save(string)"/>. Load it with <see cref="SomClassifier.Load{TLabel}(string,
    /// IReadOnlyList{TLabel}?)"/>.
    /// </summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Map.Save(path);

    /// <summary>Writes the map and its classes to a stream, with the same bytes as <see cref="Save(string)"/>.</summary>
    /// <remarks><see cref="SomClassifier.Load{TLabel}(Stream, IReadOnlyList{TLabel}?)"/> reads it.</remarks>
    /// <inheritdoc cref="SomMap.Save(Stream)"/>
    public void Save(Stream stream) => Map.Save(stream);
}

/// <summary>The class of a neuron.</summary>
/// <typeparam name="TLabel">Type of the labels.</typeparam>
/// <param name="IsKnown">False for a dead neuron, which has no class.</param>
/// <param name="Label">The most frequent class of its training samples.</param>
/// <param name="Confidence">The share of that class, greater than 0 and at most 1; 0 without a class.</param>
public readonly record struct NeuronClass<TLabel>(bool IsKnown, TLabel? Label, double Confidence);
