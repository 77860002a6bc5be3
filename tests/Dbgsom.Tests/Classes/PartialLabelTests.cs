using Dbgsom.Classification;
using Dbgsom.Classification.Lvq;
using Dbgsom.Rows;
using Dbgsom.Tests.Remote;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Classes;

/// <summary>Rows without a label train a map like all others and have no vote.</summary>
public sealed class PartialLabelTests
{
    private const int Rows = 400;

    private static readonly DataMatrix Data = Make();

    /// <summary>A label in every fifth row, and none on the right.</summary>
    private static readonly string[] Texts =
    [
        .. Enumerable.Range(0, Rows).Select(row => row % 5 == 0 && Data[row, 0] < 6 ? (Data[row, 1] < 4 ? "low" : "high") : ""),
    ];

    private static readonly ClassLabels Labels = ClassLabels.FromPartial(Texts, string.IsNullOrEmpty);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Votes => [.. ClassVote.All.Select(vote => vote.Name)];

    [Theory]
    [MemberData(nameof(Votes))]
    public void The_map_is_that_of_all_rows_and_the_classes_those_of_the_labels(string vote)
    {
        var options = Small with { ClassVote = Naming.Named.Parse<ClassVote>(vote) };
        var map = new SomClassifier(options).FitMap(Data, Labels, cancellationToken: Token);
        var plain = new SomVq(options).Fit(Data, cancellationToken: Token);
        Assert.Equal(plain.Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.Equal(plain.Neurons.Select(neuron => neuron.HitCount), map.Neurons.Select(neuron => neuron.HitCount));
        Assert.Equal(["high", "low"], map.Classes!.Names);

        int[] winners = map.Predict(Data, Token);
        double[][] counts = [.. map.Neurons.Select(_ => new double[2])];
        for (int row = 0; row < Rows; row++)
            if (Texts[row].Length > 0)
                counts[winners[row]][Texts[row] == "high" ? 0 : 1]++;
        foreach (var neuron in map.Neurons)
        {
            double all = counts[neuron.Index].Sum();
            double[] shares = all > 0 ? [counts[neuron.Index][0] / all, counts[neuron.Index][1] / all] : [0.5, 0.5];
            Assert.Equal(shares, map.ClassShares(neuron.Index).ToArray());
            Assert.Equal(all > 0, neuron.Class is not null);
        }
        Assert.Contains(map.Neurons, neuron => !neuron.IsDead && neuron.Class is null);

        // Each row has a class, by those that vote.
        var probabilities = map.PredictProbabilities(Data, Token);
        int[] predicted = map.PredictClass(Data, Token);
        double right = 0;
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(1, probabilities[row, 0] + probabilities[row, 1], 1e-12);
            right += Texts[row].Length > 0 && map.Classes.Names[predicted[row]] == Texts[row] ? 1 : 0;
        }
        Assert.Equal(right / Labels.LabeledCount, map.TrainingAccuracy!.Value, 1e-12);
        Assert.Equal(right / Labels.LabeledCount, map.Confusion(Data, Nulls(Texts), Token).Accuracy, 1e-12);
        Assert.Equal(map.ToBytes(), SomMap.Load(map.ToBytes(), "the map").ToBytes());
        Assert.Contains($"\"labeled_mass\": {Labels.LabeledCount}", Model(map), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "labeled_mass",
            Model(
                new SomClassifier(options).FitMap(
                    Data,
                    ClassLabels.From([.. Texts.Select(text => text + "x")]),
                    cancellationToken: Token
                )
            ),
            StringComparison.Ordinal
        );

        static string Model(SomMap map)
        {
            using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(map.ToBytes()));
            using var entry = new StreamReader(archive.GetEntry("model.json")!.Open());
            return entry.ReadToEnd();
        }
    }

    public static TheoryData<string> Ways => ["default", "entropy", "vertical"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_bytes_in_parts_of_which_one_has_no_label(string way)
    {
        string[] texts = [.. Texts.Select((text, row) => row < 120 ? "" : text)];
        var labels = ClassLabels.FromNames(texts, Labels.Classes, string.IsNullOrEmpty);
        var options = way switch
        {
            "entropy" => Small with { GrowthCriterion = GrowthCriterion.Entropy, TargetNeurons = null, Lambda = 0.3 },
            "vertical" => Small with { VerticalGrowth = true, MinSamplesVerticalGrowth = 10, Tau2 = 0.2 },
            _ => Small,
        };
        byte[] wanted = new SomClassifier(options) { Threads = 1 }
            .FitMap(Data, labels, cancellationToken: Token)
            .ToBytes();
        Assert.Equal(
            wanted,
            new SomClassifier(options) { Threads = 3 }
                .FitMap(Data, labels, cancellationToken: Token)
                .ToBytes()
        );
        using var parts = new Parts(Data, labels, 100, 250);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        var map = SomMap.Load(wanted, "the map");
        Assert.Equal(wanted, map.ToBytes());
        Assert.Equal(way == "vertical", map.Children.Count > 0);
        Assert.All(Children(map), child => Assert.Contains(child.Neurons, neuron => neuron.Class is not null));
        Assert.Equal(Rows, map.PredictClass(Data, Token).Length);
    }

    /// <summary>Refinement learns from rows with a label alone: to the bit what it learns where the others are not there.</summary>
    [Fact]
    public void Refinement_learns_from_labels()
    {
        int[] labeled = [.. Enumerable.Range(0, Rows).Where(row => Texts[row].Length > 0)];
        var map = new SomClassifier(Small with { Scaling = Space.Scaling.None }).FitMap(Data, Labels, cancellationToken: Token);
        var refinement = new LvqRefinement { Iterations = 4, KeepBest = false };
        var all = refinement.RefineMap(map, Data, Labels, cancellationToken: Token);
        var some = refinement.RefineMap(
            map,
            Data.SelectRows(labeled),
            ClassLabels.FromNames([.. labeled.Select(row => Texts[row])], Labels.Classes),
            cancellationToken: Token
        );
        Assert.Equal(some.Weights.Values.ToArray(), all.Weights.Values.ToArray());
        Assert.Equal(some.TrainingAccuracy, all.TrainingAccuracy);
        Assert.NotEqual(map.Weights.Values.ToArray(), all.Weights.Values.ToArray());
    }

    [Fact]
    public void Clusters_are_compared_with_the_labels_there_are()
    {
        int[] labeled = [.. Enumerable.Range(0, Rows).Where(row => Texts[row].Length > 0)];
        var map = new SomVq(Small).Fit(Data, cancellationToken: Token);
        Assert.Equal(
            map.CompareClusters(Data.SelectRows(labeled), [.. labeled.Select(row => Texts[row])], Token),
            map.CompareClusters(Data, Nulls(Texts), Token)
        );
        Refused("no row with a weight above 0 has a label", () => map.CompareClusters(Data, new string?[Rows], Token));
    }

    [Fact]
    public void Labels_may_be_of_any_type()
    {
        var labels = ClassLabels.FromPartial([3, -1, 7, 3, -1], label => label < 0);
        Assert.Equal((5, 3, 2), (labels.Count, labels.LabeledCount, labels.Classes.Count));
        Assert.Equal([0, -1, 1, 0, -1], Enumerable.Range(0, 5).Select(row => labels[row]));
        Assert.Equal(["3", "", "7", "3", ""], labels.Names);
        Assert.Equal(["7", "3"], ClassLabels.FromPartial([3, -1], label => label < 0, [7, 3]).Classes.Names);
        Refused("no row has a label", () => ClassLabels.FromPartial(["", ""], string.IsNullOrEmpty));
        var none = ClassLabels.FromPartial([.. Enumerable.Repeat("", Rows)], string.IsNullOrEmpty, ["a"]);
        Refused("no row has a label; a classifier needs some", () => new SomClassifier(Small).FitMap(Data, none));
        // Only rows that do not count have a label.
        var data = Data.WithSampleWeights([.. Texts.Select(text => text.Length > 0 ? 0.0 : 1)]);
        Refused("no row with a weight above 0 has a label", () => new SomClassifier(Small).FitMap(data, Labels));
    }

    private static SomOptions Small => SomOptions.Default with { TargetNeurons = 20, Epochs = 40 };

    private static string?[] Nulls(string[] texts) => Array.ConvertAll(texts, text => text.Length > 0 ? text : null);

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static IEnumerable<SomMap> Children(SomMap map) =>
        map.Children.Values.SelectMany(child => Children(child).Prepend(child));

    private static DataMatrix Make()
    {
        var random = new Random(5);
        return DataMatrix.From([.. Enumerable.Range(0, 2 * Rows).Select(_ => random.NextDouble() * 9)], 2);
    }
}
