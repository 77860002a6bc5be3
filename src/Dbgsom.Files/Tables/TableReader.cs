using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Training;

namespace Dbgsom.Files.Tables;

/// <summary>Takes the samples out of a file of typed columns, a batch at a time and of that a column at a time.</summary>
internal sealed class TableReader : IDisposable
{
    // The libraries decode names themselves, and write this for what is not UTF-8.
    private const char Replacement = '\uFFFD';

    private readonly TableFile table;
    private readonly string file;
    private readonly DataFileOptions options;
    private readonly PartRows rows;
    private readonly MissingTexts missing;
    private readonly bool keepsGaps;
    private double[] numbers = [];
    private string[] texts = [];
    private bool[] kept = [];
    private long firstRow;

    private TableReader(TableFile table, string file, DataFileOptions options)
    {
        (this.table, this.file, this.options) = (table, file, options);
        missing = new MissingTexts(options.MissingTexts);
        keepsGaps = options.Missing != MissingCells.Refuse;
        string[] given = Names(table, file);
        var absent = AbsentColumns.Of(options, given);
        var names = AbsentColumns.Behind(given, absent)!;
        var plan = ColumnPlan.For(options, file, names, names.Count);
        // A row that is named in a message is counted over all batches; what cannot be read at all is told before.
        foreach (
            int column in plan.Features.Where(column =>
                IsThere(column) && !plan.IsCategory(column) && !IsWords(plan, column) && !plan.IsEncoded(column)
            )
        )
            CheckNumeric(column, names, ColumnPlan.TextAdvice(column));
        if (plan.Weight is { } weight)
            CheckNumeric(weight, names, "weights are numbers");
        foreach (
            int column in new[] { plan.Label, plan.Id }
                .OfType<int>()
                .Concat(plan.Categories)
                .Concat(plan.YesNo)
                .Concat(plan.Ordinals.Keys)
                .Concat(plan.Dates.Keys)
        )
            if (IsThere(column) && table.Columns[column].Kind == CellKind.Other && !IsDates(plan, column))
                throw Unreadable(column, names);
        foreach (var (column, dates) in plan.Dates)
            if (IsThere(column) && table.Columns[column].IsTime && dates.NeedsDay)
                throw DataPart.Bad(
                    file,
                    $"column {ColumnPlan.Describe(column, names)} holds times without days, of which {DatePart.Hour} is the only part"
                );
        bool isSingle =
            options.Precision == DataPrecision.AsGiven
            && plan.Features.All(column => !IsThere(column) || table.Columns[column].Kind == CellKind.SingleNumber);
        rows = new PartRows(file, names, plan, options, isSingle || options.Precision.IsSingle) { Absent = absent };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="table">The file, open.</param>
    /// <param name="file">The name.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static DataPart Read(TableFile table, string file, DataFileOptions options, CancellationToken cancellationToken)
    {
        if (options.RowGroups is { } range)
            table.Restrict(range);
        using var reader = new TableReader(table, file, options);
        while (table.Next(cancellationToken))
            if (table.BatchRows > 0)
                reader.ReadBatch(cancellationToken);
        if (reader.firstRow == 0)
            throw DataPart.Bad(file, "it has no rows");
        var part = reader.rows.ToPart();
        return table.Note is { } note ? part with { Notes = [.. part.Notes, $"{file}: {note}"] } : part;
    }

    /// <summary>The names of the columns.</summary>
    /// <exception cref="InvalidDataException">There is none, one comes twice, or one is not text.</exception>
    public static string[] Names(TableFile table, string file)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        if (names.Length == 0)
            throw DataPart.Bad(file, "it has no columns");
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        int bad = Array.FindIndex(names, name => name.AsSpan().IndexOfAny(Replacement, '\0') >= 0);
        if (bad >= 0)
            throw DataPart.Bad(
                file,
                $"the name of column {bad}, '{BadText.Shown(names[bad])}', is not text: it is not UTF-8, or it contains NUL or U+FFFD, the replacement of unreadable bytes; rename the column"
            );
        return twice is null ? names : throw DataPart.Bad(file, $"the column name '{twice.Key}' is given {twice.Count()} times");
    }

    public void Dispose() => rows.Dispose();

