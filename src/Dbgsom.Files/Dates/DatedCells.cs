using System.Globalization;

namespace Dbgsom.Files;

/// <summary>A column of dates as they are in a file, read in one order.</summary>
internal static class DatedCells
{
    /// <summary>Parts of a date that samples can be grouped by, with the name of a date's group.</summary>
    public static IReadOnlyDictionary<string, Func<DateTime, string>> Parts { get; } =
        new Dictionary<string, Func<DateTime, string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["year"] = date => Format(date, "yyyy"),
            ["quarter"] = date => string.Create(CultureInfo.InvariantCulture, $"{date:yyyy}-Q{(date.Month + 2) / 3}"),
            ["year-month"] = date => Format(date, "yyyy-MM"),
            ["month"] = date => Format(date, "MM"),
            ["day"] = date => Format(date, "yyyy-MM-dd"),
            // Monday is the first day, as in ISO 8601.
            ["weekday"] = date =>
                string.Create(CultureInfo.InvariantCulture, $"{(((int)date.DayOfWeek + 6) % 7) + 1} {date:ddd}"),
            ["hour"] = date => Format(date, "HH"),
        };

    /// <summary>Reads all cells: in the order given, or in the one that fits all of them.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isMissing">True if a cell has no value.</param>
    /// <param name="order">
    /// The order of day and month in dates such as 5/1/2024; null to detect it, with month first for ambiguous dates.
    /// </param>
    /// <param name="note">A note about a guessed order; null if it was not guessed.</param>
    /// <returns>The dates, null for a missing cell; null where a cell is no date.</returns>
    public static DateTime?[]? Read(KeptColumn column, Func<string, bool> isMissing, DateOrder? order, out string? note)
    {
        note = null;
        if (order is { } given)
            return ReadIn(column, isMissing, given, out _);
        var monthFirst = ReadIn(column, isMissing, DateOrder.MonthFirst, out string? doubtful);
        var dayFirst = doubtful is null && monthFirst is not null ? null : ReadIn(column, isMissing, DateOrder.DayFirst, out _);
        if (monthFirst is not null && dayFirst is not null)
            note =
                $"dates of '{column.Name}' such as '{doubtful}' are read month first; --date-order {DateOrder.DayFirst} reads them day first";
        return monthFirst ?? dayFirst;
    }

    private static DateTime?[]? ReadIn(KeptColumn column, Func<string, bool> isMissing, DateOrder order, out string? doubtful)
    {
        doubtful = null;
        var dates = new DateTime?[column.Cells.Count];
        string? form = null;
        for (int row = 0; row < dates.Length; row++)
        {
            string text = column.Cells[row].Trim();
            if (isMissing(text))
                continue;
            form = DateForms.Find(text, form, order);
            if (form is null)
                return null;
            dates[row] = DateForms.Read(text, form);
            if (doubtful is null && DateForms.IsOfOrder(form))
                doubtful = text;
        }
        return dates;
    }

    private static string Format(DateTime date, string form) => date.ToString(form, CultureInfo.InvariantCulture);
}
