using Dbgsom.Cluster.Data;
using Dbgsom.Files;

namespace Dbgsom.Cluster.Training;

/// <summary>Plans the columns of a job's files: once, for all silos.</summary>
/// <param name="Plan">The plan of the columns; null if all columns are numeric and need no plan.</param>
/// <param name="Notes">Notes about it.</param>
internal sealed record ColumnPlanner(TablePlan? Plan, IReadOnlyList<string> Notes)
{
    /// <summary>Finds the plan of a job: the one it was given, or one that is made of all rows.</summary>
    /// <param name="definition">The job.</param>
    /// <param name="options">Options for training the map.</param>
    /// <param name="scratchDirectory">The folder for scratch files; null for the folder of temporary files.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or columns cannot be features as they are.</exception>
    public static ColumnPlanner For(
        JobDefinition definition,
        SomOptions options,
        string? scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        string files = string.Join(", ", definition.Paths);
        if (definition.Reading.Plan is { } given)
            return Checked(TablePlan.FromJson(given));
        if (!definition.MakesPlan || !TablePlan.IsFor(definition.Paths))
            return new ColumnPlanner(null, []);
        var reading = definition.Reading.ToOptions(0, scratchDirectory);
        var plan = TablePlan.Create(definition.Paths, reading, null, cancellationToken);
        bool isPlanned = !(plan.IsPlain || plan.FeatureColumns.Count == 0);
        if (isPlanned && PlanProblems.Error(files, plan, reading.Missing) is { } problems)
            throw problems;
        return isPlanned ? Checked(plan)
            : plan.IsPlain ? Checked(plan) with { Plan = null }
            : new ColumnPlanner(null, []);

        ColumnPlanner Checked(TablePlan found) =>
            NamedByOptions.Error(files, found, options) is { } named
                ? throw named
                : new ColumnPlanner(found, found.NotesBeside(options));
    }

    /// <summary>How the files are read by the plan.</summary>
    public ReadingOptions ApplyTo(ReadingOptions reading) =>
        Plan is null ? reading : reading with { Columns = null, YesNo = null, Plan = ReadingOptions.Written(Plan) };

    /// <summary>The options of training, where columns of categories and dates count as one feature each.</summary>
    public static SomOptions Weigh(SomOptions options, DataOutline outline) =>
        LoadedData.Weigh(options, outline.Categories, outline.Plan is { } plan ? TablePlan.FromJson(plan).Dates : []);
}
