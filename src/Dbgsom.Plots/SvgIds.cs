using System.Globalization;
using System.Text.RegularExpressions;

namespace Dbgsom.Plots;

/// <summary>
/// Numbers the identifiers in an SVG image from 0. Skia counts them through the life of the process, so that the second of two equal
/// images would differ from the first.
/// </summary>
internal static partial class SvgIds
{
    public static string Renumber(string svg)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Declared().Matches(svg))
            numbers.TryAdd(match.Value, string.Create(CultureInfo.InvariantCulture, $"id{numbers.Count}"));
        return Used().Replace(svg, match => numbers.GetValueOrDefault(match.Value, match.Value));
    }

    [GeneratedRegex("(?<= id=\")[a-z]+_[0-9a-f]+(?=\")")]
    private static partial Regex Declared();

    [GeneratedRegex("(?<=( id=\"|url\\(#|href=\"#))[a-z]+_[0-9a-f]+(?=[\")])")]
    private static partial Regex Used();
}
