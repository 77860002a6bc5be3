using System.IO.Compression;
using System.Text.Json.Nodes;
using Dbgsom.Classification.Lvq;
using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using static Dbgsom.Tests.SmallMaps;

namespace Dbgsom.Tests;

/// <summary>A feature of weight 0 is shown and has no part in anything else.</summary>
public sealed class PassiveFeatureTests : IDisposable
{
    private const int Rows = 300;

    private static readonly string[] Names = ["a", "shown", "b", "kind=x", "kind=y", "c"];
    private static readonly int[] Active = [0, 2, 5];

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

    [Theory]
    [MemberData(nameof(MetricsAndScalings))]
    public void The_map_is_the_one_without_the_columns(string metric, string scaling)
    {
        foreach (bool gaps in new[] { false, true })
        foreach (bool named in new[] { false, true })
        foreach (bool single in new[] { false, true })
        {
            var all = Matrix(Make(1, gaps), named);
            all = single ? all.ToSingle() : all;
            var less = all.SelectColumns(Active);
            var options = Small(metric) with
            {
                Scaling = Named.Parse<Scaling>(scaling),
                VerticalGrowth = true,
                MinSamplesVerticalGrowth = 10,
                Tau2 = 0.02,
            };
            var map = Fit(options with { FeatureWeights = Weights(named, "") }, all);
            SameButForPassive(Fit(options, less), map);
            Assert.Equal(named ? ["shown", "kind=x", "kind=y"] : ["1", "3", "4"], map.PassiveFeatures.Select(p => p.Name));
            Assert.Equal([1, 3, 4], map.PassiveFeatures.Select(p => p.Column));
            Assert.NotEmpty(map.Children);
            Assert.All(map.AllMaps(), one => Assert.Equal(3, one.Map.PassiveFeatures.Count));
            // Weights of others are those of others.
            SameButForPassive(
                Fit(options with { FeatureWeights = FeatureWeights.Parse(named ? "b=3" : "1=3") }, less),
                Fit(options with { FeatureWeights = Weights(named, named ? ", b=3" : ", 2=3") }, all)
            );
        }
    }

