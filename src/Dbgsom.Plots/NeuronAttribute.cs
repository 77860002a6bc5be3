using System.Runtime.CompilerServices;
using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Training.Growth;

namespace Dbgsom.Plots;

/// <summary>An attribute of neurons that a figure shows by color or size.</summary>
public sealed class NeuronAttribute : INamed<NeuronAttribute>
{
    private const string FeaturePrefix = "feature:";
    private const string ClusterName = "cluster";

    private readonly Func<SomMap, CancellationToken, IEnumerable<double>> values;
    private Func<SomMap, double> noise = _ => 0;
    private Func<SomMap, CancellationToken, Categories>? categories;
    private bool isDistance;
    private readonly bool needsSamples;

    private NeuronAttribute(string name, string caption, Func<Neuron, double> value, bool needsSamples = false)
        : this(name, caption, (map, _) => map.Neurons.Select(value)) => this.needsSamples = needsSamples;

    private NeuronAttribute(string name, string caption, Func<SomMap, CancellationToken, IEnumerable<double>> values)
    {
        Name = name;
        Caption = caption;
        this.values = values;
    }

    /// <summary>No attribute: one color or size for all neurons.</summary>
    public static NeuronAttribute None { get; } = new("none", "none", _ => 0) { DefaultPalette = Palette.Gray };

    /// <summary><see cref="Neuron.Error"/>.</summary>
    public static NeuronAttribute Error { get; } =
        new("error", "error (sum of distances)", neuron => neuron.Error, needsSamples: true) { isDistance = true };

    /// <summary><see cref="Neuron.HitCount"/>.</summary>
    public static NeuronAttribute Hits { get; } =
        new("hits", "hits (training rows won)", neuron => neuron.HitCount, needsSamples: true) { IsInteger = true };

    /// <summary><see cref="Neuron.Density"/>.</summary>
    public static NeuronAttribute Density { get; } =
        new("density", "density of samples (by distance)", neuron => neuron.Density, needsSamples: true) { isDistance = true };

    /// <summary><see cref="Neuron.AverageDistance"/>.</summary>
    public static NeuronAttribute UMatrix { get; } =
        new("umatrix", "mean distance to neighbors (U-matrix)", neuron => neuron.AverageDistance) { isDistance = true };

    /// <summary><see cref="Neuron.EpochCreated"/>.</summary>
    public static NeuronAttribute Epoch { get; } =
        new("epoch", "epoch created", neuron => neuron.EpochCreated) { IsInteger = true, DefaultPalette = Palette.Viridis };

    /// <summary><see cref="Neuron.Label"/>.</summary>
    public static NeuronAttribute Label { get; } =
        new("label", "label", neuron => neuron.Label)
        {
            IsInteger = true,
            IsCategorical = true,
            DefaultPalette = Palette.Viridis,
            categories = (map, _) => Categories.OfLabels(map),
        };

    /// <summary><see cref="Neuron.Class"/>; NaN for a dead neuron. Only for maps that were trained with labels.</summary>
    public static NeuronAttribute Class { get; } =
        new("class", "class", (map, _) => OfClassified(map, "class", neuron => neuron.Class))
        {
            IsInteger = true,
            IsCategorical = true,
            DefaultPalette = Palette.Viridis,
            categories = (map, _) => Categories.OfClasses(map),
        };

    /// <summary><see cref="Neuron.Confidence"/>; NaN for a dead neuron. Only for maps that were trained with labels.</summary>
    public static NeuronAttribute Confidence { get; } =
        new(
            "confidence",
            "confidence (share of the class)",
            (map, _) => OfClassified(map, "confidence", neuron => neuron.Confidence)
        )
        {
            DefaultPalette = Palette.Viridis,
        };

    /// <summary>The clusters of the map by <see cref="ClusterMethod.Ward"/>, with an automatic number of clusters.</summary>
    public static NeuronAttribute Cluster { get; } = OfClusters(ClusterName, new ClusterRequest(ClusterMethod.Ward));

    /// <summary>
    /// All attributes of neurons. <see cref="Class"/> and <see cref="Confidence"/> need a map with classes. Features of the map are
    /// attributes too, see <see cref="Feature"/>; for other clusters see <see cref="Clusters"/>.
    /// </summary>
    public static IReadOnlyList<NeuronAttribute> All { get; } =
    [None, Error, Hits, Density, UMatrix, Epoch, Label, Class, Confidence, Cluster];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The caption of the color bar.</summary>
    public string Caption { get; }

    /// <summary>The default palette of the attribute.</summary>
    public Palette DefaultPalette { get; private init; } = Palette.MagmaReversed;

    /// <summary>True if the values are categories, whose order has no meaning and which get distinct colors.</summary>
    public bool IsCategorical { get; private init; }

    /// <summary>True if the values are integers.</summary>
    public bool IsInteger { get; private init; }

    /// <summary>True if values are found from samples rather than from the map.</summary>
    internal bool IsOfSamples { get; private init; }

