using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>
/// A part of dates and times. It becomes one feature or, if it is cyclic, two: the sine and cosine of its position on a circle, so that
/// December is near January and 23:00 near midnight.
/// </summary>
[JsonConverter(typeof(NamedJsonConverter<DatePart>))]
[TypeConverter(typeof(NamedTypeConverter<DatePart>))]
public sealed class DatePart : INamed<DatePart>
{
    private readonly Func<DateTime, double> value;

    private DatePart(string name, bool isCycle, Func<DateTime, double> value) =>
        (Name, IsCycle, this.value) = (name, isCycle, value);

    /// <summary>The year as a number.</summary>
    public static DatePart Year { get; } = new("year", false, date => date.Year);

    /// <summary>The month, as one of twelve positions on a circle.</summary>
    public static DatePart Month { get; } = new("month", true, date => (date.Month - 1) / 12.0);

    /// <summary>The day of the month, on a circle with the length of that month.</summary>
    public static DatePart Day { get; } =
        new("day", true, date => (date.Day - 1.0) / DateTime.DaysInMonth(date.Year, date.Month));

    /// <summary>The day of the week, as one of seven positions on a circle, from Monday.</summary>
    public static DatePart Weekday { get; } = new("weekday", true, date => ((int)date.DayOfWeek + 6) % 7 / 7.0);

    /// <summary>The day of the year, on a circle of 365 or 366 days: the season.</summary>
    public static DatePart YearDay { get; } =
        new("yearday", true, date => (date.DayOfYear - 1.0) / (DateTime.IsLeapYear(date.Year) ? 366 : 365));

    /// <summary>The time of day, on a circle of 24 hours, including minutes and seconds.</summary>
    public static DatePart Hour { get; } = new("hour", true, date => (double)date.TimeOfDay.Ticks / TimeSpan.TicksPerDay);

    /// <summary>The days since 1 January 1970, with the time of day as a fraction.</summary>
    public static DatePart Linear { get; } = new("linear", false, DateNumber.Of);

    /// <inheritdoc/>
    public static IReadOnlyList<DatePart> All { get; } = [Year, Month, Day, Weekday, YearDay, Hour, Linear];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>True if the part is cyclic and becomes two features.</summary>
    public bool IsCycle { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The part of a date; of a cycle the share of it that is over, from 0 to below 1.</summary>
    internal double Of(DateTime date) => value(date);
}
