using Dbgsom.Classification.Lvq;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Regression;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Regression;

/// <summary>Numbers that a map predicts.</summary>
public sealed class RegressionTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(600, 3, 5);
    private static readonly double[] Bent = [.. Rows(Data).Select(Curve)];
    private static readonly SomMap Map = SmallMaps.Fit(new SomOptions { TargetNeurons = 20, Scaling = Scaling.Standard }, Data);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plane_is_predicted_and_what_does_not_depend_on_the_features_is_not()
    {
        double[] plane = [.. Rows(Data).Select(row => (2 * row[0]) - (3 * row[1]) + 7)];
        var map = Fit(plane);
        double[] predicted = map.Predict(Data, Token);
        double deviation = map.Error / Math.Sqrt(1 - map.ExplainedShare);
        Assert.True(map.ExplainedShare > 0.9999, $"{map.ExplainedShare}");
        for (int row = 0; row < predicted.Length; row++)
            Assert.Equal(plane[row], predicted[row], 0.05 * deviation);
        var noise = new Random(1);
        var chance = Fit([.. Enumerable.Range(0, 600).Select(_ => noise.NextDouble())]);
        Assert.InRange(chance.ExplainedShare, -0.05, 0.05);
    }

    /// <summary>On rows that neither map nor models have seen.</summary>
    [Fact]
    public void Intervals_hold_as_many_new_rows_as_they_are_asked_for()
    {
        var noise = new Random(2);
        double[] noisy = [.. Bent.Select(value => value + (0.4 * (noise.NextDouble() + noise.NextDouble() - 1)))];
        int[] train = [.. Enumerable.Range(0, 600).Where(row => row % 3 != 0)];
        int[] test = [.. Enumerable.Range(0, 600).Where(row => row % 3 == 0)];
        var map = new SomRegressor(new SomOptions { Scaling = Scaling.Standard }).Fit(
            Data.SelectRows(train),
            Array.ConvertAll(train, row => noisy[row]),
            cancellationToken: Token
        );
        foreach (double level in new[] { 0.5, 0.9, 0.99 })
        {
            var predicted = map.PredictIntervals(Data.SelectRows(test), level, Token);
            double inside =
                test.Index()
                    .Count(one => noisy[one.Item] >= predicted[one.Index].Low && noisy[one.Item] <= predicted[one.Index].High)
                / 200.0;
            // Three standard deviations of a share of 200.
            double play = 3 * Math.Sqrt(level * (1 - level) / 200);
            Assert.InRange(inside, level - play, Math.Min(1, level + play));
        }
    }

    [Fact]
    public void Every_number_of_threads_gives_the_same_bytes()
    {
        var one = SomRegressor.FitTarget(Map.WithThreads(1), Data, Bent, "bent", null, Token);
        var three = SomRegressor.FitTarget(Map.WithThreads(3), Data, Bent, "bent", null, Token);
        Assert.Equal(Bytes(one.Map), Bytes(three.Map));
        Assert.Equal(one.Predict(Data, Token), three.Predict(Data, Token));
    }

    [Fact]
    public void A_saved_map_predicts_the_same_and_a_map_without_a_target_keeps_its_bytes()
    {
        var map = SomRegressor.FitTarget(Map, Data, Bent, "bent", null, Token);
        map.Save(folder.At("bent.som.npz"));
        var loaded = SomRegressor.Load(folder.At("bent.som.npz"));
        Assert.Equal("bent", loaded.TargetName);
        Assert.Equal(map.PredictIntervals(Data, 0.8, Token), loaded.PredictIntervals(Data, 0.8, Token));
        Assert.Equal((map.Error, map.Span, map.HeldOutRows), (loaded.Error, loaded.Span, loaded.HeldOutRows));
        loaded.Save(folder.At("again.som.npz"));
        Assert.Equal(File.ReadAllBytes(folder.At("bent.som.npz")), File.ReadAllBytes(folder.At("again.som.npz")));
        Assert.Equal(Bytes(Map), Bytes(map.Map.WithTarget(null)));
        Map.Save(folder.At("plain.som.npz"));
        Assert.Null(SomMap.Load(folder.At("plain.som.npz")).Regression);
        Assert.Contains(
            "trained without a target",
            Assert.Throws<InvalidDataException>(() => SomRegressor.Load(folder.At("plain.som.npz"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rows_without_a_target_tell_nothing_of_it()
    {
        int[] given = [.. Enumerable.Range(0, 600).Where(row => row % 4 != 1)];
        var gaps = SomRegressor.FitTarget(
            Map,
            Data,
            [.. Bent.Select((value, row) => row % 4 == 1 ? double.NaN : value)],
            cancellationToken: Token
        );
        var some = SomRegressor.FitTarget(
            Map,
            Data.SelectRows(given),
            Array.ConvertAll(given, row => Bent[row]),
            cancellationToken: Token
        );
        Assert.Equal(Bytes(gaps.Map), Bytes(some.Map));
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_count()
    {
        double[] weights = [.. Enumerable.Range(0, 600).Select(row => row % 4 == 1 ? 0.0 : 1)];
        double[] wild = [.. Bent.Select((value, row) => row % 4 == 1 ? 1e6 : value)];
        var map = SomRegressor.FitTarget(Map, Data.WithSampleWeights(weights), wild, cancellationToken: Token);
        Assert.InRange(map.Error, 0, 1);
    }

    [Fact]
    public void Constant_targets_are_predicted_as_they_are()
    {
        var map = Fit([.. Enumerable.Repeat(4.5, 600)]);
        Assert.All(
            map.PredictIntervals(Data, 0.9, Token),
            number => Assert.Equal((4.5, 4.5, 4.5), (number.Value, number.Low, number.High))
        );
        Assert.Equal((0, 0), (map.Error, map.ExplainedShare));
    }

    public static TheoryData<string> Metrics => [.. Metric.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Missing_values_are_those_of_the_nearest_neuron(string metric)
    {
        var options = SmallMaps.Small(metric) with { Scaling = Scaling.Standard, MaxMissing = 1 };
        double[][] gaps = [.. Rows(Data)];
        for (int row = 0; row < gaps.Length; row += 5)
            gaps[row][row % 3] = double.NaN;
        var data = DataMatrix.From(gaps);
        var map = SomRegressor.FitTarget(SmallMaps.Fit(options, data), data, Bent, cancellationToken: Token);
        Assert.True(map.ExplainedShare > 0.3, $"{map.ExplainedShare}");
        double[] predicted = map.Predict(data, Token);
        Assert.All(predicted, value => Assert.True(double.IsFinite(value)));
        // A row that lacks a value is predicted as one that has the nearest neuron's.
        int[] winners = map.Map.Predict(data, Token);
        Assert.Equal(predicted[1], map.Predict(DataMatrix.From([gaps[1]]), Token)[0]);
        Assert.False(map.Map.Neurons[winners[0]].IsDead);
    }

    [Fact]
    public void More_features_than_a_model_takes_leave_those_that_matter()
    {
        var random = new Random(3);
        double[][] wide =
        [
            .. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 90).Select(_ => random.NextDouble()).ToArray()),
        ];
        double[] targets = [.. wide.Select(row => (5 * row[80]) - (4 * row[3]))];
        var map = new SomRegressor(new SomOptions { TargetNeurons = 10 }).Fit(
            DataMatrix.From(wide),
            targets,
            cancellationToken: Token
        );
        int[] features = map.Map.Content.Target!.Features;
        Assert.Equal(64, features.Length);
        Assert.Contains(3, features);
        Assert.Contains(80, features);
        Assert.True(map.ExplainedShare > 0.95, $"{map.ExplainedShare}");
    }

    [Fact]
    public void Wrong_targets_are_refused()
    {
        string Message(double[] targets) =>
            Assert
                .ThrowsAny<ArgumentException>(() => SomRegressor.FitTarget(Map, Data, targets, cancellationToken: Token))
                .Message;
        Assert.Contains("5 targets are given for 600 rows", Message(new double[5]), StringComparison.Ordinal);
        Assert.Contains(
            "row 7: the target is Infinity; valid is up to 1E+100",
            Message([.. Bent.Select((value, row) => row == 7 ? double.PositiveInfinity : value)]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "19 rows of a weight above 0 have a target; a regression needs at least 20",
            Message([.. Bent.Select((value, row) => row < 19 ? value : double.NaN)]),
            StringComparison.Ordinal
        );
        var given = SomMap.FromWeights(DataMatrix.From(new double[4, 3]), new GridSize(2, 2));
        Assert.Throws<InvalidOperationException>(() => SomRegressor.FitTarget(given, Data, Bent, cancellationToken: Token));
        var map = Fit(Bent);
        foreach (double level in new[] { 0, 1, -1, double.NaN, 0.9999 })
            Assert.Contains(
                "valid is above 0 to 0.99833",
                Assert.Throws<ArgumentOutOfRangeException>(() => map.PredictIntervals(Data, level, Token)).Message,
                StringComparison.Ordinal
            );
        Assert.Equal(600, map.PredictIntervals(Data, map.MaxLevel, Token).Length);
        Assert.Throws<ArgumentException>(() => map.Predict(DataMatrix.From([1.0, 2], 2), Token));
    }

    [Fact]
    public void Work_can_be_canceled_and_says_how_far_it_is()
    {
        using var source = new CancellationTokenSource();
        var seen = new List<double>();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SomRegressor.FitTarget(
                Map,
                Data,
                Bent,
                null,
                new Immediate(share =>
                {
                    seen.Add(share);
                    if (seen.Count == 2)
                        source.Cancel();
                }),
                source.Token
            )
        );
        Assert.Equal(2, seen.Count);
        SomRegressor.FitTarget(Map, Data, Bent, null, new Immediate(seen.Add), Token);
        Assert.Equal(seen[2..].Order(), seen[2..]);
        Assert.Equal(1, seen[^1]);
    }

    [Theory]
    [InlineData("target_levels.npy", "'target_levels.npy' has shape (3)")]
    [InlineData("target_spreads.npy", "'target_spreads.npy' has shape (3)")]
    [InlineData("target_features.npy", "'features' is 3")]
    [InlineData("target_scores.npy", "'scores' is")]
    public void A_damaged_target_is_refused(string entry, string message)
    {
        Fit(Bent).Save(folder.At("map.som.npz"));
        if (entry is "target_features.npy" or "target_scores.npy")
            ChangedArchive.Replace(folder.At("map.som.npz"), entry, Array.Empty<double>(), 0);
        else
            ChangedArchive.Replace(folder.At("map.som.npz"), entry, new double[3], 3);
        var found = Assert.Throws<InvalidDataException>(() => SomMap.Load(folder.At("map.som.npz"))).Message;
        if (entry is not ("target_features.npy" or "target_scores.npy"))
            Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_do_not_ascend_and_features_that_repeat_are_refused()
    {
        Fit(Bent).Save(folder.At("map.som.npz"));
        ChangedArchive.Replace(folder.At("map.som.npz"), "target_features.npy", new[] { 0, 2, 2 }, 3);
        Assert.Contains(
            "features ascend",
            Assert.Throws<InvalidDataException>(() => SomMap.Load(folder.At("map.som.npz"))).Message,
            StringComparison.Ordinal
        );
        Fit(Bent).Save(folder.At("map.som.npz"));
        double[] scores = [.. Enumerable.Range(0, 600).Select(i => 600.0 - i)];
        ChangedArchive.Replace(folder.At("map.som.npz"), "target_scores.npy", scores, 600);
        Assert.Contains(
            "does not ascend at 1",
            Assert.Throws<InvalidDataException>(() => SomMap.Load(folder.At("map.som.npz"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_refined_map_has_no_target_any_more()
    {
        string[] labels = [.. Rows(Data).Select(row => row[0] > 0 ? "a" : "b")];
        var classifier = new SomClassifier(new SomOptions { TargetNeurons = 12 }).Fit(Data, labels, cancellationToken: Token);
        var map = SomRegressor.FitTarget(classifier.Map, Data, Bent, cancellationToken: Token).Map;
        Assert.NotNull(map.Regression);
        Assert.NotNull(map.WithThreads(2).Regression);
        var refined = new LvqRefinement().Refine(
            new Classification.ClassifierMap<string>(map, classifier.Classes),
            Data,
            labels,
            cancellationToken: Token
        );
        Assert.Null(refined.Map.Regression);
    }

    private static RegressionMap Fit(double[] targets) => SomRegressor.FitTarget(Map, Data, targets, cancellationToken: Token);

    private static byte[] Bytes(SomMap map)
    {
        using var stream = new MemoryStream();
        map.Save(stream);
        return stream.ToArray();
    }

    private static double Curve(double[] row) => Math.Sin(row[0]) + (0.1 * row[1] * row[1]);

    private static IEnumerable<double[]> Rows(DataMatrix data) =>
        Enumerable
            .Range(0, data.RowCount)
            .Select(row =>
            {
                var values = new double[data.ColumnCount];
                data.CopyRow(row, values);
                return values;
            });

    private sealed class Immediate(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
