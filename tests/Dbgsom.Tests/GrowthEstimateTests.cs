using System.Globalization;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Training;
using Dbgsom.Training.Estimates;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

public sealed class GrowthEstimateTests
{
    private const double Tolerance = 0.3;

    public static TheoryData<string, string, uint> Sets =>
        new(
            from preset in new[] { "default", "reference" }
            from set in new[] { "iris.csv", "wine.csv", "breast_cancer.csv", "digits.csv", "clusterable_data.npy" }
            from seed in new uint[] { 0, 2 }
            select new TheoryDataRow<string, string, uint>(preset, set, seed)
        );

    [Theory]
    [InlineData("default", 0)]
    [InlineData("default", 1)]
    [InlineData("default", 7)]
    [InlineData("reference", 0)]
    [InlineData("reference", 1)]
    [InlineData("reference", 7)]
    public void The_size_comes_out_within_30_percent(string preset, uint seed) =>
        ComesOut(SampleData.Shapes(), SomOptions.FromPreset(preset) with { Seed = seed });

    [Theory]
    [Needs(Need.SharedData)]
    [MemberData(nameof(Sets))]
    public void The_size_comes_out_within_30_percent_on_the_sample_sets(string preset, string set, uint seed) =>
        ComesOut(Load(SharedFolder.Require("data", set)), SomOptions.FromPreset(preset) with { Seed = seed });

    [Fact]
    public void Options_of_growth_are_respected()
    {
        var start = SomOptions.Default with { Seed = 5, SigmaEnd = 0.5, GrowthRule = GrowthRule.FirstBlockedStops };
        ComesOut(SampleData.Shapes(), start);
        ComesOut(SampleData.Shapes(), start with { Scaling = Scaling.MinMax, Weighting = Weighting.Uniform });
        ComesOut(SampleData.Shapes(), SomOptions.Default with { Epochs = 120, CoarseFraction = null });
    }

    [Fact]
    public void A_sample_of_the_rows_has_the_names_that_options_name()
    {
        double[,] values = new double[5000, 2];
        var random = new Random(1);
        for (int row = 0; row < 5000; row++)
            (values[row, 0], values[row, 1]) = (1 + random.NextDouble(), random.NextDouble());
        var data = DataMatrix.From(values).WithFeatureNames(["price", "size"]);
        var options = SomOptions.Default with { FeatureTransforms = Space.FeatureTransforms.Parse("price=log") };
        Assert.Equal(4096, GrowthEstimate.Estimate(data, options with { MaxNeurons = 20 }).TrialRows);
    }

    /// <summary>More rows than trial maps are trained on.</summary>
    [Fact]
    public void A_sample_of_the_rows_stands_for_all()
    {
        var data = SameBitsTests.Make(12_000, 3, 7);
        var estimate = GrowthEstimate.Estimate(data);
        Assert.Equal((4096, 12_000), (estimate.TrialRows, estimate.Samples));
        foreach (int size in new[] { 20, 50, 100 })
            Within(size, Train(data, SomOptions.Default, estimate.LambdaFor(size)));
    }

    /// <summary>Weights are counts: twice every row is weight 2, and a Lambda twice as large.</summary>
    [Fact]
    public void Rows_count_by_weight()
    {
        var data = SameBitsTests.Make(400, 2, 3);
        var once = GrowthEstimate.Estimate(data, SomOptions.Default with { MaxNeurons = 80 });
        var twice = GrowthEstimate.Estimate(
            data.WithSampleWeights([.. Enumerable.Repeat(2.0, 400)]),
            SomOptions.Default with
            {
                MaxNeurons = 80,
            }
        );
        Assert.Equal((400, 800), (once.Samples, twice.Samples));
        Assert.Equal(2, twice.LambdaFor(40) / once.LambdaFor(40), 0.02);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("reference")]
    public void A_smaller_lambda_never_gives_fewer_neurons_and_both_ways_agree(string preset)
    {
        var estimate = GrowthEstimate.Estimate(SampleData.Shapes(), SomOptions.FromPreset(preset) with { Seed = 3 });
        int before = 4;
        for (double lambda = 5000; lambda > 1e-3; lambda /= 1.03)
        {
            int neurons = estimate.ExpectedNeurons(lambda);
            Assert.InRange(neurons, before, estimate.MaxReachableNeurons);
            before = neurons;
        }
        Assert.Equal(estimate.MaxReachableNeurons, before);
        for (int neurons = 4; neurons <= estimate.MaxReachableNeurons; neurons++)
            Assert.Equal(neurons, estimate.ExpectedNeurons(estimate.LambdaFor(neurons)));
    }

