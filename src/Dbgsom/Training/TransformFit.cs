using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Training;

/// <summary>Finds what transforms of features have to know of the training values.</summary>
internal static class TransformFit
{
    /// <summary>The transforms that options ask for; null for none.</summary>
    /// <param name="options">The options, as training sees them.</param>
    /// <param name="rows">The rows as given.</param>
    /// <param name="range">The range of the features.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="OptionException">A name is that of no feature, or a feature has values without a transform.</exception>
    public static TransformedColumns? Of(
        SomOptions options,
        PassEngine rows,
        RangeSums range,
        CancellationToken cancellationToken
    )
    {
        if (options.FeatureTransforms is not { } transforms)
            return null;
        var wanted = transforms.Resolve(rows.FeatureNames, rows.ColumnCount, out string? unknown);
        if (unknown is not null)
            throw new OptionException(
                nameof(SomOptions.FeatureTransforms),
                of =>
                    $"{of(nameof(SomOptions.FeatureTransforms))} names '{unknown}', which is not a feature that is trained on; features are {WeightedFeatures.Shown(rows.FeatureNames, rows.ColumnCount)}"
            );
        int[] logs = Of(FeatureTransform.Log);
        foreach (int column in logs)
            if (range.Minimum[column] < 0)
                throw Negative(column);
        bool hasZeros = logs.Any(column => range.Minimum[column] == 0);
        double[]? least = hasZeros ? rows.Run(new LeastPositivePass(rows.ColumnCount), cancellationToken).Least : null;
        int[] ranks = Of(FeatureTransform.Rank);
        var ranked = ColumnRanks.Of(rows, ranks, range.GreatestMass, cancellationToken);
        return new TransformedColumns([.. wanted.Keys], [.. wanted.Select(one => Fitted(one.Key, one.Value))]);

        int[] Of(FeatureTransform transform) => [.. wanted.Where(one => one.Value == transform).Select(one => one.Key)];

        FittedTransform Fitted(int column, FeatureTransform transform) =>
            transform == FeatureTransform.Log ? Log(column)
            : transform == FeatureTransform.Rank ? ranked[Array.IndexOf(ranks, column)]
            : throw new UnreachableException();

        LogTransform Log(int column) =>
            new LogTransform(
                range.Minimum[column] > 0 ? 0
                : double.IsFinite(least![column]) ? least[column]
                : 1
            );

        RowException Negative(int column)
        {
            string name = rows.FeatureNames?[column] ?? Text.Of($"{column}");
            var (row, value) = FirstBelowPass.Over(rows, column, 0, cancellationToken);
            return new RowException(
                row,
                (place, of) =>
                    Text.Of(
                        $"{of(nameof(SomOptions.FeatureTransforms))} takes the logarithm of '{name}', whose smallest value is {range.Minimum[column]}; log needs values of at least 0, and {place} has {value}; leave out the transform or the column (--drop)"
                    )
            );
        }
    }
}
