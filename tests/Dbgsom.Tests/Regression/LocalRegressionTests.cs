using Dbgsom.Map;
using Dbgsom.Numerics;
using Dbgsom.Regression;

namespace Dbgsom.Tests.Regression;

/// <summary>The parts of a fit, by hand and against their definitions.</summary>
public sealed class LocalRegressionTests
{
    /// <summary>(0, 0), (1, 2), (2, 4): variance 2/3, covariance 4/3. A ridge of 1 doubles the denominator and so halves the slope.</summary>
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1e-12, 0, 2, 0)]
    [InlineData(1, 3, 2.5, -0.5)]
    [InlineData(double.PositiveInfinity, 3, 3, -1)]
    public void A_ridge_draws_a_slope_to_the_usual_one(double ridge, double usual, double slope, double level)
    {
        var moments = new Moments(1);
        var sums = new double[moments.Size];
        foreach (double x in new[] { 0.0, 1, 2 })
            moments.Add(sums, [x], 2 * x, 1);
        var model = new double[2];
        moments.Solve(sums, [usual], moments.Variances(sums), ridge, new SolverRoom(1), model);
        Assert.Equal(slope, model[1], 1e-9);
        Assert.Equal(level, model[0], 1e-9);
    }

    /// <summary>Weighted least squares of samples as they are, solved by elimination.</summary>
    [Fact]
    public void Sums_give_the_model_of_the_samples()
    {
        var random = new Random(5);
        const int features = 4;
        var moments = new Moments(features);
        var sums = new double[moments.Size];
        var (rows, targets, masses) = (new double[40][], new double[40], new double[40]);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = [.. Enumerable.Range(0, features).Select(_ => random.NextDouble() - 0.5)];
            (targets[i], masses[i]) = (random.NextDouble(), 0.5 + random.NextDouble());
            moments.Add(sums, rows[i], targets[i], masses[i]);
        }
        var model = new double[features + 1];
        moments.Solve(sums, new double[features], moments.Variances(sums), 1e-13, new SolverRoom(features), model);
        // At the least squares, errors are orthogonal to every feature and to 1.
        double[] errors =
        [
            .. rows.Select((row, i) => masses[i] * (targets[i] - model[0] - row.Select((x, f) => x * model[1 + f]).Sum())),
        ];
        Assert.Equal(0, errors.Sum(), 1e-9);
        for (int f = 0; f < features; f++)
            Assert.Equal(0, rows.Select((row, i) => row[f] * errors[i]).Sum(), 1e-9);
    }

    [Fact]
    public void A_feature_of_one_value_has_no_slope()
    {
        var moments = new Moments(2);
        var sums = new double[moments.Size];
        foreach (double x in new[] { 0.0, 1, 2 })
            moments.Add(sums, [x, 0], 2 * x, 1);
        var model = new double[3];
        moments.Solve(sums, [0, 0], moments.Variances(sums), 1e-12, new SolverRoom(2), model);
        Assert.Equal(0, model[2]);
        Assert.Equal(2, model[1], 1e-9);
    }

    /// <summary>Nine scores, 1 to 9: a chance of p needs the score of rank ⌈10p⌉.</summary>
    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.5, 5)]
    [InlineData(0.51, 6)]
    [InlineData(0.9, 9)]
    [InlineData(0.91, double.PositiveInfinity)]
    public void The_width_is_a_rank_of_the_scores(double level, double width) =>
        Assert.Equal(width, Model([1, 2, 3, 4, 5, 6, 7, 8, 9], 9).Width(level));

    /// <summary>Of 9 scores every third is kept: each stands for the ranks up to its own, so that no interval is too narrow.</summary>
    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(0.3, 3)]
    [InlineData(0.31, 6)]
    [InlineData(0.9, 9)]
    public void Thinned_scores_are_never_too_low(double level, double width) =>
        Assert.Equal(width, Model([3, 6, 9], 9).Width(level));

    [Fact]
    public void Spreads_are_drawn_to_that_of_the_map()
    {
        // Neuron 0 is off by 1, neuron 1 by 3, 200 times each: their own errors tell nearly all.
        var errors = Enumerable
            .Range(0, 400)
            .Select(i => (Neuron: i % 2, Error: (i % 4 < 2 ? 1 : -1) * (i % 2 == 0 ? 1.0 : 3)))
            .ToArray();
        var spreads = NeuronSpreads.Fit(3, errors);
        Assert.InRange(spreads.Values[0], 1, 1.05);
        Assert.InRange(spreads.Values[1], 2.95, 3);
        // One without samples has that of all: √((1 + 9) / 2).
        Assert.Equal(Math.Sqrt(5), spreads.Values[2], 1e-12);
        Assert.Equal(400, spreads.Scores.Length);
        Assert.All(spreads.Scores, score => Assert.InRange(score, 0.95, 1.02));
        // Where neurons do not differ, theirs is that of all.
        var alike = NeuronSpreads.Fit(100, [.. Enumerable.Range(0, 200).Select(i => (i % 100, i / 100 == 0 ? 0.5 : 2.0))]);
        Assert.All(alike.Values, value => Assert.InRange(value, 1.3, 1.6));
    }

    /// <summary>On a line of neurons 1 apart whose first wins ten samples each, near ones count by the tricube of their distance.</summary>
    [Fact]
    public void Near_neurons_count_by_the_tricube()
    {
        var map = SomMap.FromWeights(DataMatrix.From([0.0, 1, 2, 3], 1), new Grid.GridSize(4, 1));
        var around = new Surroundings(map, [0, 1, 2, 3]);
        double[][] own = [.. Enumerable.Range(0, 4).Select(i => new double[] { 10, i })];
        var sums = new double[2];
        // Half of the samples are those of neurons 0 and 1; the first beyond is at 2.
        around.AddUp(0, own, [40, 6], 0.5, sums);
        double share = 1 - 0.125;
        Assert.Equal(10 + (10 * share * share * share), sums[0], 1e-12);
        Assert.Equal(share * share * share, sums[1], 1e-12);
        // A neuron alone.
        around.AddUp(2, own, [40, 6], 0.25, sums);
        Assert.Equal([10, 2], sums);
        around.AddUp(2, own, [40, 6], 1, sums);
        Assert.Equal([40, 6], sums);
        // Neurons without samples are passed over.
        around.AddUp(2, [own[0], null, null, null], [10, 0], 0.5, sums);
        Assert.Equal(0, sums[1]);
        Assert.True(sums[0] > 0);
    }

    [Fact]
    public void A_matrix_is_solved_by_its_root()
    {
        double[] values = [10, 9];
        Cholesky.Solve(
            [
                [4],
                [2, 3],
            ],
            values
        );
        // 4a + 2b = 10, 2a + 3b = 9.
        Assert.Equal(1.5, values[0], 1e-12);
        Assert.Equal(2, values[1], 1e-12);
    }

    private static TargetModel Model(double[] scores, int rows) =>
        new()
        {
            Name = null,
            Features = [0],
            Centers = [0],
            Slopes = [0],
            Levels = [0],
            Origin = 0,
            Reach = 1,
            Spreads = [1],
            Scores = scores,
            HeldOutRows = rows,
            Error = 1,
            Deviation = 1,
            Span = 1,
        };
}
