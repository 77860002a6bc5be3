using System.Globalization;
using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>
/// A note about numeric feature columns that few values dominate. Very skewed is a skewness beyond ±2 (West, Finch and Curran 1995,
/// "Structural equation models with nonnormal variables"); a few rows dominate a column if 1 % of them, at least one and at most ten,
/// hold more than half of its variance.
/// </summary>
internal static class SkewNote
{
    private const double VerySkewed = 2;
    private const double MostOfVariance = 0.5;
    private const int FewestRows = 20;
    private const int MostNamed = 5;

    // A flag is what it is.
    private const int MostOfFlag = 2;

    /// <summary>The note; null where no column is such.</summary>
    public static string? For(IEnumerable<PlannedColumn> columns)
    {
        var found = columns.Where(column => column.Use == ColumnUse.Number && Facts(column).Any()).ToArray();
        if (found.Length == 0)
            return null;
        var named = found.Take(MostNamed).Select(column => $"'{column.Name}' ({string.Join(", ", Facts(column))})");
        string more = found.Length > MostNamed ? $" and {found.Length - MostNamed} more" : "";
        return $"few values dominate {string.Join(", ", named)}{more}{Advice(found)}";
    }

    private static IEnumerable<string> Facts(PlannedColumn column)
    {
        if (
            column.Look is not { OtherCount: 0 } look
            || look.Numbers.Count < FewestRows
            || look.Distinct is { Count: <= MostOfFlag, HasMore: false }
        )
            yield break;
        if (column.Skewness is { } skewness && Math.Abs(skewness) > VerySkewed)
            yield return string.Create(CultureInfo.InvariantCulture, $"skewness {skewness:0.0}");
        var (few, share) = look.Numbers.ShareOfFew;
        if (share > MostOfVariance)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{few} of {look.Numbers.Count} rows {(few == 1 ? "holds" : "hold")} {100 * share:0} % of the variance"
            );
    }

    /// <summary>A logarithm is for values of at least 0 whose tail is above.</summary>
    private static bool SuitsLogarithm(PlannedColumn column) => column is { Minimum: >= 0, Skewness: > 0 };

    /// <summary>A logarithm where it helps one of the columns; where it helps none, ranks.</summary>
    private static string Advice(PlannedColumn[] columns) =>
        columns.Where(SuitsLogarithm).Take(MostNamed).ToArray() is { Length: > 0 } some
            ? $"; --transform {Transforms(some, FeatureTransform.Log)} reduces their influence"
            : $"; inspect those rows, train on ranks (--transform {Transforms([.. columns.Take(MostNamed)], FeatureTransform.Rank)}), or leave the column out (--drop)";

    private static string Transforms(PlannedColumn[] columns, FeatureTransform transform) =>
        ForShell(string.Join(',', columns.Select(column => $"{NamedEntries.Quoted(column.Name)}={transform}")));

    /// <summary>A text as a shell takes it for one: in quotes where it has more than letters, digits and a few signs.</summary>
    private static string ForShell(string text) =>
        text.All(character => char.IsLetterOrDigit(character) || "_-=,.".Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
