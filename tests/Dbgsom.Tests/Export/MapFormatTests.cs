using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dbgsom.Export;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Export;

public sealed partial class MapFormatTests : IDisposable
{
    private static readonly string[] Names = ["wide, or \"so\"", "two\nlines", "tall <&> \u0001"];
    private static readonly SomMap Map = Train();

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_same_map_is_the_same_bytes()
    {
        foreach (var format in MapFormat.All.Where(format => !format.NeedsFullGrid))
        {
            Assert.Equal(Bytes(Map, format), Bytes(Map, format));
            Assert.Equal(Bytes(Map, format), Bytes(Train(), format));
        }
        var full = SomMap.FromWeights(DataMatrix.From([.. Enumerable.Range(0, 12).Select(i => i / 7.0)], 2), new GridSize(3, 2));
        foreach (var format in MapFormat.All)
            Assert.Equal(Bytes(full, format), Bytes(full, format));
        Assert.Equal(MapFormat.All.Count, MapFormat.All.Select(format => format.Name).Distinct().Count());
        Assert.All(MapFormat.All, format => Assert.Same(format, Named.Parse<MapFormat>(format.Name)));
    }

    [Fact]
    public void Csv_reads_back_as_the_table()
    {
        var rows = ParseCsv(Text(Map, MapFormat.Csv));
        var columns = Map.ToTable().Columns;
        Assert.Equal(columns.Select(column => column.Name), rows[0]);
        Assert.Contains("weight_wide, or \"so\"", rows[0]);
        Assert.Equal(Map.Neurons.Count + 1, rows.Count);
        for (int neuron = 0; neuron < Map.Neurons.Count; neuron++)
        for (int c = 0; c < columns.Count; c++)
            Assert.Equal(columns[c].Values[neuron], double.Parse(rows[neuron + 1][c], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Edges_are_those_of_the_map()
    {
        var rows = ParseCsv(Text(Map, MapFormat.EdgeCsv));
        Assert.Equal(["neuron", "neighbor", "distance"], rows[0]);
        Assert.Equal(Map.Edges, rows.Skip(1).Select(row => (Whole(row[0]), Whole(row[1]))));
        Assert.Equal(Map.UMatrix().EdgeHeights, rows.Skip(1).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Json_holds_neurons_edges_and_classes()
    {
        using var json = JsonDocument.Parse(Text(Map, MapFormat.Json));
        var root = json.RootElement;
        Assert.Equal(Names, root.GetProperty("features").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["a", "b"], root.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Map.Training.QuantizationError, root.GetProperty("quantization_error").GetDouble());
        var neurons = root.GetProperty("neurons").EnumerateArray().ToArray();
        Assert.Equal(Map.Neurons.Count, neurons.Length);
        var weights = Map.WeightsInDataUnits;
        foreach (var neuron in Map.Neurons)
        {
            var written = neurons[neuron.Index];
            Assert.Equal(neuron.Position.X, written.GetProperty("x").GetInt32());
            Assert.Equal(neuron.HitCount, written.GetProperty("hit_count").GetInt64());
            Assert.Equal(neuron.Error, written.GetProperty("error").GetDouble());
            Assert.Equal(neuron.Class is { } best ? Map.Classes!.Names[best] : null, written.GetProperty("class").GetString());
            Assert.Equal(
                weights[neuron.Index].ToArray(),
                written.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())
            );
        }
        Assert.Equal(
            Map.Edges,
            root.GetProperty("edges")
                .EnumerateArray()
                .Select(edge => (edge.GetProperty("neuron").GetInt32(), edge.GetProperty("neighbor").GetInt32()))
        );
    }

    [Fact]
    public void Json_of_a_map_without_names_and_classes_says_so()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 6 }).Fit(SampleData.Shapes());
        using var json = JsonDocument.Parse(Text(map, MapFormat.Json));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("classes").ValueKind);
        Assert.False(json.RootElement.GetProperty("neurons")[0].TryGetProperty("class", out _));
    }

