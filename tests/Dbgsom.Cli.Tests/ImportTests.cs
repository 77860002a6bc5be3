using System.Text.Json;

namespace Dbgsom.Cli.Tests;

/// <summary>Codebooks of other programs as models: every command answers for them, or says what it lacks.</summary>
public sealed class ImportTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Message = "made from given weights";

    [Theory]
    [InlineData("square", "planar")]
    [InlineData("hexagonal", "toroidal")]
    public void Every_command_takes_a_map_without_samples_or_says_what_it_lacks(string topology, string boundary)
    {
        string model = Imported(topology, boundary);
        string shown = work.Run("info", model).Done();
        Assert.Contains("none, 2 features", shown, StringComparison.Ordinal);
        Assert.Contains("0: the weights are as given", shown, StringComparison.Ordinal);
        Assert.Contains("of the neurons", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", shown, StringComparison.Ordinal);
        using var facts = JsonDocument.Parse(work.Run("info", model, "--json").Done());
        Assert.Equal(JsonValueKind.Null, facts.RootElement.GetProperty("quantization_error").ValueKind);
        Assert.Equal(0, facts.RootElement.GetProperty("samples").GetDouble());
        foreach (string format in new[] { "onnx", "csv", "edges", "json", "graphml", "dot", "wts", "codes", "npy" })
            work.Run("export", model, "--format", format, "-o", "map." + format).Done();
        work.Run("predict", model, "shapes.npy", "--top", "3", "--clusters", "ward", "-o", "found.csv").Done();
        work.Run("mixture", model, "shapes.npy", "-o", "mixed.csv").Done();
        Assert.Contains("quantization error", work.Run("measure", model, "shapes.npy", "--all").Done(), StringComparison.Ordinal);
        work.Run("report", model, "-o", "alone.html").Done();
        work.Run("report", model, "shapes.npy", "-o", "page.html").Done();
        foreach (string kind in new[] { "network", "topographic-function" })
            work.Run("plot", model, "shapes.npy", "--kind", kind, "-o", "f.svg").Done();
        foreach (string kind in new[] { "map", "umatrix", "components", "tree" })
            work.Run("plot", model, "--kind", kind, "-o", "f.svg").Done();
        if (topology == "square" && boundary == "planar")
            work.Run("plot", model, "--kind", "nested", "-o", "f.svg").Done();
        foreach (string color in new[] { "none", "umatrix", "epoch", "label", "cluster", "feature:0" })
            work.Run("plot", model, "--kind", "map", "--color", color, "-o", "f.svg").Done();
        work.Run(
                "train",
                "shapes.npy",
                "-o",
                "t.som.npz",
                "--grid",
                "5x4",
                "--topology",
                topology,
                "--boundary",
                boundary,
                "--start",
                model
            )
            .Done();
        foreach (string color in new[] { "error", "hits", "density" })
            Lacks(1, "plot", model, "--kind", "map", "--color", color, "-o", "f.svg");
        Lacks(1, "plot", model, "--kind", "hits", "-o", "f.svg");
        Lacks(2, "predict", model, "shapes.npy", "--outliers");
        Lacks(2, "impute", model, "shapes.npy");
    }

    [Fact]
    public void With_samples_it_lacks_nothing()
    {
        string codebook = Codebook("with.wts");
        Assert.Contains(
            "quantization error",
            work.Run("import", codebook, "shapes.npy", "-o", "with.som.npz").Done(),
            StringComparison.Ordinal
        );
        work.Run("predict", "with.som.npz", "shapes.npy", "--outliers", "-o", "odd.csv").Done();
        work.Run("impute", "with.som.npz", "shapes.npy", "-o", "full.csv").Done();
        work.Run("plot", "with.som.npz", "--kind", "hits", "-o", "f.svg").Done();
        var alone = JsonDocument.Parse(work.Run("import", codebook, "-o", "alone.som.npz", "--json").Done()).RootElement;
        var seen = JsonDocument
            .Parse(work.Run("import", codebook, "shapes.npy", "-o", "with.som.npz", "--json").Done())
            .RootElement;
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("quantization_error").ValueKind);
        Assert.Equal(
            SomMap.Load(work.At("with.som.npz")).Training.QuantizationError,
            seen.GetProperty("quantization_error").GetDouble()
        );
    }

    [Fact]
    public void Formats_of_a_full_grid_refuse_a_map_that_grew()
    {
        foreach (string format in new[] { "wts", "codes", "npy" })
        {
            string said = work.Run("export", "shapes.som.npz", "--format", format, "-o", "map." + format).Refused(1);
            Assert.Contains("do not fill columns and rows", said, StringComparison.Ordinal);
            Assert.Contains("--grid", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, "with --grid", "codes.csv")]
    [InlineData(1, "it holds 4 neurons, and a grid of 3x2 has 6", "codes.csv", "--grid", "3x2")]
    [InlineData(2, "'3by2' is not a size such as 20x30", "codes.csv", "--grid", "3by2")]
    [InlineData(2, "and not auto", "codes.csv", "--grid", "auto")]
    [InlineData(2, "a torus has at least 3 columns", "codes.csv", "--grid", "2x2", "--boundary", "toroidal")]
    [InlineData(2, "must have one of the extensions of codebooks", "shapes.som.npz")]
    [InlineData(1, "line 3, column 0 ('a'): 'x' is not a finite number", "bad.csv", "--grid", "2x2")]
    [InlineData(1, "missing.wts", "missing.wts")]
    [InlineData(1, "the data has 2 columns", "codes.csv", "shapes.npy", "--grid", "2x2")]
    [InlineData(2, "would replace an input", "codes.csv", "--grid", "2x2", "-o", "codes.csv")]
    public void What_is_wrong_is_told(int code, string message, params string[] words)
    {
        File.WriteAllText(work.At("codes.csv"), "a\n1\n2\n3\n4\n");
        File.WriteAllText(work.At("bad.csv"), "a\n1\nx\n3\n4\n");
        string[] output = words.Contains("-o") ? [] : ["-o", "m.som.npz"];
        Assert.Contains(message, work.Run(["import", .. words, .. output]).Refused(code), StringComparison.Ordinal);
    }

    [Fact]
    public void Hexagons_that_lie_the_other_way_round_are_told()
    {
        File.WriteAllText(work.At("hexagons.csv"), "a\n1\n2\n3\n4\n");
        var run = work.Run("import", "hexagons.csv", "-o", "h.som.npz", "--grid", "2x2", "--topology", "hexagonal");
        run.Done();
        Assert.Contains("columns are counted from the right", run.Error, StringComparison.Ordinal);
        Assert.Equal([2, 1, 4, 3], SomMap.Load(work.At("h.som.npz")).Weights.Values.ToArray());
    }

    private void Lacks(int code, params string[] words) =>
        Assert.Contains(Message, work.Run(words).Refused(code), StringComparison.Ordinal);

    private string Imported(string topology, string boundary)
    {
        string model = $"{topology}-{boundary}.som.npz";
        work.Run("import", Codebook("map.wts"), "-o", model, "--topology", topology, "--boundary", boundary).Done();
        return model;
    }

    /// <summary>5 columns and 4 rows over the shapes.</summary>
    private string Codebook(string name)
    {
        var lines = Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"{(i % 5) - 1.9} {(i / 5) - 1.4}"));
        File.WriteAllLines(work.At(name), ["%4 5", "%2", .. lines]);
        return name;
    }
}