    [Fact]
    public void The_lambda_for_four_neurons_is_where_growth_starts()
    {
        var data = SampleData.Shapes();
        double edge = GrowthEstimate.Estimate(data).LambdaFor(4);
        Assert.Equal(4, Train(data, SomOptions.Default, edge * 1.001));
        Assert.True(Train(data, SomOptions.Default, edge * 0.999) > 4);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        foreach (var data in new[] { SameBitsTests.Wide, SameBitsTests.Make(5000, 2, 1) })
        {
            var options = SomOptions.Default with { MaxNeurons = 40 };
            var one = GrowthEstimate.Estimate(data, options, threads: 1);
            foreach (int threads in new[] { 2, 5 })
                Assert.Equal(one.Trials, GrowthEstimate.Estimate(data, options, threads).Trials);
        }
    }

    [Fact]
    public void The_greatest_size_is_that_of_max_neurons()
    {
        var estimate = GrowthEstimate.Estimate(SampleData.Shapes(), SomOptions.Default with { MaxNeurons = 30 });
        Assert.Equal((30, 30, StopReason.Capacity), (estimate.MaxNeurons, estimate.MaxReachableNeurons, estimate.LimitedBy));
        Assert.Equal((30, StopReason.Capacity), (estimate.Trials[^1].Neurons, estimate.Trials[^1].StopReason));
        Assert.Equal(30, estimate.ExpectedNeurons(1e-9));
        Refused("neurons is 31; valid is 4 to 30: the maximum size is 30 neurons", () => estimate.LambdaFor(31));
        Assert.Equal(244, GrowthEstimate.Estimate(SampleData.Shapes()).MaxNeurons);
    }

    [Fact]
    public void The_clock_limits_the_size()
    {
        var options = SomOptions.Default with { Epochs = 100 };
        var estimate = GrowthEstimate.Estimate(SampleData.Shapes(), options);
        Assert.Equal(StopReason.ScheduleEnded, estimate.LimitedBy);
        Within(estimate.MaxReachableNeurons, Train(SampleData.Shapes(), options, 0.01));
        Refused("more epochs", () => estimate.LambdaFor(estimate.MaxReachableNeurons + 1));
    }

    [Fact]
    public void Rows_that_are_all_equal_do_not_grow()
    {
        var estimate = GrowthEstimate.Estimate(DataMatrix.From([.. Enumerable.Repeat(3.0, 100)], 2));
        Assert.True(estimate.AllRowsEqual);
        Assert.Single(estimate.Trials);
        Assert.Equal((2, 2), (estimate.MaxReachableNeurons, estimate.ExpectedNeurons(1e-6)));
        Assert.True(estimate.LambdaFor(2) > 0);
        Refused("neurons is 3; valid is 2 to 2: all rows are equal", () => estimate.LambdaFor(3));
        double[] three = [.. Enumerable.Range(0, 99).Select(i => (double)(i % 3 * (i % 3)))];
        var few = GrowthEstimate.Estimate(DataMatrix.From(three, 1));
        Assert.Equal((3, 3), (few.MinReachableNeurons, few.MaxReachableNeurons));
        Refused("neurons is 4; valid is 3 to 3: the data has only 3 distinct rows", () => few.LambdaFor(4));
    }

