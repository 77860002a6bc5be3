namespace Dbgsom.Files;

/// <summary>The group, or the position in an order, of each row, from a column of a table.</summary>
/// <param name="missing">The texts that stand for a missing value; null for the usual ones of labels.</param>
/// <param name="dateOrder">The order of day and month in dates such as 5/1/2024; null to detect it.</param>
/// <param name="form">How numbers are written.</param>
internal sealed class GroupColumn(IReadOnlyList<string>? missing, DateOrder? dateOrder, NumberForm form)
{
    private readonly MissingTexts texts = MissingTexts.OfLabels(missing);

    /// <summary>Notes about how columns were read.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Divides "date:month" into the column and the part of its dates; an unknown part belongs to the name.</summary>
    public static (string Column, string? Part) Divide(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && DatedCells.Parts.ContainsKey(text[(colon + 1)..])
            ? (text[..colon], text[(colon + 1)..])
            : (text, null);
    }

    /// <summary>The group of each row; null where it is missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="part">The part of its dates, one of <see cref="DatedCells.Parts"/>; null for the cells as they are.</param>
    /// <exception cref="InvalidDataException">A part is wanted, and a cell is no date.</exception>
    public string?[] Groups(KeptColumn column, string? part = null)
    {
        if (part is null)
            return [.. column.Cells.Select(cell => cell.Trim()).Select(cell => IsMissing(cell) ? null : cell)];
        var name = DatedCells.Parts[part];
        return [.. Dates(column, $"{part} is a part of dates").Select(date => date is { } known ? name(known) : null)];
    }

    /// <summary>The place of each row in the order of its numbers or dates; NaN where it is missing.</summary>
    /// <exception cref="InvalidDataException">Cells are neither all numbers nor all dates.</exception>
    public double[] Order(KeptColumn column)
    {
        var places = new double[column.Cells.Count];
        for (int row = 0; row < places.Length; row++)
        {
            string cell = column.Cells[row].Trim();
            if (IsMissing(cell))
                places[row] = double.NaN;
            else if (form.Read(cell) is { } number)
                places[row] = number;
            else
                return
                [
                    .. Dates(column, "an order needs numbers or dates")
                        .Select(date => date is { } known ? DateNumber.Of(known) : double.NaN),
                ];
        }
        return places;
    }

    private bool IsMissing(string cell) => texts.Contains(cell);

    private DateTime?[] Dates(KeptColumn column, string why)
    {
        var dates = DatedCells.Read(column, IsMissing, dateOrder, out string? note);
        if (note is not null)
            Notes.Add(note);
        return dates
            ?? throw new InvalidDataException(
                $"column '{column.Name}': {why}, and '{column.Cells.First(cell => !IsMissing(cell.Trim()) && !IsDate(cell.Trim()))}' is none{(dateOrder is null ? "" : $" with --date-order {dateOrder}")}"
            );
    }

    private bool IsDate(string cell) => DateForms.Find(cell, null, dateOrder ?? DateOrder.MonthFirst) is not null;
}
