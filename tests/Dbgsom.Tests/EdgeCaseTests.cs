using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Training;

namespace Dbgsom.Tests;

/// <summary>Data at the edge of what there is to learn: it works or is refused by name, and no result is ever NaN or infinite.</summary>
public sealed class EdgeCaseTests
{
    public static TheoryData<string> Cases =>
        [
            "constant column",
            "duplicates",
            "all equal",
            "one feature",
            "four rows",
            "1e150",
            "1e-150",
            "far",
            "outlier",
            "huge and tiny",
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_finite(string name)
    {
        foreach (var preset in new[] { SomOptions.Default, SomOptions.Reference })
        foreach (var scaling in Scaling.All)
        foreach (var metric in Metric.All)
        {
            var data = Make(name);
            var map = new SomVq(preset with { Scaling = scaling, Metric = metric }).Fit(data);
            Assert.All(map.Weights.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
            Assert.All(map.WeightsInDataUnits.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
            Assert.All(map.ToTable().Columns.SelectMany(column => column.Values), value => Assert.True(double.IsFinite(value)));
            Assert.All(map.FindBestMatches(data).Select(match => match.Distance), value => Assert.True(double.IsFinite(value)));
            var error = map.TopographicError(data);
            double[] measures =
            [
                map.Training.QuantizationError,
                map.TopographicProduct,
                map.Training.GrowingThreshold,
                error.FourNeighbor,
                error.EightNeighbor,
            ];
            Assert.All(measures.Concat(map.TopographicFunction(data).Values), value => Assert.True(double.IsFinite(value)));
            // Rows that differ can have one direction, and a constant column can make directions differ.
            if (metric != Metric.Euclidean)
                continue;
            Assert.Equal(name == "all equal", map.Diagnostics.Any(diagnostic => diagnostic.Kind == DiagnosticKind.AllRowsEqual));
            Assert.Equal(
                name is "all equal" or "constant column",
                map.Diagnostics.Any(diagnostic => diagnostic.Kind == DiagnosticKind.ConstantColumns)
            );
        }
    }

    [Fact]
    public void What_cannot_be_trained_on_is_refused_by_name()
    {
        Refused("3 rows", DataMatrix.From([1.0, 2, 3], 1));
        Refused(
            "column 1 ('y') has values up to 1E+200",
            DataMatrix.From([1, 1e200, 2, 1, 3, 1, 4, 2], 2).WithFeatureNames(["x", "y"])
        );
        var four = DataMatrix.From([1.0, 2, 3, 4], 1);
        Refused("3 rows have a weight", four.WithSampleWeights([1, 1, 1, 0]));
        Refused("weight of every row is 0", four.WithSampleWeights([0, 0, 0, 0]));
        Refused("sum to 1", four.WithSampleWeights([0.25, 0.25, 0.25, 0.25]));
        Refused("multiply them all, for example by 4,", four.WithSampleWeights([0.25, 0.25, 0.25, 0.25]));
    }

    [Theory]
    [InlineData(1, "Column 2 has only one value and has no effect.")]
    [InlineData(2, "Columns 2, 3 have only one value each and have no effect.")]
    [InlineData(10, "Columns 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 have only one value each and have no effect.")]
    [InlineData(11, "Columns 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more have only one value each and have no effect.")]
    [InlineData(12, "Columns 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more have only one value each and have no effect.")]
    public void Constant_columns_are_named_ten_at_most(int constant, string expected)
    {
        int columns = 2 + constant;
        double[] values = new double[40 * columns];
        for (int row = 0; row < 40; row++)
        {
            values[row * columns] = row % 7;
            values[(row * columns) + 1] = row % 5;
            values.AsSpan((row * columns) + 2, constant).Fill(3);
        }
        var map = new SomVq().Fit(DataMatrix.From(values, columns));
        Assert.Equal(expected, Assert.Single(map.Diagnostics, one => one.Kind == DiagnosticKind.ConstantColumns).Message);
    }

    [Fact]
    public void Four_samples_need_no_more_than_four_neurons()
    {
        var map = new SomVq(SomOptions.Default with { Lambda = 1, MaxNeurons = 5, SigmaEnd = 0.01 }).Fit(
            DataMatrix.From([0, 0, 0, 9, 9, 0, 9, 9], 2)
        );
        Assert.Equal(4, map.Neurons.Count);
        Assert.EndsWith(
            "every sample equals one of them.",
            Assert.Single(map.Diagnostics, one => one.Kind == DiagnosticKind.NoGrowth).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_growth_comes_with_a_lambda_that_makes_the_map_grow()
    {
        var data = SameBitsTests.Make(150, 3, 2);
        var map = new SomVq(SomOptions.Default with { Lambda = 500 }).Fit(data);
        var found = Assert.Single(map.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.NoGrowth);
        Assert.EndsWith(" makes it grow, or leave lambda out.", found.Message, StringComparison.Ordinal);
        double below = double.Parse(
            found.Message.Split("a lambda below ")[1].Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.True(new SomVq(SomOptions.Default with { Lambda = below * 0.95 }).Fit(data).Neurons.Count > 4);
    }

    /// <summary>Timestamps: a column a billion times further from 0 than it is wide keeps its standard deviation to 1 part in 10^6.</summary>
    [Theory]
    [InlineData(1.7e9, 1, 200_000)]
    [InlineData(1.7e9, 0.05, 20_000)]
    [InlineData(1.7e12, 100, 100_000)]
    public void A_column_far_from_zero_keeps_its_spread(double offset, double width, int rows)
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, rows).Select(_ => offset + (width * random.NextDouble()))];
        double mean = values.Average(value => value - offset);
        double expected = Math.Sqrt(values.Average(value => (value - offset - mean) * (value - offset - mean)));
        var scaler = StandardScaler.Fit(DataMatrix.From(values, 1));
        Assert.Equal(expected, scaler.Divisor[0], expected * 1e-6);
    }

    [Fact]
    public void Rows_that_do_not_count_do_not_show()
    {
        var values = SameBitsTests.Flat(SameBitsTests.Make(100, 2, 9));
        var with = DataMatrix.From([.. values, 1e140, -1e140], 2).WithSampleWeights([.. Enumerable.Repeat(1.0, 100), 0]);
        foreach (var scaling in Scaling.All)
        {
            var map = new SomVq(SomOptions.Default with { Scaling = scaling }).Fit(with);
            Assert.True(map.Training.TotalVariance < 1e3);
            Assert.True(double.IsFinite(map.Training.InitialError));
        }
        double[] few = [.. Enumerable.Repeat(0.0, 59_995), 1, 1, 1, 1, 1];
        var sparse = DataMatrix.From([.. Enumerable.Range(0, 60_000).Select(i => (double)i)], 1).WithSampleWeights(few);
        Assert.Equal(4, new SomVq(SomOptions.Reference).Fit(sparse).Neurons.Count);
    }

    /// <summary>Rows too light to be seen beside the others count as none: no crash, nothing that is not a number.</summary>
    [Fact]
    public void Weights_that_span_many_orders()
    {
        double[] weights = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1 : 1e-28)];
        foreach (var weighting in Weighting.All)
        {
            var map = new SomVq(SomOptions.Default with { Weighting = weighting }).Fit(
                SameBitsTests.Make(200, 2, 9).WithSampleWeights(weights)
            );
            Assert.All(map.ToTable().Columns.SelectMany(column => column.Values), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void A_growth_cut_by_the_clock_of_a_lambda_is_told()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        foreach (double lambda in new[] { 0.5, 3 })
        {
            var map = new SomVq(SomOptions.Default with { Lambda = lambda, Epochs = 30, MaxNeurons = 400 }).Fit(data);
            Assert.Contains(map.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.GrowthCutByEpochs);
            Assert.DoesNotContain(map.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.NoGrowth);
        }
    }

    /// <summary>The clock stops growth two epochs after its first step.</summary>
    [Fact]
    public void A_growth_cut_after_it_began_is_told_with_what_helps()
    {
        using var rows = new LocalEngine(SameBitsTests.Make(600, 2, 3));
        var options = SomOptions.Default with { Lambda = 0.5, MaxNeurons = 400 };
        var run = TrainingRun.Start(options, rows);
        while (run.NeuronCount == 4)
            run.Advance();
        var map = new SomVq(options with { Epochs = 2 * (run.Epoch + 1) }).Fit(SameBitsTests.Make(600, 2, 3));
        Assert.EndsWith(
            "allow more epochs, a larger coarse-fraction, or a larger lambda.",
            Assert.Single(map.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.GrowthCutByEpochs).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Finished just when it is full, with neurons that want more neighbors: the size ended growth, not the epochs.</summary>
    [Fact]
    public void A_full_map_is_not_said_to_be_cut()
    {
        using var rows = new LocalEngine(SameBitsTests.Make(600, 2, 3));
        var run = TrainingRun.Start(SomOptions.Default with { Lambda = 1, MaxNeurons = 12 }, rows);
        while (run.NeuronCount < 12)
            run.Advance();
        Assert.Equal(TrainingPhase.Coarse, run.Phase);
        var found = run.Finish().Diagnostics.Select(diagnostic => diagnostic.Kind).ToArray();
        Assert.Contains(DiagnosticKind.CappedAboveThreshold, found);
        Assert.DoesNotContain(DiagnosticKind.GrowthCutByEpochs, found);
    }

    [Fact]
    public void What_ends_in_no_finite_number_is_refused_by_name()
    {
        var data = SameBitsTests.Make(60, 2, 2).WithFeatureNames(["x", "y"]);
        var map = new SomVq().Fit(data);
        var far = DataMatrix.From([0.0, 1, 2, 1e200], 2).WithFeatureNames(["x", "y"]);
        foreach (
            Action query in new Action[]
            {
                () => map.FindBestMatches(far),
                () => map.Distances(far),
                () => map.QuantizationError(far),
            }
        )
            Assert.Contains(
                "row 1, feature 1 ('y')",
                Assert.ThrowsAny<ArgumentException>(query).Message,
                StringComparison.Ordinal
            );
        var huge = DataMatrix.From([.. SameBitsTests.Flat(data).Select(value => value * 1e100)], 2);
        Assert.Contains(
            "Lambda is 1E+308",
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    new SomVq(SomOptions.Default with { Lambda = 1e308, Scaling = Scaling.None }).Fit(huge)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.True(
            double.IsFinite(
                new SomVq(SomOptions.Default with { SigmaStart = 1e-200, SigmaEnd = 1e-200 }).Fit(data).Training.QuantizationError
            )
        );
        Assert.Equal(
            SomOptions.MaxNeuronsLimit,
            (SomOptions.Default with { TargetNeurons = SomOptions.MaxNeuronsLimit }).Resolve(1e6).MaxNeurons
        );
    }

    [Fact]
    public void An_option_without_effect_is_named()
    {
        var data = SameBitsTests.Make(60, 2, 2);
        var plain = SomOptions.Default;
        var cutAlways = plain with { Neighborhood = Neighborhood.CutGaussian };
        var levels = plain with { Tau2 = 0.4, MinSamplesVerticalGrowth = 50, MaxDepth = 2 };
        Named(plain);
        Named(plain with { SmoothingEpsilon = 0.3, NeighborhoodCutoff = 2 }, "neighborhood-cutoff", "smoothing-epsilon");
        Named(plain with { SmoothingEpsilon = 0.3, SmoothingSteps = 1 });
        Named(cutAlways with { NeighborhoodCutoff = 2 });
        Named(cutAlways with { CutGaussPhase = PhaseScope.Fine }, "cutgauss-phase");
        Named(plain with { NeighborhoodCutoff = 2, CutGaussPhase = PhaseScope.Fine });
        Named(plain with { SparseNeighborhoodShare = 0.2 });
        Named(plain with { SparseNeighborhoodShare = 0.2, CutGaussPhase = PhaseScope.All }, "sparse-neighborhood-share");
        Named(cutAlways with { SparseNeighborhoodShare = 0.2 }, "sparse-neighborhood-share");
        Named(levels, "tau2", "min-samples-vertical-growth", "max-depth");
        Named(levels with { VerticalGrowth = true });

        void Named(SomOptions options, params string[] expected) =>
            Assert.Equal(
                expected.Select(name => $"The option {name} has no effect in this combination."),
                new SomVq(options)
                    .Fit(data)
                    .Diagnostics.Where(one => one.Kind == DiagnosticKind.OptionWithoutEffect)
                    .Select(one => one.Message)
            );
    }

    private static DataMatrix Make(string name)
    {
        var values = SameBitsTests.Flat(SameBitsTests.Make(name == "four rows" ? 4 : 120, name == "one feature" ? 1 : 3, 9));
        int columns = name == "one feature" ? 1 : 3;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = name switch
            {
                "constant column" when i % 3 == 1 => 7.3,
                "duplicates" => Math.Round(values[i] / 8),
                "all equal" => 0.1 * (i % 3),
                "1e150" when values.Length > 0 => values[i] * 1e142,
                "1e-150" => values[i] * 1e-150,
                "far" => values[i] + 1e9,
                "outlier" when i == 5 => 1e6,
                "huge and tiny" => values[i] * (i % 3 == 0 ? 1e100 : 1e-100),
                _ => values[i],
            };
        }
        return DataMatrix.From(values, columns);
    }

    private static void Refused(string message, DataMatrix data) =>
        Assert.Contains(
            message,
            Assert.ThrowsAny<ArgumentException>(() => new SomVq().Fit(data)).Message,
            StringComparison.Ordinal
        );
}
