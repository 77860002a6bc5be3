using System.IO.Compression;
using System.Text.Json.Nodes;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Training;

namespace Dbgsom.Tests.Clustering;

public sealed class OutlierTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(900, 3, 5);
    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 16 }).Fit(Data);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_score_is_a_robust_z_drawn_towards_the_map()
    {
        var matches = Map.FindBestMatches(Data, 1, Token);
        double[] distances = [.. matches.Select(match => match.Distance)];
        double[] scores = Map.OutlierScores(Data, Token);
        var (median, deviation) = Robust(distances);
        for (int row = 0; row < scores.Length; row += 13)
        {
            double[] own = [.. distances.Where((_, other) => matches[other, 0].Neuron == matches[row, 0].Neuron)];
            var (ownMedian, ownDeviation) = Robust(own);
            double share = own.Length / (own.Length + 10.0);
            double center = (share * ownMedian) + ((1 - share) * median);
            double scale = 1.4826 * ((share * ownDeviation) + ((1 - share) * deviation));
            Assert.Equal((distances[row] - center) / scale, scores[row], 1e-10);
        }
        Assert.True(scores.Count(score => score < SomMap.OutlierThreshold) > 0.9 * scores.Length);
        Assert.True(
            Map.OutlierScores(
                DataMatrix.From([
                    [50, -50, 50],
                ]),
                Token
            )[0] > 20
        );
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_matter_and_others_count_by_theirs()
    {
        double[] weights = [.. Enumerable.Range(0, Data.RowCount).Select(row => (double)(row % 3))];
        var weighted = new SomVq(new SomOptions { TargetNeurons = 16 }).Fit(Data.WithSampleWeights(weights));
        var spread = weighted.Content.Spread!;
        var matches = weighted.FindBestMatches(Data, 1, Token);
        double[] repeated = [.. matches.SelectMany((match, row) => Enumerable.Repeat(match.Distance, row % 3))];
        var (median, deviation) = Robust(repeated);
        Assert.Equal(median, spread.Median);
        Assert.Equal(deviation, spread.Deviation);
        Assert.Equal(repeated.Average(distance => Math.Abs(distance - median)), spread.MeanDeviation, 1e-12);
    }

    [Fact]
    public void A_saved_map_scores_as_before_and_rows_in_files_give_the_same_map()
    {
        Map.Save(folder.At("a.som.npz"));
        Assert.Equal(Map.OutlierScores(Data, Token), SomMap.Load(folder.At("a.som.npz")).OutlierScores(Data, Token));
        NpyFile.Write(folder.At("x.npy"), Data);
        using var mapped = DataMatrix.MapNpy(folder.At("x.npy"), null, Token);
        var options = new SomOptions { TargetNeurons = 16 };
        using var engine = new LocalEngine(mapped, 2) { MostStateInMemory = 0 };
        TrainingRun.Start(options, engine, Token).Complete(cancellationToken: Token).Save(folder.At("b.som.npz"));
        Assert.Equal(File.ReadAllBytes(folder.At("a.som.npz")), File.ReadAllBytes(folder.At("b.som.npz")));
    }

    [Fact]
    public void A_file_of_the_format_before_says_so_when_asked()
    {
        string path = folder.At("old.som.npz");
        Map.Save(path);
        ChangedArchive.Remove(path, "distance_median.npy");
        ChangedArchive.Remove(path, "distance_deviation.npy");
        ChangedArchive.Edit(
            path,
            "model.json",
            json =>
            {
                Assert.True(json.Remove("distances"));
                json["format"]!["minor"] = 1;
            }
        );
        var old = SomMap.Load(path);
        Assert.False(old.CanScoreOutliers);
        Assert.Contains("older than 1.2", Assert.Throws<InvalidOperationException>(() => old.OutlierScores(Data, Token)).Message);
        old.Save(folder.At("again.som.npz"));
        Assert.False(SomMap.Load(folder.At("again.som.npz")).CanScoreOutliers);
        Assert.True(Map.CanScoreOutliers);
    }

    [Theory]
    [InlineData("distance_median.npy")]
    [InlineData("distance_deviation.npy")]
    [InlineData("median_deviation")]
    public void Distances_below_zero_are_no_distances(string what)
    {
        string path = folder.At("bad.som.npz");
        Map.Save(path);
        if (what.EndsWith(".npy", StringComparison.Ordinal))
            ChangedArchive.Replace<double>(path, what, [.. Enumerable.Repeat(-1.0, Map.Neurons.Count)], Map.Neurons.Count);
        else
            ChangedArchive.Edit(path, "model.json", json => json["distances"]![what] = -1);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message);
    }

    [Theory]
    [InlineData(0, 0, 5, 2.0 / (1.253314 * 4))]
    [InlineData(0, 0, 3, 0)]
    [InlineData(0, 2, 5, 2 / (1.4826 * 1))]
    [InlineData(2, 0, 5, 2 / (1.4826 * 1))]
    public void Where_most_distances_are_equal_the_mean_deviation_scales(double own, double all, double distance, double score)
    {
        var spread = new DistanceSpread
        {
            Medians = [3],
            Deviations = [own],
            Median = 3,
            Deviation = all,
            MeanDeviation = 4,
        };
        Assert.Equal(score, spread.Score(0, 10, distance, 1e-12), 1e-12);
    }

    /// <summary>By hand: |median − 1| + MAD is 0, 2, 6 and 9; nine tenths of 10 samples keep to 6, of 20 to 2.</summary>
    [Theory]
    [InlineData(7.0, 1.0, 1.0, 1.0, 1.5)]
    [InlineData(17.0, 1.0, 1.0, 1.0, 0.5)]
    [InlineData(0.0, 0.0, 0.0, 1.0, 2.25)]
    public void The_scale_is_a_quarter_of_what_nine_tenths_keep_to(double a, double b, double c, double d, double floor)
    {
        var spread = new DistanceSpread
        {
            Medians = [3, 1, 8, 4],
            Deviations = [0, 0, 2, 3],
            Median = 1,
            Deviation = 0.01,
            MeanDeviation = 0,
        }.WithFloor([b, a, d, c]);
        Assert.Equal(floor, spread.Floor, 1e-12);
        Assert.Equal(2 / floor, spread.Score(1, 0, 3, 1e-12), 1e-12);
        Assert.Equal(1 + (2 * floor), spread.Reach(2, 1e-12), 1e-12);
        Assert.Equal(0.5, (spread with { Deviation = 4 / 1.4826 }).Score(1, 0, 3, 1e-12), 1e-12);
    }

    /// <summary>A fifth of the rows lie loosely; before there was a floor all of those were odd.</summary>
    [Fact]
    public void Where_most_rows_lie_on_their_neurons_the_others_are_not_all_odd()
    {
        var random = new Random(3);
        double[][] rows =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(row =>
                    row < 1600
                        ? [(row % 8) + (1e-4 * random.NextDouble()), (row % 5) + (1e-4 * random.NextDouble())]
                        : new[] { 8 * random.NextDouble(), 5 * random.NextDouble() }
                ),
        ];
        var data = DataMatrix.From([.. rows.SelectMany(row => row)], 2);
        var map = new SomVq().Fit(data, cancellationToken: Token);
        Assert.InRange(map.OutlierScores(data, Token).Count(score => score >= SomMap.OutlierThreshold), 0, 200);
        Assert.True(
            map.OutlierScores(
                DataMatrix.From([
                    [30, 30],
                ]),
                Token
            )[0] > 20
        );
    }

    [Fact]
    public void Where_nothing_differs_anything_else_is_infinitely_far_out()
    {
        var map = new SomVq(new SomOptions { Scaling = Scaling.None }).Fit(
            DataMatrix.From([
                [1, 2],
                [1, 2],
                [1, 2],
                [1, 2],
            ])
        );
        Assert.Equal(
            [0, double.PositiveInfinity],
            map.OutlierScores(
                DataMatrix.From([
                    [1, 2],
                    [1, 2.5],
                ]),
                Token
            )
        );
    }

    private static (double Median, double Deviation) Robust(double[] values)
    {
        double median = Median(values);
        return (median, Median([.. values.Select(value => Math.Abs(value - median))]));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low + ((high - low) / 2);
    }
}
