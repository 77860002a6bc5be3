namespace Dbgsom.Files.Tables;

/// <summary>A file of typed columns that comes in batches of rows. Whatever goes wrong is an <see cref="InvalidDataException"/> that names the file.</summary>
/// <param name="file">The file as messages name it.</param>
internal abstract class TableFile(string file) : IDisposable
{
    /// <summary>The columns, in order.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The number of rows, where the file says it at once.</summary>
    public virtual long? RowCount => null;

    /// <summary>Number of rows of the current batch.</summary>
    public int BatchRows { get; protected set; }

    /// <summary>True if a null is read as not-a-number, or a null text, and the rows after it are read, too.</summary>
    public bool KeepsNulls { get; set; }

    /// <summary>A note about how the file was read, available after all rows are read.</summary>
    public virtual string? Note => null;

    protected string File => file;

    /// <summary>Goes to the next batch.</summary>
    /// <returns>True if another one was read.</returns>
    public bool Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Guard(null, () => MoveNext(cancellationToken));
    }

    /// <summary>Reads a column of the current batch as numbers.</summary>
    /// <param name="column">The index of the column.</param>
    /// <param name="values">Room for <see cref="BatchRows"/> values.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The first row of the batch that is null, or −1; −1 with <see cref="KeepsNulls"/>.</returns>
    public int Numbers(int column, double[] values, CancellationToken cancellationToken) =>
        Guard(column, () => ReadNumbers(column, values, cancellationToken));

    /// <summary>Reads a column of the current batch that holds dates as days since 1970, see <see cref="DateNumber"/>.</summary>
    /// <inheritdoc cref="Numbers"/>
    public int Dates(int column, double[] values, CancellationToken cancellationToken) =>
        Guard(column, () => ReadDates(column, values, cancellationToken));

    /// <summary>Reads a column of the current batch as text, numbers as one writes them.</summary>
    /// <inheritdoc cref="Numbers"/>
    public int Texts(int column, string[] values, CancellationToken cancellationToken) =>
        Guard(column, () => ReadTexts(column, values, cancellationToken));

    /// <summary>Only some of the batches are to come, where the file is cut that way.</summary>
    public virtual void Restrict(RowGroupRange range) =>
        throw new NotSupportedException($"{file}: only Parquet files have row groups");

    public abstract void Dispose();

    protected abstract bool MoveNext(CancellationToken cancellationToken);

    protected abstract int ReadNumbers(int column, double[] values, CancellationToken cancellationToken);

    protected abstract int ReadDates(int column, double[] values, CancellationToken cancellationToken);

    protected abstract int ReadTexts(int column, string[] values, CancellationToken cancellationToken);

    protected T Guard<T>(int? column, Func<T> read) => Guard(file, () => column is { } c ? Describe(c) : "", read);

    /// <summary>A library that is given a damaged file throws what it comes upon: all of it means that the file cannot be read.</summary>
    protected static T Guard<T>(string file, Func<string> place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OutOfMemoryException e)
        {
            throw new InvalidDataException($"{file}: {place()}it declares more data than fits in memory; it may be damaged", e);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException(
                $"{file}: {place()}it cannot be read; its format is not supported, or it is damaged: {e.Message}",
                e
            );
        }
        catch (Exception e) when (e is not (OperationCanceledException or InvalidDataException))
        {
            throw new InvalidDataException($"{file}: {place()}it cannot be read; it may be damaged: {e.Message}", e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{file}: {place()}it cannot be read; it may be damaged: {e.Message}", e);
        }
    }

    private string Describe(int column) =>
        $"column {ColumnPlan.Describe(column, [.. Columns.Select(one => one.Name)])} of type {Columns[column].Type}: ";
}
