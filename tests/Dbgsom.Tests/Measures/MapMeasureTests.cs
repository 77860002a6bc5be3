using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Measures;

/// <summary>Combined error, distortion, explained variance and C measure: by hand, from their definitions, and where they end.</summary>
public sealed class MapMeasureTests
{
    private static readonly DataMatrix Data = SameBitsTests.Make(400, 3, 12);

    public static TheoryData<string> Kinds => ["default", "cosine"];

    /// <summary>
    /// (¼, 0) is ¼ from neuron 0 and ¾ from 3; the path goes by 1: 3 + √10, as by 2 it is 4 + √17. (0, 2½) is ½ from neuron 1 and 2½ from 0, with
    /// an edge of 3 between them. (1, 0) lies on neuron 3 and is 1 from 0, the same path back.
    /// </summary>
    [Fact]
    public void Combined_error_by_hand() =>
        Assert.Equal(
            (0.25 + 0.5 + 0 + 3 + (2 * (3 + Math.Sqrt(10)))) / 3,
            HandMadeMap.Square.CombinedError(HandMadeMap.Samples),
            1e-14
        );

    /// <summary>
    /// Squares to neurons 0 to 3: (¼, 0): 1/16, 9 1/16, 16 1/16, 9/16; (0, 2½): 6¼, ¼, 42¼, 7¼; (1, 0): 1, 10, 17, 0. Ways from the winners: 0 1 1 1.4;
    /// 1 0 1.4 1; 1.4 1 1 0.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.25)]
    public void Distortion_by_hand(double sigma)
    {
        var (one, two) = (Math.Exp(-1 / (2 * sigma * sigma)), Math.Exp(-1.4 * 1.4 / (2 * sigma * sigma)));
        double first = 0.0625 + (one * 25.125) + (two * 0.5625);
        double second = 0.25 + (one * 13.5) + (two * 42.25);
        double third = (one * 27) + two;
        Assert.Equal((first + second + third) / 3, HandMadeMap.Square.Distortion(HandMadeMap.Samples, sigma), 1e-12);
    }

    /// <summary>The mean is (5/12, 5/6): Σ‖x − mean‖² = 17/16 − 3·25/144 + 25/4 − 3·25/36; Σ‖x − w‖² = 1/16 + 1/4.</summary>
    [Fact]
    public void Explained_variance_by_hand() =>
        Assert.Equal(
            1 - (0.3125 / (1.0625 - (75 / 144.0) + 6.25 - (75 / 36.0))),
            HandMadeMap.Square.ExplainedVariance(HandMadeMap.Samples),
            1e-14
        );

    /// <summary>Winners 0, 1, 3: one step between the first two and the last two, two between 0 and 3.</summary>
    [Fact]
    public void C_measure_by_hand()
    {
        var found = HandMadeMap.Square.CMeasure(HandMadeMap.Samples);
        double sum = Math.Sqrt(6.3125) + (2 * 0.75) + Math.Sqrt(7.25);
        Assert.Equal(sum, found.Sum, 1e-14);
        Assert.Equal(sum / 3, found.PairMean, 1e-14);
        Assert.Equal(3, found.SampleSize);
    }

    /// <summary>On a grown map, slowly.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void From_their_definitions(string kind)
    {
        var map = SameBitsTests.Fit(kind, Data);
        double[] values = map.AsCompared(SameBitsTests.Flat(Data));
        double[][] rows = [.. values.Chunk(3)];
        var near = map.FindBestMatches(Data, 2);
        int neurons = map.Neurons.Count;
        var metric = map.EffectiveOptions.Metric;
        double Square(double[] row, int neuron) => row.Zip(map.Weights[neuron].ToArray(), (x, w) => (x - w) * (x - w)).Sum();

        var paths = Paths(map);
        Assert.Equal(
            rows.Select((_, i) => near[i, 0].Distance + paths[near[i, 0].Neuron, near[i, 1].Neuron]).Average(),
            map.CombinedError(Data),
            1e-12
        );
        double sigma = map.Training.History[^1].Sigma;
        var ways = kind is "default" or "cosine"
            ? AnnealingTests.WaysOverCorners([.. map.Neurons.Select(neuron => neuron.Position)])
            : null;
        double Distorted(double width) =>
            rows.Select(
                    (row, i) =>
                        Enumerable
                            .Range(0, neurons)
                            .Sum(k =>
                            {
                                double way = ways?[near[i, 0].Neuron, k] ?? map.HopDistances[near[i, 0].Neuron, k];
                                double h = Math.Exp(-way * way / (2 * width * width));
                                // Neighbors so far away are left out.
                                return h < 1e-6 ? 0 : h * Square(row, k);
                            })
                )
                .Average();
        Assert.Equal(Distorted(sigma), map.Distortion(Data), 1e-10);
        Assert.Equal(Distorted(2), map.Distortion(Data, 2), 1e-10);
        double[] mean = [.. Enumerable.Range(0, 3).Select(c => rows.Average(row => row[c]))];
        double error = rows.Select((row, i) => Square(row, near[i, 0].Neuron)).Sum();
        double variation = rows.Sum(row => row.Zip(mean, (x, m) => (x - m) * (x - m)).Sum());
        Assert.Equal(1 - (error / variation), map.ExplainedVariance(Data), 1e-12);
        double pairs = 0;
        for (int i = 0; i < rows.Length; i++)
        for (int j = 0; j < i; j++)
            pairs += metric.Distance(rows[i], rows[j]) * map.HopDistances[near[i, 0].Neuron, near[j, 0].Neuron];
        Assert.Equal(pairs, map.CMeasure(Data).Sum, pairs * 1e-12);
    }

