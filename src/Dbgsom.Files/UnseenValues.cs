using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>Values of samples that the training of a map did not see, counted so that the counts of several parts of a data set can be merged.</summary>
/// <param name="RowCount">Number of samples.</param>
/// <param name="Changed">Features that were constant in training and have other values.</param>
/// <param name="Far">Features with values far outside those of training.</param>
internal sealed record UnseenValues(long RowCount, IReadOnlyList<ChangedFeature> Changed, IReadOnlyList<FarFeature> Far)
{
    /// <summary>Looks for them in samples. Finds nothing where the features are not those of the map.</summary>
    public static UnseenValues Find(SomMap map, DataMatrix data, CancellationToken cancellationToken) =>
        data.FeatureNames is null && data.ColumnCount != map.FeatureCount
            ? new(data.RowCount, [], [])
            : new(
                data.RowCount,
                map.ConstantFeatures.Count == 0 ? [] : map.ChangedFeatures(data, cancellationToken),
                FarValueNote.Find(map, data, cancellationToken)
            );

    /// <summary>Merges what was found in parts of a data set, in the order of the parts.</summary>
    public static UnseenValues Merge(SomMap map, IReadOnlyCollection<UnseenValues> parts) =>
        new(
            parts.Sum(part => part.RowCount),
            [
                .. parts
                    .SelectMany(part => part.Changed)
                    .GroupBy(one => one.Feature)
                    .OrderBy(group => group.Key)
                    .Select(group => group.First() with { RowCount = group.Sum(one => one.RowCount) }),
            ],
            FarValueNote.Merge(map, parts.SelectMany(part => part.Far))
        );

    /// <summary>Returns notes about unseen values.</summary>
    public IReadOnlyList<string> Notes(SomMap map) =>
        [.. new[] { ChangedFeatureNote.For(map, Changed, RowCount), FarValueNote.For(map, Far, RowCount) }.OfType<string>()];
}

/// <summary>A feature with values far outside those of training.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="RowCount">Number of samples with such a value.</param>
/// <param name="Farthest">The value that is farthest outside.</param>
internal readonly record struct FarFeature(int Feature, long RowCount, double Farthest);
