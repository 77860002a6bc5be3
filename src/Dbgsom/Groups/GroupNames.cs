using System.Globalization;

namespace Dbgsom.Groups;

/// <summary>Texts as places in an ordered list of the different ones.</summary>
internal static class GroupNames
{
    /// <summary>The names in order, and for each text its place; −1 for null.</summary>
    public static (string[] Names, int[] Codes) Code(IReadOnlyList<string?> texts)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string? text in texts)
            if (text is not null)
                codes.TryAdd(text, 0);
        string[] names = [.. codes.Keys];
        var numbers = new double[names.Length];
        bool areNumbers = true;
        for (int i = 0; i < names.Length && areNumbers; i++)
            areNumbers = double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
        Array.Sort(names, StringComparer.Ordinal);
        if (areNumbers)
            names = [.. names.OrderBy(name => double.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture))];
        for (int i = 0; i < names.Length; i++)
            codes[names[i]] = i;
        return (names, [.. texts.Select(text => text is null ? -1 : codes[text])]);
    }
}
