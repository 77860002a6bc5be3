using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Classification.Lvq;
using Dbgsom.Files;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cli.Tests;

/// <summary>What the tool says is what the library says, for every kind of map, and a new process says the same.</summary>
public sealed class ClassifierTests(LabeledData data) : IClassFixture<LabeledData>
{
    private static readonly Dictionary<string, SomOptions> Maps = new()
    {
        ["plain"] = new SomOptions { TargetNeurons = 12 },
        ["cosine"] = new SomOptions { TargetNeurons = 12, Metric = Metric.Cosine },
        ["entropy"] = new SomOptions { Lambda = 0.2, GrowthCriterion = GrowthCriterion.Entropy },
        ["hierarchy"] = Hierarchy,
        ["reference"] = SomOptions.Reference with
        {
            Lambda = 0.4,
            GrowthCriterion = GrowthCriterion.Entropy,
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 15,
            Tau2 = 0.05,
            MaxDepth = 2,
        },
    };

    private static SomOptions Hierarchy =>
        new()
        {
            TargetNeurons = 6,
            VerticalGrowth = true,
            Tau2 = 0.1,
            MinSamplesVerticalGrowth = 30,
            MaxDepth = 1,
        };

    [Theory]
    [InlineData("plain", null)]
    [InlineData("cosine", null)]
    [InlineData("hierarchy", null)]
    [InlineData("plain", "number")]
    [InlineData("plain", "long")]
    [InlineData("plain", "flag")]
    [InlineData("cosine", "code")]
    [InlineData("entropy", "name")]
    [InlineData("hierarchy", "name")]
    [InlineData("reference", "number")]
    public void A_saved_map_answers_as_the_library_does(string kind, string? label)
    {
        var options = Maps[kind];
        string model = $"{kind}-{label}.som.npz";
        var labels = label is null ? null : data.Labels(label).ToClassLabels();
        var map = labels is null ? new SomVq(options).Fit(data.Samples) : new SomClassifier(options).FitMap(data.Samples, labels);
        map.Save(data.At("library.som.npz"));
        Train(
            "labeled.csv",
            model,
            options,
            label is null ? LabeledData.Columns : [.. LabeledData.Columns, "--classify", "--label-column", label]
        );
        Assert.Equal(File.ReadAllBytes(data.At("library.som.npz")), File.ReadAllBytes(data.At(model)));
        Assert.Equal(options.VerticalGrowth, map.Children.Count > 0);

        string[] probabilities = label is null ? [] : ["--probabilities"];
        string[] predict = ["predict", model, "plain.csv", "--path", "--top", "2", .. probabilities];
        string[] lines = data.Run(predict).Done().TrimEnd('\n').Split('\n');
        Assert.Equal(Answers(map), lines[1..]);
        data.Run("predict", model, "plain.csv", "-o", "answers.npy").Done();
        if (map.Classes is { } classes)
        {
            var saved = LabelFile.Load(data.At("answers.npy"), data.Samples.RowCount);
            Assert.Equal(map.PredictClass(data.Samples).Select(code => classes.Names[code]), saved.Texts);
            Assert.Equal(classes.Kind, saved.Kind);
        }
        else
            Assert.Equal(
                map.PredictLabel(data.Samples),
                NpyFile.ReadVector(data.At("answers.npy")).Select(answer => (int)answer)
            );
    }

