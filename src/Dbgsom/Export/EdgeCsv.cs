using Dbgsom.Measures;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>The edges of the grid as CSV: neuron, neighbor, and how far apart their weights are in the space trained in.</summary>
internal static class EdgeCsv
{
    public static void Write(SomMap map, Stream output)
    {
        var lengths = map.UMatrix().EdgeHeights;
        using var writer = CsvText.Writer(output);
        writer.WriteLine("neuron,neighbor,distance");
        for (int e = 0; e < map.Edges.Count; e++)
            writer.WriteLine(Text.Of($"{map.Edges[e].A},{map.Edges[e].B},{CsvText.Of(lengths[e])}"));
    }
}
