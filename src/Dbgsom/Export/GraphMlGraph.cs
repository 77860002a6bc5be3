using System.Globalization;
using System.Text;
using System.Xml;
using Dbgsom.Measures;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>The grid as GraphML (graphml.graphdrawing.org): a node a neuron with the values of its table, an edge with its length.</summary>
internal static class GraphMlGraph
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    public static void Write(SomMap map, Stream output)
    {
        var columns = map.ToTable().Columns;
        var lengths = map.UMatrix().EdgeHeights;
        using var writer = XmlWriter.Create(
            output,
            new XmlWriterSettings
            {
                Indent = true,
                NewLineChars = "\n",
                Encoding = new UTF8Encoding(false),
                CloseOutput = false,
            }
        );
        writer.WriteStartElement("graphml", Namespace);
        for (int c = 0; c < columns.Count; c++)
            Key(writer, $"n{c}", "node", columns[c].Name);
        Key(writer, "e0", "edge", "distance");
        writer.WriteStartElement("graph", Namespace);
        writer.WriteAttributeString("edgedefault", "undirected");
        for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
        {
            writer.WriteStartElement("node", Namespace);
            writer.WriteAttributeString("id", Id(neuron));
            for (int c = 0; c < columns.Count; c++)
                Data(writer, $"n{c}", columns[c].Values[neuron]);
            writer.WriteEndElement();
        }
        for (int e = 0; e < map.Edges.Count; e++)
        {
            writer.WriteStartElement("edge", Namespace);
            writer.WriteAttributeString("source", Id(map.Edges[e].A));
            writer.WriteAttributeString("target", Id(map.Edges[e].B));
            Data(writer, "e0", lengths[e]);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Key(XmlWriter writer, string id, string of, string name)
    {
        writer.WriteStartElement("key", Namespace);
        writer.WriteAttributeString("id", id);
        writer.WriteAttributeString("for", of);
        // Characters that XML cannot hold at all are replaced.
        writer.WriteAttributeString(
            "attr.name",
            string.Concat(name.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : "\uFFFD"))
        );
        writer.WriteAttributeString("attr.type", "double");
        writer.WriteEndElement();
    }

    private static bool IsXml(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;

    private static void Data(XmlWriter writer, string key, double value)
    {
        if (!double.IsFinite(value))
            return;
        writer.WriteStartElement("data", Namespace);
        writer.WriteAttributeString("key", key);
        writer.WriteString(Text.Of(value));
        writer.WriteEndElement();
    }

    private static string Id(int neuron) => "n" + neuron.ToString(CultureInfo.InvariantCulture);
}
