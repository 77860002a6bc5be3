using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Classes;

/// <summary>Growth where classes mix.</summary>
public sealed class EntropyGrowthTests
{
    private static DataMatrix Iris => NpyFile("data.iris.X.npy");

    private static int[] Species =>
        [
            .. Dbgsom
                .Rows.NpyFile.ReadVector(Path.Combine(AppContext.BaseDirectory, "Golden", "data.iris.y.npy"))
                .Select(y => (int)y),
        ];

    /// <summary>Halves: 1 bit. (2, 1, 1): ½·1 + 2·¼·2 = 1.5. (3, 1): ¾·log₂(4/3) + ¼·2 = 0.811278.</summary>
    [Fact]
    public void Entropies_by_hand()
    {
        Assert.Equal(0, Entropies.Of([]));
        Assert.Equal(0, Entropies.Of([0, 5, 0]));
        Assert.Equal(1, Entropies.Of([3, 3]), 1e-15);
        Assert.Equal(1.5, Entropies.Of([2, 1, 1]), 1e-15);
        Assert.Equal(0.811278124459133, Entropies.Of([1, 0, 3]), 1e-14);
        Assert.Equal(3, Entropies.Greatest(8), 1e-14);
    }

    [Fact]
    public void Needs_labels_and_a_lambda()
    {
        var entropy = SomOptions.Default with { GrowthCriterion = GrowthCriterion.Entropy };
        Assert.Contains(
            "Lambda",
            Assert.ThrowsAny<ArgumentException>(() => new SomClassifier(entropy).Fit(Iris, Species)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "labels",
            Assert.ThrowsAny<ArgumentException>(() => new SomVq(entropy with { Lambda = 0.1 }).Fit(Iris)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("default")]
    [InlineData("reference")]
    public void A_lambda_that_cannot_work_is_named_before_training_with_one_that_works(string preset)
    {
        foreach (bool unbalanced in new[] { false, true })
        {
            int[] labels = unbalanced ? [.. Species.Select((_, row) => row % 50 == 3 ? 1 : 0)] : Species;
            var options = SomOptions.FromPreset(preset) with { GrowthCriterion = GrowthCriterion.Entropy, Lambda = 2 };
            using var rows = new LocalEngine(Iris, null, ClassLabels.From(labels));
            var run = TrainingRun.Start(options, rows);
            var note = Assert.Single(run.StartDiagnostics);
            Assert.Equal(DiagnosticKind.GrowthImpossible, note.Kind);
            string named = note.Message.Split("a lambda of ")[1].Split(" works")[0];
            double lambda = double.Parse(named, System.Globalization.CultureInfo.InvariantCulture);
            var map = run.Complete();
            Assert.Equal(4, map.Neurons.Count);
            Assert.Contains(note, map.Diagnostics);
            var grown = new SomClassifier(options with { Lambda = lambda }).Fit(Iris, labels).Map;
            Assert.True(grown.Neurons.Count > 4, $"lambda {lambda} of '{note.Message}' gives {grown.Neurons.Count} neurons");
        }
    }

    [Fact]
    public void One_class_never_mixes()
    {
        var options = SomOptions.Default with { GrowthCriterion = GrowthCriterion.Entropy, Lambda = 0.01 };
        var map = new SomClassifier(options).Fit(Iris, [.. Species.Select(_ => "one")]).Map;
        Assert.Contains(map.Diagnostics, d => d.Message.Contains("same class", StringComparison.Ordinal));
        Assert.All(map.Neurons, neuron => Assert.Equal(0, neuron.Error));
    }

    /// <summary>Four samples, a neuron and a class each.</summary>
    [Fact]
    public void Classes_that_are_apart_from_the_start_are_told()
    {
        var options = SomOptions.Default with
        {
            GrowthCriterion = GrowthCriterion.Entropy,
            Lambda = 0.01,
            SigmaStart = 0.1,
            SigmaEnd = 0.01,
        };
        var map = new SomClassifier(options).Fit(DataMatrix.From([0, 0, 0, 9, 9, 0, 9, 9], 2), [0, 1, 2, 3]).Map;
        Assert.EndsWith(
            "each of them wins samples of only one class.",
            Assert.Single(map.Diagnostics, one => one.Kind == DiagnosticKind.NoGrowth).Message,
            StringComparison.Ordinal
        );
    }

    private static DataMatrix NpyFile(string name) => DataMatrix.LoadNpy(Path.Combine(AppContext.BaseDirectory, "Golden", name));
}
