using Dbgsom.Explorer.Training;
using Dbgsom.Files;

namespace Dbgsom.Explorer.Web;

/// <summary>The columns of a file, and what is done with each.</summary>
/// <param name="Columns">The first of them, in the order of the file.</param>
/// <param name="Count">The number of all columns.</param>
/// <param name="Features">The number of columns that become features.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Arrays">The arrays of an archive; empty for other files.</param>
/// <param name="Array">The array that the columns are of; null for files that are no archive.</param>
/// <param name="Uses">The chosen or proposed uses of columns, by name.</param>
/// <param name="Choices">The possible uses of a column.</param>
internal sealed record PlanContent(
    IReadOnlyList<ColumnContent> Columns,
    int Count,
    int Features,
    long Rows,
    IReadOnlyList<string> Arrays,
    string? Array,
    IReadOnlyDictionary<string, string> Uses,
    IReadOnlyList<string> Choices
)
{
    // Beyond this the page could not list them; they are used as the plan says.
    private const int Most = 5000;

    public static PlanContent Of(PlannedFile file)
    {
        var plan = file.Plan;
        var problems = PlanProblems.Find(plan, plan.Missing).ToDictionary(problem => problem.Place, problem => problem.What);
        return new(
            [.. plan.Columns.Take(Most).Select((column, place) => ColumnContent.Of(column, problems.GetValueOrDefault(place)))],
            plan.Columns.Count,
            plan.Columns.Count(column => column.Use.IsFeature),
            plan.RowCount,
            file.Array?.Arrays ?? [],
            file.Array?.Array,
            file.Uses.ToDictionary(pair => pair.Key, pair => pair.Value.Name, StringComparer.Ordinal),
            [.. file.Choices.Select(use => use.Name)]
        );
    }
}

/// <summary>One column.</summary>
/// <param name="Name">The name of the column, or its index.</param>
/// <param name="Role">The content of the column.</param>
/// <param name="Use">The use of the column.</param>
/// <param name="Missing">The number of cells without a value.</param>
/// <param name="Minimum">The least number; null where there are none.</param>
/// <param name="Maximum">The greatest number; null where there are none.</param>
/// <param name="Values">The different texts, where they are few.</param>
/// <param name="Reason">Why it is used so.</param>
/// <param name="Problem">Why it cannot be used so; null where it can.</param>
/// <param name="List">The list that its use needs, see <see cref="TrainingRequest.Lists"/>; null for no list.</param>
internal sealed record ColumnContent(
    string Name,
    string Role,
    string Use,
    long Missing,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string> Values,
    string Reason,
    string? Problem,
    string? List
)
{
    public static ColumnContent Of(PlannedColumn column, string? problem) =>
        new(
            column.Name,
            column.Role.Name,
            column.Use.Name,
            column.MissingCount,
            column.Minimum,
            column.Maximum,
            column.Values,
            column.Reason,
            problem,
            column.Ordinal is { } ordinal ? NameList.Join(ordinal.Levels)
                : column.Use == ColumnUse.Date ? NameList.Join(column.Dates!.Parts.Select(part => part.Name))
                : null
        );
}
