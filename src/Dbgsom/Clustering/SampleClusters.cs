namespace Dbgsom.Clustering;

/// <summary>Measures clusters of a map on samples, in the space trained in.</summary>
internal static class SampleClusters
{
    /// <summary>The measures of samples by their clusters; null where fewer than two clusters hold samples that count.</summary>
    public static ClusterQuality? Measure(SomMap map, DataMatrix data, int[] clusters, CancellationToken cancellationToken)
    {
        data = Matched(map, data);
        bool Counts(int row) => data.SampleWeights.IsEmpty || data.SampleWeights[row] > 0;
        int[] distinct = [.. clusters.Where((_, row) => Counts(row)).Distinct().Order()];
        if (distinct.Length < 2)
            return null;
        int[] rows = [.. Enumerable.Range(0, data.RowCount).Where(Counts)];
        int[] compared = Array.ConvertAll(ClusterMeasures.Compared(rows.Length), place => rows[place]);
        var values = new double[(long)compared.Length * map.FeatureCount];
        for (int i = 0; i < compared.Length; i++)
            Copy(compared[i], values.AsSpan(i * map.FeatureCount, map.FeatureCount));
        var samples = DataMatrix.From(values, map.FeatureCount);
        if (!data.SampleWeights.IsEmpty)
            samples = samples.WithSampleWeights(Array.ConvertAll(compared, row => data.SampleWeights[row]));
        int[] own = Array.ConvertAll(compared, row => clusters[row]);
        double silhouette = own.Distinct().Count() < 2 ? double.NaN : ClusterMeasures.Silhouette(samples, own, cancellationToken);
        using var held = data.Storage.Hold();
        double[] weights = data.SampleWeights.IsEmpty ? [] : Array.ConvertAll(rows, row => data.SampleWeights[row]);
        double index = Measures.DaviesBouldins.Of(
            rows.Length,
            map.FeatureCount,
            (place, target) => Copy(rows[place], target),
            Array.ConvertAll(rows, row => Array.BinarySearch(distinct, clusters[row])),
            weights,
            distinct.Length,
            cancellationToken
        );
        return new ClusterQuality(distinct.Length, index, silhouette);

        void Copy(int row, Span<double> target)
        {
            data.CopyRow(row, target);
            map.FillMissing(target);
            map.Space.Scale(target, map.FeatureCount);
        }
    }

    private static DataMatrix Matched(SomMap map, DataMatrix data) => Rows.FeatureMatch.Find(map, data).Select(data);
}
