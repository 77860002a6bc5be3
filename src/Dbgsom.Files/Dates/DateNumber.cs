namespace Dbgsom.Files;

/// <summary>Dates as the days since 1 January 1970, with the time of day as a fraction: what rows hold until parts are taken of them.</summary>
internal static class DateNumber
{
    /// <summary>The least and greatest day: those of the years 1 and 9999.</summary>
    public static (double Least, double Greatest) Range { get; } =
        (Of(DateTime.MinValue), Math.Floor(Of(DateTime.MaxValue.Date)) + 1);

    // Dates are told from one another by a millisecond: a quarter of one is room for a mark, and says that there is no time of day.
    private const double Millisecond = 1.0 / 86_400_000;

    /// <summary>The number of a date without a time of day.</summary>
    /// <param name="days">Whole days.</param>
    public static double WithoutTime(double days) => days + (Millisecond / 4);

    /// <summary>True if a date has a time of day; midnight is one, not-a-number has none to lack.</summary>
    public static bool HasTime(double days) => !(days - Math.Floor(days) is > 0 and < Millisecond / 2);

    /// <summary>Removes the mark for a missing time of day. A time just after midnight that looks like the mark becomes midnight.</summary>
    public static double Days(double days) => HasTime(days) ? days : Math.Floor(days);

    /// <summary>The number of a date.</summary>
    public static double Of(DateTime date) => (double)(date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay;

    /// <summary>The date; to a millisecond, which the fraction of a day keeps over all years that there are.</summary>
    public static DateTime ToDate(double days)
    {
        double whole = Math.Floor(days);
        long milliseconds = (long)Math.Round((days - whole) * (TimeSpan.TicksPerDay / TimeSpan.TicksPerMillisecond));
        long ticks = ((long)whole * TimeSpan.TicksPerDay) + (milliseconds * TimeSpan.TicksPerMillisecond);
        return DateTime.UnixEpoch.AddTicks(Math.Min(ticks, (DateTime.MaxValue - DateTime.UnixEpoch).Ticks));
    }

    /// <summary>The date as ISO 8601, without a time of day where that is midnight.</summary>
    /// <param name="days">The date.</param>
    /// <param name="mayBeTime">True if a text may be a time of day alone, which is one of 1 January 1970 as a number.</param>
    public static string Written(double days, bool mayBeTime = false)
    {
        var date = ToDate(days);
        return date.ToString(
            mayBeTime && days is >= 0 and < 1 && HasTime(days) ? "HH:mm:ss.FFF"
                : date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                : "yyyy-MM-dd'T'HH:mm:ss.FFF",
            System.Globalization.CultureInfo.InvariantCulture
        );
    }
}
