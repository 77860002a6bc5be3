using Dbgsom.Clustering;
using Dbgsom.Groups;
using Dbgsom.Measures;
using Dbgsom.Plots.Figures;

namespace Dbgsom.Plots;

/// <summary>Figures of a map.</summary>
public static class SomMapPlots
{
    /// <summary>The map: neurons colored and sized by attributes, with every edge. Neurons that win no sample are hollow.</summary>
    /// <param name="map">The map.</param>
    /// <param name="color">What neurons are colored by; null: <see cref="NeuronAttribute.Error"/> or, for a map without training samples, <see cref="NeuronAttribute.UMatrix"/>.</param>
    /// <param name="size">What their area follows; null: <see cref="NeuronAttribute.Hits"/> or, for a map without training samples, <see cref="NeuronAttribute.None"/>.</param>
    /// <param name="layout">Where they stand; null: <see cref="MapLayout.Grid"/>.</param>
    /// <param name="palette">The colors; null: the attribute's own.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An attribute names a feature the map does not have.</exception>
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

    /// <summary>The map in the space of the data: samples colored by their winner, edges above them, neurons as red dots.</summary>
    /// <remarks>
    /// Two features are shown in the user's units. Without <paramref name="features"/>, more than two features are shown by the first two
    /// principal components of the samples in the space trained in. Of more than 20,000 samples 20,000 are shown, evenly chosen; of samples with
    /// more than 1,000 features fewer, but at least 500.
    /// </remarks>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="color">What of its winner a sample is colored by; null: <see cref="NeuronAttribute.Cluster"/>.</param>
    /// <param name="palette">The colors; null: the attribute's own.</param>
    /// <param name="features">Names or indexes of two features; null: the first two, or principal components where there are more.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The samples' features are not those of the map, or the features named are not two of them.</exception>
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
    /// Stars on the grid, as FlowSOM draws them (Van Gassen et al. 2015): for each neuron a wedge for each feature, as long as its value stands between the
    /// least and the greatest of all neurons. The area of a star follows the samples won; lines are the borders of the clusters of <see cref="SomMap.Cluster"/>.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="features">Names or indexes of 1 to 12 features; null: those that set the clusters apart most.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A feature does not exist, or there are too many or none.</exception>
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

    /// <summary>The topographic function of the map on samples.</summary>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The samples' features are not those of the map.</exception>
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

    /// <summary>The U-matrix: cells for neurons and for the edges between them. Places without a neuron are blank.</summary>
    /// <param name="map">The map.</param>
    /// <param name="palette">The colors; null: <see cref="Palette.MagmaReversed"/>.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    public static Figure PlotUMatrix(this SomMap map, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return UMatrixFigure.Of(map, palette, title);
    }

    /// <summary>How many training samples each neuron wins: by area, by color and, where there is room, as a number.</summary>
    /// <inheritdoc cref="PlotUMatrix"/>
    public static Figure PlotHits(this SomMap map, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return HitsFigure.Of(map, palette, title);
    }

    /// <summary>Component planes: for each feature its weights over the grid, in the user's units, each with its own color bar.</summary>
    /// <param name="map">The map.</param>
    /// <param name="features">Names or indexes of features, at most 256; null: all.</param>
    /// <param name="palette">The colors; null: <see cref="Palette.Viridis"/>.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <exception cref="ArgumentException">A feature does not exist, or there are too many or none.</exception>
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

    /// <summary>For each group the share of its samples that each neuron wins, over the grid; one color scale for all groups.</summary>
    /// <param name="map">The map.</param>
    /// <param name="groups">The groups on it, at most 64, see <see cref="SomMap.Groups"/>.</param>
    /// <param name="palette">The colors; null: those of hits.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <exception cref="ArgumentException">There are too many groups, or they are on a map with another number of neurons.</exception>
    public static Figure PlotGroups(this SomMap map, MapGroups groups, Palette? palette = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(groups);
        RefuseOther(map, groups.Clusters, nameof(groups));
        return GroupsFigure.Of(map, groups, palette, title);
    }

    /// <summary>The ways of units over the map, from neuron to neuron in the order of their samples. The longest eight have colors of their own, the others are gray.</summary>
    /// <remarks>Samples that stay on a neuron lie beside each other in its cell.</remarks>
    /// <param name="map">The map.</param>
    /// <param name="transitions">The ways, see <see cref="SomMap.Transitions"/>.</param>
    /// <param name="palette">The colors of the background, the distances between neighbors; null: grays.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <exception cref="ArgumentException">The ways are on a map with another number of neurons.</exception>
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
                $"the samples were placed on a map with {clusters.Labels.Count} neurons, and this one has {map.Neurons.Count}",
                parameter
            );
    }

    /// <summary>The hierarchy of maps as a tree, the first map at the left: the area of a node follows the samples of its map.</summary>
    /// <remarks>Beside each map stand the neurons that lead to it and, where there is room, how large and how good it is.</remarks>
    /// <param name="map">The first map; without maps below it the tree has one node.</param>
    /// <param name="color">What maps are colored by: <see cref="NeuronAttribute.Error"/> is the quantization error on a logarithmic scale,
    /// <see cref="NeuronAttribute.Hits"/> the training rows, <see cref="NeuronAttribute.Class"/> the shares of the classes among the samples and
    /// <see cref="NeuronAttribute.Confidence"/> the greatest of these; <see cref="NeuronAttribute.None"/> is possible too. Null: the class where the map knows classes, otherwise the error.</param>
    /// <param name="palette">The colors; null: the attribute's own.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <exception cref="ArgumentException">Maps cannot be colored by the attribute.</exception>
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
    /// Nested maps: the grid of the first map with each map below a neuron drawn inside the neuron's cell, down to what can be read. One color
    /// scale holds for all.
    /// </summary>
    /// <remarks><see cref="Neuron.Density"/> is measured in the mean distance between the neurons of each map: it compares within a map only.</remarks>
    /// <param name="map">The first map; without maps below it there are only its own cells.</param>
    /// <param name="color">What neurons are colored by; null: the class where the map knows classes, otherwise the hits. Not the label, which
    /// each map counts for itself.</param>
    /// <param name="palette">The colors; null: the attribute's own.</param>
    /// <param name="title">The heading; null: the figure's own.</param>
    /// <exception cref="ArgumentException">The attribute is the label, or one the map does not have.</exception>
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