    [Fact]
    public void GraphMl_is_xml_with_every_value()
    {
        XNamespace space = "http://graphml.graphdrawing.org/xmlns";
        var graph = XDocument.Parse(Text(Map, MapFormat.GraphMl)).Root!;
        var columns = Map.ToTable().Columns;
        string[] keys = [.. graph.Elements(space + "key").Select(key => key.Attribute("attr.name")!.Value)];
        Assert.Equal(columns.Count + 1, keys.Length);
        Assert.Contains("weight_tall <&> \uFFFD", keys);
        var nodes = graph.Descendants(space + "node").ToArray();
        Assert.Equal(Map.Neurons.Count, nodes.Length);
        for (int neuron = 0; neuron < nodes.Length; neuron++)
        {
            double[] values =
            [
                .. nodes[neuron].Elements(space + "data").Select(data => double.Parse(data.Value, CultureInfo.InvariantCulture)),
            ];
            Assert.Equal(columns.Select(column => column.Values[neuron]), values);
        }
        Assert.Equal(
            Map.Edges,
            graph
                .Descendants(space + "edge")
                .Select(edge => (Whole(edge.Attribute("source")!.Value[1..]), Whole(edge.Attribute("target")!.Value[1..])))
        );
    }

    [Fact]
    public void Dot_has_a_node_a_neuron_and_an_edge_an_edge()
    {
        string dot = Text(Map, MapFormat.Dot);
        Assert.StartsWith("graph dbgsom {\n", dot, StringComparison.Ordinal);
        Assert.EndsWith("}\n", dot, StringComparison.Ordinal);
        var nodes = Node().Matches(dot);
        Assert.Equal(
            Map.Neurons.Select(neuron => (neuron.Index, 54 * neuron.Position.X, 54 * neuron.Position.Y)),
            nodes.Select(node => (Whole(node.Groups[1].Value), Whole(node.Groups[2].Value), Whole(node.Groups[3].Value)))
        );
        Assert.All(nodes, node => Assert.InRange(Whole(node.Groups[4].Value), 20, 95));
        Assert.Equal(Map.Edges, Edge().Matches(dot).Select(edge => (Whole(edge.Groups[1].Value), Whole(edge.Groups[2].Value))));
    }

    /// <summary>
    /// Where a neuron is drawn stands beside its place: hexagons of odd rows half a cell to the right, rows ½√3 apart, and of a torus as it is cut open.
    /// </summary>
    [Theory]
    [InlineData("square", "planar")]
    [InlineData("square", "toroidal")]
    [InlineData("hexagonal", "planar")]
    [InlineData("hexagonal", "toroidal")]
    public void Neurons_have_a_point_where_they_are_drawn(string topology, string boundary)
    {
        var map = SomMap.FromWeights(
            DataMatrix.From([.. Enumerable.Range(0, 20).Select(i => (double)i)], 1),
            new GridSize(5, 4),
            Named.Parse<MapGrid>(topology),
            Named.Parse<GridBoundary>(boundary)
        );
        foreach (var shown in boundary == "toroidal" ? [map, map.CutAt(new(2, 1))] : new[] { map })
        {
            bool isCut = shown != map;
            double odd = topology == "hexagonal" ? 0.5 : 0;
            double height = topology == "hexagonal" ? Math.Sqrt(3) / 2 : 1;
            (double X, double Y)[] points =
            [
                .. shown.Neurons.Select(neuron =>
                {
                    var (x, y) = (neuron.Position.X + (odd * (neuron.Position.Y & 1)), neuron.Position.Y);
                    return isCut ? ((x + 5 - 2 - odd) % 5, (y + 4 - 1) % 4 * height) : (x, y * height);
                }),
            ];
            var rows = ParseCsv(Text(shown, MapFormat.Csv));
            Assert.Equal(["neuron", "x", "y", "layout_x", "layout_y", "label"], rows[0].Take(6));
            using var json = JsonDocument.Parse(Text(shown, MapFormat.Json));
            XNamespace space = "http://graphml.graphdrawing.org/xmlns";
            var graph = XDocument.Parse(Text(shown, MapFormat.GraphMl)).Root!;
            string Key(string name) =>
                graph.Elements(space + "key").Single(key => key.Attribute("attr.name")!.Value == name).Attribute("id")!.Value;
            var nodes = graph.Descendants(space + "node").ToArray();
            var drawn = AnyNode().Matches(Text(shown, MapFormat.Dot));
            foreach (var neuron in shown.Neurons)
            {
                var (x, y) = points[neuron.Index];
                var row = rows[neuron.Index + 1];
                Assert.Equal(neuron.Position, new GridPosition(Whole(row[1]), Whole(row[2])));
                Near(x, y, row[3], row[4]);
                var written = json.RootElement.GetProperty("neurons")[neuron.Index];
                Assert.Equal(x, written.GetProperty("layout_x").GetDouble(), 1e-12);
                Assert.Equal(y, written.GetProperty("layout_y").GetDouble(), 1e-12);
                string Data(string name) =>
                    nodes[neuron.Index].Elements(space + "data").Single(data => data.Attribute("key")!.Value == Key(name)).Value;
                Near(x, y, Data("layout_x"), Data("layout_y"));
                var groups = drawn[neuron.Index].Groups;
                Near(54 * x, 54 * y, groups[1].Value, groups[2].Value);
                Assert.Equal($"neuron {neuron.Index} at {neuron.Position}: 0 hits", groups[3].Value);
            }
        }

        static void Near(double x, double y, string writtenX, string writtenY)
        {
            Assert.Equal(x, double.Parse(writtenX, CultureInfo.InvariantCulture), 1e-9);
            Assert.Equal(y, double.Parse(writtenY, CultureInfo.InvariantCulture), 1e-9);
        }
    }

