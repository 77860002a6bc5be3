using Dbgsom.Classification;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>
/// Trains a classifier: a growing self-organizing map on labeled samples. The class of a new sample is that of the training samples of
/// the nearest neurons, see <see cref="SomOptions.ClassVote"/>. Labels do not move the map, but with
/// <see cref="GrowthCriterion.Entropy"/> they determine where it grows.
/// </summary>
/// <param name="options">Options for training the map; null for <see cref="SomOptions.Default"/>.</param>
/// <example>
/// <code>
/// var classifier = new SomClassifier().Fit(samples, species);       // species: string[]
/// string[] predicted = classifier.Predict(others);
/// Console.WriteLine(classifier.Score(others, othersSpecies));
/// </code>
/// </example>
public sealed class SomClassifier(SomOptions? options = null)
{
    /// <summary>Options for training the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>The maximum number of threads; null for one per core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.Pruning"/>
    public bool Pruning { get; init; } = true;

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a classifier.</summary>
    /// <typeparam name="TLabel">
    /// <see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>; any other type with equality if
    /// <paramref name="classes"/> are given.
    /// </typeparam>
    /// <param name="data">At least four samples.</param>
    /// <param name="labels">One label per sample.</param>
    /// <param name="classes">
    /// Every class once, in the required order; classes without samples are allowed. Null for the distinct labels, ascending; texts are
    /// ordered by ordinal comparison.
    /// </param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, the number of labels differs from the number of samples, a label is
    /// null or not among the classes, the type has no natural order, or the labels have more than <see cref="ClassList.MaxClasses"/>
    /// classes.
    /// </exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is not finite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public ClassifierMap<TLabel> Fit<TLabel>(
        DataMatrix data,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
        where TLabel : notnull
    {
        var coded = classes is null ? ClassLabels.From(labels) : ClassLabels.From(labels, classes);
        var map = FitMap(data, coded, progress, cancellationToken);
        return new ClassifierMap<TLabel>(map, classes ?? map.Classes!.As<TLabel>());
    }

    /// <summary>Trains a map with classes, for labels whose type is not known at compile time.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="labels">One label per sample.</param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, or the number of labels differs from the number of samples.
    /// </exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is not finite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public SomMap FitMap(
        DataMatrix data,
        ClassLabels labels,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.LabeledCount == 0)
            throw new ArgumentException("no row has a label; a classifier needs some", nameof(labels));
        using var rows = new LocalEngine(data, Threads, labels) { ScratchDirectory = ScratchDirectory, Pruning = Pruning };
        return TrainingRun.Start(Options, rows, cancellationToken).Complete(progress, cancellationToken);
    }

#pragma warning disable RS0026 // A string and a stream cannot be mistaken for each other.
    /// <summary>Loads a saved classifier.</summary>
    /// <typeparam name="TLabel">The type of the labels.</typeparam>
    /// <param name="path">The file, see <see cref="ClassifierMap{TLabel}.Save(string)"/>.</param>
    /// <param name="classes">
    /// The classes as given for training, if the type is not <see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or
    /// <see cref="string"/>: their texts must be those in the file, in that order.
    /// </param>
    /// <exception cref="InvalidDataException">The file is damaged or not a map, or the map has no classes.</exception>
    /// <exception cref="ArgumentException">The labels have another type, or the classes differ from the given ones.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ClassifierMap<TLabel> Load<TLabel>(string path, IReadOnlyList<TLabel>? classes = null)
        where TLabel : notnull => WithClasses(LoadMap(path), classes);

    /// <summary>Loads a classifier from a stream that <see cref="ClassifierMap{TLabel}.Save(Stream)"/> wrote.</summary>
    /// <remarks>The stream does not have to be seekable. It is read from its position to its end and stays open.</remarks>
    /// <typeparam name="TLabel">The type of the labels.</typeparam>
    /// <param name="stream">A readable stream.</param>
    /// <param name="classes">
    /// The classes as given for training, if the type is not <see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or
    /// <see cref="string"/>: their texts must be those in the stream, in that order.
    /// </param>
    /// <exception cref="InvalidDataException">The stream contains no valid map, or a map without classes.</exception>
    /// <exception cref="ArgumentException">
    /// The stream cannot be read, the labels have another type, or the classes differ from the given ones.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static ClassifierMap<TLabel> Load<TLabel>(Stream stream, IReadOnlyList<TLabel>? classes = null)
        where TLabel : notnull => WithClasses(RequireClasses(SomMap.Load(stream), "the stream"), classes);
#pragma warning restore RS0026

    private static ClassifierMap<TLabel> WithClasses<TLabel>(SomMap map, IReadOnlyList<TLabel>? classes)
        where TLabel : notnull
    {
        if (classes is null)
            return new ClassifierMap<TLabel>(map, map.Classes!.As<TLabel>());
        var given = ClassLabels.From(classes, classes).Classes;
        return given.SameAs(map.Classes)
            ? new ClassifierMap<TLabel>(map, classes)
            : throw new ArgumentException(
                $"the classes given ({given.Shown()}) differ from those of the file ({map.Classes!.Shown()})",
                nameof(classes)
            );
    }

    private static SomMap LoadMap(string path) => RequireClasses(SomMap.Load(path), path);

    private static SomMap RequireClasses(SomMap map, string name) =>
        map.Classes is null
            ? throw new InvalidDataException($"{name}: the map was trained without labels and is not a classifier")
            : map;
}
