using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Classes;

/// <summary>Maps below neurons: exactly where the rule wants them, ending, and answering as one.</summary>
public sealed class HierarchyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly DataMatrix Cancer = Load("data.breast_cancer.X.npy");
    private static readonly int[] Malignant = [.. NpyFile.ReadVector(At("data.breast_cancer.y.npy")).Select(y => (int)y)];

    public void Dispose() => folder.Dispose();

    private static SomOptions Deep(string preset) =>
        SomOptions.FromPreset(preset) with
        {
            VerticalGrowth = true,
            Tau2 = preset == "reference" ? 0.02 : 0.35,
            MinSamplesVerticalGrowth = 10,
            Lambda = 40,
        };

    public static TheoryData<string> Presets => ["default", "reference"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Accuracy_is_the_same_whatever_the_labels_are_called(string preset)
    {
        var classifier = new SomClassifier(Deep(preset));
        var zero = classifier.Fit(Cancer, Malignant);
        var five = classifier.Fit(Cancer, [.. Malignant.Select(y => y + 5)]);
        string[] words = [.. Malignant.Select(y => y == 0 ? "benign" : "malignant")];
        var named = classifier.Fit(Cancer, words);
        Assert.True(zero.Map.Children.Count > 0);
        double accuracy = zero.Score(Cancer, Malignant);
        Assert.Equal(accuracy, five.Score(Cancer, [.. Malignant.Select(y => y + 5)]));
        Assert.Equal(accuracy, named.Score(Cancer, words));
        Assert.Equal(accuracy, zero.Map.TrainingAccuracy!.Value, 1e-12);
        Assert.Equal(zero.PredictProbabilities(Cancer), named.PredictProbabilities(Cancer));
    }

    /// <summary>
    /// One rule asks for at least ten samples, the other for more. Both ask for an error above τ₂ = ½ times that of all: a mean above ½, so a sum above 5
    /// with ten samples, or a sum above ½.
    /// </summary>
    [Fact]
    public void Just_enough_by_either_rule()
    {
        var options = SomOptions.Default with { MinSamplesVerticalGrowth = 10, Tau2 = 0.5 };
        foreach (
            var (rule, mass, sum, wanted) in new[]
            {
                (VerticalRule.MeanError, 9, 9.0, false),
                (VerticalRule.MeanError, 10, 5.1, true),
                (VerticalRule.MeanError, 10, 5.0, false),
                (VerticalRule.SummedError, 10, 9.0, false),
                (VerticalRule.SummedError, 11, 0.6, true),
                (VerticalRule.SummedError, 11, 0.5, false),
            }
        )
            Assert.Equal(wanted, rule.Wants(new VerticalCandidate(mass, sum, sum, 1, 1), options));
    }

    /// <summary>Children stand just where the rule, computed from distances, wants them – on every level.</summary>
    [Fact]
    public void The_default_rule_by_its_definition()
    {
        var options = Deep("default") with { Scaling = Scaling.None };
        var root = new SomVq(options).Fit(Cancer);
        double most = options.Tau2 * root.Training.InitialError / root.Training.SampleMass;
        int made = 0;
        foreach (var (map, data) in WithSamples(root, Cancer))
        {
            var matches = map.FindBestMatches(data);
            foreach (var neuron in map.Neurons)
            {
                double[] distances = [.. matches.Where(match => match.Neuron == neuron.Index).Select(match => match.Distance)];
                bool wanted = distances.Length >= 10 && distances.Length < data.RowCount && distances.Average() > most;
                Assert.Equal(wanted, map.Children.ContainsKey(neuron.Index));
                Assert.Equal(wanted, neuron.HasChild);
                made += wanted ? 1 : 0;
            }
        }
        Assert.InRange(made, 2, 500);
        Assert.Contains(root.AllMaps(), one => one.Map.Neurons.Any(neuron => !neuron.HasChild) && one.Map.Children.Count > 0);
    }

    [Fact]
    public void The_reference_rule_by_its_definition()
    {
        var options = Deep("reference");
        var root = new SomVq(options).Fit(Cancer);
        double most = options.Tau2 * root.Training.InitialError;
        foreach (var (map, data) in WithSamples(root, Cancer))
        foreach (var neuron in map.Neurons)
            Assert.Equal(neuron.HitCount > 10 && neuron.HitCount < data.RowCount && neuron.Error > most, neuron.HasChild);
        Assert.True(root.Depth >= 2);
        Assert.Equal(root.PredictLabel(Cancer), root.Predict(Cancer).Select(neuron => root.Neurons[neuron].Label));
    }

    [Fact]
    public void Paths_and_labels_lead_to_the_lowest_maps()
    {
        var root = new SomVq(Deep("default") with { Tau2 = 0.3 }).Fit(Cancer);
        int[] labels = root.PredictLabel(Cancer);
        var paths = root.PredictPath(Cancer);
        int[] winners = root.Predict(Cancer);
        var labelOf = new Dictionary<string, int>();
        for (int row = 0; row < labels.Length; row++)
        {
            Assert.Equal(winners[row], paths[row][0]);
            var map = root;
            foreach (int neuron in paths[row].SkipLast(1))
                map = map.Children[neuron];
            Assert.False(map.Neurons[paths[row][^1]].HasChild);
            string path = string.Join('/', paths[row]);
            Assert.Equal(labelOf.TryGetValue(path, out int label) ? label : labelOf[path] = labels[row], labels[row]);
        }
        // Every cluster has training samples, and no two the same label.
        Assert.Equal(Enumerable.Range(0, root.LabelCount), labelOf.Values.Order());
        Assert.Equal(root.AllMaps().Max(pair => pair.Path.Count), root.Depth);
    }

    [Fact]
    public void Depth_is_limited()
    {
        int free = new SomVq(Deep("reference")).Fit(Cancer).Depth;
        Assert.Equal(2, free);
        Assert.Equal(1, new SomVq(Deep("reference") with { MaxDepth = 1 }).Fit(Cancer).Depth);
        Assert.Equal(2, new SomVq(Deep("reference") with { MaxDepth = 2 }).Fit(Cancer).Depth);
        Assert.Equal(0, new SomVq(Deep("reference") with { VerticalGrowth = false }).Fit(Cancer).Depth);
    }

    [Theory]
    [InlineData("equal", "euclidean")]
    [InlineData("two values", "euclidean")]
    [InlineData("few values", "euclidean")]
    [InlineData("one direction", "cosine")]
    public void It_ends_on_data_that_repeats(string kind, string metric)
    {
        var random = new Random(1);
        double[] Row(int row) =>
            kind switch
            {
                "equal" => [1, 2],
                "two values" => row % 100 == 0 ? [100, 0] : [1, 2],
                "few values" => [random.Next(3), random.Next(2) * 50],
                _ => [row + 1, 3 * (row + 1), 7.1 * (row + 1)],
            };
        var data = DataMatrix.From([.. Enumerable.Range(0, 500).Select(Row)]);
        var options = SomOptions.Default with
        {
            VerticalGrowth = true,
            Tau2 = 1e-6,
            MinSamplesVerticalGrowth = 1,
            MaxNeurons = 5,
            Metric = Named.Parse<Metric>(metric),
            Scaling = Scaling.None,
        };
        var map = new SomVq(options).Fit(data);
        Assert.InRange(map.Depth, 0, 20);
        if (kind is "equal" or "one direction")
            Assert.Empty(map.Children);
    }

    [Fact]
    public void Where_no_neuron_has_enough_samples_the_most_there_are_is_told()
    {
        var options = SomOptions.Default with { VerticalGrowth = true, MinSamplesVerticalGrowth = 10_000 };
        var map = new SomVq(options).Fit(Cancer);
        string message = Assert.Single(map.Diagnostics, found => found.Kind == DiagnosticKind.NoHierarchy).Message;
        double most = map.Neurons.Max(neuron => neuron.HitMass);
        Assert.Contains(
            Text.Of($"the largest number of samples is {most}, and 10000 are needed;"),
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_wanted_size_is_that_of_the_first_map()
    {
        var options = SomOptions.Default with
        {
            TargetNeurons = 6,
            VerticalGrowth = true,
            Tau2 = 0.4,
            MinSamplesVerticalGrowth = 60,
        };
        var root = new SomVq(options).Fit(Cancer);
        Assert.NotEmpty(root.Children);
        foreach (var child in root.Children.Values)
        {
            Assert.Equal((int)(5 * Math.Sqrt(child.Training.SampleMass)), child.EffectiveOptions.TargetNeurons);
            Assert.Same(root.Scaler, child.Scaler);
        }
    }

    [Fact]
    public void Saved_and_loaded_it_is_the_same()
    {
        foreach (string preset in new[] { "default", "reference" })
        {
            var map = new SomClassifier(Deep(preset)).Fit(Cancer, Malignant).Map;
            map.Save(folder.At("a.npz"));
            var loaded = SomMap.Load(folder.At("a.npz"));
            loaded.Save(folder.At("b.npz"));
            Assert.Equal(File.ReadAllBytes(folder.At("a.npz")), File.ReadAllBytes(folder.At("b.npz")));
            Assert.Equal(map.PredictLabel(Cancer), loaded.PredictLabel(Cancer));
            Assert.Equal(map.PredictPath(Cancer), loaded.PredictPath(Cancer));
            Assert.Equal(map.PredictProbabilities(Cancer), loaded.PredictProbabilities(Cancer));
        }
    }

    /// <summary>Every map of a hierarchy with the samples that reach it.</summary>
    private static IEnumerable<(SomMap Map, DataMatrix Data)> WithSamples(SomMap map, DataMatrix data)
    {
        yield return (map, data);
        int[] winners = map.Predict(data);
        foreach (var (neuron, child) in map.Children)
        foreach (
            var below in WithSamples(
                child,
                data.SelectRows([.. Enumerable.Range(0, winners.Length).Where(row => winners[row] == neuron)])
            )
        )
            yield return below;
    }

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static DataMatrix Load(string name) => DataMatrix.LoadNpy(At(name));
}
