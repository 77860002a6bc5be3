using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <content>Tables whose columns are planned.</content>
internal sealed partial class DataArguments
{
    /// <summary>Makes a plan for the columns of DATA, with what <paramref name="changes"/> say.</summary>
    public TablePlan MakePlan(ParseResult parsed, PlanArguments changes, CancellationToken cancellationToken)
    {
        CheckLabels(parsed);
        var options = changes.Read(parsed, FileOptions(parsed));
        var plan = Task.Run(() => TablePlan.Create(Paths(parsed), options, Input(parsed), cancellationToken), cancellationToken)
            .WaitAsync(cancellationToken)
            .GetAwaiter()
            .GetResult();
        return changes.Change(parsed, plan);
    }

    /// <summary>
    /// How other machines read DATA: the options, and a plan where single columns are named that need one; null where those machines plan the columns themselves.
    /// </summary>
    public (DataFileOptions Options, TablePlan? Plan) PlanForOthers(
        ParseResult parsed,
        PlanArguments changes,
        TablePlan? given,
        string? target,
        CancellationToken cancellationToken
    )
    {
        CheckLabels(parsed);
        var options = FileOptions(parsed);
        options = changes.Read(parsed, options with { LabelColumn = target ?? options.LabelColumn });
        bool isChanged = given is not null || changes.AreGiven(parsed);
        // Without anything to plan here the files need not be seen by this machine.
        if (!isChanged && options.OneHot is not { Count: > 0 })
            return (options, null);
        var paths = Paths(parsed);
        bool canPlan = !paths.Contains("-") && TablePlan.IsFor(paths);
        if (!isChanged && !canPlan)
            return (options, null);
        if (!canPlan)
            throw new UsageException(
                "--plan, --as, --ordinal, --date and --drop are for tables that can be read twice: text, Parquet and Arrow files; for arrays use --columns"
            );
        var plan = changes.Change(parsed, given?.Obey(options) ?? TablePlan.Create(paths, options, null, cancellationToken));
        if (PlanProblems.Error(Named(paths), plan, options.Missing) is { } problems)
            throw problems;
        return (options.WithoutColumns(), plan);
    }

    /// <summary>Reads the data by a plan for its columns, to train on with some options; <paramref name="more"/> adds to what the options say.</summary>
    /// <returns>The data, and the plan that it was read by; null where the table needs none.</returns>
    public (LoadedData Data, TablePlan? Plan) LoadPlanned(
        ParseResult parsed,
        Screen screen,
        PlanArguments changes,
        TablePlan? given,
        SomOptions training,
        Func<DataFileOptions, DataFileOptions> more,
        CancellationToken cancellationToken
    )
    {
        CheckLabels(parsed);
        var options = changes.Read(parsed, more(FileOptions(parsed)));
        var paths = Paths(parsed);
        if (!TablePlan.IsFor(paths))
            return given is null && !changes.AreGiven(parsed)
                ? (Load(parsed, screen, more, cancellationToken), null)
                : throw new UsageException(
                    "--plan, --as, --ordinal, --date and --drop are for tables that can be read twice: text, Parquet and Arrow files; for arrays and pipes use --columns"
                );
        TablePlan? plan = null;
        var loaded = Waited(
            screen,
            () =>
            {
                // The data is read twice: for the plan, and by it.
                using var input = Input(parsed) is { } stream
                    ? SpooledInput.Copy(stream, options.ScratchDirectory, cancellationToken)
                    : null;
                var found = changes.Change(
                    parsed,
                    given?.Obey(options) ?? TablePlan.Create(paths, options, input, cancellationToken)
                );
                if (input is not null)
                    input.Position = 0;
                if (NamedByOptions.Error(Named(paths), found, training) is { } named)
                    throw named;
                bool isChanged = given is not null || changes.AreGiven(parsed);
                bool isPlanned = isChanged || !(found.IsPlain || found.FeatureColumns.Count == 0);
                if (isPlanned || found.IsPlain)
                    foreach (string note in found.NotesBeside(training).Concat(changes.Notes(parsed, found)))
                        screen.Note(note);
                if (!isPlanned)
                    return DataFiles.Load(paths, options, input, cancellationToken);
                plan = found;
                return found.Read(paths, options, input, cancellationToken);
            },
            cancellationToken
        );
        return (loaded, plan);
    }
}
