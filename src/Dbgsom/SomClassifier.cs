using Dbgsom.Classification;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>
/// Classifies: trains a growing self-organizing map on labeled samples; the class of a new sample is that of the training samples of the
/// neurons nearest to it, see <see cref="SomOptions.ClassVote"/>. Labels do not move the map, but with <see cref="GrowthCriterion.Entropy"/> they decide where it grows.
/// </summary>
/// <param name="options">What is asked of the map; null for <see cref="SomOptions.Default"/>.</param>
/// <example>
/// <code>
/// var classifier = new SomClassifier().Fit(samples, species);       // species: string[]
/// string[] predicted = classifier.Predict(others);
/// Console.WriteLine(classifier.Score(others, othersSpecies));
/// </code>
/// </example>
public sealed class SomClassifier(SomOptions? options = null)
{
    /// <summary>What is asked of the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>How many threads to use at most; null for one a core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.Pruning"/>
    public bool Pruning { get; init; } = true;

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a classifier.</summary>
    /// <typeparam name="TLabel"><see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>; any other type with equality
    /// where <paramref name="classes"/> are given.</typeparam>
    /// <param name="data">At least four samples.</param>
    /// <param name="labels">One label a sample.</param>
    /// <param name="classes">Every class once, in the order they are to have; classes without a sample are possible. Null for the different
    /// labels, ascending; texts are ordered by ordinal comparison.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellationToken">Ends training early, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, the samples cannot be trained on, there is not one label a sample, a
    /// label is null or not among the classes, the type has no order of its own, or there are more than
    /// <see cref="ClassList.MaxClasses"/> classes.</exception>
    /// <exception cref="InvalidDataException">A value of mapped samples is not finite.</exception>
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

    /// <summary>Trains a map that knows the classes of its samples, for labels whose type is not known beforehand.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="labels">One label a sample.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellationToken">Ends training early, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, the samples cannot be trained on, or there is not one label a sample.</exception>
    /// <exception cref="InvalidDataException">A value of mapped samples is not finite.</exception>
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
    /// <typeparam name="TLabel">The type of its labels.</typeparam>
    /// <param name="path">The file, see <see cref="ClassifierMap{TLabel}.Save(string)"/>.</param>
    /// <param name="classes">The classes as they were given for training, where the type is another than <see cref="int"/>, <see cref="long"/>,
    /// <see cref="bool"/> or <see cref="string"/>: their texts are those in the file, in that order.</param>
    /// <exception cref="InvalidDataException">The file is no map, is damaged, or holds a map without classes.</exception>
    /// <exception cref="ArgumentException">Its labels are of another type, or its classes are not those given.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ClassifierMap<TLabel> Load<TLabel>(string path, IReadOnlyList<TLabel>? classes = null)
        where TLabel : notnull => WithClasses(LoadMap(path), classes);

    /// <summary>Loads a classifier from a stream that <see cref="ClassifierMap{TLabel}.Save(Stream)"/> wrote.</summary>
    /// <remarks>The stream need not be seekable. It is read from its position to its end and stays open.</remarks>
    /// <typeparam name="TLabel">The type of its labels.</typeparam>
    /// <param name="stream">A stream that can be read.</param>
    /// <param name="classes">The classes as they were given for training, where the type is another than <see cref="int"/>, <see cref="long"/>,
    /// <see cref="bool"/> or <see cref="string"/>: their texts are those in the stream, in that order.</param>
    /// <exception cref="InvalidDataException">The stream holds no map, a damaged one, or a map without classes.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read, its labels are of another type, or its classes are not those given.</exception>
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
                $"the classes given ({given.Shown()}) are not those of the file ({map.Classes!.Shown()})",
                nameof(classes)
            );
    }

    private static SomMap LoadMap(string path) => RequireClasses(SomMap.Load(path), path);

    private static SomMap RequireClasses(SomMap map, string name) =>
        map.Classes is null
            ? throw new InvalidDataException($"{name}: the map was trained without labels, it is no classifier")
            : map;
}