    /// <summary>What one more update step would give it, by the formula: Σ h n q c / Σ h n q.</summary>
    [Theory]
    [InlineData("robust")]
    [InlineData("robust-growth")]
    [InlineData("uniform")]
    public void A_neuron_has_the_mean_of_the_samples_around(string weighting)
    {
        double[][] rows = Make(2, true);
        double[] masses = [.. Enumerable.Range(0, Rows).Select(i => 1.0 + (i % 3))];
        var data = Matrix(rows, true).WithSampleWeights(masses);
        var options = Small("euclidean") with { Weighting = Named.Parse<Weighting>(weighting) };
        using var engine = new LocalEngine(data);
        var run = TrainingRun.Start(options with { FeatureWeights = Weights(true, "") }, engine, Token);
        while (!run.IsFinished)
            run.Advance(Token);
        var map = run.Finish(cancellationToken: Token);
        var matches = map.FindBestMatches(data, 1, Token);
        double variance = map.Training.TotalVariance;
        double Strength(double distance) =>
            weighting != "robust" ? 1 : 1 - Math.Sqrt(1 - Math.Exp(-distance * distance / variance));
        int neurons = map.Neurons.Count;
        double[,] ways = Training.AnnealingTests.WaysOverCorners([.. map.Neurons.Select(neuron => neuron.Position)]);
        foreach (var (p, column) in new[] { 1, 3, 4 }.Index())
        {
            var (sum, known, all, mass) = (new double[neurons], new double[neurons], new double[neurons], new double[neurons]);
            for (int i = 0; i < Rows; i++)
            {
                // Rows that lack more than half of what is trained on do not count.
                if (Active.Count(c => double.IsNaN(rows[i][c])) > 1.5)
                    continue;
                var match = matches[i, 0];
                double s = Strength(match.Distance) * masses[i];
                mass[match.Neuron] += masses[i];
                all[match.Neuron] += s;
                if (double.IsNaN(rows[i][column]))
                    continue;
                known[match.Neuron] += s;
                sum[match.Neuron] += s * rows[i][column];
            }
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                var (upper, lower) = (0.0, 0.0);
                for (int other = 0; other < neurons; other++)
                {
                    if (all[other] == 0)
                        continue;
                    double way = ways[neuron, other];
                    double near = Math.Exp(-way * way / (2 * run.Sigma * run.Sigma));
                    // Neighbors so far away are left out.
                    double h = (near < 1e-6 ? 0 : near) * mass[other] / all[other];
                    upper += h * sum[other];
                    lower += h * known[other];
                }
                Assert.Equal(upper / lower, map.PassiveFeatures[p].Values[neuron], 1e-9);
            }
            double[] values =
            [
                .. rows.Zip(masses)
                    .Where(row => Active.Count(c => double.IsNaN(row.First[c])) < 1.5 && !double.IsNaN(row.First[column]))
                    .SelectMany(row => Enumerable.Repeat(row.First[column], (int)row.Second)),
            ];
            double mean = values.Average();
            Assert.Equal(mean, map.PassiveFeatures[p].Mean, 1e-9);
            Assert.Equal(
                Math.Sqrt(values.Average(value => (value - mean) * (value - mean))),
                map.PassiveFeatures[p].StandardDeviation,
                1e-9
            );
        }
    }

    [Theory]
    [InlineData("euclidean")]
    [InlineData("cosine")]
    [InlineData("manhattan")]
    public void The_same_bytes_in_parts_mapped_resumed_and_loaded(string metric)
    {
        var data = Matrix(Make(3, true), true);
        var options = Small(metric) with
        {
            FeatureWeights = Weights(true, ", a=2"),
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 10,
            Tau2 = 0.02,
        };
        byte[] wanted = Fit(options, data).ToBytes();
        Assert.Equal(wanted, SomMap.Load(wanted, "the map").ToBytes());
        Assert.Equal(
            wanted,
            new SomVq(options) { Threads = 3 }
                .Fit(data, cancellationToken: Token)
                .ToBytes()
        );
        using var parts = new Parts(data, null, 100, 180);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        using (var file = File.Create(folder.At("data.npy")))
            NpyFile.Write(file, data);
        using var mapped = DataMatrix.MapNpy(folder.At("data.npy")).WithFeatureNames(Names);
        Assert.Equal(wanted, Fit(options, mapped).ToBytes());
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows, Token);
        Assert.Equal(3, run.Weights.FeatureCount);
        run.Advance(Token);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(data, 3);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
        foreach (
            var other in new[] { data.SelectColumns(Active), data.WithFeatureNames(["a", "b", "shown", "kind=x", "kind=y", "c"]) }
        )
        {
            using var wrong = new LocalEngine(other);
            Assert.Contains(
                "the run was started on",
                Assert.Throws<ArgumentException>(() => TrainingRun.Resume(folder.At("run.npz"), wrong, Token)).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Samples_may_have_or_lack_passive_features()
    {
        var data = Matrix(Make(4, true), true);
        var map = Fit(Small("euclidean") with { FeatureWeights = Weights(true, "") }, data);
        int[] winners = map.Predict(data.SelectColumns(Active), Token);
        Assert.Equal(winners, map.Predict(data, Token));
        Assert.Equal(winners, map.Predict(data.SelectColumns(5, 3, 2, 0), Token));
        Assert.Equal(winners, map.Predict(data.WithFeatureNames(null), Token));
        Assert.Equal(winners, map.Predict(data.SelectColumns(Active).WithFeatureNames(null), Token));
        Assert.Empty(map.IgnoredFeatures(data));
        Assert.Equal(
            "the data has 2 columns; the map was trained on 3, and shows all of 6 (Parameter 'data')",
            Assert.Throws<ArgumentException>(() => map.Predict(data.SelectColumns(0, 1).WithFeatureNames(null), Token)).Message
        );
        var table = map.ToTable().Columns.ToDictionary(column => column.Name, column => column.Values);
        Assert.Equal(map.PassiveFeatures[0].Values, table["passive_shown"]);
        Assert.DoesNotContain("weight_shown", table.Keys);
    }

    [Fact]
    public void A_feature_without_values_is_unknown_everywhere()
    {
        var data = DataMatrix
            .From([.. Make(5, false).SelectMany(row => new[] { row[0], double.NaN, row[2] })], 3)
            .WithFeatureNames(["a", "shown", "b"]);
        var map = Fit(Small("euclidean") with { FeatureWeights = FeatureWeights.Parse("shown=0") }, data);
        Assert.All(map.PassiveFeatures[0].Values, value => Assert.True(double.IsNaN(value)));
        Assert.Equal(map.ToBytes(), SomMap.Load(map.ToBytes(), "the map").ToBytes());
    }

    [Fact]
    public void Refinement_shows_them_anew()
    {
        var data = Matrix(Make(6, false), true);
        string[] labels = [.. Enumerable.Range(0, Rows).Select(row => $"{row % 3}")];
        var options = Small("euclidean");
        var shown = new SomClassifier(options with { FeatureWeights = Weights(true, "") }).Fit(
            data,
            labels,
            cancellationToken: Token
        );
        var plain = new SomClassifier(options).Fit(data.SelectColumns(Active), labels, cancellationToken: Token);
        SameButForPassive(plain.Map, shown.Map);
        var refined = new LvqRefinement { KeepBest = false }.Refine(shown, data, labels, cancellationToken: Token);
        SameButForPassive(
            new LvqRefinement { KeepBest = false }
                .Refine(plain, data.SelectColumns(Active), labels, cancellationToken: Token)
                .Map,
            refined.Map
        );
        Assert.NotEqual(shown.Map.PassiveFeatures[0].Values, refined.Map.PassiveFeatures[0].Values);
        Assert.Contains(
            "the data lacks 'shown', 'kind=x', 'kind=y'",
            Assert
                .Throws<ArgumentException>(() =>
                    new LvqRefinement().Refine(shown, data.SelectColumns(Active), labels, cancellationToken: Token)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Behind the others, in deviations of the samples.</summary>
    [Fact]
    public void Clusters_are_described_by_them_too()
    {
        var data = DataMatrix
            .From(
                [.. Enumerable.Range(0, 200).SelectMany(i => new[] { 100 * (i % 2), i * 37 % 100 / 50.0, 7 - (3 * (i % 2)), 1 })],
                4
            )
            .WithFeatureNames(["far", "same", "shown", "constant"]);
        var map = Fit(Small("euclidean") with { FeatureWeights = FeatureWeights.Parse("shown=0, constant=0") }, data);
        var described = map.Cluster(Dbgsom.Clustering.ClusterMethod.KMeans, 2, Token).Describe();
        foreach (var cluster in described)
        {
            Assert.DoesNotContain(cluster.Features, feature => feature.Name == "shown");
            var shown = Assert.Single(cluster.PassiveFeatures);
            Assert.Equal(("shown", 0), (shown.Name, shown.Feature));
            bool isNear = cluster.Features.First(feature => feature.Name == "far").Deviations < 0;
            // Of 7 and 4, whose mean is 5.5 and deviation 1.5, the one is two deviations above the other.
            Assert.Equal(isNear ? 2 : -2, shown.Deviations, 0.3);
            Assert.Equal(isNear ? 7 : 4, shown.Mean, 0.3);
        }
        Assert.All(map.PassiveFeatures[1].Values, value => Assert.Equal(1, value, 1e-12));
    }

    [Theory]
    [InlineData(
        "a=0, shown=0, b=0, kind=0, c=0",
        "gives the weight 0 to every feature ('a', 'shown', 'b', 'kind=x', 'kind=y' and 1 more)"
    )]
    [InlineData(
        "other=0",
        "FeatureWeights names 'other', which is not a feature; the features are 'a', 'shown', 'b', 'kind=x', 'kind=y' and 1 more"
    )]
    public void Weights_that_leave_nothing_or_name_nothing_are_refused(string weights, string message) =>
        Assert.Contains(
            message,
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    Fit(Small("euclidean") with { FeatureWeights = FeatureWeights.Parse(weights) }, Matrix(Make(7, false), true))
                )
                .Message,
            StringComparison.Ordinal
        );

    private static FeatureWeights Weights(bool named, string more) =>
        FeatureWeights.Parse((named ? "shown=0, kind=0" : "1=0, 3=0, 4=0") + more);

    /// <summary>All entries of the one are those of the other, which has more only for passive features.</summary>
    private static void SameButForPassive(SomMap plain, SomMap map)
    {
        var (wanted, found) = (Entries(plain), Entries(map));
        foreach (var (name, bytes) in wanted)
            if (name.EndsWith("model.json", StringComparison.Ordinal))
                Assert.Equal(Stripped(bytes), Stripped(found[name]));
            else
                Assert.Equal(bytes, found[name]);
        Assert.All(
            found.Keys.Except(wanted.Keys),
            name => Assert.StartsWith("passive", name.Split('/')[^1], StringComparison.Ordinal)
        );
    }

    private static string Stripped(byte[] json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        foreach (string name in new[] { "options", "effective_options" })
            node[name]!.AsObject().Remove("feature-weights");
        node.Remove("passive_features");
        return node.ToJsonString();
    }

    private static Dictionary<string, byte[]> Entries(SomMap map)
    {
        using var archive = new ZipArchive(new MemoryStream(map.ToBytes()));
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            }
        );
    }

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
                    bool isX = random.NextDouble() < 0.2 + (0.3 * group);
                    double[] values =
                    [
                        group + random.NextDouble(),
                        (100 * group) + (random.NextDouble() * 500),
                        random.NextDouble() * 3,
                        isX ? 1 : 0,
                        isX ? 0 : 1,
                        (2 * group) + (random.NextDouble() * 5),
                    ];
                    int kept = Active[random.Next(3)];
                    return (double[])
                        [.. values.Select((value, c) => gaps && c != kept && random.NextDouble() < 0.3 ? double.NaN : value)];
                }),
        ];
    }

    private static DataMatrix Matrix(double[][] rows, bool named) =>
        DataMatrix.From([.. rows.SelectMany(row => row)], Names.Length).WithFeatureNames(named ? Names : null);
}
