using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Why a column cannot be a feature as it is.</summary>
/// <param name="Place">The index of the column.</param>
/// <param name="What">The problem and its position.</param>
/// <param name="Advice">The remedy with the tool; null if leaving it out is the only one.</param>
internal sealed record PlanProblem(int Place, string What, string? Advice = null);

/// <summary>Finds the columns that cannot be features as they are, and how each can be mended.</summary>
internal static class PlanProblems
{
    private const int MostNamed = 8;
    private const int LongestNames = 300;

    /// <summary>The problems of all columns, in order.</summary>
    /// <param name="plan">A plan that was just made.</param>
    /// <param name="missing">How missing cells are handled.</param>
    public static IReadOnlyList<PlanProblem> Find(TablePlan plan, MissingCells missing)
    {
        var problems = new List<PlanProblem>();
        foreach (var (place, column) in plan.Columns.Index())
            if (column.Use.IsFeature && column.Look is { } look)
                if (
                    (Unreadable(column, look, plan.MaxCategories) ?? (missing == MissingCells.Refuse ? Gap(look) : null)) is
                    ({ } what, var advice)
                )
                    problems.Add(new PlanProblem(place, what, advice));
        return problems;
    }

    /// <summary>One error for all problems; null where there are fewer than two, which readers name with more detail.</summary>
    public static InvalidDataException? Error(string file, TablePlan plan, MissingCells missing)
    {
        var problems = Find(plan, missing);
        if (problems.Count < 2)
            return null;
        string[]? columns = plan.HasNames ? Names(plan) : null;
        string more = problems.Count > MostNamed ? $"; and {problems.Count - MostNamed} more" : "";
        string names =
            Named(plan, [.. problems.Take(MostNamed).Select(problem => problem.Place)]) + (more.Length > 0 ? ",…" : "");
        var all = problems
            .Take(MostNamed)
            .Select(problem =>
                $"column {ColumnPlan.Describe(problem.Place, columns)}: {problem.What}{(problem.Advice is { } advice ? $", {advice}" : "")}"
            );
        return DataPart.Bad(
            file,
            $"{problems.Count} columns cannot be features as they are: {string.Join("; ", all)}{more}; --drop {names} leaves them out"
        );
    }

    /// <summary>Columns as --drop takes them: by name, or by index where the names are too long to be read, or to be shown whole.</summary>
    private static string Named(TablePlan plan, int[] places)
    {
        string names = NameList.Join(places.Select(place => plan.Columns[place].Name));
        bool areNamesIndices = plan.Columns.Any(column => column.Name.All(char.IsAsciiDigit));
        return names.Length <= LongestNames || areNamesIndices ? names : NameList.Join(places.Select(ColumnPlan.Index));
    }

    private static (string What, string? Advice)? Unreadable(PlannedColumn column, ColumnLook look, int? max)
    {
        if (column.Use == ColumnUse.Ordinal || column.Use == ColumnUse.Date)
            return null;
        if (look.Type is { IsRead: false } type)
            return ($"cells of type {type.Name} are not supported", null);
        if (column.Use == ColumnUse.Category)
            return look.Distinct.Count > CategoryCodes.MostCategories && max is null
                ? ($"it has more than {CategoryCodes.MostCategories} categories", "--max-categories N keeps the most frequent")
                : null;
        if (look.OtherCount == 0 || (column.Use == ColumnUse.YesNo && look.Pairs != 0))
            return null;
        var first = look.FirstOther!.Value;
        string many = look.OtherCount == 1 ? "" : $" ({Count(look.OtherCount)} such cells)";
        string place =
            $"{Place(look, first)}, '{first.Text}' is {(column.Use == ColumnUse.YesNo ? "neither yes nor no" : "not a finite number")}{many}";
        return (
            place,
            look.Form.Advice(Encoding.UTF8.GetBytes(first.Text)) ?? $"--missing-text +{first.Text} treats it as missing"
        );
    }

    private static (string What, string? Advice)? Gap(ColumnLook look)
    {
        if (look.FirstMissing is not { } first)
            return null;
        string what = first.Text.Length == 0 ? "the cell is empty" : $"'{first.Text}' stands for a missing value";
        string many = look.MissingCount == 1 ? "" : $" ({Count(look.MissingCount)} such cells)";
        return ($"{Place(look, first)}, {what}{many}", "--missing drop skips such rows");
    }

    private static string Place(ColumnLook look, CellPlace cell) => $"{look.Unit} {Count(cell.Place)}";

    private static string[] Names(TablePlan plan) => [.. plan.Columns.Select(column => column.Name)];

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
