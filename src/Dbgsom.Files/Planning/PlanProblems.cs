using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Finds the columns that cannot be features as they are, and how each can be mended.</summary>
internal static class PlanProblems
{
    private const int MostNamed = 8;

    /// <summary>The problems of all columns, in order.</summary>
    /// <param name="plan">A plan that was just made.</param>
    /// <param name="missing">What becomes of missing cells.</param>
    public static IReadOnlyList<(string Column, string What)> Find(TablePlan plan, MissingCells missing)
    {
        var problems = new List<(string, string)>();
        for (int place = 0; place < plan.Columns.Count; place++)
        {
            var column = plan.Columns[place];
            if (!column.Use.IsFeature || column.Look is not { } look)
                continue;
            string? what = Unreadable(column, look) ?? (missing == MissingCells.Refuse ? Gap(look) : null);
            if (what is not null)
                problems.Add((column.Name, $"column {ColumnPlan.Describe(place, plan.HasNames ? Names(plan) : null)}: {what}"));
        }
        return problems;
    }

    /// <summary>One error for all problems; null where there are fewer than two, which readers name with more detail.</summary>
    public static InvalidDataException? Error(string file, TablePlan plan, MissingCells missing)
    {
        var problems = Find(plan, missing);
        if (problems.Count < 2)
            return null;
        string more = problems.Count > MostNamed ? $"; and {problems.Count - MostNamed} more" : "";
        string names =
            string.Join(',', problems.Take(MostNamed).Select(problem => problem.Column)) + (more.Length > 0 ? ",…" : "");
        return DataPart.Bad(
            file,
            $"{problems.Count} columns cannot be features as they are: {string.Join("; ", problems.Take(MostNamed).Select(problem => problem.What))}{more}; --drop {names} leaves them out"
        );
    }

    private static string? Unreadable(PlannedColumn column, ColumnLook look)
    {
        if (look.Type is { IsRead: false } type)
            return $"cells of type {type.Name} are not read";
        if (column.Use == ColumnUse.Category)
            return look.Distinct.Count > CategoryCodes.MostCategories
                ? $"there are more than {CategoryCodes.MostCategories} categories"
                : null;
        if (look.OtherCount == 0 || (column.Use == ColumnUse.YesNo && look.Pairs != 0))
            return null;
        var first = look.FirstOther!.Value;
        string many = look.OtherCount == 1 ? "" : $" ({Count(look.OtherCount)} such cells)";
        string place =
            $"{Place(look, first)}, '{first.Text}' is {(column.Use == ColumnUse.YesNo ? "neither yes nor no" : "no finite number")}{many}";
        return look.Form.Advice(Encoding.UTF8.GetBytes(first.Text)) is { } advice
            ? $"{place}, {advice}"
            : $"{place}, --missing-text +{first.Text} takes it for a missing value";
    }

    private static string? Gap(ColumnLook look)
    {
        if (look.FirstMissing is not { } first)
            return null;
        string what = first.Text.Length == 0 ? "the cell is empty" : $"'{first.Text}' stands for a missing value";
        string many = look.MissingCount == 1 ? "" : $" ({Count(look.MissingCount)} such cells)";
        return $"{Place(look, first)}, {what}{many}, --missing drop leaves such rows out";
    }

    private static string Place(ColumnLook look, CellPlace cell) => $"{(look.Type is null ? "line" : "row")} {Count(cell.Place)}";

    private static string[] Names(TablePlan plan) => [.. plan.Columns.Select(column => column.Name)];

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