    /// <summary>Wherever the labels stand, how the rows are cut into files, and on any number of threads.</summary>
    /// <summary>Cells without a label train the map and do not vote, and where labels are measured they are left out.</summary>
    [Fact]
    public void Labels_may_be_missing()
    {
        string[] lines = File.ReadAllLines(data.At("labeled.csv"));
        string[] kept =
        [
            .. lines.Select(
                (line, row) => row % 4 == 1 || row == 0 ? line : line.Replace(",shape ", ",NA,", StringComparison.Ordinal)
            ),
        ];
        for (int row = 1; row < kept.Length; row++)
            if (row % 4 != 1)
                kept[row] = string.Join(',', kept[row].Split(',').Where((_, column) => column != 4));
        File.WriteAllLines(data.At("partly.csv"), kept);
        var trained = data.Run([
            .. "train partly.csv --label-column name --classify -o partly.som.npz".Split(' '),
            .. LabeledData.Columns,
        ]);
        trained.Done();
        Assert.Contains(
            "note: 300 of 400 rows have no label; they are ignored where labels count",
            trained.Error,
            StringComparison.Ordinal
        );
        var map = SomMap.Load(data.At("partly.som.npz"));
        Assert.Equal(new SomVq(SomOptions.Default).Fit(data.Samples).Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.DoesNotContain("NA", map.Classes!.Names);
        Assert.Equal(map.Classes.Count, data.Labels("name").ToClassLabels().Classes.Count);

        var measured = JsonNode.Parse(
            data.Run("measure", "partly.som.npz", "partly.csv", "--label-column", "name", "--json", "-q").Done()
        )!;
        string?[] names = [.. kept.Skip(1).Select((line, row) => row % 4 == 0 ? line.Split(',')[3] : null)];
        Assert.Equal(map.Confusion(data.Samples, names).Accuracy, measured["accuracy"]!.GetValue<double>());
        data.Run("report", "partly.som.npz", "partly.csv", "--label-column", "name", "-o", "partly.html", "-q").Done();
        data.Run("refine", "partly.som.npz", "partly.csv", "--label-column", "name", "-o", "partly-refined.som.npz", "-q").Done();
        data.Run("predict", "partly.som.npz", "plain.csv", "-o", "partly-predicted.csv", "-q").Done();
        Assert.All(
            File.ReadAllLines(data.At("partly-predicted.csv")).Skip(1),
            line => Assert.Contains("shape", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void All_options_on_give_the_same_bytes()
    {
        var options = new SomOptions
        {
            Lambda = 0.6,
            MaxNeurons = 10,
            GrowthCriterion = GrowthCriterion.Entropy,
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 20,
            Tau2 = 0.001,
            MaxDepth = 2,
            Metric = Metric.Cosine,
            SmoothingSteps = 1,
            PointerSearch = PhaseScope.All,
        };
        string[] classify = [.. LabeledData.Columns, "--classify", "--label-column", "name"];
        Train("labeled.csv", "one.som.npz", options, classify);
        Assert.NotEmpty(SomMap.Load(data.At("one.som.npz")).Children);

        string[] lines = File.ReadAllLines(data.At("labeled.csv"));
        Directory.CreateDirectory(data.At("cut"));
        File.WriteAllLines(data.At("cut/1.csv"), lines[..151]);
        File.WriteAllLines(data.At("cut/2.csv"), [lines[0], .. lines[151..]]);
        byte[] expected = File.ReadAllBytes(data.At("one.som.npz"));
        Assert.Equal(expected, Train("labeled.csv", "two.som.npz", options, [.. classify, "--threads", "1"]));
        Assert.Equal(expected, Train("labeled.csv", "two.som.npz", options, [.. classify, "--threads", "5"]));
        Assert.Equal(expected, Train("cut", "two.som.npz", options, classify));
        Assert.Equal(expected, Train("plain.csv", "two.som.npz", options, ["--classify", "--labels", "names.csv"]));
    }

    [Fact]
    public void Numbers_in_an_array_are_the_numbers_in_a_column()
    {
        string[] classify = [.. LabeledData.Columns, "--classify", "--label-column", "number"];
        Assert.Equal(
            Train("labeled.csv", "n.som.npz", Maps["plain"], classify),
            Train("plain.csv", "n.som.npz", Maps["plain"], ["--classify", "--labels", "numbers.npy"])
        );
    }

    [Fact]
    public void Measure_gives_the_measures_of_the_library()
    {
        var labels = data.Labels("name");
        var map = new SomClassifier(Hierarchy).Fit(data.Samples, labels.Texts).Map;
        map.Save(data.At("measured.som.npz"));
        var json = JsonNode.Parse(
            data.Run("measure", "measured.som.npz", "plain.csv", "--labels", "names.csv", "--json").Done()
        )!;
        var confusion = map.Confusion(data.Samples, labels.Texts);
        var clusters = map.CompareClusters(data.Samples, labels.Texts);
        Assert.Equal(confusion.Accuracy, (double)json["accuracy"]!);
        Assert.Equal(clusters.Purity, (double)json["purity"]!);
        Assert.Equal(clusters.NormalizedMutualInformation, (double)json["nmi"]!);
        Assert.Equal(clusters.AdjustedRandIndex, (double)json["ari"]!);
        Assert.Equal(clusters.Homogeneity, (double)json["homogeneity"]!);
        Assert.Equal(clusters.Completeness, (double)json["completeness"]!);
        Assert.Equal(clusters.VMeasure, (double)json["v_measure"]!);
        Assert.Equal(map.QuantizationError(data.Samples), (double)json["quantization_error"]!);
        Assert.Equal(confusion.Classes, Texts(json["classes"]!));
        Assert.Empty(Texts(json["unknown_labels"]!));
        Assert.Equal(
            confusion.Counts.Cast<double>(),
            json["confusion"]!.AsArray().SelectMany(row => row!.AsArray()).Select(count => (double)count!)
        );

        string text = data.Run("measure", "measured.som.npz", "labeled.csv", "--label-column", "name").Done();
        Assert.Contains("accuracy", text, StringComparison.Ordinal);
        Assert.Contains(@"class \ predicted", text, StringComparison.Ordinal);
    }

    /// <summary>Booleans are compared as such; numbers that a map of names does not know are told, and always wrong.</summary>
    [Fact]
    public void Measure_with_labels_of_another_kind()
    {
        new SomClassifier(Maps["plain"])
            .Fit(data.Samples, [.. data.Labels("flag").Texts.Select(bool.Parse)])
            .Save(data.At("flags.som.npz"));
        var flags = JsonNode.Parse(
            data.Run("measure", "flags.som.npz", "labeled.csv", "--label-column", "flag", "--json").Done()
        )!;
        Assert.InRange((double)flags["accuracy"]!, 0.8, 1);

        var result = data.Run("measure", "flags.som.npz", "plain.csv", "--labels", "numbers.npy", "--json");
        var json = JsonNode.Parse(result.Done())!;
        Assert.Equal(0, (double)json["accuracy"]!);
        Assert.Equal(8, Texts(json["unknown_labels"]!).Count());
        Assert.Equal(3, json["confusion"]!.AsArray().Count);
        Assert.Contains(
            "8 labels that the map was not trained with: 0, 1, 2, 3, 4, 5, …",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Measure_of_a_map_without_classes_has_the_same_names()
    {
        new SomVq(Maps["plain"]).Fit(data.Samples).Save(data.At("vq.som.npz"));
        var json = JsonNode
            .Parse(data.Run("measure", "vq.som.npz", "plain.csv", "--labels", "names.csv", "--json").Done())!
            .AsObject();
        foreach (string name in (string[])["accuracy", "classes", "unknown_labels", "confusion"])
            Assert.True(json.TryGetPropertyValue(name, out var value) && value is null, name);
        Assert.InRange((double)json["purity"]!, 0.5, 1);
    }

    [Fact]
    public void Refine_moves_the_map_as_the_library_does()
    {
        var labels = data.Labels("name").ToClassLabels();
        new SomClassifier(Maps["plain"]).FitMap(data.Samples, labels).Save(data.At("classes.som.npz"));
        new SomVq(Maps["plain"]).Fit(data.Samples).Save(data.At("vq.som.npz"));
        foreach (string model in (string[])["classes.som.npz", "vq.som.npz"])
        {
            string[] refine = ["refine", model, "plain.csv", "--labels", "names.csv"];
            var json = JsonNode.Parse(
                data.Run([.. refine, "-o", "refined.som.npz", "--iterations", "3", "--sigma", "0.7", "--keep-last", "--json"])
                    .Done()
            )!;
            new LvqRefinement
            {
                Iterations = 3,
                Sigma = 0.7,
                KeepBest = false,
            }
                .RefineMap(SomMap.Load(data.At(model)), data.Samples, labels)
                .Save(data.At("library.som.npz"));
            Assert.Equal(File.ReadAllBytes(data.At("library.som.npz")), File.ReadAllBytes(data.At("refined.som.npz")));
            Assert.Equal(3, (int)json["lvq_iterations"]!);
            Assert.Equal(labels.Classes.Names, Texts(json["classes"]!));
            Assert.Equal(SomMap.Load(data.At("refined.som.npz")).TrainingAccuracy, (double)json["training_accuracy"]!);
        }
        Assert.Contains("3 iterations of batch LVQ", data.Run("info", "refined.som.npz").Done(), StringComparison.Ordinal);
    }

    [Fact]
    public void Info_and_train_tell_of_hierarchy_classes_and_bits()
    {
        string[] classify = [.. LabeledData.Columns, "--classify", "--label-column", "name"];
        Train("labeled.csv", "told.som.npz", Maps["reference"], classify);
        string text = data.Run("info", "told.som.npz").Done();
        foreach (string part in (string[])[" levels, ", "8: shape 0, shape 1", " bits", "growth-criterion"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        var json = JsonNode.Parse(data.Run("info", "told.som.npz", "--json").Done())!;
        var map = SomMap.Load(data.At("told.som.npz"));
        Assert.Equal((map.AllMaps().Count(), map.Depth), ((int)json["maps"]!, (int)json["depth"]!));
        Assert.Equal(map.LabelCount, (int)json["labels"]!);
    }

    [Fact]
    public void What_a_person_should_know_is_noted()
    {
        string[] plain = ["train", "labeled.csv", .. LabeledData.Columns, "-o", "noted.som.npz", "--label-column", "name"];
        Assert.Contains("labels do not train the map", data.Run(plain).Error, StringComparison.Ordinal);
        string[] entropy = [.. plain, "--classify", "--growth-criterion", "entropy", "--lambda"];
        string note = data.Run([.. entropy, "50"]).Error;
        Assert.Contains("cannot grow", note, StringComparison.Ordinal);
        string works = note.Split("a lambda of ")[1].Split(" works")[0];
        var better = data.Run([.. entropy, works]);
        better.Done();
        Assert.DoesNotContain("cannot grow", better.Error, StringComparison.Ordinal);
        Assert.True(SomMap.Load(data.At("noted.som.npz")).Neurons.Count > 4);
    }

    private byte[] Train(string file, string model, SomOptions options, string[] more)
    {
        var preset = SomOptions.FromPreset(options.Preset);
        string[] given =
        [
            .. SomOption
                .All.Where(option => !option.IsQuirk && option.Format(options) != option.Format(preset))
                .SelectMany(option => new[] { "--" + option.Name, option.Format(options) }),
        ];
        data.Run(["train", file, "-o", model, "-q", "--preset", options.Preset, .. given, .. more]).Done();
        return File.ReadAllBytes(data.At(model));
    }

    private IEnumerable<string> Answers(SomMap map)
    {
        var samples = data.Samples;
        int[] labels = map.PredictLabel(samples);
        var paths = map.PredictPath(samples);
        var nearest = map.FindBestMatches(samples, 2);
        double[,]? p = map.Classes is null ? null : map.PredictProbabilities(samples);
        int[]? classes = map.Classes is null ? null : map.PredictClass(samples);
        for (int row = 0; row < samples.RowCount; row++)
        {
            var (first, second) = (nearest[row, 0], nearest[row, 1]);
            var at = map.Neurons[first.Neuron].Position;
            object[] start = classes is null ? [] : [map.Classes!.Names[classes[row]], p![row, classes[row]]];
            object[] middle =
            [
                labels[row],
                first.Neuron,
                at.X,
                at.Y,
                first.Distance,
                string.Join('/', paths[row]),
                second.Neuron,
                second.Distance,
            ];
            var end = Enumerable.Range(0, map.Classes?.Count ?? 0).Select(code => (object)p![row, code]);
            yield return string.Join(
                ',',
                start.Concat(middle).Concat(end).Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))
            );
        }
    }

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(name => (string)name!);
}
