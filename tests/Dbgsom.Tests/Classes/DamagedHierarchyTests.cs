using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Classes;

/// <summary>What a model or run file says of classes and of maps below neurons is checked.</summary>
public sealed class DamagedHierarchyTests : IDisposable
{
    private static readonly DataMatrix Data = Training.SameBitsTests.Make(400, 3, 9);
    private static readonly int[] Labels = [.. Enumerable.Range(0, 400).Select(row => (int)Data[row, 0] / 3)];
    private static readonly SomMap Map = new SomClassifier(
        SomOptions.Default with
        {
            TargetNeurons = 4,
            VerticalGrowth = true,
            Tau2 = 0.2,
            MinSamplesVerticalGrowth = 20,
        }
    )
        .Fit(Data, Labels)
        .Map;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Damages =>
        new()
        {
            { "child missing", "model.json" },
            { "child of no neuron", "neuron 400" },
            { "child twice", "twice" },
            { "child of other classes", "other classes" },
            { "child of other metric", "weights.npy" },
            { "child narrower", "columns where the map above has" },
            { "class mass shape", "class_mass.npy" },
            { "class mass negative", "class_mass.npy" },
            { "class mass none", "class_mass.npy" },
            { "class twice", "is repeated" },
            { "class spelled", "is not written as" },
            { "class no number", "are not classes" },
            { "correct mass", "correct_mass" },
            { "correct mass beyond all", "correct_mass" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_hierarchy_is_refused(string damage, string message)
    {
        string path = folder.At("h.som.npz");
        Map.Save(path);
        int child = Map.Children.Keys.First();
        string below = $"children/{child}/";
        int neurons = Map.Neurons.Count;
        int classes = Map.Classes!.Count;
        Action apply = damage switch
        {
            "child missing" => () => ChangedArchive.Remove(path, below + "model.json"),
            "child of no neuron" => () => ChangedArchive.Edit(path, "model.json", json => json["children"] = new JsonArray(400)),
            "child twice" => () =>
                ChangedArchive.Edit(path, "model.json", json => json["children"] = new JsonArray(child, child)),
            "child of other classes" => () =>
                ChangedArchive.Edit(path, below + "model.json", json => json["classes"]!["names"]![0] = "-5"),
            "child of other metric" => () =>
                ChangedArchive.Edit(path, below + "model.json", json => json["effective_options"]!["metric"] = "cosine"),
            "child narrower" => () =>
                ChangedArchive.Replace<double>(
                    path,
                    below + "weights.npy",
                    [.. Enumerable.Repeat(1.0, Map.Children[child].Neurons.Count)],
                    Map.Children[child].Neurons.Count,
                    1
                ),
            "class mass shape" => () => ChangedArchive.Replace(path, "class_mass.npy", new double[neurons], neurons, 1),
            "class mass negative" => () =>
                ChangedArchive.Replace<double>(
                    path,
                    "class_mass.npy",
                    [.. Enumerable.Repeat(-1.0, neurons * classes)],
                    neurons,
                    classes
                ),
            "class mass none" => () =>
                ChangedArchive.Replace(path, "class_mass.npy", new double[neurons * classes], neurons, classes),
            "class twice" => () =>
                ChangedArchive.Edit(
                    path,
                    "model.json",
                    json => json["classes"]!["names"]![1] = (string?)json["classes"]!["names"]![0]
                ),
            "class spelled" => () => ChangedArchive.Edit(path, "model.json", json => json["classes"]!["names"]![1] = "01"),
            "class no number" => () => ChangedArchive.Edit(path, "model.json", json => json["classes"]!["names"]![0] = "red"),
            "correct mass beyond all" => () =>
                ChangedArchive.Edit(path, "model.json", json => json["training"]!["correct_mass"] = 401),
            _ => () => ChangedArchive.Edit(path, "model.json", json => json["training"]!["correct_mass"] = -1),
        };
        apply();
        string found = Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message;
        Assert.Contains("h.som.npz", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    /// <summary>A map below a map below a map: a hundred levels below the first are read, one more is refused.</summary>
    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_hierarchy_of_a_hundred_levels_is_read(int levels, bool isRead)
    {
        var map = new SomVq().Fit(DataMatrix.From([0, 0, 0, 9, 9, 0, 9, 9], 2));
        map.Save(folder.At("one.som.npz"));
        string path = folder.At("deep.som.npz");
        using (var one = ZipFile.OpenRead(folder.At("one.som.npz")))
        using (var deep = ZipFile.Open(path, ZipArchiveMode.Create))
            for (int level = 0; level <= levels; level++)
                foreach (var entry in one.Entries)
                {
                    byte[] bytes = new byte[entry.Length];
                    using (var from = entry.Open())
                        from.ReadExactly(bytes);
                    if (entry.Name == "model.json" && level < levels)
                    {
                        var json = JsonNode.Parse(bytes)!;
                        json["children"] = new JsonArray(0);
                        bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
                    }
                    string below = string.Concat(Enumerable.Repeat("children/0/", level));
                    NpzFile.Add(deep, below + entry.Name, stream => stream.Write(bytes));
                }
        if (isRead)
            Assert.Equal(0, Assert.Single(SomMap.Load(path).Children).Key);
        else
            Assert.Contains(
                "go down further than 100 levels",
                Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_run_goes_on_only_with_the_labels_it_was_started_with()
    {
        var options = SomOptions.Default with
        {
            GrowthCriterion = GrowthCriterion.Entropy,
            Lambda = 0.1,
            MaxNeurons = 30,
            Epochs = 80,
        };
        var coded = ClassLabels.From(Labels);
        using var rows = new LocalEngine(Data, 2, coded);
        var straight = TrainingRun.Start(options, rows).Complete();
        straight.Save(folder.At("straight.npz"));
        foreach (int epochs in new[] { 1, 7, 30 })
        {
            using var first = new LocalEngine(Data, 1, coded);
            var run = TrainingRun.Start(options, first);
            for (int epoch = 0; epoch < epochs && !run.IsFinished; epoch++)
                run.Advance();
            run.Save(folder.At("run.npz"));
            using var second = new LocalEngine(Data, 2, coded);
            TrainingRun.Resume(folder.At("run.npz"), second).Complete().Save(folder.At("resumed.npz"));
            Assert.Equal(File.ReadAllBytes(folder.At("straight.npz")), File.ReadAllBytes(folder.At("resumed.npz")));
        }
        Refused("no labels", new LocalEngine(Data));
        Refused("2 classes", new LocalEngine(Data, null, ClassLabels.From([.. Labels.Select(label => label > 1)])));
        int[] swapped = [.. Labels];
        int other = Array.FindIndex(swapped, label => label != swapped[0]);
        (swapped[0], swapped[other]) = (swapped[other], swapped[0]);
        Refused("the data differs from that of the run", new LocalEngine(Data, null, ClassLabels.From(swapped)));
    }

    private void Refused(string what, LocalEngine rows)
    {
        using (rows)
            Assert.Contains(
                what,
                Assert.Throws<ArgumentException>(() => TrainingRun.Resume(folder.At("run.npz"), rows)).Message,
                StringComparison.Ordinal
            );
    }
}
