using Dbgsom.Measures;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>The grid in the language of Graphviz: neurons where they are drawn, with their places on the grid as tooltips, as wide as their hits, gray as their errors.</summary>
internal static class DotGraph
{
    public static void Write(SomMap map, Stream output)
    {
        double mostHits = Math.Max(1, map.Neurons.Max(neuron => neuron.HitMass));
        double mostError = map.Neurons.Max(neuron => neuron.Error);
        var lengths = map.UMatrix().EdgeHeights;
        using var writer = CsvText.Writer(output);
        writer.WriteLine("graph dbgsom {");
        writer.WriteLine("  // neato -n -Tsvg map.dot > map.svg");
        writer.WriteLine("  node [shape=circle, style=filled, label=\"\", fixedsize=true];");
        foreach (var neuron in map.Neurons)
        {
            var (x, y) = map.Grid.Point(neuron.Position);
            double width = 0.15 + (0.5 * Math.Sqrt(neuron.HitMass / mostHits));
            int gray = mostError > 0 ? (int)Math.Round(95 - (75 * neuron.Error / mostError)) : 95;
            writer.WriteLine(
                Text.Of(
                    $"  n{neuron.Index} [pos=\"{54 * x},{54 * y}\", width={width:0.###}, fillcolor=gray{gray}, tooltip=\"neuron {neuron.Index} at {neuron.Position}: {neuron.HitCount} hits\"];"
                )
            );
        }
        for (int e = 0; e < map.Edges.Count; e++)
            writer.WriteLine(Text.Of($"  n{map.Edges[e].A} -- n{map.Edges[e].B} [weight={CsvText.Of(1 / (1 + lengths[e]))}];"));
        writer.WriteLine("}");
    }
}