    private void ReadBatch(CancellationToken cancellationToken)
    {
        int count = table.BatchRows;
        if (numbers.Length < count)
            numbers = new double[count];
        var plan = rows.Plan;
        using var block = new ColumnBlock(count, plan.Features.Length, options);
        for (int feature = 0; feature < plan.Features.Length; feature++)
        {
            int column = plan.Features[feature];
            if (!IsThere(column))
                numbers.AsSpan(0, count).Fill(double.NaN);
            else if (IsDates(plan, column))
                Dates(column, cancellationToken);
            else if (rows.IsCategory(feature) || plan.IsEncoded(column) || IsWords(plan, column))
            {
                var cells = Texts(column, keepsGaps, cancellationToken);
                for (int row = 0; row < count; row++)
                    numbers[row] =
                        Lacks(column, row, cells[row]) ? double.NaN
                        : rows.IsCategory(feature) ? rows.Code(feature, cells[row])
                        : rows.Encoder(feature) is { } encoder ? Encoded(column, row, cells[row], encoder)
                        : YesNo(column, row, cells[row]);
            }
            else
            {
                Numbers(column, keepsGaps, cancellationToken);
                TakeOutMissing(column);
            }
            block.Put(feature, numbers.AsSpan(0, count));
        }
        if (kept.Length < count)
            kept = new bool[count];
        int next = 0;
        long first = (options.RowGroups?.FirstRow ?? 0) + firstRow;
        block.ForEachRow(row => kept[next] = rows.Add(row, "row", first + next++), cancellationToken);
        if (plan.Weight is { } weight)
            AddWeights(weight, cancellationToken);
        if (plan.Label is { } label)
            AddLabels(label, cancellationToken);
        if (plan.Id is { } id)
            AddTexts(id, options.IsIdOptional, rows.AddId, cancellationToken);
        firstRow += count;
    }

    private void AddLabels(int column, CancellationToken cancellationToken)
    {
        var cells = Texts(column, true, cancellationToken);
        var none = MissingTexts.OfLabels(options.MissingTexts);
        for (int row = 0; row < cells.Length; row++)
            if (kept[row])
                rows.AddLabel(none.Contains(cells[row]) ? "" : cells[row]!);
    }

    private void AddTexts(int column, bool mayLack, Action<string> add, CancellationToken cancellationToken)
    {
        var cells = Texts(column, mayLack, cancellationToken);
        for (int row = 0; row < cells.Length; row++)
            if (kept[row])
                add(cells[row] ?? "");
    }

    // True and false of their own type are numbers already.
    /// <summary>True if a column is in the file, and not one that it lacks.</summary>
    private bool IsThere(int column) => column < table.Columns.Count;

    private bool IsWords(ColumnPlan plan, int column) => plan.IsYesNo(column) && table.Columns[column].Kind == CellKind.Text;

    private double YesNo(int column, int row, string text) =>
        YesNoWords.Read(text)
        ?? throw Refused(
            column,
            row,
            $"'{text}' is neither yes nor no; valid is {YesNoWords.Valid}, or another use: --as {rows.NameOf(column)}=category"
        );

    /// <summary>True if a column is one of dates, and its cells are of such a type.</summary>
    private bool IsDates(ColumnPlan plan, int column) => plan.Dates.ContainsKey(column) && table.Columns[column].ReadsDates;

    private void Dates(int column, CancellationToken cancellationToken)
    {
        table.KeepsNulls = keepsGaps;
        RefuseNull(column, table.Dates(column, numbers, cancellationToken));
        var (least, greatest) = DateNumber.Range;
        for (int row = 0; row < table.BatchRows; row++)
            if (numbers[row] < least || numbers[row] >= greatest)
                throw Refused(column, row, "the date is beyond the years 1 to 9999");
        if (!rows.Plan.Dates[column].NeedsTime)
            return;
        for (int row = 0; row < table.BatchRows; row++)
            numbers[row] = table.Columns[column].IsDay ? DateNumber.WithoutTime(numbers[row]) : DateNumber.Days(numbers[row]);
    }

    private double Encoded(int column, int row, string text, CellEncoder encoder)
    {
        double value = encoder.Read(text, (options.RowGroups?.FirstRow ?? 0) + firstRow + row);
        if (encoder.Contradiction is { } contradiction)
            throw Refused(column, row, contradiction);
        return !keepsGaps && double.IsNaN(value)
            ? throw Refused(column, row, $"'{text}' is {encoder.Unknown}, which makes it a missing value: {CsvAdvice.Gap}")
            : value;
    }

