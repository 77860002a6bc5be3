using Dbgsom.Map;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>Missing values.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Fills in missing values, which are NaN, by what the map knows: the weights of the neurons near a row, by the features it has. What is known stays
    /// as it is.
    /// </summary>
    /// <remarks>
    /// A missing value is what the neurons near the row, by the features it has, say of it: their mean, and from there along the directions in which
    /// they differ, as far as the known features call for it (a local linear model, see docs/missing-values.md).
    /// </remarks>
    /// <param name="data">Samples with the features of the map; columns the map does not use are left out.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The samples with the features of the map, in memory, in the precision they have.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map, or a row has no value at all.</exception>
    public DataMatrix Impute(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var selected = FeatureMatch.Find(this, data).Select(data);
        using var held = selected.Storage.Hold();
        var values = new double[selected.RowCount * FeatureCount];
        for (int row = 0; row < selected.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sample = values.AsSpan(row * FeatureCount, FeatureCount);
            selected.CopyRow(row, sample);
            if (!Lacks(sample))
                continue;
            try
            {
                Fill(sample);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"row {row}: {e.Message}", nameof(data), e);
            }
        }
        var filled = DataMatrix.Own(values, selected.RowCount, FeatureCount);
        return (selected.IsSingle ? filled.ToSingle() : filled).With(
            selected.FeatureNames,
            selected.SampleWeights.IsEmpty ? null : selected.SampleWeights.ToArray()
        );
    }

    private void Fill(Span<double> sample)
    {
        double[] values = sample.ToArray();
        RefuseBeyond(values, sample, double.MaxValue);
        Space.Enter(values, FeatureCount);
        var gaps = new RowGaps();
        gaps.Find(values, FeatureCount, Space.IsIdle(FeatureCount));
        if (gaps.FirstEmpty >= 0)
            throw new ArgumentException("the sample has no value in any feature that tells samples apart");
        double[] expected = new double[FeatureCount];
        if (gaps.Count > 0)
            expected = new LocalModel(this, gaps.Known(0)).At(values, Distances(values, gaps));
        else
            Weights[0].CopyTo(expected);
        if (EffectiveOptions.Metric.ScalesToLengthOne)
            ToLengthOf(sample, expected);
        Scaler?.Invert(expected);
        for (int feature = 0; feature < sample.Length; feature++)
            if (double.IsNaN(sample[feature]))
                sample[feature] = expected[feature];
    }

    private double[] Distances(ReadOnlySpan<double> values, RowGaps gaps)
    {
        var distances = new double[assigner.PaddedCount];
        assigner.Distances(values, gaps.Known(0), gaps.Scale(0), distances);
        return distances;
    }

    /// <summary>Multiplies a direction so that over the known features it is as long as the row, after scaling.</summary>
    private void ToLengthOf(ReadOnlySpan<double> sample, double[] direction)
    {
        double[] scaled = sample.ToArray();
        Space.Scale(scaled, FeatureCount);
        var (along, square) = (0.0, 0.0);
        for (int feature = 0; feature < sample.Length; feature++)
            if (!double.IsNaN(sample[feature]))
            {
                along += scaled[feature] * direction[feature];
                square += direction[feature] * direction[feature];
            }
        for (int feature = 0; feature < direction.Length; feature++)
            direction[feature] *= square > 0 ? along / square : 0;
    }
}
