using System.Text;
using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests;

/// <summary>A model file in good order whose numbers no training gives is refused, with the entry and the value.</summary>
public sealed class NonsenseModelTests : IDisposable
{
    private static readonly DataMatrix Data = Training
        .SameBitsTests.Make(300, 3, 9)
        .WithFeatureNames(["length", "width", "height"]);

    private static readonly SomMap Map = new SomClassifier(new SomOptions { TargetNeurons = 9, Scaling = Scaling.Standard })
        .Fit(Data, [.. Enumerable.Range(0, 300).Select(row => (int)Data[row, 0] / 3)])
        .Map;

    private static readonly int Neurons = Map.Neurons.Count;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, double, string> Vectors =>
        new()
        {
            { "error.npy", -3, "'error.npy' holds -3 at 1; valid is at least 0" },
            { "error.npy", double.NaN, "'error.npy' holds NaN at 1" },
            { "hit_mass.npy", -1, "'hit_mass.npy' holds -1 at 1; valid is at least 0" },
            { "hit_mass.npy", 1e308, "'hit_mass.npy' sums to 1E+308; the mass trained on (training.sample_mass) is 300" },
            { "density.npy", -1, "'density.npy' holds -1 at 1; valid is at least 0" },
            { "distance_median.npy", -1, "'distance_median.npy' holds -1 at 1" },
            { "distance_deviation.npy", double.PositiveInfinity, "'distance_deviation.npy' holds" },
            { "hit_count.npy", 1e15, "'hit_count.npy' counts 100000000" },
            { "hit_count.npy", 1e300, "'hit_count.npy' holds 1E+300 at 1" },
            { "hit_count.npy", 0.5, "'hit_count.npy' holds 0.5 at 1" },
            { "epoch_created.npy", 1e9, "'epoch_created.npy' holds 1000000000 at 1; valid is 0 to " },
            { "epoch_created.npy", 1e12, "'epoch_created.npy' holds 1000000000000 at 1" },
            { "scaler_divisor.npy", 0, "'scaler_divisor.npy'" },
            { "scaler_divisor.npy", -2, "'scaler_divisor.npy'" },
            { "scaler_divisor.npy", double.PositiveInfinity, "'scaler_divisor.npy'" },
            { "scaler_divisor.npy", double.MaxValue, "by 'scaler_divisor.npy'" },
        };

