namespace Dbgsom.Projection;

/// <summary>Some of many rows, evenly spaced.</summary>
internal readonly ref struct ThinnedRows
{
    private readonly ReadOnlySpan<double> rows;

    /// <param name="rows">Row-major values.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="used">How many rows are used, from 1 to all.</param>
    public ThinnedRows(ReadOnlySpan<double> rows, int columns, int used)
    {
        this.rows = rows;
        Columns = columns;
        Count = used;
    }

    public int Count { get; }

    public int Columns { get; }

    public ReadOnlySpan<double> this[int i] => rows.Slice((int)((long)i * (rows.Length / Columns) / Count) * Columns, Columns);
}