    /// <summary>A row of weight 2 counts as the row given twice, one of weight 0 as none; and half of all weights changes no mean.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_weight_is_a_number_of_repeats(string kind)
    {
        var map = SameBitsTests.Fit(kind, Data);
        double[] weights = [.. Enumerable.Range(0, 400).Select(row => (double)(row % 3))];
        var repeated = Data.SelectRows([.. Enumerable.Range(0, 400).SelectMany(row => Enumerable.Repeat(row, row % 3))]);
        foreach (double scale in new[] { 1, 0.5 })
        {
            var weighted = Data.WithSampleWeights(Array.ConvertAll(weights, weight => weight * scale));
            Assert.Equal(map.CombinedError(repeated), map.CombinedError(weighted), 1e-12);
            Assert.Equal(map.Distortion(repeated), map.Distortion(weighted), 1e-10);
            Assert.Equal(map.ExplainedVariance(repeated), map.ExplainedVariance(weighted), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bounds_hold_and_limits_are_reached(string kind)
    {
        var map = SameBitsTests.Fit(kind, Data);
        Assert.True(map.CombinedError(Data) >= map.QuantizationError(Data));
        // h is 1 for the winner and 0 for the others: the mean of the squares.
        double squares = map.Distortion(Data, 1e-3);
        Assert.True(map.Distortion(Data, 0.8) >= squares && map.Distortion(Data, 1.5) >= map.Distortion(Data, 0.8));
        Assert.InRange(map.ExplainedVariance(Data), 0.5, 1);
        var prototypes = DataMatrix.From(map.WeightsInDataUnits.ToArray());
        Assert.Equal(1, map.ExplainedVariance(prototypes), 1e-12);
        Assert.Equal(0, map.Distortion(prototypes, 1e-3), 1e-12);
    }

    [Fact]
    public void Equal_rows_have_no_variance_and_no_pairs_apart()
    {
        foreach (string kind in Kinds.Select(row => row.Data))
        {
            var map = SameBitsTests.Fit(kind, Data);
            var same = DataMatrix.From([.. Enumerable.Repeat(new[] { 0.1, 0.7, 3.3 }, 49).SelectMany(row => row)], 3);
            Assert.Equal(double.NaN, map.ExplainedVariance(same));
            Assert.Equal(0, map.CMeasure(same).Sum, 1e-12);
            Assert.True(map.CombinedError(same) > 0 && map.Distortion(same) > 0);
            var one = DataMatrix.From(
                new double[,]
                {
                    { 1, 2, 3 },
                }
            );
            Assert.Equal(double.NaN, map.ExplainedVariance(one));
            Assert.True(map.CombinedError(one) >= map.QuantizationError(one));
            Refused(() => map.CMeasure(one), "1 sample; at least 2");
        }
    }

    /// <summary>The mean of three times 0.1 is 0.10000000000000002 in double: off the samples, and yet there is no variance.</summary>
    [Fact]
    public void Equal_rows_have_no_variance_whatever_their_mean_is_rounded_to() =>
        Assert.Equal(double.NaN, HandMadeMap.Square.ExplainedVariance(DataMatrix.From([.. Enumerable.Repeat(0.1, 6)], 2)));

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var (map, data) = (HandMadeMap.Square, HandMadeMap.Samples);
        foreach (double sigma in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Refused(() => map.Distortion(data, sigma), "valid is a number greater than 0");
        Refused(() => map.CMeasure(data, 1), "the sample size is 1; valid is at least 2");
        var none = data.WithSampleWeights(new double[3]);
        foreach (
            var measure in new Action<DataMatrix>[]
            {
                rows => map.CombinedError(rows),
                rows => map.Distortion(rows),
                rows => map.ExplainedVariance(rows),
                rows => map.CMeasure(rows),
            }
        )
        {
            Refused(() => measure(none), "the weight of every row is 0");
            Refused(() => measure(Data), "3 columns");
            Refused(() => measure(null!), "data");
        }
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => map.CMeasure(data, cancellationToken: source.Token));
        Assert.Throws<OperationCanceledException>(() => map.Distortion(data, null, source.Token));
    }

    /// <summary>Floyd &amp; Warshall over the edges.</summary>
    private static double[,] Paths(SomMap map)
    {
        int count = map.Neurons.Count;
        var paths = new double[count, count];
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            paths[a, b] = a == b ? 0 : double.PositiveInfinity;
        foreach (var (a, b) in map.Edges)
            paths[a, b] = paths[b, a] = map.EffectiveOptions.Metric.Distance(map.Weights[a], map.Weights[b]);
        for (int via = 0; via < count; via++)
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            paths[a, b] = Math.Min(paths[a, b], paths[a, via] + paths[via, b]);
        return paths;
    }

    private static void Refused(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
