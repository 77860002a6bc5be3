using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>
/// Features that had one value in training, up to rounding. Rows take the value of training there, so that these features have no part in any
/// distance, whatever value they have now.
/// </summary>
/// <param name="Columns">The features, ascending.</param>
/// <param name="Least">The least value of each in training, in the user's units: rows take this one.</param>
/// <param name="Greatest">The greatest value of each in training; the least one again unless values differed by rounding.</param>
internal sealed record ConstantFeatures(int[] Columns, double[] Least, double[] Greatest)
{
    /// <summary>The constant features of data as given; null where there are none.</summary>
    /// <param name="statistics">Statistics of the data.</param>
    /// <param name="exactly">True if a difference by rounding counts.</param>
    /// <param name="above">The constant features of the parent map, which are constant here, too.</param>
    public static ConstantFeatures? Find(DataStatistics statistics, bool exactly, ConstantFeatures? above)
    {
        var found = new SortedDictionary<int, (double Least, double Greatest)>();
        foreach (int c in exactly ? statistics.ConstantColumns() : statistics.NearlyConstantColumns())
            found[c] = (statistics.Minimum[c], statistics.Maximum[c]);
        if (above is not null)
            foreach (var (i, c) in above.Columns.Index())
                found[c] = (above.Least[i], above.Greatest[i]);
        // Equal rows are known by these features alone: others are told from them.
        bool isAll = found.Count == statistics.Minimum.Length && found.Values.All(range => range.Least == range.Greatest);
        return found.Count == 0 || isAll
            ? null
            : new ConstantFeatures(
                [.. found.Keys],
                [.. found.Values.Select(range => range.Least)],
                [.. found.Values.Select(range => range.Greatest)]
            );
    }

    /// <summary>The features whose values differed by rounding only; null if all values were equal.</summary>
    public ConstantFeatures? Rounded => Some(i => Least[i] != Greatest[i]);

    /// <summary>Returns the features that have other values in some data; null if all keep their value.</summary>
    public ConstantFeatures? Unlike(DataStatistics statistics) =>
        Some(i => statistics.Minimum[Columns[i]] != Least[i] || statistics.Maximum[Columns[i]] != Least[i]);

    /// <summary>Gives whole rows the values of training, in place; what is missing stays so, as it counts for how much a row lacks.</summary>
    public void Apply(Span<double> rows, int columnCount)
    {
        for (int start = 0; start < rows.Length; start += columnCount)
        for (int i = 0; i < Columns.Length; i++)
            if (!double.IsNaN(rows[start + Columns[i]]))
                rows[start + Columns[i]] = Least[i];
    }

    private ConstantFeatures? Some(Predicate<int> wanted) =>
        Array.FindAll([.. Enumerable.Range(0, Columns.Length)], wanted) is { Length: > 0 } places
            ? new ConstantFeatures(
                Array.ConvertAll(places, i => Columns[i]),
                Array.ConvertAll(places, i => Least[i]),
                Array.ConvertAll(places, i => Greatest[i])
            )
            : null;

    /// <summary>True if rows look the same, bit for bit.</summary>
    public static bool Same(ConstantFeatures? one, ConstantFeatures? other) =>
        one is null
            ? other is null
            : other is not null
                && one.Columns.AsSpan().SequenceEqual(other.Columns)
                && one.Least.AsSpan().SequenceEqual(other.Least);
}

/// <summary>Rows that have the values of training where these were constant.</summary>
internal sealed class ConstantStorage(RowStorage inner, ConstantFeatures constant) : RowView(inner, inner.ColumnCount)
{
    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        Inner.Read(start, count, rows).CopyTo(rows);
        constant.Apply(rows, ColumnCount);
        return rows;
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) => Inner.Bytes(start, count);

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new ConstantStorage(Inner.Select(rows, scratchDirectory), constant);
}
