using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Columns that are called by name, by index, or by a range of indices such as 2-5; a name goes first.</summary>
internal static class ColumnRange
{
    /// <summary>A range as its indices; anything else as it is.</summary>
    public static IEnumerable<string> Expand(string column, IReadOnlyList<string>? names, int count)
    {
        if (names?.Contains(column, StringComparer.Ordinal) == true || column.Split('-') is not [var first, var last])
            return [column];
        return Index(first) is { } from && Index(last) is { } to && from <= to && to < count
            ? Enumerable.Range(from, to - from + 1).Select(place => names?[place] ?? ColumnPlan.Index(place))
            : [column];
    }

    /// <summary>The place of a column that is called by name or index; null where there is none.</summary>
    public static int? Place(string column, IReadOnlyList<string>? names, int count)
    {
        for (int place = 0; place < names?.Count; place++)
            if (names[place] == column)
                return place;
        return Index(column) is { } index && index < count ? index : null;
    }

    private static int? Index(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
}
