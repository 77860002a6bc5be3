using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>Rows that are like a sample.</content>
public sealed partial class SomMap
{
    // By how much, of the distances compared, rounding may put a bound above the distance it bounds.
    private const double BoundNoise = 1e-9;

    /// <summary>
    /// Finds the rows nearest to a sample, nearest first, lowest row on ties. The result is exact: it equals that of a comparison with
    /// all rows.
    /// </summary>
    /// <remarks>
    /// Rows are searched neuron by neuron. By the triangle inequality, a row at distance a from its neuron, which is at distance b from
    /// the sample, is at least |a − b| away; if that exceeds the k-th distance found so far, the row is skipped. A metric without that
    /// inequality compares all rows. Rows or samples with missing values are compared by their common features, scaled to all as in
    /// training; such rows are always compared. Rows of weight 0 are treated like others.
    /// </remarks>
    /// <param name="data">Rows with the features of the map, such as the training samples.</param>
    /// <param name="sample">The features in the order of the map, in the user's units; NaN where a value is missing.</param>
    /// <param name="k">The number of rows, at least 1; all rows if fewer are given.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, or the sample has no value in any feature that varies, or one that is too large.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public IReadOnlyList<SimilarRow> FindSimilar(
        DataMatrix data,
        ReadOnlySpan<double> sample,
        int k = 10,
        CancellationToken cancellationToken = default
    )
    {
        if (k < 1)
            throw new ArgumentOutOfRangeException(nameof(k), k, "the number of rows must be at least 1");
        var matches = FindWinners(data, cancellationToken);
        // Also refuses what is no sample of this map.
        FindBestMatch(sample);
        var query = new double[PaddedCount];
        double[] entered = sample.ToArray();
        Enter(entered, query);
        var search = new SimilarSearch(this, FeatureMatch.Find(this, data).Select(data), entered, k);
        bool bounds = EffectiveOptions.Metric.HasTriangleInequality && !Lacks(entered);
        search.Run(matches, query, bounds ? BoundNoise : double.PositiveInfinity, cancellationToken);
        return search.Found();
    }

    /// <summary>Finds the rows nearest to one of the rows, excluding itself, nearest first; see <see cref="FindSimilar"/>.</summary>
    /// <param name="data">Rows with the features of the map, such as the training samples.</param>
    /// <param name="row">The index of the row, from 0.</param>
    /// <param name="k">The number of rows, at least 1; all other rows if fewer are given.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, or the row has no value in any feature that varies.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1, or the row does not exist.</exception>
    public IReadOnlyList<SimilarRow> FindSimilarToRow(
        DataMatrix data,
        int row,
        int k = 10,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        if (row < 0 || row >= data.RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"valid is 0 to {data.RowCount - 1}");
        if (k < 1)
            throw new ArgumentOutOfRangeException(nameof(k), k, "the number of rows must be at least 1");
        var sample = new double[FeatureCount];
        FeatureMatch.Find(this, data).Select(data).CopyRow(row, sample);
        // One more, as the row is like itself.
        return
        [
            .. FindSimilar(data, sample, k < int.MaxValue ? k + 1 : k, cancellationToken).Where(one => one.Row != row).Take(k),
        ];
    }
}
