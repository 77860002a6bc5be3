using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>A format a map is exported in, see <see cref="SomMap.Export"/>.</summary>
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

    /// <summary>The neurons as CSV, a row each: the columns of <see cref="SomMap.ToTable"/>.</summary>
    public static MapFormat Csv { get; } = new("csv", ".csv", "the neurons, a row each", NeuronCsv.Write);

    /// <summary>The edges as CSV, a row each: neuron, neighbor, and the distance between their weights.</summary>
    public static MapFormat EdgeCsv { get; } =
        new("edges", ".csv", "the edges of the grid, a row each", Dbgsom.Export.EdgeCsv.Write);

    /// <summary>Neurons, edges and what was trained as one JSON object.</summary>
    public static MapFormat Json { get; } = new("json", ".json", "neurons and edges as one JSON object", MapJson.Write);

    /// <summary>GraphML, which graph programs read (graphml.graphdrawing.org): neurons with their values, edges with their lengths.</summary>
    public static MapFormat GraphMl { get; } =
        new("graphml", ".graphml", "the grid as a graph, for graph programs", GraphMlGraph.Write);

    /// <summary>DOT of Graphviz: neurons at their places (<c>neato -n</c>).</summary>
    public static MapFormat Dot { get; } = new("dot", ".dot", "the grid as a graph, for Graphviz", DotGraph.Write);

    /// <summary>Weights as Somoclu and the Databionics ESOM tools keep them, in the user's units. Only for maps that fill columns and rows.</summary>
    public static MapFormat Wts { get; } =
        new("wts", ".wts", "weights for Somoclu and the ESOM tools, of a map on a grid of given size", CodebookFormats.WriteWts)
        {
            NeedsFullGrid = true,
        };

    /// <summary>Weights as the codes of R's kohonen, in the user's units: CSV, a row for each neuron, from the bottom left. Only for maps that fill columns and rows.</summary>
    public static MapFormat Codes { get; } =
        new("codes", ".csv", "weights as kohonen's codes, of a map on a grid of given size", CodebookFormats.WriteCodes)
        {
            NeedsFullGrid = true,
        };

    /// <summary>Weights as MiniSom's, in the user's units: a NumPy array of columns × rows × features. Only for maps that fill columns and rows.</summary>
    public static MapFormat Npy { get; } =
        new("npy", ".npy", "weights as MiniSom's, of a map on a grid of given size", CodebookFormats.WriteArray)
        {
            NeedsFullGrid = true,
        };

    /// <inheritdoc/>
    public static IReadOnlyList<MapFormat> All { get; } = [Onnx, Csv, EdgeCsv, Json, GraphMl, Dot, Wts, Codes, Npy];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The extension files of the format have: ".onnx".</summary>
    public string Extension { get; }

    /// <summary>Whether only maps whose neurons fill columns and rows, such as those of given size (<see cref="SomOptions.Grid"/>), can be written.</summary>
    public bool NeedsFullGrid { get; private init; }

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void Write(SomMap map, Stream output) => write(map, output);
}
