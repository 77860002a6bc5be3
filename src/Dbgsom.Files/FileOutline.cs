using System.Globalization;
using Dbgsom.Files.Json;
using Dbgsom.Files.Tables;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>One column of a file, by what its first rows hold.</summary>
/// <param name="Name">The name of the column, or its index if the file has no names.</param>
/// <param name="IsNumeric">True if all cells seen are numbers.</param>
/// <param name="Different">How many different cells were seen.</param>
internal sealed record ColumnOutline(string Name, bool IsNumeric, int Different);

/// <summary>The outline of a data file, read from its beginning, so that columns can be chosen before the whole file is read.</summary>
internal sealed record FileOutline
{
    private const int RowsSeen = 200;

    // Of more columns than anybody chooses among one by one, the first.
    private const int MostColumns = 5001;
    private const int LongestName = 300;

    /// <summary>The columns, in order.</summary>
    public required IReadOnlyList<ColumnOutline> Columns { get; init; }

    /// <summary>True if the columns have names.</summary>
    public bool HasNames { get; init; }

    /// <summary>The number of rows, where the file says it at its beginning.</summary>
    public long? Rows { get; init; }

    /// <summary>The arrays of an archive; empty for other files.</summary>
    public IReadOnlyList<string> Arrays { get; init; } = [];

    /// <summary>The array the columns are of; null for files that are no archive.</summary>
    public string? Array { get; init; }

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="path">The file, with one of <see cref="DataFiles.Extensions"/>.</param>
    /// <param name="array">Which array of an archive; null for the first that holds samples.</param>
    /// <param name="options">How text is read; null for the defaults.</param>
    /// <exception cref="InvalidDataException">The file is not of the kind its name says, or holds no samples.</exception>
    public static FileOutline Of(string path, string? array = null, DataFileOptions? options = null) =>
        DataSource.Extension(path) switch
        {
            ".npy" => OfArray(path),
            ".npz" => OfArchive(path, array),
            ".parquet" => OfColumns(path, TableFormat.OpenParquet),
            ".arrow" or ".arrows" or ".feather" => OfColumns(path, TableFormat.OpenArrow),
            _ => OfTable(path, options ?? new DataFileOptions()),
        };

    private static FileOutline OfColumns(string path, Func<string, TableFile> open)
    {
        using var table = open(path);
        string[] names = TableReader.Names(table, path);
        bool any = table.Next(CancellationToken.None);
        while (any && table.BatchRows == 0)
            any = table.Next(CancellationToken.None);
        if (!any)
            throw DataPart.Bad(path, "it has no rows");
        return new FileOutline
        {
            HasNames = true,
            Rows = table.RowCount,
            Columns = [.. names.Select((name, column) => OfColumn(table, name, column))],
        };
    }

    private static ColumnOutline OfColumn(TableFile table, string name, int column)
    {
        var kind = table.Columns[column].Kind;
        if (kind == CellKind.Other)
            return new ColumnOutline(name, false, 0);
        var texts = new string[table.BatchRows];
        int missing = table.Texts(column, texts, CancellationToken.None);
        int seen = Math.Min(missing < 0 ? texts.Length : missing, RowsSeen);
        return new ColumnOutline(name, kind != CellKind.Text, texts.Take(seen).Distinct(StringComparer.Ordinal).Count());
    }

    private static FileOutline OfArray(string path)
    {
        using var stream = File.OpenRead(path);
        return OfHeader(stream, path, stream.Length);
    }

    private static FileOutline OfArchive(string path, string? array)
    {
        var names = NpzFile.Names(path);
        if (names.Count == 0)
            throw DataPart.Bad(path, "the archive contains no arrays");
        if (array is not null && !names.Contains(array))
            throw DataPart.Bad(path, $"the archive has no array '{array}'; its arrays are: {string.Join(", ", names)}");
        using var archive = NpzFile.Open(path);
        InvalidDataException? first = null;
        foreach (string name in array is null ? names : [array])
            try
            {
                var outline = NpzFile.Guard(
                    path,
                    () =>
                    {
                        var entry = archive.GetEntry(name + ".npy")!;
                        using var stream = NpzFile.OpenEntry(entry, path);
                        return OfHeader(stream, $"{path}, array '{name}'", entry.Length);
                    }
                );
                return outline with { Arrays = names, Array = name };
            }
            catch (InvalidDataException e)
            {
                first ??= e;
            }
        throw first!;
    }

    private static FileOutline OfHeader(Stream stream, string name, long available)
    {
        var header = NpyHeader.Read(stream, name, available);
        header.RequireSamples(name);
        return new FileOutline
        {
            Rows = header.Shape[0],
            Columns =
            [
                .. Enumerable
                    .Range(0, (int)Math.Min(header.Shape[1], MostColumns))
                    .Select(column => new ColumnOutline(column.ToString(CultureInfo.InvariantCulture), true, 0)),
            ],
        };
    }

    private static FileOutline OfTable(string path, DataFileOptions options)
    {
        if (JsonFile.Extensions.Contains(DataSource.Extension(path)))
            return JsonFile.Use(
                path,
                options,
                open => OfRows(new JsonInput(open, path, options, CancellationToken.None, RowsSeen), path, options),
                CancellationToken.None
            );
        using var stream = TextFile.Open(path, options.Encoding, options.MaxUnpackedBytes);
        using var input = new CsvInput(stream, path, DataSource.Separator(DataSource.Extension(path)), options, null);
        return OfRows(input, path, options);
    }

    private static FileOutline OfRows(RowInput input, string path, DataFileOptions options)
    {
        var body = input.First(RowsSeen);
        string[] names = [.. input.Names ?? [.. input.Origin.First.Select((_, column) => ColumnPlan.Index(column))]];
        if (names.FirstOrDefault(name => name.Length > LongestName) is { } endless)
            throw DataPart.Bad(path, $"a column name is {endless.Length} characters long; valid is at most {LongestName}");
        var columns = names.Select(
            (name, column) => Of(name, [.. body.Select(row => row.ElementAtOrDefault(column) ?? "")], NumberForm.Of(options))
        );
        return new FileOutline { HasNames = input.Names is not null, Columns = [.. columns] };
    }

    private static ColumnOutline Of(string name, string[] cells, NumberForm form) =>
        new(name, System.Array.TrueForAll(cells, form.IsNumber), cells.Distinct(StringComparer.Ordinal).Count());
}
