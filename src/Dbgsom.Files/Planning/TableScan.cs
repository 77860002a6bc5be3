using Dbgsom.Files.Tables;

namespace Dbgsom.Files;

/// <summary>Looks at every cell of the files of one data set, a row or a batch of rows at a time.</summary>
internal sealed class TableScan(DataFileOptions options, CancellationToken cancellationToken) : ITableLook
{
    // Hashes of different values: about 100 MB for all columns together, at most 10,000 a column.
    private const int MostHashes = 1 << 22;
    private const int MostDistinct = 10_000;
    private const int FewestDistinct = 64;

    private readonly NumberForm form = NumberForm.Of(options);
    private readonly MissingTexts missing = new(options.MissingTexts);
    private string? firstFile;

    /// <summary>The columns, in the order of the first file; null before it.</summary>
    public ColumnLook[]? Columns { get; private set; }

    /// <summary>The names of the columns of the first file; null where it has none.</summary>
    public IReadOnlyList<string>? Names { get; private set; }

    /// <summary>Number of rows.</summary>
    public long RowCount { get; private set; }

    /// <summary>The first file, as messages name it.</summary>
    public string File => firstFile!;

    /// <summary>Looks at a file of text or JSON.</summary>
    public void Read(RowInput input)
    {
        var looks = Begin(input.Origin.File, input.Names, input.Origin.First.Length, input.TypeOf, input.Origin.Unit);
        bool[] isRead = [.. looks.Select((_, column) => input.TypeOf(column) is null)];
        input.ForEach(
            (line, cells, cell) =>
            {
                if (cells != looks.Length)
                    throw DataPart.Bad(input.Origin.File, CsvAdvice.Width(input.Origin, line, cells, cell, (int)RowCount));
                for (int column = 0; column < looks.Length; column++)
                    if (isRead[column])
                        looks[column]?.Add(cell(column), line);
                    else
                        looks[column]?.AddUnread(1);
                RowCount++;
            },
            cancellationToken
        );
    }

    /// <summary>Looks at a file that has types.</summary>
    public void Read(TableFile table, string file)
    {
        string[] names = TableReader.Names(table, file);
        var looks = Begin(file, names, names.Length, column => TypeOf(table.Columns[column]), "row");
        table.KeepsNulls = true;
        long row = 0;
        double[] numbers = [];
        string[] texts = [];
        while (table.Next(cancellationToken))
        {
            if (numbers.Length < table.BatchRows)
                (numbers, texts) = (new double[table.BatchRows], new string[table.BatchRows]);
            for (int column = 0; column < looks.Length; column++)
                if (looks[column] is { } look)
                    Read(table, column, look, numbers, texts, row);
            row += table.BatchRows;
        }
        RowCount += row;
    }

    private void Read(TableFile table, int column, ColumnLook look, double[] numbers, string[] texts, long row)
    {
        var kind = table.Columns[column].Kind;
        if (kind == CellKind.Other)
            look.AddUnread(table.BatchRows);
        else if (kind == CellKind.Text)
        {
            table.Texts(column, texts, cancellationToken);
            for (int i = 0; i < table.BatchRows; i++)
                if (texts[i] is null)
                    look.AddMissing("", row + i);
                else
                    look.Add(System.Text.Encoding.UTF8.GetBytes(texts[i]), row + i);
        }
        else
        {
            table.Numbers(column, numbers, cancellationToken);
            for (int i = 0; i < table.BatchRows; i++)
                look.AddNumber(numbers[i], row + i, kind == CellKind.WholeNumber && Math.Abs(numbers[i]) >= ExactNumbers.Largest);
        }
    }

    /// <summary>The columns of a file in its order, null for those that the first file lacks.</summary>
    private ColumnLook?[] Begin(string file, IReadOnlyList<string>? names, int count, Func<int, ColumnType?> type, string unit)
    {
        if (Columns is null)
        {
            (firstFile, Names) = (file, names);
            int limit = Math.Clamp(MostHashes / count, FewestDistinct, MostDistinct);
            Columns =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(column => new ColumnLook(
                        names?[column] ?? ColumnPlan.Index(column),
                        names is not null,
                        type(column),
                        form,
                        missing,
                        limit,
                        unit
                    )),
            ];
            return Columns;
        }
        foreach (var look in Columns)
            look.BeginFile();
        if (names is null || Names is null)
            return count == Columns.Length
                ? Columns
                : throw DataPart.Bad(
                    file,
                    $"the file has {Text.Counted(count, "column")} where {firstFile} has {Columns.Length}"
                );
        return [.. names.Select(name => Array.Find(Columns, look => look.Name == name))];
    }

    private static ColumnType TypeOf(TableColumn column) =>
        new(column.Type, column.IsBoolean, column.IsDate, column.Kind != CellKind.Other, column.ReadsDates, column.IsTime);
}
