using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using static Dbgsom.Tests.SmallMaps;

namespace Dbgsom.Tests;

/// <summary>Ranks are the shares of the training values below, half of the equal ones included, and stand for values until they are shown.</summary>
public sealed class RankTransformTests : IDisposable
{
    private const int Rows = 240;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> MetricsAndScalings => FeatureTransformTests.MetricsAndScalings;

    public void Dispose() => folder.Dispose();

    /// <summary>Few enough values for each to have its own rank, ties and gaps and rows of other weights among them.</summary>
    [Theory]
    [MemberData(nameof(MetricsAndScalings))]
    public void The_map_is_that_of_the_ranks(string metric, string scaling)
    {
        foreach (bool gaps in new[] { false, true })
        foreach (bool weighted in new[] { false, true })
        {
            double[][] rows = Make(1, gaps);
            double[]? weights = weighted ? [.. Enumerable.Range(0, Rows).Select(row => (1 + (row % 4)) / 2.0)] : null;
            double[][] ranks = Ranked(rows, weights, 1, 2);
            var options = SomOptions.Default with
            {
                Metric = Named.Parse<Metric>(metric),
                Scaling = Named.Parse<Scaling>(scaling),
                TargetNeurons = 16,
                Epochs = 50,
                // A row that is not trained on has no part in ranks.
                MaxMissing = 1,
            };
            var map = Fit(options with { FeatureTransforms = FeatureTransforms.Parse("1=rank, 2=rank") }, Matrix(rows, weights));
            var other = Fit(options, Matrix(ranks, weights));
            Assert.Equal(other.Weights.Values, map.Weights.Values);
            Assert.Equal(other.Predict(Matrix(ranks), Token), map.Predict(Matrix(rows), Token));
            Assert.Equal(other.QuantizationError(Matrix(ranks), Token), map.QuantizationError(Matrix(rows), Token));
            for (int row = 0; row < Rows; row++)
                Assert.Equal(other.Predict(ranks[row]), map.Predict(rows[row]));
            var (inUnits, inRanks) = (map.WeightsInDataUnits, other.WeightsInDataUnits);
            for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
            for (int column = 1; column <= 2; column++)
                Assert.Equal(ValueAt(rows, ranks, column, inRanks[neuron, column]), inUnits[neuron, column], 1e-6);
            if (!gaps)
                continue;
            var (filled, sure) = (
                map.ImputeWithDeviations(Matrix(rows), Token),
                other.ImputeWithDeviations(Matrix(ranks), Token)
            );
            for (int row = 0; row < Rows; row++)
            {
                double rank = sure.Values[row, 1];
                Assert.Equal(ValueAt(rows, ranks, 1, rank), filled.Values[row, 1], 1e-6);
                double[] known = [.. ranks.Select(one => one[1]).Where(double.IsFinite)];
                rank = Math.Clamp(rank, known.Min(), known.Max());
                double deviation = sure.Deviations[row, 1];
                double apart = ValueAt(rows, ranks, 1, rank + deviation) - ValueAt(rows, ranks, 1, rank - deviation);
                Assert.Equal(double.IsNaN(rows[row][1]) ? apart / 2 : 0, filled.Deviations[row, 1], 1e-6);
            }
        }
    }

