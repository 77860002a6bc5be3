using System.Globalization;

namespace Dbgsom.Report;

/// <summary>Numbers in sentences.</summary>
internal static class Words
{
    /// <summary>"12,345", "1 sample".</summary>
    public static string Count(double count, string what) =>
        count.ToString("#,0.##", CultureInfo.InvariantCulture) + $" {what}{(count == 1 ? "" : "s")}";

    /// <summary>Four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>"3.2 %".</summary>
    public static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
