using Dbgsom.Map;
using Dbgsom.Naming;
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
    /// Fills in missing values (NaN) from the weights of the neurons near a row, by its known features. Known values are unchanged.
    /// </summary>
    /// <remarks>
    /// A missing value is predicted from the neurons near the row: their mean, extrapolated along the directions in which they differ
    /// to match the known features (a local linear model, see docs/missing-values.md).
    /// </remarks>
    /// <param name="data">Samples with the features of the map; other columns are omitted.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The samples with the features of the map, in memory, in their original precision.</returns>
    /// <exception cref="ArgumentException">The features differ from those of the map, or a row has no values.</exception>
    /// <exception cref="InvalidOperationException">The map has no training samples, see <see cref="HasTrainingSamples"/>.</exception>
    public DataMatrix Impute(DataMatrix data, CancellationToken cancellationToken = default) =>
        Impute(data, false, cancellationToken).Values;

    /// <summary>Fills in missing values as <see cref="Impute(DataMatrix, CancellationToken)"/> does, with their uncertainty.</summary>
    /// <remarks>
    /// The deviations are those of the local linear model: of the true value from the imputed one, if similar rows scatter around the
    /// map as the training samples do. For categories, whose features are 0 and 1, the values themselves express the uncertainty.
    /// </remarks>
    /// <inheritdoc cref="Impute(DataMatrix, CancellationToken)"/>
    /// <returns>The samples, and their standard deviations.</returns>
    public ImputedData ImputeWithDeviations(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var (values, deviations) = Impute(data, true, cancellationToken);
        return new ImputedData(values, deviations!);
    }

    private (DataMatrix Values, DataMatrix? Deviations) Impute(
        DataMatrix data,
        bool withDeviations,
        CancellationToken cancellationToken
    )
    {
        var selected = FeatureMatch.Find(this, data).Select(data);
        DataMatrix.CheckSize(selected.RowCount, FeatureCount);
        using var held = selected.Storage.Hold();
        var values = new double[selected.RowCount * FeatureCount];
        double[] deviations = withDeviations ? new double[values.Length] : [];
        if (!HasTrainingSamples)
            throw NeedsSamples("estimates of missing values");
        // Only where a value is missing.
        var model = new Lazy<LocalModel>(() => new LocalModel(this, Scatter(selected, cancellationToken)));
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
                    var spread = withDeviations ? deviations.AsSpan(row * FeatureCount, FeatureCount) : default;
                    if (Lacks(sample) && Impute(sample, model.Value, spread) is { } what)
                        lock (wrong)
                            wrong.Add(row, what);
                }
            }
        );
        // The first of them, whatever thread came upon it.
        if (wrong.Count > 0)
            throw new RowException(wrong.Keys[0], (place, _) => place + wrong.Values[0], nameof(data));
        double[]? weights = selected.SampleWeights.IsEmpty ? null : selected.SampleWeights.ToArray();
        var filled = DataMatrix.Own(values, selected.RowCount, FeatureCount);
        return (
            (selected.IsSingle ? filled.ToSingle() : filled).With(selected.FeatureNames, weights),
            withDeviations
                ? DataMatrix.Own(deviations, selected.RowCount, FeatureCount).With(selected.FeatureNames, weights)
                : null
        );
    }

    /// <summary>Gives a sample in the user's units the values of its winner where its own are missing.</summary>
    internal void FillMissing(Span<double> sample)
    {
        if (Lacks(sample))
            Complete(sample, Weights[FindBestMatch(sample).Neuron].ToArray(), []);
    }

    /// <summary>Fills a sample in; returns what is wrong with it, or null.</summary>
    private string? Impute(Span<double> sample, LocalModel model, Span<double> deviations)
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
            gaps.Count > 0
                ? model.At(values, gaps.Known(0), gaps.Comparable, Distances(values, gaps), deviations)
                : Weights[0].ToArray(),
            deviations
        );
        return null;
    }

    /// <summary>Gives a sample what is expected of it, in the space trained in, where its own values are missing.</summary>
    private void Complete(Span<double> sample, double[] expected, Span<double> deviations)
    {
        double length = EffectiveOptions.Metric.ScalesToLengthOne ? ToLengthOf(sample, expected) : 1;
        Scaler?.Invert(expected);
        for (int feature = 0; feature < deviations.Length; feature++)
        {
            deviations[feature] *= length * (Scaler?.Divisor[feature] ?? 1);
            if (Content.Transform?.Of(feature) is { } transform)
                deviations[feature] = transform.Deviation(expected[feature], deviations[feature]);
        }
        Content.Transform?.Invert(expected, FeatureCount);
        for (int feature = 0; feature < sample.Length; feature++)
            if (double.IsNaN(sample[feature]))
                sample[feature] = expected[feature];
            else if (!deviations.IsEmpty)
                deviations[feature] = 0;
    }

    /// <summary>How samples in the user's units scatter around the neurons. What is wrong with a sample is told where it is filled in.</summary>
    private ResidualScatter Scatter(DataMatrix samples, CancellationToken cancellationToken)
    {
        var gaps = new RowGaps();
        var sample = new double[FeatureCount];
        return ResidualScatter.Learn(
            this,
            samples.RowCount,
            (row, residual) =>
            {
                samples.CopyRow(row, sample);
                sample.CopyTo(residual, 0);
                Space.Enter(residual, FeatureCount);
                if (Array.Exists(residual, double.IsInfinity))
                    return false;
                bool[] isMissing = Array.ConvertAll(residual, double.IsNaN);
                gaps.Find(residual, FeatureCount, Space.SharesOf(FeatureCount));
                if (gaps.FirstEmpty >= 0)
                    return false;
                double[] distances = gaps.Count > 0 ? Distances(residual, gaps) : Distances(residual);
                int winner = Array.IndexOf(distances, distances.AsSpan(0, Neurons.Count).ToArray().Min());
                var weights = Weights[winner];
                for (int f = 0; f < FeatureCount; f++)
                    residual[f] = isMissing[f] ? double.NaN : residual[f] - weights[f];
                return true;
            },
            cancellationToken
        );
    }

    private double[] Distances(ReadOnlySpan<double> values)
    {
        var distances = new double[assigner.PaddedCount];
        assigner.Distances(values, distances);
        return distances;
    }

    private double[] Distances(ReadOnlySpan<double> values, RowGaps gaps)
    {
        var distances = new double[assigner.PaddedCount];
        assigner.Distances(values, gaps.Known(0), gaps.Scale(0), distances);
        return distances;
    }

    /// <summary>Multiplies a direction so that over the known features it is as long as the row, after scaling; returns by what.</summary>
    private double ToLengthOf(ReadOnlySpan<double> sample, double[] direction)
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
        double factor = square > 0 ? along / square : 0;
        for (int feature = 0; feature < direction.Length; feature++)
            direction[feature] *= factor;
        return factor;
    }
}
