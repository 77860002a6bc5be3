using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>Features that were constant in training.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// The features that were constant in training, up to rounding, in ascending order. Their value in samples is ignored, so that they
    /// never influence the winner. Empty for a map from an older file, which lacks this information.
    /// </summary>
    public IReadOnlyList<ConstantFeature> ConstantFeatures =>
        Content.Constant is { } constant
            ? [.. constant.Columns.Zip(constant.Least, (feature, value) => new ConstantFeature(feature, value))]
            : [];

    /// <summary>Returns the features that were constant in training but have other values in the samples.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public IReadOnlyList<ChangedFeature> ChangedFeatures(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var match = FeatureMatch.Find(this, data);
        if (Content.Constant is not { } constant)
            return [];
        using var rows = new LocalEngine(match.Select(data));
        long[] changed = rows.Run(new ChangePass(constant), cancellationToken).Rows;
        return
        [
            .. Enumerable
                .Range(0, changed.Length)
                .Where(i => changed[i] > 0)
                .Select(i => new ChangedFeature(constant.Columns[i], constant.Least[i], changed[i])),
        ];
    }
}
