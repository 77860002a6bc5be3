using System.Globalization;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Contracts;

/// <summary>
/// What may not matter does not: the order and the units of the features, repeats instead of weights, columns that say nothing. Where
/// sums are formed in another order, results may differ by their rounding, 1e-16 of values below 16 in each of some hundred epochs, which
/// draw weights together and do not let it grow: 1e-9 is a thousandfold of what is seen. All else is to the bit.
/// </summary>
public sealed class InvarianceTests
{
    private const double Rounding = 1e-9;

    public static TheoryData<string> Variants => Variant.Names;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Features_in_another_order_are_weights_in_that_order(string name)
    {
        var variant = Variant.Of(name);
        var map = variant.Fit();
        static double[] Turn(double[] row) => [row[2], row[0], row[1]];
        double[] weights = [.. map.WeightsInDataUnits.Values.ToArray().Chunk(Samples.Columns).SelectMany(Turn)];
        // Where features have no names their weights are by place.
        var others = variant.Options with
        {
            FeatureWeights = Placed(variant.Options.FeatureWeights, place => (place + 1) % Samples.Columns),
            FeatureTransforms = Placed(variant.Options.FeatureTransforms, place => (place + 1) % Samples.Columns),
        };
        Near.Assert(
            map,
            variant.Estimator.Fit(variant.Request(Samples.Changed(Turn)) with { Options = others }),
            weights,
            Rounding
        );
    }

    /// <summary>Doubled values are doubled weights, to the bit: every operation is on numbers twice as large.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Samples_of_twice_the_size_are_weights_of_twice_the_size(string name)
    {
        var variant = Variant.Of(name);
        var options = variant.Options;
        // Logarithms of twice the values are rounded otherwise.
        if (options.FeatureTransforms is not null)
            return;
        bool inUnits = options.Scaling == Scaling.None && !options.Metric.ScalesToLengthOne;
        // Limits in the units of the data, and one on bits that is given in those.
        var others = options with
        {
            ConvergenceThreshold = options.ConvergenceThreshold * (inUnits ? 2 : 1),
            Lambda = inUnits && options.GrowthCriterion.NeedsLabels ? options.Lambda / 2 : options.Lambda,
        };
        var map = variant.Fit();
        var doubled = variant.Estimator.Fit(
            variant.Request(Samples.Changed(row => [.. row.Select(value => 2 * value)])) with
            {
                Options = others,
            }
        );
        double factor = !options.Metric.ScalesToLengthOne || options.Scaling != Scaling.None ? 2 : 1;
        Near.Assert(map, doubled, [.. map.WeightsInDataUnits.Values.ToArray().Select(value => factor * value)], 0);
        Assert.Equal(map.Training.QuantizationError * (inUnits ? 2 : 1), doubled.Training.QuantizationError);
    }

    /// <summary>Seen from elsewhere directions are others, so a metric of directions moves along only where scaling brings it back.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Samples_moved_are_weights_moved(string name)
    {
        var variant = Variant.Of(name);
        if (variant.Options.Metric.ScalesToLengthOne && variant.Options.Scaling == Scaling.None)
            return;
        // Logarithms of moved values lie otherwise; their ranks do not move at all.
        if (variant.Options.FeatureTransforms is not null)
            return;
        double[] by = [1024, -64, 8];
        var moved = Samples.Changed(row => [.. row.Zip(by, (value, offset) => value + offset)]);
        Lockstep.Assert(variant, Samples.Data, moved, (weight, column) => weight + by[column], Rounding);
    }

    /// <summary>A row of weight 2 is the row twice. Which rows come first in the draw changes with their number, so both start alike.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void A_row_of_weight_two_is_the_row_twice(string name)
    {
        var variant = Variant.Of(name);
        int[] twice = [.. Enumerable.Range(0, Samples.Rows).SelectMany(row => new[] { row, row })];
        var repeated = variant.Request(Samples.Data.SelectRows(twice), Samples.Labels.Select(twice));
        var weighted = variant.Request(Samples.Data.WithSampleWeights([.. Enumerable.Repeat(2.0, Samples.Rows)]));
        Near.Assert(FromGivenStart(variant, repeated), FromGivenStart(variant, weighted), Rounding);
    }

    /// <summary>A constant column becomes zeros where features are scaled, and adds nothing to any sum.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void A_constant_column_changes_nothing(string name)
    {
        var variant = Variant.Of(name);
        if (variant.Options.Scaling == Scaling.None && variant.Options.Metric.ScalesToLengthOne)
            return;
        const double Constant = 0.1;
        var map = variant.Fit();
        var others = variant.Options with
        {
            FeatureWeights = Placed(variant.Options.FeatureWeights, place => place == 0 ? 0 : place + 1),
            FeatureTransforms = Placed(variant.Options.FeatureTransforms, place => place == 0 ? 0 : place + 1),
        };
        var wider = variant.Estimator.Fit(
            variant.Request(Samples.Changed(row => [row[0], Constant, row[1], row[2]])) with
            {
                Options = others,
            }
        );
        double[] weights =
        [
            .. map
                .WeightsInDataUnits.Values.ToArray()
                .Chunk(Samples.Columns)
                .SelectMany(row => new[] { row[0], Constant, row[1], row[2] }),
        ];
        Near.Assert(map, wider, weights, Rounding);
        Assert.Equal(1, wider.Diagnostics.Count(diagnostic => diagnostic.Kind == DiagnosticKind.ConstantColumns));
        if (wider.Scaler is { } scaler)
            Assert.Equal([1], scaler.ConstantColumns);
    }

    private static FeatureTransforms? Placed(FeatureTransforms? transforms, Func<int, int> place) =>
        transforms is null
            ? null
            : new FeatureTransforms(
                transforms.Values.Select(one =>
                    KeyValuePair.Create(
                        place(int.Parse(one.Key, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
                        one.Value
                    )
                )
            );

    private static FeatureWeights? Placed(FeatureWeights? weights, Func<int, int> place) =>
        weights is null
            ? null
            : new FeatureWeights(
                weights.Values.Select(one =>
                    KeyValuePair.Create(
                        place(int.Parse(one.Key, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
                        one.Value
                    )
                )
            );

    private static SomMap FromGivenStart(Variant variant, FitRequest request)
    {
        using var rows = variant.Estimator.Engine(request);
        var run = TrainingRun.Start(request.Options with { VerticalGrowth = false }, rows);
        int step = (int)rows.RowCount / Samples.Rows;
        run.Neurons.Weights = [.. Enumerable.Range(0, 4).SelectMany(row => rows.ReadRow(row * step))];
        return run.Complete();
    }
}
