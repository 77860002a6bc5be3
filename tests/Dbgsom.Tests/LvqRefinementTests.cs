using Dbgsom.Classification;
using Dbgsom.Classification.Lvq;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests;

/// <summary>Batch LVQ against its formula.</summary>
public sealed class LvqRefinementTests
{
    private static readonly DataMatrix Data = Training.SameBitsTests.Make(300, 3, 2);
    private static readonly string[] Labels =
    [
        .. Enumerable
            .Range(0, 300)
            .Select(row =>
                Data[row, 0] + Data[row, 1] > 9 ? "far"
                : Data[row, 2] > 5 ? "high"
                : "near"
            ),
    ];

    public static TheoryData<string> Metrics => [.. Metric.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Weights_follow_the_formula(string metric)
    {
        double[] masses =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(row =>
                    row % 7 == 0 ? 2.0
                    : row % 11 == 0 ? 0
                    : 1
                ),
        ];
        var data = Data.WithSampleWeights(masses);
        var options = SomOptions.Default with { TargetNeurons = 12, Metric = Named.Parse<Metric>(metric) };
        var classifier = new SomClassifier(options).Fit(data, Labels);
        foreach (var (iterations, sigma) in new (int, double?)[] { (1, null), (3, null), (2, 1.3), (10, 0.4) })
        {
            var refined = new LvqRefinement
            {
                Iterations = iterations,
                Sigma = sigma,
                KeepBest = false,
            }.Refine(classifier, data, Labels);
            double width = sigma ?? classifier.Map.Training.History[^1].Sigma;
            double[][] expected = Brute(classifier, masses, iterations, width);
            for (int neuron = 0; neuron < expected.Length; neuron++)
            for (int f = 0; f < 3; f++)
                Assert.Equal(expected[neuron][f], refined.Map.Weights[neuron, f], 1e-10);
            Assert.Equal(iterations, refined.Map.Training.LvqIterations);
        }
    }

    /// <summary>
    /// Four neurons on a square, σ so small that each counts for itself: w = (2·S_c − S)/(2·N_c − N). The neuron with 1, 2 of class a and 6 of
    /// class b: (2·3 − 9)/(2·2 − 3) = −3. One with as many of a as of b has the denominator 0 and stays.
    /// </summary>
    [Fact]
    public void By_hand()
    {
        double[] values = [1, 2, 6, 101, 103, 201, 201.5, 301];
        string[] labels = ["a", "a", "b", "a", "b", "b", "b", "a"];
        var data = DataMatrix.From(values, 1);
        var start = new SomVq(SomOptions.Default with { Scaling = Scaling.None, MaxNeurons = 4 }).Fit(data);
        var map = new SomMap(start.Content with { Weights = new WeightMatrix([3, 102, 201, 300], 1) });
        var refined = new LvqRefinement
        {
            Iterations = 1,
            Sigma = 0.01,
            KeepBest = false,
        }.RefineMap(map, data, ClassLabels.From(labels));
        Assert.Equal([-3, 102, 201.25, 301], refined.Weights.Values.ToArray());
        Assert.Equal(["a", "b"], refined.Classes!.Names);
        using var folder = new TemporaryFolder();
        refined.Save(folder.At("l.som.npz"));
        Assert.Equal(1, SomMap.Load(folder.At("l.som.npz")).Training.LvqIterations);
    }

