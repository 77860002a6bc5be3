using System.Globalization;

namespace Dbgsom.Files;

/// <summary>The rules for what a column holds and what is done with it; docs/files.md lists them.</summary>
internal static class ColumnRules
{
    /// <summary>The most different texts of a category.</summary>
    public const int MostCategories = ColumnLook.MostTexts;

    private const double NearlyAll = 0.9;
    private const int LongestIdentifier = 60;
    private const int FewestBesideOneCode = 30;

    // In fewer rows, numbers such as 1, 2, 3 are as likely to be measured.
    private const int FewestCounted = 10;

    /// <summary>Returns the content of a column.</summary>
    public static ColumnRole RoleOf(ColumnLook look, int place)
    {
        if (look.Count == 0)
            return ColumnRole.Empty;
        if (look.Type is { IsRead: false } unread)
            return unread.IsDate ? ColumnRole.Date : ColumnRole.Text;
        if (look.Distinct is { Count: 1, HasMore: false } && look.Count + look.MissingCount > 1)
            return ColumnRole.Constant;
        if (look.Type is { IsBoolean: true })
            return ColumnRole.YesNo;
        return look.OtherCount == 0 ? OfNumbers(look, place) : OfTexts(look);
    }

    /// <summary>Returns the default use of a column, and the reason; the first identifier becomes the name of the rows.</summary>
    public static (ColumnUse Use, string Reason) UseOf(ColumnLook look, ColumnRole role, bool canBeId)
    {
        if (role == ColumnRole.Number)
            return (
                ColumnUse.Number,
                look.OtherCount == 0 ? "numbers"
                : look.OtherCount == 1 ? $"numbers, but for 1 cell, '{look.FirstOther?.Text}', which is rejected"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"numbers, but for {look.OtherCount} cells such as '{look.FirstOther?.Text}', which are rejected"
                )
            );
        if (role == ColumnRole.Category)
            return (ColumnUse.Category, $"text with {look.Distinct.Count} different values that repeat");
        if (role == ColumnRole.YesNo)
            return (ColumnUse.YesNo, "yes or no");
        bool tellsApart = look.Distinct.Share >= NearlyAll && look.Count >= NearlyAll * (look.Count + look.MissingCount);
        if (role == ColumnRole.Identifier && canBeId && tellsApart)
            return (ColumnUse.Id, Identifier(look));
        return (ColumnUse.Drop, WhyDropped(look, role));
    }

    /// <summary>Returns a note about the text that was treated as missing in a constant column, because it may be a value.</summary>
    private static string Gaps(ColumnLook look) =>
        look.FirstMissing is { Text.Length: > 0 } missing
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", but for {(look.MissingCount == 1 ? "1 cell," : $"{look.MissingCount} cells such as")} '{missing.Text}', which stands for a missing one; --missing-text names other texts for that"
            )
            : "";

    private static string WhyDropped(ColumnLook look, ColumnRole role) =>
        role == ColumnRole.Identifier ? Identifier(look)
        : role == ColumnRole.RowNumber ? "it counts the rows"
        : role == ColumnRole.Date ? "dates and times are not features"
        : role == ColumnRole.Constant ? $"every value is {OnlyValue(look)}{Gaps(look)}"
        : role == ColumnRole.Empty ? "every cell is empty"
        : look.Type is { IsRead: false } type ? $"cells of type {type.Name} are not supported"
        : $"text with {(look.Distinct.HasMore ? "more than " : "")}{look.Distinct.Count.ToString(CultureInfo.InvariantCulture)} different values";

    /// <summary>The value of a constant column: a number as it is written, a text in quotes.</summary>
    private static string OnlyValue(ColumnLook look) =>
        look.Texts?.FirstOrDefault() is not { } text ? Shown(look.Numbers.Minimum)
        : look.Numbers.Count > 0 ? text
        : $"'{text}'";

    private static string Identifier(ColumnLook look) =>
        look.Distinct.Share < NearlyAll
            ? "values that stand for names"
            : $"{(look.OtherCount == 0 ? "numbers" : "texts")} that tell rows apart";

    private static ColumnRole OfNumbers(ColumnLook look, int place)
    {
        bool isNameless = look.IsNamed && ColumnNames.IsNone(look.Name, place);
        if (look.CountsRows && look.Count >= (isNameless ? 2 : FewestCounted))
            return ColumnRole.RowNumber;
        bool tellsApart =
            look.IsNamed
            && (look.AreWhole || (isNameless && place == 0))
            && (look.Distinct.Share >= NearlyAll ? ColumnNames.IsIdentifier(look.Name, place) : IsAnyId(look));
        return tellsApart || look.IsBeyondExact ? ColumnRole.Identifier : ColumnRole.Number;
    }

    // One cell that is not a number is a slip, also in a short table; codes among numbers say that these are codes, but for a single one among many.
    private static bool AreAlmostNumbers(ColumnLook look) =>
        look.AreCodes
            ? look.OtherCount == 1 && look.Numbers.Count >= FewestBesideOneCode
            : look.Numbers.Count >= NearlyAll * look.Count || (look.OtherCount == 1 && look.Numbers.Count > 1);

    // Two values may be a flag.
    private static bool IsAnyId(ColumnLook look) => look.Distinct.Count > 2 && ColumnNames.IsAnyId(look.Name);

    private static ColumnRole OfTexts(ColumnLook look)
    {
        if (look.Numbers.Count == 0 && look.Pairs != 0)
            return ColumnRole.YesNo;
        if (look.AreOtherForm || AreAlmostNumbers(look))
            return ColumnRole.Number;
        if (look.Numbers.Count == 0 && look.AreDates)
            return ColumnRole.Date;
        if (look.IsNamed && IsAnyId(look))
            return ColumnRole.Identifier;
        if (look.Distinct is { HasMore: false, Count: <= MostCategories } && look.Distinct.Count <= look.Count / 2)
            return ColumnRole.Category;
        return look.Distinct.Share >= NearlyAll && look.TextBytes <= LongestIdentifier * look.OtherCount
            ? ColumnRole.Identifier
            : ColumnRole.Text;
    }

    private static string Shown(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