    public static TheoryData<string, string, double, string> Fields =>
        new()
        {
            { "training", "rows", 3, "'hit_count.npy' counts 300 rows; valid is 1 to 3" },
            { "training", "rows", -1, "valid is 1 to -1" },
            { "training", "sample_mass", -1, "'sample_mass' is -1; valid is at least 0" },
            { "training", "sample_mass", 1e308, "the mass trained on (training.sample_mass) is 1E+308" },
            { "training", "epochs", -1, "'epochs' is -1; valid is at least 0" },
            { "training", "epochs", 1, "for 1 epochs" },
            { "training", "fine_epochs", 100000, "'fine_epochs' is 100000; valid is 0 to " },
            { "training", "growing_threshold", -1, "'growing_threshold' is -1; valid is at least 0" },
            { "training", "total_variance", -1, "'total_variance' is -1" },
            { "training", "initial_error", -1, "'initial_error' is -1" },
            { "training", "lvq_iterations", -1, "'lvq_iterations' is -1" },
            { "training", "correct_mass", 301, "'correct_mass' is not between 0 and sample_mass" },
            { "measures", "quantization_error", -0.5, "'quantization_error' is -0.5; valid is at least 0" },
            { "measures", "topographic_error", 1.5, "'topographic_error' is 1.5; valid is 0 to 1" },
            { "measures", "topographic_error_4", -1, "'topographic_error_4' is -1; valid is 0 to 1" },
            { "distances", "median", -1, "'median' is -1; valid is at least 0" },
        };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_number_that_no_neuron_has_is_refused(string entry, double value, string message)
    {
        string path = Saved();
        var (shape, values) = Values(path, entry);
        values[1] = value;
        ChangedArchive.Replace(path, entry, values, shape);
        Refused(path, message);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_measure_out_of_range_is_refused(string parent, string field, double value, string message)
    {
        string path = Saved();
        ChangedArchive.Edit(
            path,
            "model.json",
            json => json[parent]![field] = value == Math.Floor(value) && Math.Abs(value) < 1e9 ? (long)value : value
        );
        Refused(path, message);
    }

    [Fact]
    public void A_number_beyond_the_range_of_double_is_refused()
    {
        string path = Saved();
        string json = ChangedArchive.Text(path, "model.json");
        ChangedArchive.Replace(
            path,
            "model.json",
            System.Text.RegularExpressions.Regex.Replace(json, "\"quantization_error\": [^,]*,", "\"quantization_error\": 1e999,")
        );
        Refused(path, "'quantization_error' is not a finite number");
    }

    [Fact]
    public void A_map_without_any_hit_is_refused()
    {
        string path = Saved();
        ChangedArchive.Replace(path, "hit_count.npy", new long[Neurons], Neurons);
        Refused(path, "'hit_count.npy' counts 0 rows; valid is 1 to 300");
    }

    [Fact]
    public void Hits_and_masses_that_contradict_each_other_are_refused()
    {
        string path = Saved();
        long[] hits = [.. Map.Neurons.Select(neuron => neuron.HitCount)];
        int live = Array.FindIndex(hits, hit => hit > 0);
        hits[live] = 0;
        ChangedArchive.Replace(path, "hit_count.npy", hits, Neurons);
        Refused(path, $"at {live}, where 'hit_count.npy' holds 0: valid is 0 there");
    }

    [Theory]
    [InlineData(1e308, " of 'class_mass.npy' sums to ")]
    [InlineData(-1.0, "'class_mass.npy' holds -1 in row 0, column 0; valid is at least 0")]
    public void Class_masses_are_those_of_the_hits(double mass, string message)
    {
        string path = Saved();
        int classes = Map.Classes!.Count;
        ChangedArchive.Replace<double>(path, "class_mass.npy", [.. Enumerable.Repeat(mass, Neurons * classes)], Neurons, classes);
        Refused(path, message);
    }

    [Theory]
    [InlineData("width,width,height", "has 'width' 2 times")]
    [InlineData("length,,height", "has an empty name at 1")]
    [InlineData("length,width", "has 2 names for 3 features")]
    public void Feature_names_are_different(string names, string message)
    {
        string path = Saved();
        ChangedArchive.Edit(
            path,
            "model.json",
            json => json["feature_names"] = new JsonArray([.. names.Split(',').Select(name => (JsonNode)name)])
        );
        Refused(path, message);
    }

    /// <summary>Two names that are no text would become one, or other names than those of the data.</summary>
    [Fact]
    public void Names_that_are_not_utf_8_are_refused()
    {
        string path = Saved();
        byte[] json = Encoding.Latin1.GetBytes(
            ChangedArchive.Text(path, "model.json").Replace("width", "w\u00FCdth", StringComparison.Ordinal)
        );
        ChangedArchive.Replace(path, "model.json", json);
        Refused(path, "not UTF-8");
    }

    [Fact]
    public void Weights_whose_distances_overflow_are_refused()
    {
        string path = Saved();
        double[] weights = Map.Weights.Values.ToArray();
        weights[3] = 1e160;
        ChangedArchive.Replace(path, "weights.npy", weights, Neurons, 3);
        Refused(path, "'weights.npy' holds values up to 1E+160 in magnitude, whose squares have no finite sum");
    }

    [Theory]
    [InlineData(1, 2, "column 1")]
    [InlineData(5, 1e300, "column 5")]
    [InlineData(6, -1, "column 6")]
    [InlineData(8, 7, "column 8")]
    [InlineData(10, 9, "column 10")]
    [InlineData(0, 0.5, "column 0")]
    public void Epochs_that_no_training_reports_are_refused(int column, double value, string message)
    {
        string path = Saved();
        var (shape, values) = Values(path, "history.npy");
        values[11 + column] = value;
        ChangedArchive.Replace(path, "history.npy", values, shape);
        Refused(path, $"in row 1, {message}, which no epoch reports");
    }

    [Fact]
    public void Options_that_took_effect_otherwise_than_they_were_given_are_refused()
    {
        string path = Saved();
        ChangedArchive.Edit(path, "model.json", json => json["effective_options"]!["scale"] = "minmax");
        Refused(path, "'effective_options' have metric euclidean and scale minmax");
    }

    /// <summary>A file of the square grid names none, as all files did before others were thought of; it may.</summary>
    [Fact]
    public void A_grid_that_does_not_exist_is_refused()
    {
        string path = Saved();
        Assert.DoesNotContain("\"grid\"", ChangedArchive.Text(path, "model.json"), StringComparison.Ordinal);
        ChangedArchive.Edit(path, "model.json", json => json["grid"] = "square");
        Assert.Equal("square", SomMap.Load(path).Grid.Name);
        ChangedArchive.Edit(path, "model.json", json => json["grid"] = "octagonal");
        Refused(path, "'grid' names no grid: 'octagonal' is not one of square");
    }

    [Theory]
    [InlineData("positions.npy", "'positions.npy'")]
    [InlineData("edges.npy", "'edges.npy'")]
    public void Places_and_edges_are_those_of_a_grid(string entry, string message)
    {
        string path = Saved();
        var (shape, values) = Values(path, entry);
        // A place that is taken, or an edge from a neuron to itself.
        (values[^2], values[^1]) = entry == "positions.npy" ? (0, 0) : (values[^1], values[^1]);
        ChangedArchive.Replace(path, entry, values, shape);
        Refused(path, message);
    }

    [Fact]
    public void A_model_as_it_was_saved_is_read() => Assert.Equal(Neurons, SomMap.Load(Saved()).Neurons.Count);

    private string Saved()
    {
        string path = folder.At("map.som.npz");
        Map.Save(path);
        return path;
    }

    private static (long[] Shape, double[] Values) Values(string path, string entry)
    {
        using var archive = NpzFile.Open(path);
        return NpzFile.ReadArray(archive, entry, path);
    }

    private static void Refused(string path, string message)
    {
        string found = Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message;
        Assert.StartsWith(path, found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }
}