    [Fact]
    public void What_is_out_of_range_is_refused_by_name_value_and_what_is_valid()
    {
        var data = SameBitsTests.Make(60, 2, 2);
        var estimate = GrowthEstimate.Estimate(data);
        foreach (double lambda in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Refused(
                string.Create(CultureInfo.InvariantCulture, $"lambda is {lambda}; valid is a number greater than 0"),
                () => estimate.ExpectedNeurons(lambda)
            );
        Refused("neurons is 3; valid is 4 to 38", () => estimate.LambdaFor(3));
        Refused(
            "TargetNeurons is 3; valid is a whole number from 4 to 40000, or null",
            () => GrowthEstimate.Estimate(data, SomOptions.Default with { TargetNeurons = 3 })
        );
        Refused("SigmaStart is 0", () => GrowthEstimate.Estimate(data, SomOptions.Default with { SigmaStart = 0 }));
        Refused("at least 1", () => GrowthEstimate.Estimate(data, threads: 0));
        Refused("3 rows", () => GrowthEstimate.Estimate(DataMatrix.From([1.0, 2, 3], 1)));
        Assert.Throws<ArgumentNullException>(() => GrowthEstimate.Estimate(null!));
        Assert.Throws<OperationCanceledException>(() =>
            GrowthEstimate.Estimate(data, cancellationToken: new CancellationToken(true))
        );
    }

    [Fact]
    public void A_lambda_or_target_among_the_options_plays_no_part()
    {
        var data = SameBitsTests.Make(300, 2, 2);
        var plain = GrowthEstimate.Estimate(data);
        Assert.Equal(plain.Trials, GrowthEstimate.Estimate(data, SomOptions.Default with { Lambda = 3 }).Trials);
        Assert.Equal(plain.Trials, GrowthEstimate.Estimate(data, SomOptions.Default with { TargetNeurons = 9 }).Trials);
    }

    [Fact]
    public void Every_epoch_of_the_trials_is_reported()
    {
        var epochs = new List<int>();
        var estimate = GrowthEstimate.Estimate(
            SampleData.Shapes(),
            progress: new Listener<EpochReport>(report => epochs.Add(report.Epoch))
        );
        Assert.Equal(estimate.Trials.Count, epochs.Count(epoch => epoch == 0));
    }

    /// <summary>Wanted sizes, and Lambdas that are none of the trials'.</summary>
    private static void ComesOut(DataMatrix data, SomOptions options)
    {
        var estimate = GrowthEstimate.Estimate(data, options);
        foreach (int size in new[] { 20, 50, 100, 200 }.Where(size => size <= estimate.MaxReachableNeurons))
            Within(size, Train(data, options, estimate.LambdaFor(size)));
        // Of fewer than 10 a neuron or two is 30 %; near its end first-blocked-stops is erratic (docs/maps.md).
        foreach (double lambda in estimate.Trials.Select(trial => trial.Lambda / 1.45))
            if (estimate.ExpectedNeurons(lambda) is >= 10 and var expected && expected < 0.8 * estimate.MaxReachableNeurons)
                Within(expected, Train(data, options, lambda));
    }

    private static int Train(DataMatrix data, SomOptions options, double lambda) =>
        new SomVq(options with { Lambda = lambda, TargetNeurons = null }).Fit(data).Neurons.Count;

    private static void Within(int expected, int trained) =>
        Assert.InRange(trained, expected * (1 - Tolerance), expected * (1 + Tolerance));

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    /// <summary>The class in the last column of a CSV file is no feature.</summary>
    private static DataMatrix Load(string path) =>
        path.EndsWith(".npy", StringComparison.Ordinal)
            ? DataMatrix.LoadNpy(path)
            : DataMatrix.From([
                .. File.ReadLines(path)
                    .Skip(1)
                    .Select(line =>
                        Array.ConvertAll(line.Split(',')[..^1], cell => double.Parse(cell, CultureInfo.InvariantCulture))
                    ),
            ]);
}
