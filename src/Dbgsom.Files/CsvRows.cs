using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Where rows come from, as far as messages need it.</summary>
/// <param name="File">The file as messages name it.</param>
/// <param name="FirstLine">The line of its first row.</param>
/// <param name="First">The first row.</param>
/// <param name="IsHeader">True if that is the header.</param>
/// <param name="Separator">The character between cells.</param>
internal sealed record CsvOrigin(string File, long FirstLine, string[] First, bool IsHeader, char Separator)
{
    /// <summary>True if it is JSON, which has records, keys and true and false.</summary>
    public bool IsJson { get; init; }

    /// <summary>The word for one row in messages.</summary>
    public string Unit => IsJson ? "record" : "line";
}

/// <summary>Collects the rows of one CSV file; a cell that is neither a finite number nor missing is refused by line and column.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly string file;
    private readonly CsvOrigin origin;
    private readonly int width;
    private readonly NumberForm form;
    private readonly MissingTexts missing;
    private readonly MissingTexts missingLabels;
    private readonly bool refusesGaps;
    private readonly bool isForMap;
    private readonly bool isIdOptional;
    private readonly double[] row;
    private readonly PartRows rows;
    private readonly char?[] units;
    private readonly DoubtfulDecimals? doubts;

    public CsvRows(CsvOrigin origin, IReadOnlyList<string>? names, DataFileOptions options)
    {
        (this.origin, file, width, form) = (origin, origin.File, origin.First.Length, NumberForm.Of(options));
        missing = new MissingTexts(options.MissingTexts);
        missingLabels = MissingTexts.OfLabels(options.MissingTexts);
        refusesGaps = options.Missing == MissingCells.Refuse;
        isIdOptional = options.IsIdOptional;
        isForMap = options.WantedFeatures is not null;
        names = ColumnPlan.Names(options, names, width);
        var absent = AbsentColumns.Of(options, names);
        names = AbsentColumns.Behind(names, absent);
        var plan = ColumnPlan.For(options, file, names, width + absent.Count);
        row = new double[plan.Features.Length];
        units = new char?[width];
        // Where people write semicolons between cells, they write commas before decimals.
        if (form.Thousands is null && (form.DecimalComma || origin.Separator == ';'))
            doubts = new DoubtfulDecimals(form, width);
        rows = new PartRows(file, names, plan, options, options.Precision.IsSingle) { Absent = absent };
    }

    /// <summary>A cell of the current row, as UTF-8.</summary>
    public delegate ReadOnlySpan<byte> Cell(int column);

    /// <summary>Takes a row.</summary>
    public void Add(long line, int cells, Cell cell)
    {
        if (cells != width)
            throw DataPart.Bad(file, CsvAdvice.Width(origin, line, cells, cell, rows.RowCount));
        var plan = rows.Plan;
        for (int c = 0; c < row.Length; c++)
        {
            int column = plan.Features[c];
            row[c] =
                column >= width || Lacks(line, column, cell) ? double.NaN
                : rows.IsCategory(c) ? rows.Code(c, Content(line, column, cell(column), CsvAdvice.Gap))
                : rows.Encoder(c) is { } encoder ? Encoded(line, column, cell, encoder)
                : plan.IsYesNo(column) ? YesNo(line, column, cell)
                : Number(line, column, cell);
        }
        if (!rows.Add(row, origin.Unit, line))
            return;
        if (plan.Weight is { } weight)
            rows.AddWeight(Weight(line, weight, cell));
        if (plan.Label is { } label)
            rows.AddLabel(missingLabels.Contains(cell(label)) ? "" : Encoding.UTF8.GetString(cell(label)));
        if (plan.Id is { } id)
            rows.AddId(isIdOptional ? Encoding.UTF8.GetString(cell(id)) : Content(line, id, cell(id)));
    }

    /// <summary>True if a cell has no value; refused where that is not wanted, unless the cell is refused for what it is anyway.</summary>
    private bool Lacks(long line, int column, Cell cell)
    {
        var content = cell(column);
        bool lacks =
            missing.Contains(content)
            || (missing.HaveNumbers && form.TryRead(content, out double value) && missing.Contains(value));
        if (!lacks || !refusesGaps)
            return lacks;
        bool isNumber = form.TryRead(content, out _);
        if (
            content.IsEmpty
            || (!isNumber && !rows.Plan.IsCategory(column) && !rows.Plan.IsYesNo(column) && !rows.Plan.IsEncoded(column))
        )
            return false;
        throw Refused(line, column, $"'{Encoding.UTF8.GetString(content)}' stands for a missing value: {CsvAdvice.Gap}");
    }

    /// <summary>All rows taken.</summary>
    public DataPart ToPart()
    {
        var part = rows.ToPart() with { Units = [.. rows.Plan.Features.Select(column => column < width ? units[column] : null)] };
        return doubts is null ? part : part with { Notes = [.. part.Notes, .. doubts.Notes(file, rows.Describe)] };
    }

    /// <summary>Discards rows that were not made into a part.</summary>
    public void Dispose() => rows.Dispose();

    private double Number(long line, int column, Cell cell)
    {
        var content = cell(column);
        if (!form.TryRead(content, out double value))
        {
            if (origin.IsJson && (content.SequenceEqual("true"u8) || content.SequenceEqual("false"u8)))
                return content.Length == "true".Length ? 1 : 0;
            throw NoNumber(line, column, cell);
        }
        CheckUnit(line, column, content);
        doubts?.Add(column, content);
        if (Math.Abs(value) < ExactNumbers.Largest || !form.IsWhole(content))
            return value;
        string text = Encoding.UTF8.GetString(content);
        return ExactNumbers.IsBeyond(value, form.WithoutThousands(text))
            ? throw Refused(line, column, ExactNumbers.Beyond(text))
            : value;
    }

    private void CheckUnit(long line, int column, ReadOnlySpan<byte> content)
    {
        if (form.UnitOf(content) is not { } unit)
            return;
        if (units[column] is { } other && other != unit)
            throw Refused(
                line,
                column,
                $"'{Encoding.UTF8.GetString(content)}' is in {unit} where rows above are in {other}; write the column in one unit, or leave it out (--drop {NameList.Join([rows.NameOf(column)])})"
            );
        units[column] = unit;
    }

    private double YesNo(long line, int column, Cell cell)
    {
        string text = Content(line, column, cell(column), CsvAdvice.Gap);
        return YesNoWords.Read(text)
            ?? throw Refused(
                line,
                column,
                $"'{text}' is neither yes nor no; valid is {YesNoWords.Valid}, or another use: --as {rows.NameOf(column)}=category"
            );
    }

    private double Encoded(long line, int column, Cell cell, CellEncoder encoder)
    {
        string text = Content(line, column, cell(column), CsvAdvice.Gap);
        double value = encoder.Read(text, line);
        if (encoder.Contradiction is { } contradiction)
            throw Refused(line, column, contradiction);
        return refusesGaps && double.IsNaN(value)
            ? throw Refused(line, column, $"'{text}' is {encoder.Unknown}, which makes it a missing value: {CsvAdvice.Gap}")
            : value;
    }

    private InvalidDataException NoNumber(long line, int column, Cell cell)
    {
        string text = Encoding.UTF8.GetString(cell(column));
        bool noNumbers = !rows
            .Plan.Features.Where((other, c) => other < width && !rows.IsCategory(c))
            .Any(other => form.TryRead(cell(other), out _));
        string? advice =
            CsvAdvice.Cell(origin, line, column, text, form, missing.Contains(text))
            // In the first row it is the whole column that is text, or the whole row, not a slip in one cell.
            ?? (
                rows.RowCount > 0 ? CsvAdvice.Slip(text, rows.NameOf(column), isForMap)
                : noNumbers && !origin.IsJson && origin.IsHeader && rows.Plan.Features.Length > 1
                    ? "the line below the header has no numbers: if it contains units or further names, --header-lines joins it to the others; "
                        + ColumnPlan.TextAdvice(column)
                : ColumnPlan.TextAdvice(column)
            );
        string what = text.Length == 0 ? "the cell is empty" : $"'{text}' is not a finite number";
        return Refused(line, column, advice is null ? what : $"{what}; {advice}");
    }

    private double Weight(long line, int column, Cell cell) =>
        form.TryRead(cell(column), out double weight) && weight >= 0
            ? Number(line, column, cell)
            : throw Refused(
                line,
                column,
                $"'{Content(line, column, cell(column))}' is not a weight; valid is a number of at least 0"
            );

    private string Content(long line, int column, ReadOnlySpan<byte> cell, string? advice = null)
    {
        if (cell.IsEmpty)
            throw Refused(line, column, "the cell is empty" + (advice is null ? "" : $"; {advice}"));
        return Encoding.UTF8.GetString(cell);
    }

    private InvalidDataException Refused(long line, int column, string what) =>
        DataPart.Bad(file, $"{origin.Unit} {line}, column {rows.Describe(column)}: {what}");
}
