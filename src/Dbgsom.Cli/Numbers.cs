using System.Globalization;
using System.Text.Json.Nodes;

namespace Dbgsom.Cli;

/// <summary>Numbers as they are printed, whatever the culture.</summary>
internal static class Numbers
{
    // Below this a number has an exponent.
    private const double Smallest = 1e-4;

    /// <summary>For reading: four significant digits, and all digits before the decimal point.</summary>
    public static string Show(double value) =>
        Math.Abs(value) is >= Smallest and < 1e15 and var size
            ? Math.Round(value, Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)))).ToString(CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>For reading and typing again: six digits.</summary>
    public static string Precise(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>For reading: three digits.</summary>
    public static string Rounded(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>For reading: "3.2 %".</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count: "12,345".</summary>
    public static string Count(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>A time to wait, in its two greatest units: "2 h 5 min", "3 min 20 s", "8 s".</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? FormattableString.Invariant($"{Math.Floor(time.TotalHours):#,0} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : FormattableString.Invariant($"{Math.Ceiling(time.TotalSeconds):0} s");

    /// <summary>Converts to a JSON number that reads back exactly; null for NaN and infinity.</summary>
    public static JsonNode? Json(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
