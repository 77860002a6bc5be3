using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>An export format of maps, see <see cref="SomMap.Export"/>.</summary>
[JsonConverter(typeof(NamedJsonConverter<MapFormat>))]
[TypeConverter(typeof(NamedTypeConverter<MapFormat>))]
public sealed class MapFormat : INamed<MapFormat>
{
    private readonly Action<SomMap, Stream> write;

    private MapFormat(string name, string extension, string description, Action<SomMap, Stream> write)
    {
        Name = name;
        Extension = extension;
        Description = description;
        this.write = write;
    }

    /// <summary>ONNX in single precision; for double precision and other inputs see <see cref="SomMap.SaveOnnx"/>.</summary>
    public static MapFormat Onnx { get; } =
        new("onnx", ".onnx", "a model for any ONNX runtime", (map, output) => OnnxMap.Save(map, new OnnxOptions(), output));

    /// <summary>The neurons as CSV, one row per neuron, with the columns of <see cref="SomMap.ToTable"/>.</summary>
    public static MapFormat Csv { get; } = new("csv", ".csv", "the neurons, one per row", NeuronCsv.Write);

    /// <summary>The edges as CSV, one row per edge: neuron, neighbor, and the distance between their weights.</summary>
    public static MapFormat EdgeCsv { get; } =
        new("edges", ".csv", "the edges of the grid, one per row", Dbgsom.Export.EdgeCsv.Write);

    /// <summary>Neurons, edges and training summary as one JSON object.</summary>
    public static MapFormat Json { get; } = new("json", ".json", "neurons and edges as one JSON object", MapJson.Write);

    /// <summary>GraphML, for graph programs (graphml.graphdrawing.org): neurons with their values, edges with their lengths.</summary>
    public static MapFormat GraphMl { get; } =
        new("graphml", ".graphml", "the grid as a graph, for graph programs", GraphMlGraph.Write);

    /// <summary>Graphviz DOT: neurons at their grid positions (<c>neato -n</c>).</summary>
    public static MapFormat Dot { get; } = new("dot", ".dot", "the grid as a graph, for Graphviz", DotGraph.Write);

    /// <summary>
    /// Weights in the format of Somoclu and the Databionics ESOM tools, in the user's units. Requires a full rectangular grid.
    /// </summary>
    public static MapFormat Wts { get; } =
        new("wts", ".wts", "weights for Somoclu and the ESOM tools, of a map on a grid of given size", CodebookFormats.WriteWts)
        {
            NeedsFullGrid = true,
        };

    /// <summary>
    /// Weights in the codes format of R's kohonen, in the user's units: CSV with one row per neuron, from the bottom left. Requires a
    /// full rectangular grid.
    /// </summary>
    public static MapFormat Codes { get; } =
        new("codes", ".csv", "weights as kohonen's codes, of a map on a grid of given size", CodebookFormats.WriteCodes)
        {
            NeedsFullGrid = true,
        };

    /// <summary>
    /// Weights in the format of MiniSom, in the user's units: a NumPy array of columns × rows × features. Requires a full rectangular
    /// grid.
    /// </summary>
    public static MapFormat Npy { get; } =
        new("npy", ".npy", "weights as MiniSom's, of a map on a grid of given size", CodebookFormats.WriteArray)
        {
            NeedsFullGrid = true,
        };

    /// <inheritdoc/>
    public static IReadOnlyList<MapFormat> All { get; } = [Onnx, Csv, EdgeCsv, Json, GraphMl, Dot, Wts, Codes, Npy];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The file extension of the format, such as ".onnx".</summary>
    public string Extension { get; }

    /// <summary>
    /// True if the format requires a map whose neurons fill all columns and rows, such as a map of given size (<see
    /// cref="SomOptions.Grid"/>).
    /// </summary>
    public bool NeedsFullGrid { get; private init; }

    /// <summary>A short description of the format.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void Write(SomMap map, Stream output) => write(map, output);
}
