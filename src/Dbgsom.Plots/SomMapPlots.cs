using Dbgsom.Clustering;
using Dbgsom.Groups;
using Dbgsom.Measures;
using Dbgsom.Plots.Figures;

namespace Dbgsom.Plots;

/// <summary>Draws figures of a map.</summary>
public static class SomMapPlots
{
    /// <summary>Draws the map: neurons colored and sized by attributes, with every edge. Neurons without samples are hollow.</summary>
    /// <param name="map">The map.</param>
    /// <param name="color">
    /// The attribute that colors the neurons; null for <see cref="NeuronAttribute.Error"/> or, for a map without training samples,
    /// <see cref="NeuronAttribute.UMatrix"/>.
    /// </param>
    /// <param name="size">
    /// The attribute that determines their area; null for <see cref="NeuronAttribute.Hits"/> or, for a map without training samples,
    /// <see cref="NeuronAttribute.None"/>.
    /// </param>
    /// <param name="layout">The positions of the neurons; null for <see cref="MapLayout.Grid"/>.</param>
    /// <param name="palette">The colors; null for the default palette of the attribute.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An attribute names a feature that the map does not have.</exception>
    public static Figure Plot(
        this SomMap map,
        NeuronAttribute? color = null,
        NeuronAttribute? size = null,
        MapLayout? layout = null,
        Palette? palette = null,
        string? title = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        return MapFigure.Of(
            map,
            color ?? (map.HasTrainingSamples ? NeuronAttribute.Error : NeuronAttribute.UMatrix),
            size ?? (map.HasTrainingSamples ? NeuronAttribute.Hits : NeuronAttribute.None),
            layout ?? MapLayout.Grid,
            palette,
            title,
            cancellationToken
        );
    }

    /// <summary>Draws the map in the space of the data: samples colored by their winner, edges above them, and neurons as red dots.</summary>
    /// <remarks>
    /// Two features are shown in the user's units. Without <paramref name="features"/>, more than two features are shown by the first
    /// two principal components of the samples in the space trained in. At most 20,000 samples are shown, evenly chosen; fewer, but at
    /// least 500, if they have more than 1,000 features.
    /// </remarks>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="color">The attribute of its winner that colors a sample; null for <see cref="NeuronAttribute.Cluster"/>.</param>
    /// <param name="palette">The colors; null for the default palette of the attribute.</param>
    /// <param name="features">
    /// The names or indexes of two features; null for the first two, or for principal components if there are more.
    /// </param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features of the samples differ from those of the map, or <paramref name="features"/> does not name two of them.
    /// </exception>
    public static Figure PlotNetwork(
        this SomMap map,
        DataMatrix data,
        NeuronAttribute? color = null,
        Palette? palette = null,
        IReadOnlyList<string>? features = null,
        string? title = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(data);
        if (features is not null && features.Count != 2)
            throw new ArgumentException($"{features.Count} features are named for the network; valid is 2", nameof(features));
        int[]? axes = features is null ? null : [.. features.Select(feature => Features.TrainedIndexOf(map, feature))];
        return NetworkFigure.Of(map, data, axes, color ?? NeuronAttribute.Cluster, palette, title, cancellationToken);
    }

    /// <summary>
    /// Draws stars on the grid, as FlowSOM does (Van Gassen et al. 2015): for each neuron one wedge per feature, whose length is the
    /// value relative to the range over all neurons. The area of a star follows the number of samples; lines are the borders of the
    /// clusters of <see cref="SomMap.Cluster"/>.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="features">The names or indexes of 1 to 12 features; null for those that best separate the clusters.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A feature does not exist, or the number of features is 0 or too large.</exception>
    public static Figure PlotStars(
        this SomMap map,
        IReadOnlyList<string>? features = null,
        string? title = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        int[]? wanted = features is null ? null : [.. features.Select(feature => Features.IndexOf(map, feature))];
        return StarFigure.Of(map, wanted, title, cancellationToken);
    }

    /// <summary>Draws the topographic function of the map on samples.</summary>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features of the samples differ from those of the map.</exception>
    public static Figure PlotTopographicFunction(
        this SomMap map,
        DataMatrix data,
        string? title = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        return TopographicFunctionFigure.Of(map, map.TopographicFunction(data, cancellationToken), title);
    }

