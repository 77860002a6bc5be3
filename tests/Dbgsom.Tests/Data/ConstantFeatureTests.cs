using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.Tests.Training;
using Dbgsom.Training;

namespace Dbgsom.Tests.Data;

/// <summary>What was constant in training, up to rounding, takes no part in any distance.</summary>
public sealed class ConstantFeatureTests : IDisposable
{
    private const int Constant = 1;

    private static readonly SomOptions Nested = new()
    {
        VerticalGrowth = true,
        TargetNeurons = 12,
        MinSamplesVerticalGrowth = 30,
        Tau2 = 0.05,
        MaxDepth = 2,
    };

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Cases =>
        NeedsAttribute.TimeBeyondEvery(
            6,
            [
                .. from preset in new[] { "default", "reference" }
                from scaling in Scaling.All
                from metric in Metric.All
                select $"{preset} {scaling} {metric}",
                "nested standard euclidean",
                "nested minmax euclidean",
            ]
        );

    public void Dispose() => folder.Dispose();

    /// <summary>A timestamp of one day in training, of another in the samples.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_value_changes_no_answer(string name)
    {
        var options = Options(name);
        var map = new SomVq(options).Fit(Samples(1.7e12), cancellationToken: Token);
        map.Save(folder.At("a.som.npz"));
        foreach (var one in new[] { map, SomMap.Load(folder.At("a.som.npz")) })
        {
            Assert.Equal([new ConstantFeature(Constant, 1.7e12)], one.ConstantFeatures);
            Assert.Empty(one.ChangedFeatures(Samples(1.7e12), Token));
            foreach (double now in new[] { 1.7e12 + 86_400_000, 0, -1e90 })
            {
                var (same, others) = (Samples(1.7e12), Samples(now));
                Assert.Equal([new ChangedFeature(Constant, 1.7e12, same.RowCount)], one.ChangedFeatures(others, Token));
                Assert.Equal(one.PredictLabel(same, Token), one.PredictLabel(others, Token));
                Assert.Equal(one.FindBestMatches(same, 3, Token), one.FindBestMatches(others, 3, Token));
                Assert.Equal(one.Distances(same, Token), one.Distances(others, Token));
                Assert.Equal(one.OutlierScores(same, Token), one.OutlierScores(others, Token));
                Assert.Equal(one.MixtureCoefficients(same, null, Token), one.MixtureCoefficients(others, null, Token));
                Assert.Equal(one.QuantizationError(same, Token), one.QuantizationError(others, Token));
                Assert.Equal(one.ParetoRadius(same, Token), one.ParetoRadius(others, Token));
                Assert.Equal(one.Trustworthiness(same).Value, one.Trustworthiness(others).Value);
                if (one.Children.Count > 0)
                    Assert.Equal(one.PredictPath(same, Token), one.PredictPath(others, Token));
            }
        }
        Assert.True(options.VerticalGrowth == map.Children.Count > 0);
    }

    [Fact]
    public void Some_rows_with_another_value_are_counted()
    {
        var map = new SomVq().Fit(Samples(3), cancellationToken: Token);
        double[] values = SameBitsTests.Flat(Samples(3));
        values[(3 * 5) + Constant] = 3.5;
        values[(3 * 90) + Constant] = 2;
        Assert.Equal([new ChangedFeature(Constant, 3, 2)], map.ChangedFeatures(DataMatrix.From(values, 3), Token));
        Assert.Throws<ArgumentException>(() => map.ChangedFeatures(DataMatrix.From(values, 2), Token));
        Assert.Empty(new SomVq().Fit(SameBitsTests.Make(100, 3, 1), cancellationToken: Token).ConstantFeatures);
    }

    /// <summary>So many rows that several threads count them: every seventh and the last have another value.</summary>
    [Fact]
    public void Every_row_with_another_value_is_counted_once()
    {
        const int Rows = 200_000;
        var map = new SomVq().Fit(Samples(3), cancellationToken: Token);
        double[] values = new double[3 * Rows];
        for (int row = 0; row < Rows; row++)
            values[(3 * row) + Constant] = row % 7 == 0 || row == Rows - 1 ? 4 : 3;
        long wanted = (Rows / 7) + 2;
        Assert.Equal([new ChangedFeature(Constant, 3, wanted)], map.ChangedFeatures(DataMatrix.From(values, 3), Token));
    }

    /// <summary>float32 holds 0.3 as 0.30000001192…; one step further it is 0.30000004172…, which is a difference but for values of double.</summary>
    [Fact]
    public void The_last_bit_of_single_precision_is_a_feature_unless_every_value_has_it()
    {
        float next = MathF.BitIncrement(0.3f);
        var one = Rounded(0.3f, 0.3f).ToSingle();
        Assert.Equal([new ConstantFeature(Constant, 0.3f)], new SomVq().Fit(one, cancellationToken: Token).ConstantFeatures);
        var two = Rounded(0.3f, next).ToSingle();
        Assert.Equal((0.3f, next), (Math.Min(two[0, 1], two[3, 1]), Math.Max(two[0, 1], two[3, 1])));
        Assert.Empty(new SomVq().Fit(two, cancellationToken: Token).ConstantFeatures);
    }

