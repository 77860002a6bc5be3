using System.Globalization;
using System.Text;

namespace Dbgsom.Files.Json;

/// <summary>A table of JSON records. It is read twice: a key may come in any record.</summary>
internal sealed class JsonInput : RowInput
{
    private static readonly ColumnType Nested = new("array or object", IsBoolean: false, IsDate: false, IsRead: false);

    // A small file may not stand for any number of empty cells: half a gigabyte of them, or a hundred for each that is there.
    private const long MostUnchecked = 1 << 26;
    private const int MostForEachGiven = 100;

    private readonly Func<Stream> open;
    private readonly string file;
    private readonly bool decimalComma;
    private readonly JsonColumns columns;

    /// <param name="open">Opens the text as UTF-8, at its beginning.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="most">The records that are looked at for keys, from the first.</param>
    public JsonInput(
        Func<Stream> open,
        string file,
        DataFileOptions options,
        CancellationToken cancellationToken,
        long most = long.MaxValue
    )
    {
        (this.open, this.file, decimalComma, columns) = (open, file, options.DecimalComma, new JsonColumns(file));
        using var text = open();
        var records = new JsonRecords(text, file, columns, decimalComma);
        while (records.Number < most && records.Read())
            cancellationToken.ThrowIfCancellationRequested();
        if (columns.Count == 0)
            throw DataPart.Bad(file, records.Number == 0 ? "it contains no records" : "its records have no key");
        long all = records.Number * columns.Count;
        if (all > MostUnchecked && all / MostForEachGiven > records.GivenCount)
            throw DataPart.Bad(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{records.Number} records have {columns.Count} different keys, and less than 1 in {MostForEachGiven} of such cells: this is not a table of records"
                )
            );
        if (most == long.MaxValue)
            columns.Complete();
        Origin = new CsvOrigin(file, 1, [.. columns.Names], true, '\0') { IsJson = true };
    }

    public override CsvOrigin Origin { get; }

    public override IReadOnlyList<string> Names => columns.Names;

    public override ColumnType? TypeOf(int column) => columns.IsNested(column) ? Nested : null;

    public override IReadOnlyList<string[]> First(int count)
    {
        using var text = open();
        var records = new JsonRecords(text, file, columns, decimalComma);
        var rows = new List<string[]>();
        while (rows.Count < count && records.Read())
            rows.Add([
                .. Origin.First.Select(
                    (_, column) => columns.IsNested(column) ? "" : Encoding.UTF8.GetString(records.GetSpan(column))
                ),
            ]);
        return rows;
    }

    public override void ForEach(Row take, CancellationToken cancellationToken)
    {
        using var text = open();
        var records = new JsonRecords(text, file, columns, decimalComma);
        while (records.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(records.Number, columns.Count, records.GetSpan);
        }
    }

    public override void Dispose() { }
}