    /// <summary>More values than a table keeps: knots are training values with their own rank, close enough that nothing between is far off.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_table_of_many_values_is_close_to_the_ranks(int seed, bool weighted)
    {
        const int Count = 5000;
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, Count).Select(_ => Math.Pow(random.NextDouble(), -3) - random.Next(0, 3))];
        // As many equal ones as jump over several knots.
        for (int i = 0; i < Count; i += 10)
            values[i] = i % 20 == 0 ? 2 : 2.5;
        double[]? weights = weighted ? [.. Enumerable.Range(0, Count).Select(_ => random.Next(0, 8) / 4.0)] : null;
        var table = Table(values, weights);
        Assert.InRange(table.Values.Length, 120, RankTransform.MostKnots);
        double[] ranks = Ranks(values, weights);
        foreach (var (value, share) in table.Values.Zip(table.Shares))
            Assert.Equal(ranks[Array.IndexOf(values, value)], share, 1e-12);
        for (int i = 0; i < Count; i++)
        {
            // What is not counted can lie beyond the ends.
            if (weights?[i] == 0)
                continue;
            Assert.Equal(ranks[i], table.Apply(values[i]), 1 / 64.0);
            Assert.Equal(1, (10 + table.Invert(table.Apply(values[i]))) / (10 + values[i]), 1e-9);
        }
        // The tail is as long as three powers of its share: within halvings of the share values differ by a factor of 8.
        double total = weights?.Sum() ?? Count;
        double[] above = [.. table.Shares.Where(share => share > 1 - (1 / 128.0)).Select(share => (1 - share) * total)];
        Assert.InRange(above.Length, (int)Math.Log2(total / 128) - 2, 40);
    }

    [Fact]
    public void Any_cut_and_order_gives_the_same_table()
    {
        const int Count = 3000;
        var random = new Random(4);
        double[][] rows =
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => new[] { random.NextDouble() - 0.5, i % 7 == 0 ? double.NaN : random.Next(1000), i % 5 }),
        ];
        double[] weights = [.. Enumerable.Range(0, Count).Select(_ => random.Next(0, 5) * 0.3)];
        var data = Matrix(rows, weights);
        using var one = new LocalEngine(data, 1);
        var wanted = ColumnRanks.Of(one, [0, 1, 2], 1.2, Token);
        Assert.All(wanted[..2], table => Assert.InRange(table.Values.Length, 120, RankTransform.MostKnots));
        Assert.Equal([0.0, 1, 2, 3, 4], wanted[2].Values);
        using var more = new LocalEngine(data, 5);
        Assert.Equal(wanted, ColumnRanks.Of(more, [0, 1, 2], 1.2, Token));
        using var parts = new Parts(data, null, 7, 1000, 2900);
        Assert.Equal(wanted, ColumnRanks.Of(parts.Engine, [0, 1, 2], 1.2, Token));
        int[] order = [.. Enumerable.Range(0, Count).OrderBy(i => (i * 7919L) % Count)];
        using var shuffled = new LocalEngine(data.SelectRows(order));
        Assert.Equal(wanted, ColumnRanks.Of(shuffled, [0, 1, 2], 1.2, Token));
    }

    /// <summary>What is between two knots is interpolated, what is beyond the outermost counts as these.</summary>
    [Fact]
    public void Later_values_are_interpolated_and_kept_within_the_ends()
    {
        var table = Table([1, 2, 2, 4], null);
        Assert.Equal([1.0, 2, 4], table.Values);
        Assert.Equal([0.125, 0.5, 0.875], table.Shares);
        Assert.Equal(0.125, table.Apply(-1e300));
        Assert.Equal(0.875, table.Apply(double.MaxValue));
        Assert.Equal(0.6875, table.Apply(3));
        Assert.Equal(3, table.Invert(0.6875));
        Assert.Equal((1, 4), (table.Invert(-1), table.Invert(2)));
        Assert.Equal(double.NaN, table.Invert(double.NaN));
        Assert.Equal(0.5 * (3 - 1.5), table.Deviation(0.5, 0.1875));
        Assert.True(table.Deviation(7, 0.1) > 0);
        var wide = Table([-1e308, 1e308], null);
        Assert.Equal(0.5, wide.Apply(0));
        Assert.Equal(0, wide.Invert(0.5));
        using var rows = new LocalEngine(
            Matrix([
                [1, double.NaN],
                [2, double.NaN],
            ])
        );
        Assert.Equal([0.5], ColumnRanks.Of(rows, [1], 1, Token)[0].Shares);
    }

    [Fact]
    public void Exports_refuse_by_name()
    {
        var map = Fit(
            SomOptions.Default with
            {
                TargetNeurons = 16,
                FeatureTransforms = FeatureTransforms.Parse("1=rank"),
            },
            Matrix(Make(2, false))
        );
        Assert.Contains(
            "the map has some (1=rank)",
            Assert.Throws<InvalidOperationException>(() => map.SaveOnnx(folder.At("map.onnx"))).Message,
            StringComparison.Ordinal
        );
        // A map takes any value; it is refused none.
        Assert.Equal(map.Predict([1, 1e9, 2, 3]), map.Predict([1, 1e300, 2, 3]));
    }

    [Theory]
    [InlineData("[1, 2]", "[0.25]", "has 1 numbers for 2 values; valid is as many, from 1 to 256")]
    [InlineData("[]", "[]", "has 0 numbers for 0 values")]
    [InlineData("[2, 1]", "[0.25, 0.75]", "'values' is not in ascending order")]
    [InlineData("[1, 2]", "[0.5, 0.5]", "'shares' is not in ascending order")]
    [InlineData("[1, 2]", "[0.5, 1.5]", "has numbers that are not from 0 to 1")]
    [InlineData("[1, \"2\"]", "[0.5, 0.6]", "'values' is not a list of finite numbers")]
    public void A_table_that_was_changed_is_refused(string values, string shares, string message)
    {
        string json = $$"""{"transforms":[{"feature":0,"kind":"rank","values":{{values}},"shares":{{shares}}}]}""";
        var fields = new JsonFields((JsonObject)JsonNode.Parse(json)!, "model.json");
        Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => TransformedColumns.Read(fields, 2)).Message,
            StringComparison.Ordinal
        );
    }

    private static RankTransform Table(double[] values, double[]? weights)
    {
        using var rows = new LocalEngine(Matrix([.. values.Select(value => new[] { value })], weights));
        return Assert.Single(ColumnRanks.Of(rows, [0], weights?.Max() ?? 1, Token));
    }

    /// <summary>By definition: the mass below, and half of that of the equal values, over the mass of all.</summary>
    private static double[] Ranks(double[] values, double[]? weights)
    {
        double Mass(Func<double, bool> counts) => values.Select((value, i) => counts(value) ? weights?[i] ?? 1 : 0).Sum();
        double total = Mass(value => !double.IsNaN(value));
        return
        [
            .. values.Select(value =>
                double.IsNaN(value) ? value : (Mass(other => other < value) + (Mass(other => other == value) / 2)) / total
            ),
        ];
    }

    private static double[][] Ranked(double[][] rows, double[]? weights, params int[] columns)
    {
        double[][] result = [.. rows.Select(row => row.ToArray())];
        foreach (int column in columns)
        foreach (var (row, rank) in Ranks([.. rows.Select(row => row[column])], weights).Index())
            result[row][column] = rank;
        return result;
    }

    /// <summary>The value of a rank, linear between those of the training values of weight above 0.</summary>
    private static double ValueAt(double[][] rows, double[][] ranks, int column, double rank)
    {
        var known = rows.Index()
            .Where(row => !double.IsNaN(row.Item[column]))
            .Select(row => (Rank: ranks[row.Index][column], Value: row.Item[column]))
            .OrderBy(one => one.Rank)
            .ToArray();
        if (rank <= known[0].Rank || rank >= known[^1].Rank)
            return rank <= known[0].Rank ? known[0].Value : known[^1].Value;
        var below = known.Last(one => one.Rank <= rank);
        var above = known.First(one => one.Rank > rank);
        return below.Value + ((above.Value - below.Value) * (rank - below.Rank) / (above.Rank - below.Rank));
    }

    /// <summary>A number, one with a long tail, one with many ties, and a number, in three groups; with values missing where that is wanted.</summary>
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
                        Math.Pow(random.NextDouble() + 0.1, -2) - (5 * group),
                        (2 * group) + random.Next(0, 4),
                        (2 * group) + (random.NextDouble() * 5),
                    ];
                    int kept = 1 + random.Next(3);
                    return (double[])
                        [.. values.Select((value, c) => gaps && c != kept && random.NextDouble() < 0.2 ? double.NaN : value)];
                }),
        ];
    }

    private static DataMatrix Matrix(double[][] rows, double[]? weights = null)
    {
        var data = DataMatrix.From([.. rows.SelectMany(row => row)], rows[0].Length);
        return weights is null ? data : data.WithSampleWeights(weights);
    }
}
