using Dbgsom.Map;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom;

/// <content>Missing values.</content>
public sealed partial class SomMap
{
    // Rows that a thread fills before it looks for more.
    private const int RowsAtOnce = 64;

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
        DataMatrix.CheckSize(selected.RowCount, FeatureCount);
        using var held = selected.Storage.Hold();
        var values = new double[selected.RowCount * FeatureCount];
        var model = new LocalModel(this);
        var wrong = new SortedList<int, string>();
        var team = new Team(Threads ?? Environment.ProcessorCount);
        team.For(
            (selected.RowCount + RowsAtOnce - 1) / RowsAtOnce,
            team.Threads,
            (part, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                int last = Math.Min((part + 1) * RowsAtOnce, selected.RowCount);
                for (int row = part * RowsAtOnce; row < last; row++)
                {
                    var sample = values.AsSpan(row * FeatureCount, FeatureCount);
                    selected.CopyRow(row, sample);
                    if (Lacks(sample) && Impute(sample, model) is { } what)
                        lock (wrong)
                            wrong.Add(row, what);
                }
            }
        );
        // The first of them, whatever thread came upon it.
        if (wrong.Count > 0)
            throw new ArgumentException($"row {wrong.Keys[0]}{wrong.Values[0]}", nameof(data));
        var filled = DataMatrix.Own(values, selected.RowCount, FeatureCount);
        return (selected.IsSingle ? filled.ToSingle() : filled).With(
            selected.FeatureNames,
            selected.SampleWeights.IsEmpty ? null : selected.SampleWeights.ToArray()
        );
    }

    /// <summary>Gives a sample in the user's units the values of its winner where its own are missing.</summary>
    internal void FillMissing(Span<double> sample)
    {
        if (Lacks(sample))
            Complete(sample, Weights[FindBestMatch(sample).Neuron].ToArray());
    }

    /// <summary>Fills a sample in; returns what is wrong with it, or null.</summary>
    private string? Impute(Span<double> sample, LocalModel model)
    {
        double[] values = sample.ToArray();
        try
        {
            RefuseBeyond(values, sample, double.MaxValue);
            Space.Enter(values, FeatureCount);
            RefuseBeyond(values, sample, LocalEngine.GreatestValue);
        }
        catch (ArgumentException e)
        {
            return $": {e.Message}";
        }
        var gaps = new RowGaps();
        gaps.Find(values, FeatureCount, Space.SharesOf(FeatureCount));
        if (gaps.FirstEmpty >= 0)
            return RowGaps.NothingKnown;
        // What was constant in training has its value already.
        Complete(
            sample,
            gaps.Count > 0 ? model.At(values, gaps.Known(0), gaps.Comparable, Distances(values, gaps)) : Weights[0].ToArray()
        );
        return null;
    }

    /// <summary>Gives a sample what is expected of it, in the space trained in, where its own values are missing.</summary>
    private void Complete(Span<double> sample, double[] expected)
    {
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
