using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>Features that were constant in training.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// The features that had one value in training, up to rounding, in ascending order. Samples take that value for every distance, so these
    /// features never decide which neuron wins. Empty in a map from a file of an older version, which does not say.
    /// </summary>
    public IReadOnlyList<ConstantFeature> ConstantFeatures =>
        Content.Constant is { } constant
            ? [.. constant.Columns.Zip(constant.Least, (feature, value) => new ConstantFeature(feature, value))]
            : [];

    /// <summary>The features that were constant in training and are not, or have another value, in some samples; empty where there are none.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
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
