namespace Dbgsom.Files;

/// <summary>Makes days since 1970 of the texts of a column of dates.</summary>
/// <param name="column">The column as messages name it.</param>
/// <param name="dates">Its parts, and what comes first in its texts.</param>
internal sealed class DateCells(string column, DateColumn dates) : CellEncoder(column)
{
    private readonly string described = column;
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
        form = DateForms.Find(text, form, dates.Order ?? DateOrder.MonthFirst);
        if (form is null || DateForms.Read(text, form) is not { } date || (dates.NeedsDay && !DateForms.HasDay(form)))
            return double.NaN;
        if (dates.Order is null && guessed is null && DateForms.IsOfOrder(form) && date.Day <= 12 && date.Day != date.Month)
            guessed = text;
        return DateNumber.Of(date);
    }
}