    [Fact]
    public void What_a_refined_map_says_of_itself_is_measured_anew()
    {
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 20 }).Fit(Data, Labels);
        var refined = new LvqRefinement().Refine(classifier, Data, Labels);
        Assert.Equal(refined.Score(Data, Labels), refined.Map.TrainingAccuracy!.Value, 1e-12);
        Assert.Equal(refined.Map.QuantizationError(Data), refined.Map.Training.QuantizationError, 1e-12);
        Assert.Equal(refined.Map.TopographicError(Data), refined.Map.Training.TopographicError);
        Assert.Equal(refined.Map.Hits(Data), refined.Map.Neurons.Select(neuron => neuron.HitMass));
        Assert.Equal(
            refined.Map.Neurons.Any(n => n.IsDead),
            refined.Map.Diagnostics.Any(d => d.Kind == DiagnosticKind.DeadNeurons)
        );
    }

    [Fact]
    public void The_best_of_all_iterations_is_kept()
    {
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 8 }).Fit(Data, Labels);
        foreach (double sigma in new[] { 0.3, 0.8, 2 })
        {
            var options = new LvqRefinement { Sigma = sigma, Iterations = 6 };
            var reports = new List<LvqReport>();
            var best = options.RefineMap(classifier.Map, Data, ClassLabels.From(Labels), new Listener<LvqReport>(reports.Add));
            Assert.Equal([0, 1, 2, 3, 4, 5], reports.Select(report => report.Iteration));
            double[] accuracies = [classifier.Map.TrainingAccuracy!.Value, .. reports.Select(report => report.Accuracy)];
            Assert.Equal(accuracies.Max(), best.TrainingAccuracy!.Value);
            Assert.Equal(Array.IndexOf(accuracies, accuracies.Max()), best.Training.LvqIterations);
            Assert.True(accuracies.Distinct().Count() > 1);
            int kept = best.Training.LvqIterations;
            if (kept == 0)
                Assert.Equal(classifier.Map.Weights.Values.ToArray(), best.Weights.Values.ToArray());
            else
                Assert.Equal(
                    new LvqRefinement
                    {
                        Sigma = sigma,
                        Iterations = kept,
                        KeepBest = false,
                    }
                        .Refine(classifier, Data, Labels)
                        .Map.Weights.Values.ToArray(),
                    best.Weights.Values.ToArray()
                );
        }
    }

    /// <summary>So many rows that each thread has some.</summary>
    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 20 }).Fit(Data, Labels);
        var many = Training.SameBitsTests.Make(20_000, 3, 2);
        string[] labels = [.. Enumerable.Range(0, 20_000).Select(row => Labels[row * 7 % 300])];
        double[] one = Refined(1);
        Assert.NotEqual(classifier.Map.Weights.Values.ToArray(), one);
        foreach (int threads in new[] { 2, 5 })
            Assert.Equal(one, Refined(threads));

        double[] Refined(int threads) =>
            new LvqRefinement
            {
                Threads = threads,
                Iterations = 2,
                KeepBest = false,
            }
                .Refine(classifier, many, labels)
                .Map.Weights.Values.ToArray();
    }

    [Fact]
    public void What_cannot_be_refined_is_refused()
    {
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 10 }).Fit(Data);
        var classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 10 }).Fit(Data, Labels);
        var hierarchy = new SomVq(
            SomOptions.Default with
            {
                VerticalGrowth = true,
                Tau2 = 0.2,
                MinSamplesVerticalGrowth = 10,
                TargetNeurons = 4,
            }
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new LvqRefinement { Iterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LvqRefinement { Sigma = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LvqRefinement { Sigma = double.NaN });
        Refused("299 labels", () => new LvqRefinement().Refine(classifier, Data, Labels[1..]));
        Refused("'other'", () => new LvqRefinement().Refine(classifier, Data, [.. Labels[1..], "other"]));
        var unscaled = new SomVq(SomOptions.Default with { TargetNeurons = 10, Scaling = Scaling.None }).Fit(Data);
        double[] small = Array.ConvertAll(Training.SameBitsTests.Flat(Data), value => Math.ScaleB(value, -510));
        Refused(
            "less than 3.05E-151, so squared differences underflow; give the data in the units of the training data",
            () => new LvqRefinement().RefineMap(unscaled, DataMatrix.From(small, 3), ClassLabels.From(Labels))
        );
        Refused("child maps", () => new LvqRefinement().RefineMap(hierarchy.Fit(Data), Data, ClassLabels.From(Labels)));
        Refused(
            "a, b",
            () => new LvqRefinement().RefineMap(classifier.Map, Data, ClassLabels.From(Labels, ["a", "b", .. Labels.Distinct()]))
        );
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new LvqRefinement().RefineMap(map, Data, ClassLabels.From(Labels), null, source.Token)
        );
    }

    private static void Refused(string what, Action action) =>
        Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    /// <summary>The formula, term by term, by plain loops.</summary>
    private static double[][] Brute(ClassifierMap<string> classifier, double[] masses, int iterations, double sigma)
    {
        var map = classifier.Map;
        bool cosine = map.Options.Metric == Metric.Cosine;
        int neurons = map.Neurons.Count;
        double[][] rows = [.. Enumerable.Range(0, Data.RowCount).Select(Row)];
        double[][] weights = [.. map.Weights.Values.ToArray().Chunk(3)];
        int[] labels = [.. Labels.Select(label => Array.IndexOf([.. classifier.Classes], label))];
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            int[] winners = [.. rows.Select(row => Enumerable.Range(0, neurons).MinBy(j => Distance(row, weights[j])))];
            double Number(int j, int c) => Rows(j, c).Sum(row => masses[row]);
            double Sum(int j, int c, int f) => Rows(j, c).Sum(row => masses[row] * rows[row][f]);
            IEnumerable<int> Rows(int j, int c) =>
                Enumerable.Range(0, rows.Length).Where(row => winners[row] == j && (c < 0 || labels[row] == c));
            var next = weights.Select(w => w.ToArray()).ToArray();
            for (int i = 0; i < neurons; i++)
            {
                if (Number(i, -1) == 0)
                    continue;
                int own = Enumerable.Range(0, classifier.Classes.Count).MaxBy(c => Number(i, c));
                double denominator = 0;
                var numerator = new double[3];
                for (int j = 0; j < neurons; j++)
                {
                    double h = Math.Exp(-Math.Pow(map.HopDistances[i, j], 2) / (2 * sigma * sigma));
                    // Neighbors so far away are left out.
                    h = h < 1e-6 ? 0 : h;
                    denominator += h * ((2 * Number(j, own)) - Number(j, -1));
                    for (int f = 0; f < 3; f++)
                        numerator[f] += h * ((2 * Sum(j, own, f)) - Sum(j, -1, f));
                }
                if (denominator > 0)
                    next[i] = Unit([.. numerator.Select(value => value / denominator)]);
            }
            weights = next;
        }
        return weights;

        double[] Row(int row)
        {
            double[] values = [Data[row, 0], Data[row, 1], Data[row, 2]];
            map.Scaler!.Apply(values);
            return Unit(values);
        }
        double[] Unit(double[] v) => cosine ? [.. v.Select(x => x / Math.Sqrt(v.Sum(y => y * y)))] : v;
        double Distance(double[] x, double[] w) =>
            map.Options.Metric.Name switch
            {
                "cosine" => 1 - x.Zip(w, (a, b) => a * b).Sum(),
                "manhattan" => x.Zip(w, (a, b) => Math.Abs(a - b)).Sum(),
                _ => x.Zip(w, (a, b) => (a - b) * (a - b)).Sum(),
            };
    }
}
