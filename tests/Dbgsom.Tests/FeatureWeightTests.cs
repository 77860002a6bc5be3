using System.ComponentModel;
using System.Text.Json;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using static Dbgsom.Tests.SmallMaps;

namespace Dbgsom.Tests;

/// <summary>A weight counts a feature several times, and the categories of one variable together count as one feature.</summary>
public sealed class FeatureWeightTests : IDisposable
{
    private const int Rows = 300;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Metrics => [.. Metric.All.Select(metric => metric.Name)];

    public static TheoryData<string, string> MetricsAndScalings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var metric in Metric.All)
            foreach (var scaling in Scaling.All)
                // Two features are seen from another point than one where the offset is not the mean.
                if (!metric.ScalesToLengthOne || scaling == Scaling.Standard)
                    data.Add(metric.Name, scaling.Name);
            return data;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_weight_of_2_is_the_feature_twice(string metric)
    {
        foreach (bool gaps in new[] { false, true })
        {
            double[][] rows = Make(1, gaps);
            var once = Matrix(rows, ["a", "b", "c"], row => [row[0], row[1], row[2]]);
            var twice = Matrix(rows, ["a", "a again", "b", "c"], row => [row[0], row[0], row[1], row[2]]);
            var options = Small(metric);
            var map = Fit(options with { FeatureWeights = FeatureWeights.Parse("a=2") }, once);
            Same(map, once, Fit(options, twice), twice);
            // It is not the map without the weight.
            Assert.NotEqual(Fit(options, once).Training.QuantizationError, map.Training.QuantizationError, 1e-6);
        }
    }

    /// <summary>Two categories are one variable of 0 and 1.</summary>
    [Theory]
    [MemberData(nameof(MetricsAndScalings))]
    public void Two_categories_are_one_feature_of_yes_and_no(string metric, string scaling)
    {
        foreach (bool gaps in new[] { false, true })
        {
            double[][] rows = Make(2, gaps);
            var yesNo = Matrix(rows, ["a", "c", "sold"], row => [row[0], row[2], row[3]]);
            var categories = Matrix(rows, ["a", "c", "sold=no", "sold=yes"], row => [row[0], row[2], 1 - row[3], row[3]]);
            // A category that no row has changes nothing.
            var more = Matrix(
                rows,
                ["a", "c", "sold=never", "sold=no", "sold=yes"],
                row => [row[0], row[2], 0 * row[3], 1 - row[3], row[3]]
            );
            var options = Small(metric) with { Scaling = Naming.Named.Parse<Scaling>(scaling) };
            options = options with { FeatureWeights = FeatureWeights.Parse("sold=3") };
            var (map, other) = (Fit(options, categories), Fit(options, yesNo));
            // How far neurons moved is Euclidean whatever the metric, so that under others growth may come at another time.
            if (options.Metric.RanksAsEuclidean)
            {
                Same(map, categories, other, yesNo);
                Same(Fit(options, more), more, other, yesNo);
            }
            for (int row = 1; row < Rows; row++)
                Assert.Equal(Apart(other, yesNo, row), Apart(map, categories, row), 1e-9);
        }

        // Of a row from the one before, by what both have.
        static double Apart(SomMap map, DataMatrix data, int row)
        {
            double[] one = Scaled(map, [.. Enumerable.Range(0, data.ColumnCount).Select(c => data[row - 1, c])]);
            double[] two = Scaled(map, [.. Enumerable.Range(0, data.ColumnCount).Select(c => data[row, c])]);
            double[] apart = [.. one.Zip(two, (a, b) => Math.Abs(a - b)).Where(double.IsFinite)];
            return map.EffectiveOptions.Metric.FactorOf(4) == 4 ? apart.Sum() : apart.Sum(difference => difference * difference);
        }
    }

    /// <summary>Without scaling a weight is a factor, also of a feature of one value, which has a part in directions.</summary>
    [Theory]
    [InlineData("euclidean")]
    [InlineData("cosine")]
    public void A_weight_of_features_as_given_is_a_factor(string metric)
    {
        foreach (bool gaps in new[] { false, true })
        {
            double[][] rows = Make(6, gaps);
            string[] names = ["a", "b", "five"];
            var plain = Matrix(rows, names, row => [row[0], row[1], 5]);
            var longer = Matrix(rows, names, row => [row[0], row[1], 10]);
            var options = Small(metric) with { Scaling = Scaling.None };
            var map = Fit(options with { FeatureWeights = FeatureWeights.Parse("five=4") }, plain);
            var other = Fit(options with { FeatureWeights = FeatureWeights.Parse("a=1") }, longer);
            Assert.Equal(other.Neurons.Count, map.Neurons.Count);
            if (!gaps)
                Same(map, plain, other, longer);
            if (metric == "cosine")
                Assert.NotEqual(
                    Fit(options with { FeatureWeights = FeatureWeights.Parse("five=1") }, plain).Training.QuantizationError,
                    map.Training.QuantizationError,
                    1e-9
                );
        }
    }

    [Fact]
    public void A_weight_beyond_numbers_is_refused()
    {
        var data = Matrix(Make(7, false), ["a", "b", "c", "d"], row => row);
        foreach (string text in new[] { "a=1e-320", "a=1e308" })
        {
            var options = Small("manhattan") with { FeatureWeights = FeatureWeights.Parse(text) };
            if (text == "a=1e308")
                data = Matrix(Make(7, false), ["a", "b", "c", "d"], row => [row[0] * 1e-30, row[1], row[2], row[3]]);
            Assert.Contains(
                "FeatureWeights has a weight of",
                Assert.ThrowsAny<ArgumentException>(() => Fit(options, data)).Message,
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Features that are merely called like categories have profiles, too.</summary>
    [Fact]
    public void Features_called_like_categories_have_profiles()
    {
        var data = Matrix(Make(8, false), ["a", "rate=b", "rate=c"], row => [row[0], row[1] + 6, row[2] + 6]);
        var map = Fit(Small("euclidean") with { FeatureWeights = FeatureWeights.Parse("rate=2") }, data);
        var clusters = map.Cluster(Dbgsom.Clustering.ClusterMethod.Ward, 3);
        Assert.All(
            clusters.Describe(),
            cluster => Assert.All(cluster.Features, feature => Assert.True(double.IsFinite(feature.Deviations)))
        );
    }

    /// <summary>Sine and cosine of a place on a circle, such as that of a date, are one variable, but no categories.</summary>
    [Fact]
    public void A_place_on_a_circle_has_a_profile_in_its_own_spread()
    {
        double[][] rows = [.. Make(8, false).Select(row => new[] { row[0], Math.Sin(row[0] / 2), Math.Cos(row[0] / 2) })];
        var data = Matrix(rows, ["a", "when=month=sin", "when=month=cos"], row => row);
        var options = Small("euclidean") with
        {
            Scaling = Scaling.Standard,
            FeatureWeights = FeatureWeights.Parse("when=month=1"),
        };
        var statistics = data.Statistics();
        double spread = Math.Sqrt(
            ((statistics.Deviation[1] * statistics.Deviation[1]) + (statistics.Deviation[2] * statistics.Deviation[2])) / 2
        );
        foreach (var cluster in Fit(options, data).Cluster(Dbgsom.Clustering.ClusterMethod.Ward, 3).Describe())
        foreach (var feature in cluster.Features.Where(feature => feature.Feature > 0))
            Assert.Equal((feature.Mean - feature.RestMean) / spread, feature.Deviations, 1e-9);
    }

    /// <summary>All categories are equally far apart, however rare, and their parts of a squared distance sum to that of one standardized feature.</summary>
    [Fact]
    public void Categories_weigh_as_one_feature_together()
    {
        var random = new Random(3);
        double[][] rows =
        [
            .. Enumerable
                .Range(0, 500)
                .Select(row =>
                {
                    int kind = row < 6 ? 0 : 1 + random.Next(4);
                    return (double[])[random.NextDouble(), .. Enumerable.Range(0, 5).Select(k => k == kind ? 1.0 : 0)];
                }),
        ];
        var data = Matrix(rows, ["x", "kind=0", "kind=1", "kind=2", "kind=3", "kind=4"], row => row);
        var map = Fit(Small("euclidean") with { FeatureWeights = FeatureWeights.Parse("kind=1") }, data);
        double[][] scaled = [.. rows.Select(row => Scaled(map, row))];
        double[] variances =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(c =>
                {
                    double mean = scaled.Average(row => row[c]);
                    return scaled.Average(row => (row[c] - mean) * (row[c] - mean));
                }),
        ];
        Assert.Equal(1, variances[0], 1e-9);
        Assert.Equal(1, variances[1..].Sum(), 1e-9);
        double[] apart =
        [
            .. Enumerable
                .Range(0, 5)
                .SelectMany(one => Enumerable.Range(0, one).Select(other => (one, other)))
                .Select(pair => Squared(Kind(pair.one), Kind(pair.other))),
        ];
        Assert.All(apart, square => Assert.Equal(apart[0], square, 1e-9));

        double[] Kind(int kind) => Scaled(map, [0, .. Enumerable.Range(0, 5).Select(k => k == kind ? 1.0 : 0)]);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void The_same_bytes_in_parts_resumed_and_loaded(string metric)
    {
        var data = Matrix(Make(4, true), ["a", "b", "c", "d=0"], row => row);
        var options = Small(metric) with
        {
            FeatureWeights = FeatureWeights.Parse("a=0.5, d=2"),
            VerticalGrowth = true,
            Tau2 = 0.9,
        };
        byte[] wanted = Fit(options, data).ToBytes();
        var map = SomMap.Load(wanted, "the map");
        Assert.Equal(wanted, map.ToBytes());
        Assert.Equal(options.FeatureWeights, map.Options.FeatureWeights);
        using var parts = new Parts(data, null, 100, 180);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows, Token);
        run.Advance(Token);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(data, 3);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
        // Without scaling, too, where the scaler is made of the weights alone.
        var plain = Fit(options with { Scaling = Scaling.None, VerticalGrowth = false }, data);
        Assert.IsType<WeightScaler>(plain.Scaler);
        Assert.Equal(plain.ToBytes(), SomMap.Load(plain.ToBytes(), "the map").ToBytes());
    }

    [Fact]
    public void Are_text_and_JSON()
    {
        var weights = FeatureWeights.Parse(" b=2 ,\"a, \"\"quoted\"\" name=\"=0.5,x=y=1e-3 ");
        Assert.Equal("\"a, \"\"quoted\"\" name=\"=0.5, b=2, x=y=0.001", weights.ToString());
        Assert.Equal(weights, FeatureWeights.Parse(weights.ToString()));
        Assert.Equal(weights.GetHashCode(), FeatureWeights.Parse(weights.ToString()).GetHashCode());
        Assert.NotEqual(weights, FeatureWeights.Parse("b=2"));
        var options = SomOptions.Default with { FeatureWeights = weights };
        Assert.Equal(options, JsonSerializer.Deserialize<SomOptions>(JsonSerializer.Serialize(options)));
        var converter = TypeDescriptor.GetConverter(typeof(FeatureWeights));
        Assert.Equal(weights, converter.ConvertFrom(converter.ConvertToString(weights)!));
        Assert.Contains("feature-weights", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "'' is not a weight of a feature")]
    [InlineData("a", "'a' is not a weight of a feature; valid is a name with a number, as in age=2")]
    [InlineData("a=two", "'a=two' is not a weight of a feature")]
    [InlineData("a=-1", "the weight of 'a' is -1; valid is a number of at least 0")]
    [InlineData("a=NaN", "the weight of 'a' is NaN")]
    [InlineData("a=1,a=2", "the feature 'a' has two weights")]
    [InlineData("=1", "the name of a feature is empty")]
    [InlineData("{\"a\":\"b\"}", "the weight of 'a' is not a number")]
    [InlineData("{\"a\":", "not valid JSON")]
    public void What_is_no_weight_is_refused(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => FeatureWeights.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_name_that_is_no_feature_is_refused()
    {
        var data = Matrix(Make(5, false), ["a", "b", "c", "d"], row => row);
        var options = Small("euclidean") with { FeatureWeights = FeatureWeights.Parse("a=2, e=1") };
        Assert.Contains(
            "FeatureWeights names 'e', which is not a feature; the features are 'a', 'b', 'c', 'd'",
            Assert.ThrowsAny<ArgumentException>(() => new SomVq(options).Fit(data)).Message,
            StringComparison.Ordinal
        );
        // Without names features are called by their index.
        var bare = data.WithFeatureNames(null);
        var map = Fit(options with { FeatureWeights = FeatureWeights.Parse("0=4") }, bare);
        Assert.Equal(Fit(options with { FeatureWeights = FeatureWeights.Parse("a=4") }, data).Weights.Values, map.Weights.Values);
        Assert.Contains(
            "names '4', which is not a feature; the features are 0 to 3",
            Assert
                .ThrowsAny<ArgumentException>(() => Fit(options with { FeatureWeights = FeatureWeights.Parse("4=1") }, bare))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static void Same(SomMap map, DataMatrix data, SomMap other, DataMatrix otherData)
    {
        Assert.Equal(other.Neurons.Count, map.Neurons.Count);
        Assert.Equal(other.Predict(otherData, Token), map.Predict(data, Token));
        Assert.Equal(other.Training.QuantizationError, map.Training.QuantizationError, 1e-9);
        Assert.Equal(other.Training.TopographicError, map.Training.TopographicError);
        // Its squares are Euclidean whatever the metric, and weights are not.
        if (map.EffectiveOptions.Metric.RanksAsEuclidean)
            Assert.Equal(other.ExplainedVariance(otherData, Token), map.ExplainedVariance(data, Token), 1e-9);
    }

    /// <summary>Three numbers and a 0 or 1, with values missing where that is wanted.</summary>
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
                        (2 * group) + (random.NextDouble() * 5),
                        random.NextDouble() * 3,
                        random.NextDouble() < 0.2 + (0.3 * group) ? 1 : 0,
                    ];
                    int kept = random.Next(4);
                    return (double[])
                        [
                            .. values.Select(
                                (value, c) => gaps && c != kept && c != 0 && random.NextDouble() < 0.3 ? double.NaN : value
                            ),
                        ];
                }),
        ];
    }

    private static DataMatrix Matrix(double[][] rows, string[] names, Func<double[], double[]> select) =>
        DataMatrix.From([.. rows.SelectMany(select)], names.Length).WithFeatureNames(names);

    private static double[] Scaled(SomMap map, double[] row)
    {
        double[] scaled = [.. row];
        map.Scaler!.Apply(scaled);
        return scaled;
    }

    private static double Squared(double[] one, double[] other) => one.Zip(other, (a, b) => (a - b) * (a - b)).Sum();
}
