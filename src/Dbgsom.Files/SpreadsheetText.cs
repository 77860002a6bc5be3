using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Texts of CSV files that a spreadsheet would take for a formula get an apostrophe before them, which spreadsheets do not show.</summary>
internal static class SpreadsheetText
{
    // As OWASP recommends for CSV.
    private const string Formulas = "=+-@\t\r";

    /// <summary>The text as it is written; numbers stay as they are.</summary>
    public static string Guarded(string text) =>
        text.Length > 0
        && Formulas.Contains(text[0], StringComparison.Ordinal)
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? "'" + text
            : text;
}
