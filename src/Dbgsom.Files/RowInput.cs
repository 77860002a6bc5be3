namespace Dbgsom.Files;

/// <summary>A table whose rows come one after the other, each as cells of text.</summary>
internal abstract class RowInput : IDisposable
{
    /// <summary>Takes a row: the line or record it is, the number of its cells, and its cells.</summary>
    public delegate void Row(long place, int cells, CsvRows.Cell cell);

    /// <summary>Where the rows come from.</summary>
    public abstract CsvOrigin Origin { get; }

    /// <summary>The names of the columns, or null.</summary>
    public abstract IReadOnlyList<string>? Names { get; }

    /// <summary>Notes about guesses.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>The type of a column that cannot be read; null for others.</summary>
    public virtual ColumnType? TypeOf(int column) => null;

    /// <summary>Some of the first rows, without the header.</summary>
    public abstract IReadOnlyList<string[]> First(int count);

    /// <summary>Gives all rows, once.</summary>
    public abstract void ForEach(Row take, CancellationToken cancellationToken);

    public abstract void Dispose();

    /// <summary>Reads all rows.</summary>
    /// <param name="options">The options for reading.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public DataPart Read(DataFileOptions options, CancellationToken cancellationToken)
    {
        using var rows = new CsvRows(Origin, Names, options);
        ForEach(rows.Add, cancellationToken);
        var part = rows.ToPart();
        return part with { Notes = [.. part.Notes, .. Notes] };
    }
}