    /// <summary>Draws the U-matrix: one cell per neuron and per edge. Grid positions without a neuron are blank.</summary>
    /// <param name="map">The map.</param>
    /// <param name="palette">The colors; null for <see cref="Palette.MagmaReversed"/>.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    public static Figure PlotUMatrix(this SomMap map, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return UMatrixFigure.Of(map, palette, title);
    }

    /// <summary>Draws the number of training samples of each neuron: by area, by color and, if space permits, as a number.</summary>
    /// <inheritdoc cref="PlotUMatrix"/>
    public static Figure PlotHits(this SomMap map, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return HitsFigure.Of(map, palette, title);
    }

    /// <summary>
    /// Draws component planes: the weights of each feature over the grid, in the user's units, each with its own color bar.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="features">The names or indexes of at most 256 features; null for all.</param>
    /// <param name="palette">The colors; null for <see cref="Palette.Viridis"/>.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <exception cref="ArgumentException">A feature does not exist, or the number of features is 0 or too large.</exception>
    public static Figure PlotComponents(
        this SomMap map,
        IReadOnlyList<string>? features = null,
        Palette? palette = null,
        string? title = null
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        int[] chosen = features is null
            ? [.. Enumerable.Range(0, Features.Count(map))]
            : [.. features.Select(feature => Features.IndexOf(map, feature))];
        return ComponentsFigure.Of(map, chosen, palette, title);
    }

    /// <summary>Draws the share of each group's samples that each neuron wins, over the grid, with one color scale for all groups.</summary>
    /// <param name="map">The map.</param>
    /// <param name="groups">The groups on the map, at most 64, see <see cref="SomMap.Groups"/>.</param>
    /// <param name="palette">The colors; null for those of hits.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <exception cref="ArgumentException">
    /// The number of groups is too large, or they belong to a map with a different number of neurons.
    /// </exception>
    public static Figure PlotGroups(this SomMap map, MapGroups groups, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(groups);
        RefuseOther(map, groups.Clusters, nameof(groups));
        return GroupsFigure.Of(map, groups, palette, title);
    }

    /// <summary>
    /// Draws the trajectories of units over the map, from neuron to neuron in the order of their samples. The eight longest ones have
    /// their own color; the others are gray.
    /// </summary>
    /// <remarks>Samples that stay on a neuron are drawn side by side in its cell.</remarks>
    /// <param name="map">The map.</param>
    /// <param name="transitions">The trajectories, see <see cref="SomMap.Transitions"/>.</param>
    /// <param name="palette">The colors of the background, which shows the distances between neighbors; null for grays.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <exception cref="ArgumentException">The trajectories belong to a map with a different number of neurons.</exception>
    public static Figure PlotTrajectories(
        this SomMap map,
        MapTransitions transitions,
        Palette? palette = null,
        string? title = null
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(transitions);
        RefuseOther(map, transitions.Clusters, nameof(transitions));
        return TrajectoryFigure.Of(map, transitions, palette, title);
    }

    private static void RefuseOther(SomMap map, MapClusters clusters, string parameter)
    {
        if (clusters.Labels.Count != map.Neurons.Count)
            throw new ArgumentException(
                $"the samples were placed on a map with {clusters.Labels.Count} neurons, but this map has {map.Neurons.Count}",
                parameter
            );
    }

    /// <summary>
    /// Draws the hierarchy of maps as a tree, with the first map at the left. The area of a node follows the samples of its map.
    /// </summary>
    /// <remarks>Each map is annotated with the neurons that lead to it and, if space permits, its size and quality.</remarks>
    /// <param name="map">The first map; if it has no child maps, the tree has one node.</param>
    /// <param name="color">
    /// The attribute that colors the maps: <see cref="NeuronAttribute.Error"/> is the quantization error on a logarithmic scale,
    /// <see cref="NeuronAttribute.Hits"/> the training rows, <see cref="NeuronAttribute.Class"/> the shares of the classes among the samples
    /// and <see cref="NeuronAttribute.Confidence"/> the largest of them; <see cref="NeuronAttribute.None"/> is possible too. Null for
    /// the class if the map has classes, otherwise the error.
    /// </param>
    /// <param name="palette">The colors; null for the default palette of the attribute.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <exception cref="ArgumentException">The attribute cannot color maps.</exception>
    public static Figure PlotTree(this SomMap map, NeuronAttribute? color = null, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return TreeFigure.Of(
            map,
            color
                ?? (
                    map.Classes is not null ? NeuronAttribute.Class
                    : map.HasTrainingSamples ? NeuronAttribute.Error
                    : NeuronAttribute.None
                ),
            palette,
            title
        );
    }

    /// <summary>
    /// Draws nested maps: the grid of the first map, with each child map inside the cell of its neuron, down to the smallest readable
    /// size. All maps share one color scale.
    /// </summary>
    /// <remarks>
    /// <see cref="Neuron.Density"/> is relative to the mean distance between the neurons of each map, so it can be compared only within
    /// a map.
    /// </remarks>
    /// <param name="map">The first map; without child maps, only its own cells are drawn.</param>
    /// <param name="color">
    /// The attribute that colors the neurons; null for the class if the map has classes, otherwise the hits. The label is not
    /// supported, because each map numbers its own labels.
    /// </param>
    /// <param name="palette">The colors; null for the default palette of the attribute.</param>
    /// <param name="title">The heading; null for the default heading of the figure.</param>
    /// <exception cref="ArgumentException">The attribute is the label, or the map does not have it.</exception>
    public static Figure PlotNested(this SomMap map, NeuronAttribute? color = null, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return NestedFigure.Of(
            map,
            color
                ?? (
                    map.Classes is not null ? NeuronAttribute.Class
                    : map.HasTrainingSamples ? NeuronAttribute.Hits
                    : NeuronAttribute.UMatrix
                ),
            palette,
            title
        );
    }
}
