using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Tests;

/// <summary>A recorded run of the Python package dbgsom 1.3.</summary>
internal sealed class GoldenCase
{
    private readonly string folder;

    private GoldenCase(string folder, string name)
    {
        this.folder = folder;
        Record = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(folder, name + ".json")))!;
    }

    /// <summary>Cases that are part of the repository.</summary>
    public static IEnumerable<string> Own =>
        Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.weights.npy")
            .Select(Name)
            .Order(StringComparer.Ordinal);

    /// <summary>Cases on others' data, or beyond what a repository should hold, read from beside it.</summary>
    public static readonly string[] Others =
    [
        "chain_link_vq_s1",
        "digits_cosine_lambda20_s0",
        "gallery",
        "gallery_accuracy_path",
        "gallery_cutgauss_all_cut2",
        "gallery_cutgauss_pointer_all",
        "gallery_defaults_s0",
        "gallery_frac0.8_n100",
        "gallery_lambda4_s0_sparse",
        "gallery_linear",
        "gallery_sigma_fine0.1",
        "gallery_smoothing1_eps1",
        "gallery_smoothing2",
        "gallery_weight_delta",
        "chain_link_clf_lambda20_s1",
        "digits_clf_default_s0",
        "digits_docs_clf_s42",
    ];

    /// <summary>All cases but the named ones; those of others need their data.</summary>
    public static TheoryData<string> Rows(params string[] without) =>
        [
            .. Own.Except(without).Select(name => new TheoryDataRow<string>(name)),
            .. Others.Select(name => new TheoryDataRow<string>(name).WithTrait(NeedsAttribute.Trait, Need.SharedData)),
        ];

    public JsonNode Record { get; }

    public DataMatrix Data => NpyFile.ReadMatrix(File(Record["X"]!.GetValue<string>()));

    /// <summary>The recorded labels, or null for a case of clustering.</summary>
    public int[]? Labels =>
        Record["y"] is { } file ? System.Array.ConvertAll(Flat(File(file.GetValue<string>())), label => (int)label) : null;

    /// <summary>An engine over the data, with labels where the case has them.</summary>
    public LocalEngine Rows() => new(Data, null, Labels is { } labels ? ClassLabels.From(labels) : null);

    public static GoldenCase Load(string name)
    {
        string own = Path.Combine(AppContext.BaseDirectory, "Golden");
        return new GoldenCase(Path.Exists(Path.Combine(own, name + ".json")) ? own : SharedFolder.Require("golden"), name);
    }

    public SomOptions Options()
    {
        var names = new Dictionary<string, string>
        {
            ["n_iter"] = "epochs",
            ["lambda_"] = "lambda",
            ["max_neurons"] = "max-neurons",
            ["sigma_start"] = "sigma-start",
            ["sigma_end"] = "sigma-end",
            ["sigma_fine"] = "sigma-fine",
            ["decay_function"] = "decay",
            ["neighborhood_function"] = "neighborhood",
            ["neighborhood_cutoff"] = "neighborhood-cutoff",
            ["cutgauss_phase"] = "cutgauss-phase",
            ["pointer_search"] = "pointer-search",
            ["coarse_training_frac"] = "coarse-fraction",
            ["convergence_threshold"] = "convergence-threshold",
            ["winner_stability_threshold"] = "winner-stability",
            ["smoothing_steps"] = "smoothing-steps",
            ["smoothing_epsilon"] = "smoothing-epsilon",
            ["random_state"] = "seed",
            ["growth_criterion"] = "growth-criterion",
            ["vertical_growth"] = "vertical-growth",
            ["min_samples_vertical_growth"] = "min-samples-vertical-growth",
            ["tau_2"] = "tau2",
            ["metric"] = "metric",
        };
        var options = SomOptions.Reference;
        foreach (var (python, value) in Record["params"]!.AsObject())
        {
            if (!names.TryGetValue(python, out string? name) || (value is null && python != "winner_stability_threshold"))
                continue;
            options = SomOption.All.Single(option => option.Name == name).Parse(options, value?.ToString() ?? "off");
        }
        return options;
    }

    public double Number(string key) => Record[key]!.GetValue<double>();

    public double[] Numbers(string key) => Record[key]!.Deserialize<double[]>()!;

    /// <summary>The values of a recorded array file, row-major.</summary>
    public double[] Array(string key) => Flat(File(Record[key]!.GetValue<string>()));

    public static double[] Flat(string path)
    {
        using var stream = System.IO.File.OpenRead(path);
        return NpyFile.ReadArray(stream, path, stream.Length).Values;
    }

    public string File(string name) => Path.Combine(folder, name);

    private static string Name(string path) =>
        Path.GetFileName(path).Replace(".weights.npy", "", false, CultureInfo.InvariantCulture);
}
