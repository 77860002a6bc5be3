using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Collects the rows of one CSV file; a cell that is no finite number is refused by line and column.</summary>
internal sealed class CsvRows : IDisposable
{
    private static readonly NumberFormatInfo WithComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly string file;
    private readonly int width;
    private readonly bool decimalComma;
    private readonly double[] row;
    private readonly PartRows rows;

    public CsvRows(string file, IReadOnlyList<string>? names, int width, DataFileOptions options)
    {
        (this.file, this.width, decimalComma) = (file, width, options.DecimalComma);
        names = ColumnPlan.Names(options, names, width);
        var plan = ColumnPlan.For(options, file, names, width);
        row = new double[plan.Features.Length];
        rows = new PartRows(file, names, plan, options, options.Precision.IsSingle);
    }

    /// <summary>A cell of the current row, as UTF-8.</summary>
    public delegate ReadOnlySpan<byte> Cell(int column);

    /// <summary>Reads a number; not-a-number and infinity are none.</summary>
    /// <param name="cell">Its text as UTF-8.</param>
    /// <param name="decimalComma">Whether its decimals follow a comma instead of a point.</param>
    /// <param name="value">The number.</param>
    public static bool TryNumber(ReadOnlySpan<byte> cell, bool decimalComma, out double value) =>
        double.TryParse(cell, NumberStyles.Float, decimalComma ? WithComma : NumberFormatInfo.InvariantInfo, out value)
        && double.IsFinite(value);

    /// <summary>Takes a row.</summary>
    public void Add(long line, int cells, Cell cell)
    {
        if (cells != width)
            throw DataPart.Bad(file, $"line {line} has {cells} cells where the first line has {width}");
        var plan = rows.Plan;
        for (int c = 0; c < row.Length; c++)
        {
            int column = plan.Features[c];
            row[c] = rows.IsCategory(c) ? rows.Code(c, Content(line, column, cell(column))) : Number(line, column, cell(column));
        }
        rows.Add(row);
        if (plan.Weight is { } weight)
            rows.AddWeight(Weight(line, weight, cell(weight)));
        if (plan.Label is { } label)
            rows.AddLabel(Content(line, label, cell(label)));
        if (plan.Id is { } id)
            rows.AddId(Content(line, id, cell(id)));
    }

    /// <summary>All rows taken.</summary>
    public DataPart ToPart() => rows.ToPart();

    /// <summary>Lets go of what was not made a part.</summary>
    public void Dispose() => rows.Dispose();

    private double Number(long line, int column, ReadOnlySpan<byte> cell)
    {
        if (TryNumber(cell, decimalComma, out double value))
            return value;
        string text = Content(line, column, cell);
        // In the first row it is the whole column that is text, not a slip in one cell.
        string advice = TryNumber(cell, !decimalComma, out _)
            ? decimalComma
                ? "; decimals follow a comma here, as was asked for"
                : "; write decimals with a point, or ask for decimal commas"
            : text.Length == 0
                ? "; fill the cell or take the row out"
                : rows.RowCount == 0
                    ? "; a column of text can be the label-column, be one-hot, or be left out of columns"
                    : "";
        throw Refused(line, column, $"'{text}' is no finite number{advice}");
    }

    private double Weight(long line, int column, ReadOnlySpan<byte> cell) =>
        TryNumber(cell, decimalComma, out double weight) && weight >= 0
            ? weight
            : throw Refused(line, column, $"'{Content(line, column, cell)}' is no weight; weights are numbers of at least 0");

    private string Content(long line, int column, ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
            throw Refused(line, column, "the cell is empty");
        return Encoding.UTF8.GetString(cell);
    }

    private InvalidDataException Refused(long line, int column, string what) =>
        DataPart.Bad(file, $"line {line}, column {rows.Describe(column)}: {what}");
}
