using Dbgsom.Classification;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Classes;

/// <summary>Classifiers: votes by hand, classes kept through files, odd labels.</summary>
public sealed class ClassifierTests : IDisposable
{
    private static readonly DataMatrix Data = Training.SameBitsTests.Make(400, 3, 9);
    private static readonly int[] Labels = [.. Enumerable.Range(0, 400).Select(row => (int)Data[row, 0] / 3)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private enum Kind
    {
        Small,
        Medium,
        Large,
        Huge,
    }

    [Fact]
    public void Classes_keep_order_and_type_through_a_file()
    {
        Check([.. Labels.Select(label => 7 - label)]);
        Check([.. Labels.Select(label => (1L << 40) * (label - 1))]);
        Check([.. Labels.Select(label => label > 1)]);
        Check([.. Labels.Select(label => new[] { "b", "B", "ä", "a" }[label % 4])]);
    }

    /// <summary>No neuron has more than one sample of a class.</summary>
    [Fact]
    public void A_map_of_four_samples_is_kept_in_the_file()
    {
        var corners = DataMatrix.From([0, 0, 0, 9, 9, 0, 9, 9], 2);
        var classifier = new SomClassifier().Fit(corners, [3, 1, 4, 2]);
        classifier.Save(folder.At("f.npz"));
        Assert.Equal(classifier.Predict(corners), SomClassifier.Load<int>(folder.At("f.npz")).Predict(corners));
    }

    private void Check<TLabel>(TLabel[] labels)
        where TLabel : notnull
    {
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 20 }).Fit(Data, labels);
        TLabel[] sorted = [.. labels.Distinct()];
        Array.Sort(sorted, sorted is string[] ? (System.Collections.IComparer)StringComparer.Ordinal : null);
        Assert.Equal(sorted, classifier.Classes);
        classifier.Save(folder.At("c.npz"));
        var loaded = SomClassifier.Load<TLabel>(folder.At("c.npz"));
        Assert.Equal(classifier.Classes, loaded.Classes);
        Assert.Equal(classifier.Predict(Data), loaded.Predict(Data));
        Assert.Equal(classifier.PredictProbabilities(Data), loaded.PredictProbabilities(Data));
        Assert.Equal(classifier.Map.TrainingAccuracy, loaded.Score(Data, labels));
        Assert.Equal(classifier.Neurons, loaded.Neurons);
        loaded.Save(folder.At("d.npz"));
        Assert.Equal(File.ReadAllBytes(folder.At("c.npz")), File.ReadAllBytes(folder.At("d.npz")));
        if (typeof(TLabel) != typeof(double))
            Assert.Throws<ArgumentException>(() => SomClassifier.Load<Guid>(folder.At("c.npz")));
    }

    [Fact]
    public void Labels_of_another_type_come_with_their_classes()
    {
        Kind[] all = [Kind.Huge, Kind.Large, Kind.Small, Kind.Medium];
        Kind[] labels = [.. Labels.Select(label => (Kind)Math.Min(label, 2))];
        var options = SomOptions.Default with { TargetNeurons = 20 };
        Assert.Throws<ArgumentException>(() => new SomClassifier(options).Fit(Data, labels));
        Assert.Throws<ArgumentException>(() => new SomClassifier(options).Fit(Data, labels, [Kind.Small]));
        var classifier = new SomClassifier(options).Fit(Data, labels, all);
        Assert.Equal(all, classifier.Classes);
        Assert.True(classifier.Score(Data, labels) > 0.9);
        Assert.DoesNotContain(Kind.Huge, classifier.Predict(Data));
        classifier.Save(folder.At("k.npz"));
        Assert.Equal(classifier.Predict(Data), SomClassifier.Load(folder.At("k.npz"), all).Predict(Data));
        Assert.Throws<ArgumentException>(() => SomClassifier.Load<Kind>(folder.At("k.npz")));
        Assert.Throws<ArgumentException>(() => SomClassifier.Load(folder.At("k.npz"), [.. all.Reverse()]));
        new SomVq(options).Fit(Data).Save(folder.At("v.npz"));
        Assert.Throws<InvalidDataException>(() => SomClassifier.Load<int>(folder.At("v.npz")));
    }

    [Fact]
    public void One_class_few_samples_of_a_class_and_labels_never_seen()
    {
        var one = new SomClassifier().Fit(Data, [.. Labels.Select(_ => "only")]);
        Assert.All(one.Predict(Data), label => Assert.Equal("only", label));
        Assert.Equal(1, one.Map.TrainingAccuracy);
        Assert.Equal(0, one.Score(Data, [.. Labels.Select(_ => "other")]));
        int[] rare = [.. Labels.Select((_, row) => row == 17 ? 1 : 0)];
        var unbalanced = new SomClassifier().Fit(Data, rare);
        Assert.True(unbalanced.Score(Data, rare) > 0.99);
        var confusion = unbalanced.Map.Confusion(Data, [.. rare.Select((label, row) => row == 3 ? "new" : $"{label}")]);
        Assert.Equal(["new"], confusion.UnknownLabels);
        Assert.Equal((3, 2), (confusion.Counts.GetLength(0), confusion.Counts.GetLength(1)));
        Assert.Equal(1, confusion.Counts[2, 0] + confusion.Counts[2, 1]);
        Assert.Equal(400, confusion.Counts.Cast<double>().Sum());
    }

    /// <summary>How often each class occurs is counted for every neuron: 17,000 · 4,000 is more than 2^26.</summary>
    [Fact]
    public void Neurons_times_classes_are_limited()
    {
        int[] labels = [.. Enumerable.Range(0, 4000)];
        var data = DataMatrix.From(labels.Select(label => (double)label).ToArray(), 1);
        string message = Assert
            .ThrowsAny<ArgumentException>(() =>
                new SomClassifier(SomOptions.Default with { MaxNeurons = 17_000 }).Fit(data, labels)
            )
            .Message;
        Assert.Contains("MaxNeurons is 17000 and there are 4000 classes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_scored_is_named()
    {
        var classifier = new SomClassifier().Fit(Data, [.. Labels.Select(label => $"{label}")]);
        string[] labels = [.. Labels.Select(label => $"{label}")];
        labels[7] = null!;
        Assert.Contains(
            "row 7",
            Assert.Throws<ArgumentException>(() => classifier.Score(Data, labels)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "row 7",
            Assert.Throws<ArgumentException>(() => new SomClassifier().Fit(Data, labels)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "399 labels",
            Assert.Throws<ArgumentException>(() => classifier.Score(Data, labels[1..])).Message,
            StringComparison.Ordinal
        );
        var clusters = new SomVq().Fit(Data);
        Assert.Throws<InvalidOperationException>(() => clusters.PredictClass(Data));
        Assert.Throws<InvalidOperationException>(() => clusters.PredictProbabilities(Data));
        Assert.Throws<InvalidOperationException>(() => clusters.ClassShares(0));
        Assert.Null(clusters.TrainingAccuracy);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("reference")]
    public void Probabilities_sum_to_one_and_agree_with_classes(string preset)
    {
        var options = SomOptions.FromPreset(preset) with { Lambda = preset == "reference" ? 3 : null };
        var classifier = new SomClassifier(options).Fit(Data, Labels);
        double[,] probabilities = classifier.PredictProbabilities(Data);
        int[] predicted = classifier.Predict(Data);
        for (int row = 0; row < Data.RowCount; row++)
        {
            double[] shares = [.. Enumerable.Range(0, classifier.Classes.Count).Select(label => probabilities[row, label])];
            Assert.Equal(1, shares.Sum(), 1e-12);
            Assert.Equal(classifier.Classes[Array.IndexOf(shares, shares.Max())], predicted[row]);
        }
        Assert.Equal(options.ClassVote, preset == "reference" ? ClassVote.Winner : ClassVote.Nearest);
    }

    /// <summary>
    /// Votes n_c/d⁴ at the distances 1, 2, 4 with (3, 1), (0, 8) and (16, 0) samples: 3 + 0 + 16/256 = 3.0625 against 1 + 8/16 = 1.5, of
    /// 4.5625 together. At distance 0 the neuron there decides alone.
    /// </summary>
    [Fact]
    public void Votes_by_hand()
    {
        var table = new ClassTable([3, 1, 0, 8, 16, 0, 0, 0], 2);
        var probabilities = new double[2];
        ClassVote.Nearest.Count([new(0, 1), new(1, 2), new(2, 4)], Metric.Euclidean, table, probabilities);
        Assert.Equal([3.0625 / 4.5625, 1.5 / 4.5625], probabilities);
        ClassVote.Nearest.Count([new(1, 0), new(0, 2)], Metric.Euclidean, table, probabilities);
        Assert.Equal([0.0, 1], probabilities);
        // Cosine distances are half the squares: 1 and 1/2 to the power of two.
        ClassVote.Nearest.Count([new(0, 0.1), new(1, 0.2)], Metric.Cosine, table, probabilities);
        Assert.Equal([3 / 6.0, 3 / 6.0], probabilities);
        ClassVote.Winner.Count([new(3, 1)], Metric.Euclidean, table, probabilities);
        Assert.Equal([0.5, 0.5], probabilities);
        Assert.Equal(3, table.LiveCount);
        double[] distances = [1, 2, 3, 0];
        table.TakeOutDead(distances);
        Assert.Equal([1, 2, 3, double.PositiveInfinity], distances);
    }

    [Fact]
    public void A_neuron_without_samples_has_no_vote_even_on_the_spot()
    {
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 80 }).Fit(Data, Labels);
        int[] dead = [.. classifier.Map.Neurons.Where(neuron => neuron.IsDead).Select(neuron => neuron.Index)];
        Assert.NotEmpty(dead);
        Assert.All(
            classifier.Map.Neurons,
            neuron => Assert.Equal((neuron.IsDead, neuron.IsDead), (neuron.Class is null, neuron.Confidence is null))
        );
        var spots = DataMatrix.From([.. dead.Select(neuron => classifier.Map.WeightsInDataUnits[neuron].ToArray())]);
        double[,] probabilities = classifier.PredictProbabilities(spots);
        double even = 1.0 / classifier.Classes.Count;
        for (int row = 0; row < dead.Length; row++)
            Assert.Contains(Enumerable.Range(0, classifier.Classes.Count), label => probabilities[row, label] > even + 0.01);
    }

    [Fact]
    public void A_row_of_weight_two_is_the_row_twice()
    {
        double[] weights =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(row =>
                    row % 5 == 0 ? 2.0
                    : row % 7 == 0 ? 0
                    : 1
                ),
        ];
        int[] rows = [.. Enumerable.Range(0, 400).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        var options = SomOptions.Default with { TargetNeurons = 20, StartingSamples = StartingSamples.Drawn };
        var weighted = new SomClassifier(options).Fit(Data.WithSampleWeights(weights), Labels);
        double right = weighted.Predict(Data).Select((label, row) => label == Labels[row] ? weights[row] : 0).Sum();
        Assert.Equal(right / rows.Length, weighted.Map.TrainingAccuracy!.Value, 1e-12);
        Assert.Equal(right / rows.Length, weighted.Score(Data.WithSampleWeights(weights), Labels), 1e-12);
        double counted = weighted.Map.Neurons.Sum(neuron => neuron.HitMass);
        Assert.Equal(rows.Length, counted, 1e-9);
    }
}
