using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>
/// A part of dates and times that becomes one feature, or two where it comes round: sine and cosine of the place on a circle, so that December is beside
/// January and 23:00 beside midnight.
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

    /// <summary>The month, twelve places on a circle.</summary>
    public static DatePart Month { get; } = new("month", true, date => (date.Month - 1) / 12.0);

    /// <summary>The day of the month on a circle of as many days as the month has.</summary>
    public static DatePart Day { get; } =
        new("day", true, date => (date.Day - 1.0) / DateTime.DaysInMonth(date.Year, date.Month));

    /// <summary>The day of the week, seven places on a circle from Monday.</summary>
    public static DatePart Weekday { get; } = new("weekday", true, date => ((int)date.DayOfWeek + 6) % 7 / 7.0);

    /// <summary>The day of the year on a circle of 365 or 366 days: the season.</summary>
    public static DatePart YearDay { get; } =
        new("yearday", true, date => (date.DayOfYear - 1.0) / (DateTime.IsLeapYear(date.Year) ? 366 : 365));

    /// <summary>The time of day on a circle of 24 hours, minutes and seconds included.</summary>
    public static DatePart Hour { get; } = new("hour", true, date => (double)date.TimeOfDay.Ticks / TimeSpan.TicksPerDay);

    /// <summary>Days since 1 January 1970 as a number, with the time of day as a fraction.</summary>
    public static DatePart Linear { get; } = new("linear", false, DateNumber.Of);

    /// <inheritdoc/>
    public static IReadOnlyList<DatePart> All { get; } = [Year, Month, Day, Weekday, YearDay, Hour, Linear];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Whether it comes round, and so becomes two features.</summary>
    public bool IsCycle { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The part of a date; of a cycle the share of it that is over, from 0 to below 1.</summary>
    internal double Of(DateTime date) => value(date);
}
