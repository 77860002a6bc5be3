using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Recognizes dates and times in text: ISO 8601 and common forms.</summary>
internal static class DateForms
{
    private const int LongestDate = 40;

    private static readonly string[] Days =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "d.M.yyyy",
        "d.M.yy",
        "d/M/yyyy",
        "d/M/yy",
        "M/d/yyyy",
        "M/d/yy",
        "d-M-yyyy",
        "M-d-yyyy",
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

    private static readonly string[] Zones = ["", "K", " K", " zzz"];

    private static readonly string[] Forms =
    [
        .. Days,
        .. Days.SelectMany(day =>
            new[] { " ", "'T'" }.SelectMany(sign => Times.SelectMany(time => Zones.Select(zone => day + sign + time + zone)))
        ),
        .. Times,
        "yyyy-MM",
        "MMM yyyy",
        "MMMM yyyy",
        "MMM-yyyy",
    ];

    /// <summary>Finds the form of a date.</summary>
    /// <param name="text">A cell.</param>
    /// <param name="known">The form that other cells of the column have, which is tried first; null for none.</param>
    /// <returns>The form; null where the text is not a date.</returns>
    public static string? Find(string text, string? known)
    {
        if (text.Length is < 3 or > LongestDate || !text.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        if (known is not null && Has(text, known))
            return known;
        return Array.Find(Forms, form => Has(text, form));
    }

    private static bool Has(string text, string form) =>
        DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
