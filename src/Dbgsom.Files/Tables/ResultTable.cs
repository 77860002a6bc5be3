namespace Dbgsom.Files.Tables;

/// <summary>A table to write: columns of one type each, whose cells are found as they are asked for.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ResultTable(int Rows, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>Rows of a row group of Parquet and of a record batch of Arrow.</summary>
    public const int RowsAtOnce = 1 << 16;

    /// <summary>The rows in portions of at most <see cref="RowsAtOnce"/>; one without rows where there are none.</summary>
    public IEnumerable<(int Start, int Count)> Portions()
    {
        int start = 0;
        do yield return (start, Math.Min(RowsAtOnce, Rows - start));
        while ((start += RowsAtOnce) < Rows && start > 0);
    }
}

/// <summary>A column of a table to write.</summary>
/// <param name="Name">The name.</param>
internal abstract record ResultColumn(string Name);

/// <summary>A column of a table to write.</summary>
/// <typeparam name="T">String, int, long, bool or double.</typeparam>
/// <param name="Name">The name.</param>
/// <param name="At">The cell of a row.</param>
internal sealed record ResultColumn<T>(string Name, Func<int, T> At) : ResultColumn(Name)
{
    /// <summary>The cells of some rows.</summary>
    public T[] Cells(int start, int count)
    {
        var cells = new T[count];
        for (int row = 0; row < count; row++)
            cells[row] = At(start + row);
        return cells;
    }
}
