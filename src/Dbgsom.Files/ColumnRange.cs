using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Columns that are called by name, by index, or by a range of indices such as 2-5; a name goes first.</summary>
internal static class ColumnRange
{
    /// <summary>A range as its indices; anything else as it is.</summary>
    public static IEnumerable<string> Expand(string column, IReadOnlyList<string>? names, int count)
    {
        if (column.Split('-') is not [var first, var last] || names?.Contains(column, StringComparer.Ordinal) == true)
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

    /// <summary>Finds the places of many columns, as <see cref="Place"/> does for one.</summary>
    public static Func<string, int?> Finder(IReadOnlyList<string>? names, int count)
    {
        var places = (names ?? []).Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        return column =>
            places.TryGetValue(column, out int place) ? place
            : Index(column) is { } index && index < count ? index
            : null;
    }

    private static int? Index(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
}
