namespace Dbgsom.Files;

/// <summary>Makes days since 1970 of the texts of a column of dates.</summary>
/// <param name="column">The column as messages name it.</param>
/// <param name="dates">Its parts, and what comes first in its texts.</param>
internal sealed class DateCells(string column, DateColumn dates) : CellEncoder(column)
{
    private readonly string described = column;

    // To find that a text is no date takes some hundred tries.
    private const int MostUnknown = 1000;

    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
    private string? form;
    private string? guessed;

    public override string Unknown => dates.NeedsDay ? "no date that is understood" : "no date or time that is understood";

    public override IEnumerable<string> Notes =>
        guessed is null
            ? base.Notes
            : base.Notes.Append(
                $"column {described}: dates such as '{guessed}' are read month first; --date-order day-first reads them the other way"
            );

    protected override double Find(string text)
    {
        if (unknown.Contains(text))
            return double.NaN;
        string? found = DateForms.Find(text, form, dates.Order ?? DateOrder.MonthFirst);
        if (found is null || DateForms.Read(text, found) is not { } date || (dates.NeedsDay && !DateForms.HasDay(found)))
        {
            if (unknown.Count < MostUnknown)
                unknown.Add(text);
            return double.NaN;
        }
        form = found;
        if (dates.Order is null && guessed is null && DateForms.IsOfOrder(form) && date.Day <= 12 && date.Day != date.Month)
            guessed = text;
        return DateNumber.Of(date);
    }
}
