using System.Text.Json;
using System.Xml.Linq;
using Dbgsom.Export;

namespace Dbgsom.Cli.Tests;

public sealed class ExportTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Export_chooses_the_format_by_the_extension()
    {
        foreach (string name in new[] { "map.onnx", "map.csv", "map.json", "map.graphml", "map.dot" })
            Assert.Equal("", work.Run("export", "shapes.som.npz", "-o", name).Done());
        int neurons = SomMap.Load(work.At("shapes.som.npz")).Neurons.Count;
        Assert.Equal(neurons + 1, File.ReadAllLines(work.At("map.csv")).Length);
        using var json = JsonDocument.Parse(File.ReadAllText(work.At("map.json")));
        Assert.Equal(neurons, json.RootElement.GetProperty("neurons").GetArrayLength());
        Assert.Equal("graphml", XDocument.Load(work.At("map.graphml")).Root!.Name.LocalName);
        Assert.StartsWith("graph dbgsom", File.ReadAllText(work.At("map.dot")), StringComparison.Ordinal);
        SomMap.Load(work.At("shapes.som.npz")).SaveOnnx(work.At("own.onnx"));
        Assert.Equal(File.ReadAllBytes(work.At("own.onnx")), File.ReadAllBytes(work.At("map.onnx")));
    }

    [Fact]
    public void A_format_can_be_named()
    {
        work.Run("export", "shapes.som.npz", "--format", "edges", "-o", "edges.txt").Done();
        Assert.Equal("neuron,neighbor,distance", File.ReadLines(work.At("edges.txt")).First());
    }

    [Fact]
    public void Onnx_takes_double_precision_and_an_input_a_feature()
    {
        work.Run("export", "shapes.som.npz", "-o", "d.onnx", "--double", "--input-per-feature").Done();
        var options = new OnnxOptions { IsDouble = true, HasInputPerFeature = true };
        SomMap.Load(work.At("shapes.som.npz")).SaveOnnx(work.At("expected.onnx"), options);
        Assert.Equal(File.ReadAllBytes(work.At("expected.onnx")), File.ReadAllBytes(work.At("d.onnx")));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Contains(
            ".onnx, .csv, .json",
            work.Run("export", "shapes.som.npz", "-o", "map.xyz").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--double",
            work.Run("export", "shapes.som.npz", "-o", "m.csv", "--double").Refused(2),
            StringComparison.Ordinal
        );
        work.Run("export", "shapes.som.npz", "-o", "m.onnx", "--format", "pmml").Refused(2);
        work.Run("export", "shapes.som.npz", "-o", "shapes.som.npz", "--format", "json").Refused(2);
        work.Run("export", "missing.som.npz", "-o", "m.json").Refused(1);
    }

    [Fact]
    public void A_hierarchy_is_no_onnx_model()
    {
        work.Run("train", "shapes.npy", "--target-neurons", "6", "--vertical-growth", "--tau2", "0.1", "-o", "h.som.npz").Done();
        string message = work.Run("export", "h.som.npz", "-o", "h.onnx").Refused(1);
        Assert.StartsWith("dbgsom: h.som.npz: the map has ", message, StringComparison.Ordinal);
        Assert.Contains("train without --vertical-growth", message, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("h.onnx")));
    }
}
