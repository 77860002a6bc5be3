using System.Text.Json.Nodes;
using Dbgsom.Measures;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Cli.Tests;

public sealed class CommandTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] TrainKeys =
    [
        "neurons",
        "edges",
        "quantization_error",
        "topographic_error",
        "topographic_error_4",
        "topographic_product",
        "epochs",
        "growing_threshold",
        "fit_seconds",
        "samples",
        "features",
        "dead_neurons",
        "preset",
        "seed",
        "lvq_iterations",
        "maps",
        "depth",
        "classes",
        "training_accuracy",
        "ended_by",
    ];

    private static readonly string[] Flowers =
    [
        "flowers.csv",
        "--label-column",
        "kind",
        "--weight-column",
        "count",
        "--columns",
        "wide,1",
    ];

    [Fact]
    public void Train_prints_what_was_learned_and_saves_the_map()
    {
        var result = work.Run(["train", .. Flowers, "-o", "a.som.npz", "--target-neurons", "12", "--seed", "3"]);
        Assert.Contains("quantization error", result.Done(), StringComparison.Ordinal);
        var map = SomMap.Load(work.At("a.som.npz"));
        Assert.Equal(["wide", "long"], map.FeatureNames!);
        Assert.Equal((12, 3u, 180.0), (map.Options.TargetNeurons, map.Options.Seed, map.Training.SampleMass));
    }

    [Fact]
    public void Train_with_the_manhattan_metric()
    {
        work.Run("train", "shapes.npy", "-o", "manhattan.som.npz", "--metric", "manhattan", "--lambda", "1e6").Done();
        Assert.Equal("manhattan", SomMap.Load(work.At("manhattan.som.npz")).EffectiveOptions.Metric.Name);
        work.Run("report", "manhattan.som.npz", "shapes.npy", "-o", "manhattan.html").Done();
        Assert.Contains("distances are sums of the absolute differences", File.ReadAllText(work.At("manhattan.html")));
        string message = work.Run("export", "manhattan.som.npz", "-o", "manhattan.onnx").Refused(1);
        Assert.Contains(
            "the metric of the map is manhattan, which ONNX export does not support",
            message,
            StringComparison.Ordinal
        );
    }

    /// <summary>A cosine is at most 2 and has no unit.</summary>
    [Fact]
    public void Train_with_the_cosine_metric()
    {
        string text = work.Run("train", "shapes.npy", "-o", "cosine.som.npz", "--metric", "cosine", "--lambda", "1e6").Done();
        Assert.DoesNotContain("standard deviations", text, StringComparison.Ordinal);
        var map = SomMap.Load(work.At("cosine.som.npz"));
        Assert.Same(Metric.Cosine, map.EffectiveOptions.Metric);
        Assert.InRange(map.Training.QuantizationError, 0, 2);
    }

    [Fact]
    public void Train_prints_measures_that_round_trip()
    {
        string text = work.Run("train", "shapes.npy", "-o", "b.som.npz", "--lambda", "20", "--preset", "reference", "--json")
            .Done();
        var json = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(TrainKeys.Order(), json.Select(pair => pair.Key).Order());
        var map = SomMap.Load(work.At("b.som.npz"));
        Assert.Equal(map.Training.QuantizationError, (double)json["quantization_error"]!);
        Assert.Equal(map.Training.GrowingThreshold, (double)json["growing_threshold"]!);
        Assert.Equal("reference", (string)json["preset"]!);
        Assert.Contains((string)json["ended_by"]!, (string[])["equilibrium", "capacity", "clock", "epochs"]);
    }

    [Fact]
    public void Train_takes_every_option_of_the_library_in_the_form_it_prints()
    {
        foreach (string preset in (string[])["default", "reference"])
        {
            var options = SomOptions.FromPreset(preset);
            string[] all =
            [
                .. SomOption.All.Where(option => !option.IsQuirk).SelectMany(o => new[] { "--" + o.Name, o.Format(options) }),
            ];
            work.Run(["train", "shapes.npy", "-o", "all.som.npz", "--preset", preset, "--quiet", .. all]).Done();
            Assert.Equal(options, SomMap.Load(work.At("all.som.npz")).Options);
        }
    }

    [Fact]
    public void A_target_takes_the_place_of_the_lambda_of_a_preset()
    {
        work.Run("train", "shapes.npy", "-o", "t.som.npz", "--preset", "reference", "--target-neurons", "10").Done();
        Assert.Equal(
            (null, 10),
            (SomMap.Load(work.At("t.som.npz")).Options.Lambda, SomMap.Load(work.At("t.som.npz")).Options.TargetNeurons)
        );
    }

    [Fact]
    public void Quiet_prints_only_what_was_asked_for()
    {
        var result = work.Run("train", "shapes.npy", "-o", "q.som.npz", "--target-neurons", "10", "--quiet");
        Assert.Equal(("", ""), (result.Done(), result.Error));
    }

    [Fact]
    public void Predict_prints_a_row_a_sample()
    {
        work.Run(["train", .. Flowers, "-o", "p.som.npz", "--target-neurons", "8", "-q"]).Done();
        var result = work.Run("predict", "p.som.npz", "flowers.csv", "--top", "2", "--id-column", "name");
        string[] lines = result.Done().TrimEnd('\n').Split('\n');
        Assert.Equal("id,label,neuron,x,y,distance,neuron_2,distance_2", lines[0]);
        Assert.Equal(121, lines.Length);
        Assert.StartsWith("r119,", lines[^1], StringComparison.Ordinal);
        Assert.Contains("'kind'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_saves_csv_and_npy()
    {
        work.Run("predict", "shapes.som.npz", "shapes.npy", "-o", "labels.csv").Done();
        work.Run("predict", "shapes.som.npz", "shapes.npy", "-o", "labels.npy").Done();
        var labels = SomMap.Load(work.At("shapes.som.npz")).PredictLabel(SampleData.Shapes());
        Assert.Equal(labels, NpyFile.ReadVector(work.At("labels.npy")).Select(label => (int)label));
        Assert.Equal(2401, File.ReadAllLines(work.At("labels.csv")).Length);
    }

    [Fact]
    public void Measure_gives_the_measures_of_training_for_the_samples_of_training()
    {
        var json = JsonNode.Parse(work.Run("measure", "shapes.som.npz", "shapes.npy", "--json").Done())!;
        var training = SomMap.Load(work.At("shapes.som.npz")).Training;
        Assert.Equal(training.QuantizationError, (double)json["quantization_error"]!);
        Assert.Equal(training.TopographicError.FourNeighbor, (double)json["topographic_error_4"]!);
        Assert.Contains(
            "topographic error",
            work.Run("measure", "shapes.som.npz", "shapes.npy").Done(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Info_says_what_a_model_is()
    {
        var json = JsonNode.Parse(work.Run("info", "shapes.som.npz", "--json").Done())!;
        Assert.Equal(20, (int)json["options"]!["target-neurons"]!);
        Assert.Equal(SomOption.All.Count, json["effective_options"]!.AsObject().Count);
        Assert.Contains("growth-rule", work.Run("info", "shapes.som.npz").Done(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network", "--color", "hits")]
    [InlineData("map", "--color", "error", "--size", "hits", "--layout", "pca", "--palette", "viridis")]
    [InlineData("umatrix")]
    [InlineData("hits")]
    [InlineData("components", "--features", "y")]
    [InlineData("topographic-function", "--title", "Shapes")]
    public void Plot_draws_every_kind(string kind, params string[] options)
    {
        string[] data = kind is "network" or "topographic-function" ? ["shapes.npy"] : [];
        work.Run(["plot", "shapes.som.npz", .. data, "--kind", kind, .. options, "-o", kind + ".svg"]).Done();
        Assert.StartsWith("<?xml", File.ReadAllText(work.At(kind + ".svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("nested")]
    public void Plot_draws_hierarchies_and_classes(string kind)
    {
        var options = new SomOptions
        {
            TargetNeurons = 8,
            VerticalGrowth = true,
            MaxDepth = 1,
        };
        var samples = SampleData.Shapes();
        string[] sides = [.. Enumerable.Range(0, samples.RowCount).Select(row => samples[row, 0] > 0 ? "right" : "left")];
        new SomClassifier(options with { Tau2 = 0.1 }).Fit(samples, sides).Save(work.At("sides.som.npz"));
        foreach (string extension in (string[])[".svg", ".png"])
            work.Run("plot", "sides.som.npz", "--kind", kind, "--color", "class", "-o", kind + extension).Done();
        Assert.Contains("right", File.ReadAllText(work.At(kind + ".svg")), StringComparison.Ordinal);
        Assert.Equal("PNG"u8, File.ReadAllBytes(work.At(kind + ".png")).AsSpan(1, 3));

        var refused = work.Run("plot", "shapes.som.npz", "--kind", kind, "--color", "class", "-o", "no.svg");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("trained without labels", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("no.svg")));
    }

    [Fact]
    public void Demo_goes_the_whole_way()
    {
        string output = work.Run("demo", "--out", "here/there").Done();
        string[] names =
        [
            "error.png",
            "error.svg",
            "network.png",
            "network.svg",
            "shapes.som.npz",
            "topographic-function.png",
            "topographic-function.svg",
        ];
        Assert.Equal(names, Directory.GetFiles(work.At("here/there")).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_names_common_options_only()
    {
        string[] lines = work.Run("train", "--help").Done().Split('\n');
        Assert.InRange(lines.Length, 20, 45);
        foreach (string option in new[] { "--output", "--label-column", "--grid", "--seed", "--help-all" })
            Assert.Contains(lines, line => line.Contains(option + " ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("--smoothing-steps", StringComparison.Ordinal));
        // They work all the same.
        work.Run("train", "shapes.npy", "-o", "rare.som.npz", "--smoothing-steps", "1", "-q").Done();
        // Every rare option belongs to some command.
        string all = string.Concat(
            new[] { "train", "predict", "estimate", "explore" }.Select(command => work.Run(command, "--help-all").Done())
        );
        Assert.All(RareOptions.All, option => Assert.Contains($"{option} ", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_for_all_names_every_option_with_its_range()
    {
        string help = work.Run("train", "--help-all").Done();
        Assert.All(
            SomOption.All.Where(option => !option.IsQuirk),
            option => Assert.Contains("--" + option.Name + " ", help, StringComparison.Ordinal)
        );
        Assert.Contains("reference: 115", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Dbgsom.Cli", help, StringComparison.Ordinal);
    }
}
