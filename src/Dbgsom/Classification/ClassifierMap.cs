using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Classification;

/// <summary>A trained map that tells classes apart. Immutable, and safe to use from many threads.</summary>
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

    /// <summary>The map itself: its neurons, measures and figures.</summary>
    public SomMap Map { get; }

    /// <summary>The classes, in order: numbers and texts ascending, or as they were given.</summary>
    public IReadOnlyList<TLabel> Classes { get; }

    /// <summary>For each neuron its most frequent class and that one's share, in the order of <see cref="SomMap.Neurons"/>.</summary>
    public IReadOnlyList<NeuronClass<TLabel>> Neurons { get; }

    /// <summary>Returns this classifier with a limit on the threads it uses, see <see cref="SomMap.WithThreads"/>.</summary>
    /// <param name="threads">How many threads at most, at least 1; null for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public ClassifierMap<TLabel> WithThreads(int? threads) => new(Map.WithThreads(threads), Classes);

    /// <summary>For each sample its most probable class, the first of equally probable ones.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
    public TLabel[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(Map.PredictClass(data, cancellationToken), code => Classes[code]);

    /// <summary>For each sample (row) the probability of each class (column), see <see cref="SomOptions.ClassVote"/>; in a hierarchy by the lowest map.</summary>
    /// <inheritdoc cref="Predict"/>
    public double[,] PredictProbabilities(DataMatrix data, CancellationToken cancellationToken = default) =>
        Map.PredictProbabilities(data, cancellationToken);

    /// <summary>Accuracy: the share of samples whose class is told right, rows counted by their weights. A label that is no class of the map is always wrong.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label a sample.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or all weights are 0.</exception>
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
            : throw new ArgumentException("the weight of every row is 0: there is nothing to measure", nameof(data));
    }

    /// <summary>Returns the size of the map, as in "ClassifierMap: 92 neurons, 2 features, 3 classes".</summary>
    public override string ToString() =>
        Text.Of(
            $"ClassifierMap: {Text.Of(Map.Neurons.Count, "neuron")}, {Text.Of(Map.FeatureCount, "feature")}, {Classes.Count} class{(Classes.Count == 1 ? "" : "es")}"
        );

    /// <summary>Saves map and classes, see <see cref="SomMap.Save(string)"/>; <see cref="SomClassifier.Load{TLabel}(string, IReadOnlyList{TLabel}?)"/> reads them.</summary>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Map.Save(path);

    /// <summary>Writes map and classes to a stream, as the bytes that <see cref="Save(string)"/> writes to a file.</summary>
    /// <remarks><see cref="SomClassifier.Load{TLabel}(Stream, IReadOnlyList{TLabel}?)"/> reads them.</remarks>
    /// <inheritdoc cref="SomMap.Save(Stream)"/>
    public void Save(Stream stream) => Map.Save(stream);
}

/// <summary>What class a neuron stands for.</summary>
/// <typeparam name="TLabel">Type of the labels.</typeparam>
/// <param name="IsKnown">False for a dead neuron, which stands for none.</param>
/// <param name="Label">The most frequent class of its training samples.</param>
/// <param name="Confidence">The share of that class, above 0 and at most 1; 0 where it stands for none.</param>
public readonly record struct NeuronClass<TLabel>(bool IsKnown, TLabel? Label, double Confidence);