    /// <summary>Returns the attribute of a feature's weights in the user's units: its component plane.</summary>
    /// <param name="nameOrIndex">The name of the feature, or its index from 0 if no feature has that name.</param>
    /// <exception cref="ArgumentException">The name is empty. <see cref="Values"/> checks whether the map has the feature.</exception>
    public static NeuronAttribute Feature(string nameOrIndex)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrIndex);
        return new NeuronAttribute(FeaturePrefix + nameOrIndex, nameOrIndex, (map, _) => Component(map, nameOrIndex))
        {
            DefaultPalette = Palette.Viridis,
            noise = map => Features.NoiseOf(map, Features.IndexOf(map, nameOrIndex)),
        };
    }

    /// <summary>Returns the attribute of the requested clusters. Its name is "cluster:" followed by the request.</summary>
    public static NeuronAttribute Clusters(ClusterRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OfClusters($"{ClusterName}:{request}", request);
    }

    /// <summary>
    /// Returns an attribute of a column of samples, whether or not the map was trained on it: the mean over a neuron's samples for
    /// numbers, the most frequent text otherwise; NaN for a neuron without such samples. It has the name of the column.
    /// </summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="data">The samples, with the features of the map.</param>
    /// <param name="texts">The text of each sample; empty or null if it is missing.</param>
    /// <exception cref="ArgumentException">The number of texts differs from the number of samples, or all are missing.</exception>
    public static NeuronAttribute OfSamples(string name, DataMatrix data, IReadOnlyList<string?> texts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(texts);
        return SampleTexts.Attribute(name, data, texts);
    }

    /// <summary>An attribute of samples: for each neuron a number, or the place of a name.</summary>
    internal static NeuronAttribute OfSamples(
        string name,
        Func<SomMap, CancellationToken, IEnumerable<double>> values,
        Categories? names
    ) =>
        new(name, name, values)
        {
            IsCategorical = names is not null,
            IsInteger = names is not null,
            IsOfSamples = true,
            DefaultPalette = Palette.Viridis,
            categories = names is null ? null : (_, _) => names,
        };

    private static NeuronAttribute OfClusters(string name, ClusterRequest request)
    {
        // Colors, legend and subtitle ask for the same clusters, which take time to find.
        var found = new ConditionalWeakTable<SomMap, MapClusters>();
        return new(name, $"cluster ({request.Method})", (map, token) => Of(map, token).Labels.Select(label => (double)label))
        {
            IsInteger = true,
            IsCategorical = true,
            DefaultPalette = Palette.Viridis,
            categories = (map, token) => Categories.OfClusters(Of(map, token).Count),
        };

        MapClusters Of(SomMap map, CancellationToken cancellationToken)
        {
            if (!found.TryGetValue(map, out var clusters))
                found.AddOrUpdate(map, clusters = request.Apply(map, cancellationToken));
            return clusters;
        }
    }

    /// <summary>Returns the attribute with the given name, as on the command line.</summary>
    /// <param name="name">
    /// A name of <see cref="All"/> in any case, "feature:" with the name or index of a feature, or "cluster:" with a request as
    /// <see cref="ClusterRequest.Parse"/> reads it.
    /// </param>
    /// <exception cref="ArgumentException">The attribute does not exist; the message lists those that do.</exception>
    public static NeuronAttribute Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.StartsWith(FeaturePrefix, StringComparison.OrdinalIgnoreCase) && name.Length > FeaturePrefix.Length)
            return Feature(name[FeaturePrefix.Length..]);
        if (name.StartsWith(ClusterName + ":", StringComparison.OrdinalIgnoreCase))
            return Clusters(ClusterRequest.Parse(name[(ClusterName.Length + 1)..]));
        return All.FirstOrDefault(attribute => string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"'{name}' is not one of {Named.NamesOf<NeuronAttribute>()}, feature:NAME, cluster:METHOD[:COUNT]",
                nameof(name)
            );
    }

    /// <summary>Returns the value of each neuron, in the order of the neurons; NaN for a neuron without a value.</summary>
    /// <param name="map">The map.</param>
    /// <param name="cancellationToken">Cancels the operation; clustering a large map takes time.</param>
    /// <exception cref="ArgumentException">
    /// The map lacks the feature, the classes or the training samples that the attribute needs.
    /// </exception>
    public IReadOnlyList<double> Values(SomMap map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        RequireSamples(map);
        return [.. values(map, cancellationToken)];
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The caption with the unit it has on a map.</summary>
    internal string CaptionOn(SomMap map) => isDistance && Subject(map) == Caption ? Units.With(map, Caption) : Subject(map);

    /// <summary>
    /// Returns the name of the attribute on a map, without a unit; <see cref="Neuron.Error"/> follows the map's growth criterion.
    /// </summary>
    internal string Subject(SomMap map) =>
        this == Error && map.EffectiveOptions.GrowthCriterion.NeedsLabels ? "error (entropy of the classes in bits)" : Caption;

    /// <summary>How categories are colored and named, or null where values are numbers.</summary>
    internal Categories? CategoriesOf(SomMap map, CancellationToken cancellationToken = default) =>
        categories?.Invoke(map, cancellationToken);

    /// <summary>Values that differ by no more than this are equal.</summary>
    internal double NoiseIn(SomMap map) => noise(map);

    /// <summary>Refuses a map without the training samples that the attribute speaks of.</summary>
    /// <exception cref="ArgumentException">The map has none.</exception>
    internal void RequireSamples(SomMap map)
    {
        if (needsSamples && !map.HasTrainingSamples)
            throw new ArgumentException(
                $"the map has no attribute '{Name}': it was made from given weights without samples; import it with samples: dbgsom import CODEBOOK DATA",
                nameof(map)
            );
    }

    private static IEnumerable<double> OfClassified(SomMap map, string name, Func<Neuron, double?> value)
    {
        ClassMasses.Require(map, name);
        return map.Neurons.Select(neuron => value(neuron) ?? double.NaN);
    }

    private static IReadOnlyList<double> Component(SomMap map, string nameOrIndex) =>
        Features.Values(map, Features.IndexOf(map, nameOrIndex));
}
