using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Recognizes and reads dates and times in text: ISO 8601 and common forms.</summary>
internal static class DateForms
{
    /// <summary>The form of a date as a number, as in 20240131.</summary>
    public const string DayNumber = "yyyyMMdd";

    private const int LongestDate = 40;

    private static readonly string[] Days =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "d.M.yyyy",
        "d.M.yy",
        "d-MMM-yyyy",
        "d-MMM-yy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
        "MMMM d yyyy",
        "ddd MMM d yyyy",
        "ddd, d MMM yyyy",
    ];

    private static readonly string[] Times = ["H:m", "H:m:s", "H:m:s.FFFFFFF", "h:m tt", "h:m:s tt"];

    private static readonly string[] Signs = [" ", "'T'"];

    private static readonly string[] Zones = ["", "K", " K", " zzz"];

    private static readonly HashSet<string> DayFirst = [.. WithTimes(["d/M/yyyy", "d/M/yy", "d-M-yyyy"])];

    private static readonly HashSet<string> MonthFirst = [.. WithTimes(["M/d/yyyy", "M/d/yy", "M-d-yyyy"])];

    private static readonly string[] OfAnyOrder = [.. WithTimes(Days), .. Times, "yyyy-MM", "MMM yyyy", "MMMM yyyy", "MMM-yyyy"];

    /// <summary>Finds the form of a date.</summary>
    /// <param name="text">A cell.</param>
    /// <param name="known">The form that other cells of the column have, which is tried first; null for none.</param>
    /// <param name="order">The order of day and month for ambiguous texts.</param>
    /// <returns>The form; null where the text is not a date.</returns>
    public static string? Find(string text, string? known, DateOrder order)
    {
        if (text.Length is < 3 or > LongestDate || !text.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        if (known is not null && Read(text, known) is not null)
            return known;
        return Array.Find(OfAnyOrder, Fits) ?? (order == DateOrder.DayFirst ? DayFirst : MonthFirst).FirstOrDefault(Fits);

        bool Fits(string form) => Read(text, form) is not null;
    }

    /// <summary>True if a text is a date as a number.</summary>
    public static bool IsDayNumber(string text) =>
        text.Length == DayNumber.Length
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && IsDayNumber(number);

    /// <summary>True if a number is a date, as in 20240131.</summary>
    public static bool IsDayNumber(double value)
    {
        if (!(value is >= 1000_01_01 and <= 9999_12_31) || value != Math.Floor(value))
            return false;
        var (year, month, day) = ((int)value / 10_000, (int)value / 100 % 100, (int)value % 100);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    /// <summary>True if a date of the form might be read in the other order.</summary>
    public static bool IsOfOrder(string form) => DayFirst.Contains(form) || MonthFirst.Contains(form);

    /// <summary>True if a form has a day, or at least a month, and not a time of day alone.</summary>
    public static bool HasDay(string form) => form.Contains('y', StringComparison.Ordinal);

    /// <summary>True if a form has a time of day.</summary>
    public static bool HasTime(string form) => form.Contains(':', StringComparison.Ordinal);

    /// <summary>The date as it is written, whatever its zone; a time alone is one of 1 January 1970. Null where the text has another form.</summary>
    public static DateTime? Read(string text, string form) =>
        HasDay(form)
            ? DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date.DateTime
                : null
            : TimeOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? DateTime.UnixEpoch.Add(time.ToTimeSpan())
                : null;

    private static IEnumerable<string> WithTimes(string[] days) =>
        [
            .. days,
            .. days.SelectMany(day =>
                Signs.SelectMany(sign => Times.SelectMany(time => Zones.Select(zone => day + sign + time + zone)))
            ),
        ];
}
