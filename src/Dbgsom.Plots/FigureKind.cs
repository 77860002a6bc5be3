using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Groups;
using Dbgsom.Measures;
using Dbgsom.Naming;

namespace Dbgsom.Plots;

/// <summary>A kind of figure.</summary>
[JsonConverter(typeof(NamedJsonConverter<FigureKind>))]
[TypeConverter(typeof(NamedTypeConverter<FigureKind>))]
public abstract class FigureKind : INamed<FigureKind>
{
    private FigureKind(string name, string description, params string[] takes)
    {
        Name = name;
        Description = description;
        Takes = [.. takes, "title"];
    }

    /// <summary>Samples in data space with the map above them.</summary>
    public static FigureKind Network { get; } = new NetworkKind();

    /// <summary>The map, with neurons colored and sized by attributes.</summary>
    public static FigureKind Map { get; } = new MapKind();

    /// <summary>The U-matrix.</summary>
    public static FigureKind UMatrix { get; } = new UMatrixKind();

    /// <summary>The hits of each neuron.</summary>
    public static FigureKind Hits { get; } = new HitsKind();

    /// <summary>One component plane per feature.</summary>
    public static FigureKind Components { get; } = new ComponentsKind();

    /// <summary>A star per neuron with one wedge per feature, as drawn by FlowSOM.</summary>
    public static FigureKind Star { get; } = new StarKind();

    /// <summary>The topographic function.</summary>
    public static FigureKind TopographicFunction { get; } = new TopographicFunctionKind();

    /// <summary>The hierarchy of maps as a tree.</summary>
    public static FigureKind Tree { get; } = new TreeKind();

    /// <summary>The maps of a hierarchy, drawn inside the cells of their parent neurons.</summary>
    public static FigureKind Nested { get; } = new NestedKind();

    /// <summary>The share of each group of samples that each neuron wins.</summary>
    public static FigureKind Groups { get; } = new GroupsKind();

    /// <summary>The trajectories of samples over the map, in their order.</summary>
    public static FigureKind Trajectory { get; } = new TrajectoryKind();

    /// <inheritdoc/>
    public static IReadOnlyList<FigureKind> All { get; } =
    [Network, Map, UMatrix, Hits, Components, Star, TopographicFunction, Tree, Nested, Groups, Trajectory];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>A short description of the figure.</summary>
    public string Description { get; }

    /// <summary>
    /// For tools that offer options by name: the names of the supported options, among color, size, layout, shift, palette, features,
    /// by, order, unit and title.
    /// </summary>
    public IReadOnlyList<string> Takes { get; }

    /// <summary>True if the figure needs samples in addition to the map.</summary>
    public virtual bool NeedsData => false;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Draws the figure.</summary>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map; may be null only if <see cref="NeedsData"/> is false.</param>
    /// <param name="options">Options of the figure; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// Samples are missing or have other features, an option is not in <see cref="Takes"/>, or a named feature does not exist.
    /// </exception>
    /// <exception cref="ArgumentException"><see cref="FigureOptions.CutAt"/> is given, and the map is not a torus.</exception>
    public Figure Draw(
        SomMap map,
        DataMatrix? data = null,
        FigureOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        options ??= new FigureOptions();
        if (options.Given.Except(Takes).FirstOrDefault() is { } other)
            throw new ArgumentException(
                $"the figure '{Name}' does not support {other}; it supports {string.Join(", ", Takes)}",
                nameof(options)
            );
        if (NeedsData && data is null)
            throw new ArgumentException($"the figure '{Name}' needs samples, which are missing", nameof(data));
        if (options.CutAt is { } place)
            map = map.CutAt(place);
        return DrawChecked(map, data, options, cancellationToken);
    }

    private protected abstract Figure DrawChecked(
        SomMap map,
        DataMatrix? data,
        FigureOptions options,
        CancellationToken cancellationToken
    );

    private sealed class NetworkKind()
        : FigureKind("network", "samples in data space with the map above them", "color", "palette", "features")
    {
        public override bool NeedsData => true;

        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotNetwork(data!, o.Color, o.Palette, o.Features, o.Title, ct);
    }

    private sealed class MapKind()
        : FigureKind("map", "neurons on the grid, colored and sized by attributes", "color", "size", "layout", "shift", "palette")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.Plot(o.Color, o.Size, o.Layout, o.Palette, o.Title, ct);
    }

    private sealed class UMatrixKind() : FigureKind("umatrix", "distances between neighboring neurons", "shift", "palette")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotUMatrix(o.Palette, o.Title);
    }

    private sealed class HitsKind() : FigureKind("hits", "the number of samples that each neuron wins", "shift", "palette")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotHits(o.Palette, o.Title);
    }

    private sealed class ComponentsKind()
        : FigureKind("components", "the weights of each feature over the grid", "shift", "palette", "features")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotComponents(o.Features, o.Palette, o.Title);
    }

    private sealed class StarKind()
        : FigureKind("star", "a star per neuron with one wedge per feature, as long as its value", "shift", "features")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotStars(o.Features, o.Title, ct);
    }

    private sealed class TopographicFunctionKind()
        : FigureKind("topographic-function", "how well neighborhoods are preserved, by distance")
    {
        public override bool NeedsData => true;

        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotTopographicFunction(data!, o.Title, ct);
    }

    private sealed class GroupsKind()
        : FigureKind("groups", "the share of each group of samples that each neuron wins", "by", "shift", "palette")
    {
        public override bool NeedsData => true;

        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotGroups(
                map.Groups(
                    data!,
                    o.Groups ?? [.. Enumerable.Repeat("all samples", data!.RowCount)],
                    new GroupOptions { Permutations = 0 },
                    cancellationToken: ct
                ),
                o.Palette,
                o.Title
            );
    }

    private sealed class TrajectoryKind()
        : FigureKind("trajectory", "the trajectories of samples over the map", "order", "unit", "shift", "palette")
    {
        public override bool NeedsData => true;

        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotTrajectories(map.Transitions(data!, o.Order, o.Units, cancellationToken: ct), o.Palette, o.Title);
    }

    private sealed class TreeKind() : FigureKind("tree", "the hierarchy of maps as a tree", "color", "palette")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotTree(o.Color, o.Palette, o.Title);
    }

    private sealed class NestedKind()
        : FigureKind("nested", "the hierarchy of maps, each inside the cell of its parent neuron", "color", "palette")
    {
        private protected override Figure DrawChecked(SomMap map, DataMatrix? data, FigureOptions o, CancellationToken ct) =>
            map.PlotNested(o.Color, o.Palette, o.Title);
    }
}
