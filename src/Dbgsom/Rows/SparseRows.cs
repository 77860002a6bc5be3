namespace Dbgsom.Rows;

/// <summary>A sparse matrix that stores only numbers greater than 0, row by row (compressed sparse rows). Immutable.</summary>
public sealed class SparseRows
{
    private readonly int[] starts;
    private readonly int[] indices;
    private readonly double[] values;

    /// <param name="columnCount">Number of columns.</param>
    /// <param name="starts">Where each row starts in the other two, and their length at the end.</param>
    /// <param name="indices">Columns, ascending in each row.</param>
    /// <param name="values">The numbers.</param>
    internal SparseRows(int columnCount, int[] starts, int[] indices, double[] values)
    {
        ColumnCount = columnCount;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => starts.Length - 1;

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of stored values of all rows.</summary>
    public int StoredCount => values.Length;

    /// <summary>Returns the columns of a row that have a stored value, in ascending order.</summary>
    /// <param name="row">The row, from 0 to <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<int> Indices(int row) => indices.AsSpan(Range(row));

    /// <summary>Returns the stored values of a row, in the order of <see cref="Indices"/>.</summary>
    /// <inheritdoc cref="Indices"/>
    public ReadOnlySpan<double> Values(int row) => values.AsSpan(Range(row));

    /// <summary>Returns the dense matrix, with zeros: rows × columns.</summary>
    public double[,] ToDense()
    {
        var dense = new double[RowCount, ColumnCount];
        for (int row = 0; row < RowCount; row++)
        for (int at = starts[row]; at < starts[row + 1]; at++)
            dense[row, indices[at]] = values[at];
        return dense;
    }

    private Range Range(int row) =>
        (uint)row < (uint)RowCount
            ? starts[row]..starts[row + 1]
            : throw new ArgumentOutOfRangeException(nameof(row), row, $"valid is 0 to {RowCount - 1}");
}
