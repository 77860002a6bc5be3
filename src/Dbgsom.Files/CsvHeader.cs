using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Finds out whether the first row of a CSV file holds names.</summary>
internal static class CsvHeader
{
    /// <summary>
    /// A header has a name above a cell that is none; where nothing is below, or text only, all its cells are names. A text column of a
    /// file without header is text in both rows and makes none.
    /// </summary>
    public static bool Is(string[] first, string[]? second, bool decimalComma = false) =>
        first.Zip(second ?? []).Any(pair => IsName(pair.First, decimalComma) && !IsName(pair.Second, decimalComma))
        || Array.TrueForAll(first, cell => IsName(cell, decimalComma));

    /// <summary>The names; a column without one is called by its index.</summary>
    public static string[] Names(string[] cells, string file, long line)
    {
        string[] names =
        [
            .. cells.Select((cell, column) => cell.Length > 0 ? cell : $"column_{column.ToString(CultureInfo.InvariantCulture)}"),
        ];
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? names
            : throw DataPart.Bad(file, $"line {line}: the column name '{twice.Key}' is given {twice.Count()} times");
    }

    /// <summary>Whether a header row looks like a row of data with one bad cell, too.</summary>
    public static bool IsDoubtful(string[] cells, bool decimalComma) => Array.Exists(cells, cell => IsNumber(cell, decimalComma));

    private static bool IsName(string cell, bool decimalComma) =>
        cell.Length > 0 && !IsNumber(cell, decimalComma) && !IsNotFinite(cell);

    private static bool IsNumber(string cell, bool decimalComma) =>
        CsvRows.TryNumber(Encoding.UTF8.GetBytes(cell), decimalComma, out _);

    private static bool IsNotFinite(string cell) =>
        cell.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "NA" or "NULL";
}
