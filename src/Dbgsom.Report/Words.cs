using System.Globalization;

namespace Dbgsom.Report;

/// <summary>Numbers in sentences.</summary>
internal static class Words
{
    /// <summary>"12,345", "1 sample".</summary>
    public static string Count(double count, string what) =>
        count.ToString("#,0.##", CultureInfo.InvariantCulture) + $" {what}{(count == 1 ? "" : "s")}";

    /// <summary>"12,345".</summary>
    public static string Whole(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>"3.2 %"; what is not nothing or all does not read like it.</summary>
    public static string Percent(double share) =>
        share is > 0 and < 0.001 ? "less than 0.1 %"
        : share is > 0.999 and < 1 ? "more than 99.9 %"
        : (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