    private void Numbers(int column, bool mayLack, CancellationToken cancellationToken)
    {
        table.KeepsNulls = mayLack;
        RefuseNull(column, table.Numbers(column, numbers, cancellationToken));
        for (int row = 0; row < table.BatchRows; row++)
            if (!double.IsFinite(numbers[row]) && !(mayLack && double.IsNaN(numbers[row])))
                throw Refused(column, row, $"'{numbers[row].ToString(CultureInfo.InvariantCulture)}' is not a finite number");
        if (table.Columns[column].Kind == CellKind.WholeNumber)
            CheckExact(column, cancellationToken);
    }

    /// <summary>True if a text has no value; refused where that is not wanted.</summary>
    private bool Lacks(int column, int row, string? text) =>
        missing.Contains(text)
        && (keepsGaps ? true : throw Refused(column, row, $"'{text}' stands for a missing value: {CsvAdvice.Gap}"));

    /// <summary>Makes missing values of the numbers that stand for one.</summary>
    private void TakeOutMissing(int column)
    {
        for (int row = 0; missing.HaveNumbers && row < table.BatchRows; row++)
            if (!double.IsNaN(numbers[row]) && missing.Contains(numbers[row]))
                numbers[row] = keepsGaps
                    ? double.NaN
                    : throw Refused(
                        column,
                        row,
                        $"'{numbers[row].ToString(CultureInfo.InvariantCulture)}' stands for a missing value: {CsvAdvice.Gap}"
                    );
    }

    private void CheckExact(int column, CancellationToken cancellationToken)
    {
        int first = Array.FindIndex(numbers, 0, table.BatchRows, number => Math.Abs(number) >= ExactNumbers.Largest);
        if (first < 0)
            return;
        var written = Texts(column, table.KeepsNulls, cancellationToken);
        for (int row = first; row < written.Length; row++)
            if (written[row] is not null && ExactNumbers.IsBeyond(numbers[row], written[row]))
                throw Refused(column, row, ExactNumbers.Beyond(written[row]));
    }

    private ReadOnlySpan<string> Texts(int column, bool mayLack, CancellationToken cancellationToken)
    {
        table.KeepsNulls = mayLack;
        if (texts.Length < table.BatchRows)
            texts = new string[table.BatchRows];
        RefuseNull(column, table.Texts(column, texts, cancellationToken));
        var cells = texts.AsSpan(0, table.BatchRows);
        int empty = mayLack ? -1 : cells.IndexOf("");
        if (empty >= 0)
            throw Refused(column, empty, "the text is empty");
        for (int row = 0; row < cells.Length; row++)
            if (cells[row].AsSpan().IndexOfAny(TextEncoding.Invalid, '\0') is >= 0 and var at)
                throw Refused(
                    column,
                    row,
                    $"'{BadText.Shown(cells[row])}' "
                        + (
                            cells[row][at] == '\0'
                                ? "holds a NUL (\\0), which is not text"
                                : "is not UTF-8, which this format requires: the file is damaged, or was written with another encoding"
                        )
                );
        return cells;
    }

    private void AddWeights(int column, CancellationToken cancellationToken)
    {
        Numbers(column, false, cancellationToken);
        for (int row = 0; row < table.BatchRows; row++)
        {
            double number =
                numbers[row] >= 0
                    ? numbers[row]
                    : throw Refused(
                        column,
                        row,
                        $"'{numbers[row].ToString(CultureInfo.InvariantCulture)}' is not a weight; valid is a number of at least 0"
                    );
            if (kept[row])
                rows.AddWeight(number);
        }
    }

    private void RefuseNull(int column, int row)
    {
        if (row >= 0)
            throw Refused(
                column,
                row,
                "the value is missing (null); fill it in or remove the row; for a feature, --missing drop skips such rows"
            );
    }

    private void CheckNumeric(int column, IReadOnlyList<string> names, string advice)
    {
        if (table.Columns[column].Kind == CellKind.Other)
            throw Unreadable(column, names);
        if (table.Columns[column].Kind == CellKind.Text)
            throw DataPart.Bad(file, $"column {ColumnPlan.Describe(column, names)} is text; {advice}");
    }

    private InvalidDataException Unreadable(int column, IReadOnlyList<string> names) =>
        DataPart.Bad(
            file,
            $"column {ColumnPlan.Describe(column, names)} is of type {table.Columns[column].Type}, which is not supported; "
                + "numbers, true and false, and text are. Do not select the column"
        );

    private InvalidDataException Refused(int column, int row, string what) =>
        DataPart.Bad(file, $"row {(options.RowGroups?.FirstRow ?? 0) + firstRow + row}, column {rows.Describe(column)}: {what}");
}
