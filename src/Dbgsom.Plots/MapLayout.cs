using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Plots.Layers;
using Dbgsom.Projection;

namespace Dbgsom.Plots;

/// <summary>The positions of neurons in a figure of the map.</summary>
[JsonConverter(typeof(NamedJsonConverter<MapLayout>))]
[TypeConverter(typeof(NamedTypeConverter<MapLayout>))]
public abstract class MapLayout : INamed<MapLayout>
{
    private MapLayout(string name) => Name = name;

    /// <summary>The grid positions.</summary>
    public static MapLayout Grid { get; } = new OnGrid();

    /// <summary>The first two principal components of the weights, in the space trained in.</summary>
    public static MapLayout Pca { get; } = new OnPrincipalComponents();

    /// <inheritdoc/>
    public static IReadOnlyList<MapLayout> All { get; } = [Grid, Pca];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal abstract Placement Place(SomMap map, CancellationToken cancellationToken = default);

    private sealed class OnGrid() : MapLayout("grid")
    {
        internal override Placement Place(SomMap map, CancellationToken cancellationToken) =>
            new(
                [.. map.Neurons.Select(neuron => map.Grid.Point(neuron.Position))],
                [.. map.Edges.SelectMany(edge => map.Grid.Lines(map.Neurons[edge.A].Position, map.Neurons[edge.B].Position))],
                "grid x",
                "grid y",
                true
            );
    }

    private sealed class OnPrincipalComponents() : MapLayout("pca")
    {
        internal override Placement Place(SomMap map, CancellationToken cancellationToken)
        {
            var weights = map.Weights;
            var components = PrincipalComponents.Fit(weights.Values, weights.FeatureCount, cancellationToken);
            (double X, double Y)[] points =
            [
                .. Enumerable.Range(0, weights.NeuronCount).Select(neuron => components.Project(weights[neuron])),
            ];
            return new(
                points,
                EdgeLayer.Between(map, points),
                PcaCaption(components, 0, "weights"),
                PcaCaption(components, 1, "weights"),
                false
            );
        }
    }

    internal static string PcaCaption(PrincipalComponents components, int axis, string of) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"PC{axis + 1} of the {of} ({100 * components.Shares[axis]:0.#} % of variance)"
        );
}

/// <summary>Places of neurons, the lines that join them, and what the axes say.</summary>
internal sealed record Placement(
    (double X, double Y)[] Points,
    IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Lines,
    string XCaption,
    string YCaption,
    bool IsGrid
);
