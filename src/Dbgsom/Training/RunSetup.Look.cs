using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Training;

/// <content>What is found out about rows before they are scaled.</content>
internal sealed partial record RunSetup
{
    /// <summary>Measures the rows as given, and transformed.</summary>
    private static (
        FeatureDivision? Division,
        SomOptions Trained,
        TransformedColumns? Transform,
        DataStatistics Given,
        DataStatistics Untransformed
    ) Look(
        SomOptions options,
        PassEngine rows,
        Func<SomOptions, RangeSums, TransformedColumns?> transforming,
        bool medians,
        CancellationToken cancellationToken
    )
    {
        var division = options.FeatureWeights?.Divide(rows.GivenNames, rows.GivenColumnCount);
        options = FeatureDivision.Trained(division, options);
        rows.Enter(AsGiven(options, division, rows));
        var range = options.FeatureTransforms is null ? null : RangePass.Over(rows, cancellationToken);
        var transform = range is null ? null : transforming(options, range);
        if (transform is not null)
            rows.Enter(AsGiven(options, division, rows) with { Transform = transform });
        var given = StatisticsPasses.Measure(rows, options.Metric, cancellationToken);
        if (medians)
            given = StatisticsPasses.WithMedians(given, rows, cancellationToken);
        // Ranges are those of the rows as given, as constant values are.
        var untransformed = range is null
            ? given
            : given with
            {
                Minimum = range.Minimum,
                Maximum = range.Maximum,
                Fingerprint = range.Fingerprint,
            };
        return (division, options, transform, given, untransformed);
    }

    /// <summary>
    /// The features that tell rows apart that a map below another is about to be trained on; null where all rows are known to have one. What is known of
    /// a row above may be constant below.
    /// </summary>
    /// <param name="options">The options of that map.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ancestry">Where the map stands.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static int[]? Telling(SomOptions options, PassEngine rows, Ancestry ancestry, CancellationToken cancellationToken)
    {
        var (division, trained, _, given, untransformed) = Look(
            options,
            rows,
            (_, _) => ancestry.Transform,
            false,
            cancellationToken
        );
        var constant = Constants(trained, untransformed, ancestry.Constant);
        return given.Missing is null || constant is null
            ? null
            : SpaceOf(trained, division, ancestry.Transform, ancestry.Scaler, constant, null, rows).Telling(given.Minimum.Length);
    }
}