    /// <summary>What training writes of constant features, changed to what it never writes.</summary>
    [Theory]
    [InlineData(new[] { 3.0 }, new[] { 3.0, 3 }, "does not name different features below 3 in ascending order")]
    [InlineData(new[] { 1.0, 1 }, new[] { 3.0, 3, 3, 3 }, "does not name different features below 3 in ascending order")]
    [InlineData(new[] { 2.0, 1 }, new[] { 3.0, 3, 3, 3 }, "does not name different features below 3 in ascending order")]
    [InlineData(new[] { -1.0 }, new[] { 3.0, 3 }, "'constant_features.npy' holds -1 at 0")]
    [InlineData(
        new[] { 1.0, 2 },
        new[] { 3.0, 3, 4, 3 },
        "'constant_ranges.npy' has a least value above the greatest one in row 1"
    )]
    [InlineData(new[] { 1.0 }, new[] { 3.0, double.NaN }, "'constant_ranges.npy' holds NaN at 1")]
    [InlineData(new[] { 1.0, 2 }, new[] { 3.0, 3 }, "'constant_features.npy' has shape (2); (1) is needed")]
    public void Damaged_entries_are_refused(double[] places, double[] ranges, string message)
    {
        string path = folder.At("d.som.npz");
        new SomVq().Fit(Samples(3), cancellationToken: Token).Save(path);
        ChangedArchive.Replace(path, "constant_features.npy", places, places.Length);
        ChangedArchive.Replace(path, "constant_ranges.npy", ranges, ranges.Length / 2, 2);
        string found = Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message;
        Assert.StartsWith($"{path}: ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_without_a_feature_are_none()
    {
        string path = folder.At("n.som.npz");
        new SomVq().Fit(Samples(3), cancellationToken: Token).Save(path);
        ChangedArchive.Replace<double>(path, "constant_features.npy", [], 0);
        ChangedArchive.Replace<double>(path, "constant_ranges.npy", [], 0, 2);
        Assert.Empty(SomMap.Load(path).ConstantFeatures);
        // Files of older versions have neither.
        ChangedArchive.Remove(path, "constant_features.npy");
        ChangedArchive.Remove(path, "constant_ranges.npy");
        Assert.Empty(SomMap.Load(path).ConstantFeatures);
    }

    [Theory]
    [InlineData("default none euclidean")]
    [InlineData("default standard euclidean")]
    [InlineData("default minmax euclidean")]
    [InlineData("default none cosine")]
    [InlineData("reference standard euclidean")]
    [InlineData("nested standard euclidean")]
    public void The_last_bit_is_no_feature(string name)
    {
        var options = Options(name);
        var rounded = Rounded(0.3, 0.1 + 0.2);
        var map = new SomVq(options).Fit(rounded, cancellationToken: Token);
        var exact = new SomVq(options).Fit(Samples(0.3), cancellationToken: Token);
        Assert.Equal(exact.Weights.Values, map.Weights.Values);
        Assert.Equal(exact.Training.QuantizationError, map.Training.QuantizationError);
        if (options.Metric == Metric.Euclidean)
            Assert.Equal(0, map.FeatureImportance[Constant]);
        if (map.Scaler is { } scaler)
            Assert.Equal((0.3, 1), (scaler.Offset[Constant], scaler.Divisor[Constant]));
        Assert.Contains(
            "Column 1 has only one value, up to rounding, and has no effect.",
            map.Diagnostics.Select(found => found.Message)
        );
        Assert.Empty(map.ChangedFeatures(rounded, Token));
        Assert.Equal(exact.PredictLabel(rounded, Token), map.PredictLabel(Samples(-8), Token));
        // Rows elsewhere, rows in a file and a run that is interrupted make the same map.
        byte[] wanted = Bytes(map);
        using var parts = new Parts(rounded, null, 50, 200);
        Assert.Equal(wanted, Bytes(TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token)));
        NpyFile.Write(folder.At("a.npy"), rounded);
        using var mapped = DataMatrix.MapNpy(folder.At("a.npy"));
        Assert.Equal(wanted, Bytes(new SomVq(options) { Threads = 3 }.Fit(mapped, cancellationToken: Token)));
        using var rows = new LocalEngine(rounded);
        var run = TrainingRun.Start(options, rows, Token);
        for (int epoch = 0; epoch < 7; epoch++)
            run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(rounded);
        Assert.Equal(wanted, Bytes(TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token)));
    }

    [Fact]
    public void Recorded_runs_tell_the_last_bit_apart()
    {
        var map = new SomVq(SomOptions.Reference).Fit(Rounded(0.3, 0.1 + 0.2), cancellationToken: Token);
        Assert.Empty(map.ConstantFeatures);
    }

    /// <summary>Small beside other columns or beside its mean, a feature is one.</summary>
    [Theory]
    [InlineData(1e6, 1e-3)]
    [InlineData(0, 1e-12)]
    [InlineData(1.7e12, 1)]
    public void A_small_difference_is_a_feature(double mean, double step)
    {
        var map = new SomVq().Fit(Rounded(mean, mean + step), cancellationToken: Token);
        Assert.Empty(map.ConstantFeatures);
        Assert.True(map.FeatureImportance[Constant] > 0.05);
    }

    private static byte[] Bytes(SomMap map) => map.ToBytes();

    /// <summary>Column 1 of 3 has one value.</summary>
    private static DataMatrix Samples(double value) => Rounded(value, value);

    /// <summary>Column 1 of 3 has one of two values.</summary>
    private static DataMatrix Rounded(double one, double other)
    {
        double[] values = SameBitsTests.Flat(SameBitsTests.Make(300, 3, 4));
        for (int row = 0; row < 300; row++)
            values[(3 * row) + Constant] = row * 7 % 11 < 5 ? one : other;
        return DataMatrix.From(values, 3);
    }

    private static SomOptions Options(string name)
    {
        string[] words = name.Split(' ');
        return (words[0] == "nested" ? Nested : SomOptions.FromPreset(words[0])) with
        {
            Scaling = Named.Parse<Scaling>(words[1]),
            Metric = Named.Parse<Metric>(words[2]),
            PointerSearch = PhaseScope.None,
        };
    }
}
