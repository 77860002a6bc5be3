using System.ComponentModel;
using System.Text.Json;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using static Dbgsom.Tests.SmallMaps;

namespace Dbgsom.Tests;

/// <summary>A transformed feature is trained on as if the samples held the transformed values, and is shown in the user's units.</summary>
public sealed class FeatureTransformTests : IDisposable
{
    private const int Rows = 240;

    private static readonly string[] Names = ["a", "wide", "counts", "b"];

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> MetricsAndScalings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var metric in Metric.All)
            foreach (var scaling in Scaling.All)
                data.Add(metric.Name, scaling.Name);
            return data;
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>By the logarithms of the runtime, which agree but for rounding.</summary>
    [Theory]
    [MemberData(nameof(MetricsAndScalings))]
    public void The_map_is_that_of_the_logarithms(string metric, string scaling)
    {
        foreach (bool gaps in new[] { false, true })
        {
            double[][] rows = Make(1, gaps);
            // The least count above 0 is 0.5.
            double[][] logs = [.. rows.Select(row => new[] { row[0], Math.Log(row[1]), Math.Log(1 + (row[2] / 0.5)), row[3] })];
            var options = Small(metric) with { Scaling = Named.Parse<Scaling>(scaling) };
            var map = Fit(options with { FeatureTransforms = FeatureTransforms.Parse("wide=log, counts=log") }, Matrix(rows));
            var other = Fit(options, Matrix(logs));
            Assert.Equal(other.Neurons.Count, map.Neurons.Count);
            Assert.Equal(other.Predict(Matrix(logs), Token), map.Predict(Matrix(rows), Token));
            Assert.Equal(other.Training.QuantizationError, map.Training.QuantizationError, 1e-9);
            Assert.Equal(other.QuantizationError(Matrix(logs), Token), map.QuantizationError(Matrix(rows), Token), 1e-9);
            for (int row = 0; row < Rows; row++)
                Assert.Equal(other.Predict(logs[row]), map.Predict(rows[row]));
            var (inUnits, inLogs) = (map.WeightsInDataUnits, other.WeightsInDataUnits);
            for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
            {
                Assert.Equal(1, inUnits[neuron, 1] / Math.Exp(inLogs[neuron, 1]), 1e-9);
                Assert.Equal(0.5 * (Math.Exp(inLogs[neuron, 2]) - 1), inUnits[neuron, 2], 1e-9 + (1e-9 * inUnits[neuron, 2]));
                Assert.Equal(inLogs[neuron, 3], inUnits[neuron, 3], 1e-9);
            }
            if (!gaps)
                continue;
            var (filled, sure) = (map.ImputeWithDeviations(Matrix(rows), Token), other.ImputeWithDeviations(Matrix(logs), Token));
            for (int row = 0; row < Rows; row++)
            {
                double wide = sure.Values[row, 1];
                Assert.Equal(1, filled.Values[row, 1] / Math.Exp(wide), 1e-9);
                // Of a small deviation of the logarithm the value deviates by so many times itself.
                Assert.Equal(
                    sure.Deviations[row, 1],
                    double.IsNaN(rows[row][1]) ? filled.Deviations[row, 1] / filled.Values[row, 1] : 0,
                    1e-9
                );
            }
        }
    }

    [Theory]
    [InlineData("euclidean", "wide=log, counts=log", Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData("cosine", "wide=log, counts=log", Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData("manhattan", "wide=log, counts=log", Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData("euclidean", "wide=rank, counts=rank", Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData("cosine", "wide=rank, counts=log")]
    [InlineData("manhattan", "wide=log, counts=rank", Traits = [NeedsAttribute.Trait, Need.Time])]
    public void The_same_bytes_in_parts_mapped_resumed_and_loaded(string metric, string transforms)
    {
        var data = Matrix(Make(2, true));
        var options = Small(metric) with
        {
            FeatureTransforms = FeatureTransforms.Parse(transforms),
            FeatureWeights = FeatureWeights.Parse("a=0, wide=2"),
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 10,
            Tau2 = 0.02,
        };
        byte[] wanted = Fit(options, data).ToBytes();
        var map = SomMap.Load(wanted, "the map");
        Assert.Equal(wanted, map.ToBytes());
        Assert.Equal(options.FeatureTransforms, map.Options.FeatureTransforms);
        Assert.NotEmpty(map.Children);
        Assert.Equal(Fit(options, data).Predict(data, Token), map.Predict(data, Token));
        using var parts = new Parts(data, null, 100, 180);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        using (var file = File.Create(folder.At("data.npy")))
            NpyFile.Write(file, data);
        using var mapped = DataMatrix.MapNpy(folder.At("data.npy")).WithFeatureNames(Names);
        Assert.Equal(wanted, Fit(options, mapped).ToBytes());
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows, Token);
        run.Advance(Token);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(data, 3);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
        // The fingerprint is that of the rows as given.
        Assert.Equal(Fit(options with { FeatureTransforms = null }, data).Training.DataFingerprint, map.Training.DataFingerprint);
    }

    /// <summary>By place where features have no names, also behind a passive one.</summary>
    [Fact]
    public void Features_without_names_are_called_by_place()
    {
        var data = Matrix(Make(3, false));
        var options = Small("euclidean");
        var named = Fit(
            options with
            {
                FeatureTransforms = FeatureTransforms.Parse("wide=log"),
                FeatureWeights = FeatureWeights.Parse("a=0"),
            },
            data
        );
        var bare = Fit(
            options with
            {
                FeatureTransforms = FeatureTransforms.Parse("1=log"),
                FeatureWeights = FeatureWeights.Parse("0=0"),
            },
            data.WithFeatureNames(null)
        );
        Assert.Equal(named.Weights.Values, bare.Weights.Values);
        Assert.Equal(named.WeightsInDataUnits.Values, bare.WeightsInDataUnits.Values);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("rank")]
    public void A_constant_feature_keeps_its_value(string transform)
    {
        var data = DataMatrix
            .From([.. Make(4, false).SelectMany(row => new[] { row[0], 7, row[3] })], 3)
            .WithFeatureNames(["a", "seven", "b"]);
        var map = Fit(Small("euclidean") with { FeatureTransforms = FeatureTransforms.Parse($"seven={transform}") }, data);
        Assert.Equal(7, Assert.Single(map.ConstantFeatures).Value);
        Assert.Empty(map.ChangedFeatures(data, Token));
        Assert.Equal(7, map.WeightsInDataUnits[0, 1], 1e-12);
        // What is constant has no part in distances, and no logarithm to be asked for.
        Assert.Equal(map.Predict([0.5, 7, 1]), map.Predict([0.5, -7, 1]));
    }

    [Theory]
    [InlineData("euclidean")]
    [InlineData("cosine")]
    [InlineData("manhattan")]
    public void Values_without_a_logarithm_are_refused_by_place(string metric)
    {
        double[][] rows = Make(5, false);
        var map = Fit(Small(metric) with { FeatureTransforms = FeatureTransforms.Parse("wide=log, counts=log") }, Matrix(rows));
        rows[17][1] = 0;
        Refused(
            () => map.Predict(Matrix(rows), Token),
            "the value in row 17, feature 1 ('wide') is not greater than 0 and has no logarithm"
        );
        Refused(() => map.Predict(rows[17]), "the value 0 of feature 1 ('wide') is not greater than 0 and has no logarithm");
        // Also among rows that lack values.
        rows[20][0] = double.NaN;
        Refused(
            () => map.Predict(Matrix(rows), Token),
            "the value in row 17, feature 1 ('wide') is not greater than 0 and has no logarithm"
        );
        (rows[17][1], rows[20][0]) = (1, 1);
        rows[3][2] = -1;
        Refused(
            () => map.Predict(Matrix(rows), Token),
            "the value in row 3, feature 2 ('counts') is below 0 and has no logarithm"
        );
        Refused(
            () => Fit(map.Options, Matrix(rows)),
            "FeatureTransforms takes the logarithm of 'counts', whose smallest value is -1; log needs values of at least 0, and row 3 has -1"
        );
        using var parts = new Parts(Matrix(rows), null, 2, 50);
        Refused(() => TrainingRun.Start(map.Options, parts.Engine, Token), "log needs values of at least 0, and row 3 has -1");
        // A row that does not count is looked at, too.
        double[] weights = [.. Enumerable.Range(0, Rows).Select(row => row == 3 ? 0.0 : 1)];
        Refused(
            () => Fit(map.Options, Matrix(rows).WithSampleWeights(weights)),
            "the value -1 in row 3, column 2 ('counts') is below 0 and has no logarithm"
        );
        Refused(
            () => Fit(Small("euclidean") with { FeatureTransforms = FeatureTransforms.Parse("other=log") }, Matrix(rows)),
            "FeatureTransforms names 'other', which is not a feature that is trained on; features are 'a', 'wide', 'counts', 'b'"
        );
        Assert.Contains(
            metric == "manhattan" ? "ONNX models support metrics" : "the map has some (counts=log, wide=log)",
            Assert.Throws<InvalidOperationException>(() => map.SaveOnnx(folder.At("map.onnx"))).Message,
            StringComparison.Ordinal
        );

        static void Refused(Func<object> act, string message) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_text_and_JSON()
    {
        var transforms = FeatureTransforms.Parse(" b=log ,\"a, \"\"quoted\"\" name\"=LOG");
        Assert.Equal("\"a, \"\"quoted\"\" name\"=log, b=log", transforms.ToString());
        Assert.Equal(transforms, FeatureTransforms.Parse(transforms.ToString()));
        Assert.Equal(transforms.GetHashCode(), FeatureTransforms.Parse(transforms.ToString()).GetHashCode());
        Assert.NotEqual(transforms, FeatureTransforms.Parse("b=log"));
        var options = SomOptions.Default with { FeatureTransforms = transforms };
        Assert.Equal(options, JsonSerializer.Deserialize<SomOptions>(JsonSerializer.Serialize(options)));
        var converter = TypeDescriptor.GetConverter(typeof(FeatureTransforms));
        Assert.Equal(transforms, converter.ConvertFrom(converter.ConvertToString(transforms)!));
        Assert.Contains("feature-transforms", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "'' is not a transform of a feature; valid is a name with one of log, rank")]
    [InlineData("a", "'a' is not a transform of a feature")]
    [InlineData("a=square", "the transform of 'a' is 'square', which is not one of log, rank")]
    [InlineData("a=log,a=log", "the feature 'a' has two transforms")]
    [InlineData("=log", "the name of a feature is empty")]
    [InlineData("{\"a\":1}", "the transform of 'a' is not a text")]
    [InlineData("{\"a\":", "not valid JSON")]
    public void What_is_no_transform_is_refused(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => FeatureTransforms.Parse(text)).Message,
            StringComparison.Ordinal
        );

    /// <summary>By its name, and by its place where columns have none, which is that of another column among those that are trained on.</summary>
    [Fact]
    public void A_transform_of_a_passive_column_is_refused()
    {
        double[][] rows = Make(5, false);
        foreach (var (data, name) in new[] { (Matrix(rows), "wide"), (DataMatrix.From(rows), "1") })
            Assert.Contains(
                $"FeatureTransforms names '{name}', which has the weight 0",
                Assert
                    .ThrowsAny<ArgumentException>(() =>
                        Fit(
                            Small("euclidean") with
                            {
                                FeatureTransforms = FeatureTransforms.Parse($"{name}=log"),
                                FeatureWeights = FeatureWeights.Parse($"{name}=0"),
                            },
                            data
                        )
                    )
                    .Message,
                StringComparison.Ordinal
            );
    }

    /// <summary>ln(1 + x/u) is not below 0, nor is what comes back of less than that.</summary>
    [Fact]
    public void Nothing_below_0_comes_back()
    {
        Assert.Equal(0, new LogTransform(2).Invert(-0.5));
        Assert.True(new LogTransform(0).Invert(-0.5) > 0);
    }

    /// <summary>A number, one that spans nine powers of ten, counts of halves with zeros, and a number; with values missing where that is wanted.</summary>
    private static double[][] Make(int seed, bool gaps)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                {
                    int group = row % 3;
                    double[] values =
                    [
                        group + random.NextDouble(),
                        Math.Pow(10, (3 * group) + (3 * random.NextDouble())),
                        row < 2 ? row * 0.5 : random.Next(1, 9) * random.Next(0, 9) * 0.5,
                        (2 * group) + (random.NextDouble() * 5),
                    ];
                    int kept = 1 + random.Next(3);
                    return (double[])
                        [
                            .. values.Select(
                                (value, c) => gaps && row > 2 && c != kept && random.NextDouble() < 0.2 ? double.NaN : value
                            ),
                        ];
                }),
        ];
    }

    private static DataMatrix Matrix(double[][] rows) =>
        DataMatrix.From([.. rows.SelectMany(row => row)], 4).WithFeatureNames(Names);
}