    [GeneratedRegex("pos=\"([^,]+),([^\"]+)\".*tooltip=\"([^\"]*)\"")]
    private static partial Regex AnyNode();

    [Fact]
    public void A_hierarchy_is_no_onnx_model_and_its_first_map_any_other()
    {
        var options = new SomOptions
        {
            TargetNeurons = 6,
            VerticalGrowth = true,
            Tau2 = 0.1,
        };
        var map = new SomVq(options).Fit(SampleData.Shapes());
        Assert.NotEmpty(map.Children);
        var error = Assert.Throws<InvalidOperationException>(() => map.Export(folder.At("map.onnx"), MapFormat.Onnx));
        Assert.Contains($"{map.AllMaps().Count() - 1} child maps", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("map.onnx")));
        Assert.Equal(map.Neurons.Count + 1, ParseCsv(Text(map, MapFormat.Csv)).Count);
    }

    public void Dispose() => folder.Dispose();

    private static SomMap Train()
    {
        double[][] rows =
        [
            .. Enumerable
                .Range(0, 90)
                .Select(i => new double[] { i % 3 * 4 + (i * 37 % 100 / 50.0), i * 61 % 100 / 30.0, i % 3 }),
        ];
        string[] labels = [.. Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? "a" : "b")];
        var options = new SomOptions { TargetNeurons = 12 };
        return new SomClassifier(options).Fit(DataMatrix.From(rows).WithFeatureNames(Names), labels).Map;
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private byte[] Bytes(SomMap map, MapFormat format)
    {
        string path = folder.At("map" + format.Extension);
        map.Export(path, format);
        return File.ReadAllBytes(path);
    }

    private string Text(SomMap map, MapFormat format) => new System.Text.UTF8Encoding(false, true).GetString(Bytes(map, format));

    /// <summary>CSV as RFC 4180 says, with \n between records.</summary>
    private static List<List<string>> ParseCsv(string text)
    {
        List<List<string>> rows =
        [
            [],
        ];
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is ',' or '\n')
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                    rows.Add([]);
            }
            else
                cell.Append(text[i]);
        }
        Assert.Empty(rows[^1]);
        return rows[..^1];
    }

    [GeneratedRegex("""n(\d+) \[pos="(-?\d+),(-?\d+)", width=0[.\d]*, fillcolor=gray(\d+), tooltip="[^"]*"\];""")]
    private static partial Regex Node();

    [GeneratedRegex("""n(\d+) -- n(\d+) \[weight=[.\dE-]+\];""")]
    private static partial Regex Edge();
}
