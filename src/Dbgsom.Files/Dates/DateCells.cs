namespace Dbgsom.Files;

/// <summary>Makes days since 1970 of the texts of a column of dates.</summary>
/// <param name="column">The column as messages name it.</param>
/// <param name="dates">The parts of its dates, and the order of day and month.</param>
/// <param name="asBefore">True if what comes first is that of the training data, which a cell of the other order contradicts.</param>
internal sealed class DateCells(string column, DateColumn dates, bool asBefore = false) : CellEncoder(column)
{
    private readonly string described = column;

    // To find that a text is no date takes some hundred tries.
    private const int MostUnknown = 1000;

    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
    private string? form;
    private string? guessed;

    // What comes first where a text does not say, and the cell that has shown it.
    private DateOrder order = dates.Order ?? DateOrder.MonthFirst;
    private string? decider;

    public override string Unknown => dates.NeedsDay ? "not a valid date" : "not a valid date or time";

    public override string Valid =>
        "valid forms of dates and times are 2024-01-31, 2024-01-31T10:30, 31.1.2024, 1/31/2024, 31 Jan 2024, 20240131 and 10:30; leave the column out (--drop), or choose another use (--as COLUMN=category)";

    public override IEnumerable<string> Notes =>
        guessed is null
            ? base.Notes
            : base.Notes.Append(
                $"column {described}: dates such as '{guessed}' are read month first; --date-order day-first reads them day first"
            );

    public override DateReading? ReadingOf(string file) =>
        (decider ?? guessed) is { } cell ? new(order, decider is null, cell) { File = file, Column = described } : null;

    protected override double Find(string text)
    {
        if (unknown.Contains(text))
            return double.NaN;
        string? found = DateForms.IsDayNumber(text) ? DateForms.DayNumber : DateForms.Find(text, form, order);
        if (found is null && (dates.Order is null || asBefore) && DateForms.Find(text, null, Other(order)) is { } other)
            found = InOtherOrder(text, other);
        if (found is null || DateForms.Read(text, found) is not { } date || (dates.NeedsDay && !DateForms.HasDay(found)))
        {
            if (unknown.Count < MostUnknown)
                unknown.Add(text);
            return double.NaN;
        }
        form = found;
        bool tells = DateForms.IsOfOrder(form) && date.Day != date.Month;
        if (dates.Order is null && tells && date.Day > 12)
            decider ??= text;
        else if (dates.Order is null && tells && decider is null)
            guessed ??= text;
        double days = DateNumber.Of(date);
        return !dates.NeedsTime ? days
            : DateForms.HasTime(form) ? DateNumber.Days(days)
            : DateNumber.WithoutTime(days);
    }

    private static DateOrder Other(DateOrder order) => order == DateOrder.MonthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;

    /// <summary>The first cell that tells the order decides for all of them, unless others were read in the other order before.</summary>
    private string? InOtherOrder(string text, string form)
    {
        if (dates.Order is null && guessed is null && decider is null)
        {
            (order, decider) = (Other(order), text);
            return form;
        }
        string before = dates.Order is null ? "dates before it" : "the dates of the training data";
        string example = guessed is null ? "" : $", such as '{guessed}'";
        Contradiction =
            $"'{text}' fits {DateReading.Words(Other(order))} only, but {before} were read {DateReading.Words(order)}{example}; --date-order {Other(order)} reads all of them {DateReading.Words(Other(order))}";
        return null;
    }
}
