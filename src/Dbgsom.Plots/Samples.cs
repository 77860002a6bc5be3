namespace Dbgsom.Plots;

/// <summary>The samples that a figure shows: in the user's units, with the features of the map in the map's order.</summary>
internal sealed class Samples
{
    /// <summary>More dots than this only cover each other: samples are then thinned out evenly.</summary>
    public const int Most = 20_000;

    /// <summary>Beyond so many values wide samples are thinned out, too, so that memory stays of the order of the data; but not to fewer than these rows.</summary>
    private const int MostValues = 20_000_000;
    private const int FewestOfWide = 500;

    private Samples(double[] values, int count, int total)
    {
        Values = values;
        Count = count;
        Total = total;
    }

    /// <summary>Row-major.</summary>
    public double[] Values { get; }

    /// <summary>Number of samples shown.</summary>
    public int Count { get; }

    /// <summary>Number of samples there are.</summary>
    public int Total { get; }

    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public static Samples Of(SomMap map, DataMatrix data, CancellationToken cancellationToken)
    {
        _ = map.IgnoredFeatures(data);
        int[] columns = Columns(map, data);
        int count = Math.Min(Math.Clamp(MostValues / columns.Length, FewestOfWide, Most), data.RowCount);
        var values = new double[count * columns.Length];
        var row = new double[data.ColumnCount];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            data.CopyRow((int)((long)i * data.RowCount / count), row);
            for (int c = 0; c < columns.Length; c++)
                values[(i * columns.Length) + c] = row[columns[c]];
            map.FillMissing(values.AsSpan(i * columns.Length, columns.Length));
        }
        return new Samples(values, count, data.RowCount);
    }

    private static int[] Columns(SomMap map, DataMatrix data)
    {
        if (map.FeatureNames is null || data.FeatureNames is null)
            return [.. Enumerable.Range(0, map.FeatureCount)];
        List<string> names = [.. data.FeatureNames];
        return [.. map.FeatureNames.Select(name => names.IndexOf(name))];
    }
}
