using System.Diagnostics;
using Dbgsom.Classification.Lvq;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Distributed;
using Dbgsom.Files;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Search;
using Dbgsom.Training;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Training;

/// <summary>
/// Trains, measures or refines the map of one job on a thread of its own: looks at the parts, runs epoch after epoch, has the run kept now and then.
/// </summary>
internal sealed class JobRunner(
    string job,
    JobRecord record,
    IGrainFactory grains,
    ISiloStatusOracle silos,
    SiloWork work,
    ILogger<JobRunner> logger
) : IDisposable
{
    // What is lost at most with this silo, beside the epoch it is at.
    private static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(10);

    // How long the storage of jobs may be away.
    private static readonly TimeSpan StorageAway = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private readonly SiloParts silosOfParts = new(grains, silos, work.Version, record.Status, logger);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile JobStatus status = (record.Status ?? new JobStatus { Job = job, State = JobState.Running }) with
    {
        Message = null,
    };
    private volatile bool handsOver;
    private PartDefinition[] parts = [];

    /// <summary>Distinguishes this runner from one of the same job on another silo.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public JobStatus Status => silosOfParts.Describe(status);

    private IJobGrain Grain => grains.GetGrain<IJobGrain>(job);

    public void Start() =>
        new Thread(() =>
        {
            Run();
            ended.SetResult();
        })
        {
            IsBackground = true,
            Name = $"job {job}",
        }.Start();

    /// <summary>Ends without a word: the job goes on elsewhere, or was stopped.</summary>
    /// <param name="handsOver">True if the job continues elsewhere, with the parts where they are.</param>
    public async Task Leave(bool handsOver)
    {
        this.handsOver = handsOver;
        await ending.CancelAsync();
        await Task.WhenAny(ended.Task, Task.Delay(Leaving));
    }

    public void Dispose() => ending.Dispose();

    private void Run()
    {
        byte[]? model = null;
        string? failure = null;
        try
        {
            model = record.Definition!.Kind switch
            {
                JobKind.Measure => Measure(record.Definition.Map!).ToBytes(),
                JobKind.Refine => Refine(record.Definition.Map!, record.Definition.Refinement!).ToBytes(),
                _ => Train().ToBytes(),
            };
        }
        catch (OperationCanceledException)
        {
            if (!handsOver)
                silosOfParts.Leave();
            return;
        }
        catch (Exception e)
        {
            // Whatever it is, it ends the job and not the silo.
            logger.LogWarning(e, "job {Job} fails", job);
            failure = Text.Plain(e);
        }
        try
        {
            Keep(() => Grain.End(Id, Status, model, failure));
        }
        catch (OperationCanceledException) when (handsOver)
        {
            return;
        }
        catch (Exception e)
        {
            logger.LogError(e, "job {Job} has ended, which cannot be kept", job);
        }
        silosOfParts.Leave();
    }

    private MeasureResult Measure(byte[] model)
    {
        var token = ending.Token;
        var outline = Look(token);
        var map = Map(model).WithThreads(work.Threads);
        var rows = Rows(outline);
        var asked = record.Definition!.Measures ?? new MeasureRequest(false, false, null, SomMap.DefaultSampleSize);
        var measures = map.Measure(rows, token);
        return new MeasureResult(
            measures,
            asked.Labels ? map.MeasureLabels(rows, token) : null,
            asked.Pairs
                ? map.MeasurePairs(rows, asked.Neighbors, asked.SampleSize, new ProgressOf(this, "compares samples"), token)
                : null,
            outline.RowCount
        );
    }

    private SomMap Refine(byte[] model, RefineRequest asked)
    {
        var outline = Look(ending.Token);
        var refinement = new LvqRefinement
        {
            Iterations = asked.Iterations,
            Sigma = asked.Sigma,
            KeepBest = asked.KeepBest,
        };
        return refinement.RefineMap(Map(model), Rows(outline), new ProgressOfRefinement(this), ending.Token);
    }

    private SomMap Map(byte[] model) => SomMap.Load(model, $"the map of job {job}");

    private SomMap Train()
    {
        var token = ending.Token;
        var outline = Look(token);
        using var target = record.Definition!.Target is { } column ? TargetData.Open(parts, column, work, token) : null;
        var rows = Rows(outline);
        var run = record.Checkpoint is { } kept
            ? TrainingRun.Resume(kept, $"the saved run of job {job}", rows, token)
            : TrainingRun.Start(
                record.Definition.WeighsColumns ? ColumnPlanner.Weigh(Options(), outline) : Options(),
                rows,
                token
            );
        status = status with
        {
            Notes =
            [
                .. outline.Notes,
                .. target?.Note is { } missing ? [missing] : Array.Empty<string>(),
                .. run.StartDiagnostics.Select(diagnostic => diagnostic.Message),
            ],
        };
        var map = Driver().Complete(run, token);
        if (target is not null)
            map = target.Fit(map, new ProgressOf(this, "fits the target"), token);
        return TablePlan.Keep(map, outline.Plan, note => status = status with { Notes = [.. status.Notes, note] });
    }

    /// <summary>Finds out what is in the parts, and where they go.</summary>
    private DataOutline Look(CancellationToken token)
    {
        (parts, var outline) = Parts(token);
        silosOfParts.Take(parts);
        status = status with { Rows = outline.RowCount, Parts = parts.Length, Notes = outline.Notes };
        return outline;
    }

    private RemoteEngine Rows(DataOutline outline) =>
        new(
            new RemoteRows(
                outline.RowCount,
                outline.Columns,
                outline.FeatureNames,
                outline.Classes?.ToList(),
                outline.HasWeights
            ),
            silosOfParts.Ask,
            job
        );

    /// <summary>Reports every epoch, and has the run kept now and then.</summary>
    private TrainingDriver Driver()
    {
        long start = 0;
        long kept = Stopwatch.GetTimestamp();
        return new TrainingDriver
        {
            Progress = new ProgressBelow(this),
            BeforeEpoch = _ =>
            {
                silosOfParts.BeginEpoch();
                start = Stopwatch.GetTimestamp();
            },
            AfterEpoch = (_, report) => Report(report, Stopwatch.GetElapsedTime(start).TotalSeconds),
            CheckpointDue = () => Stopwatch.GetElapsedTime(kept) >= LongestUnkept,
            Checkpoint = run =>
            {
                byte[] bytes = run.ToBytes();
                Keep(() => Grain.KeepRun(Id, Status, bytes));
                kept = Stopwatch.GetTimestamp();
            },
        };
    }

    private SomOptions Options() => OptionsJson.Parse(record.Definition!.Options, $"the options of job {job}");

    private void Report(EpochReport report, double seconds) =>
        status = status with
        {
            Epochs = report.Epoch + 1,
            Done = report.Done,
            Neurons = report.NeuronsAfter,
            QuantizationError = report.QuantizationError,
            RowsPerSecond = report.Share * status.Rows / Math.Max(seconds, 1e-9),
            BytesSent = silosOfParts.Bytes.Sent,
            BytesReceived = silosOfParts.Bytes.Received,
        };

    private (PartDefinition[], DataOutline) Parts(CancellationToken token)
    {
        if (record.Parts is { } known && record.Outline is { } outline)
            return (known, outline);
        var definition = record.Definition!;
        var options = Options();
        if (options.PointerSearch != PhaseScope.None)
            throw new ArgumentException(
                "pointer-search depends on the winners of all previous epochs, which are lost with a machine; on a cluster use none"
            );
        var planned = definition.Map is null
            ? ColumnPlanner.For(definition, options, work.ScratchDirectory, token)
            : new ColumnPlanner(null, []);
        var cut = PartCutter.Cut(
            job,
            definition with
            {
                Reading = planned.ApplyTo(definition.Reading),
            },
            Math.Max(1, silos.GetApproximateSiloStatuses(onlyActive: true).Count),
            work.ScratchDirectory,
            token
        );
        silosOfParts.Take(cut);
        var answers = silosOfParts.Outline(definition.Map, token);
        var notes = planned.Notes.ToList();
        // Features of categories are those of all files, which all parts have to have.
        if (definition.Map is null && PartCutter.WithCategories(cut, answers, definition, notes) is { } shared)
        {
            silosOfParts.Take(cut = shared);
            answers = silosOfParts.Outline(null, token);
        }
        var (parts, found) = PartCutter.Complete(cut, answers, definition.Labels);
        if (definition.Kind == JobKind.Refine)
            (parts, found) = PartCutter.ForRefinement(Map(definition.Map!), parts, found);
        string[] beside = definition.Map is { } model ? PartCutter.NotesOf(Map(model), answers) : [];
        found = found with { Notes = [.. notes, .. found.Notes, .. beside], Plan = planned.Plan?.ToJson() };
        Keep(() => Grain.KeepParts(Id, Status, parts, found));
        return (parts, found);
    }

    /// <summary>Has something kept; waits where the storage is away.</summary>
    private void Keep(Func<Task> keep)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                keep().GetAwaiter().GetResult();
                status = status with { Message = null };
                return;
            }
            catch (InvalidOperationException e)
            {
                // It goes on elsewhere, with the parts where they are; or it was stopped, which this is told in a moment.
                if (!ending.Token.WaitHandle.WaitOne(Leaving))
                    handsOver = true;
                throw new OperationCanceledException(e.Message, e);
            }
            catch (Exception e) when (e is not OperationCanceledException && Stopwatch.GetElapsedTime(start) < StorageAway)
            {
                logger.LogWarning("job {Job}: the run cannot be kept, {Message}; trying again", job, e.Message);
                status = status with { Message = $"waits: the run cannot be kept: {Text.Plain(e)}" };
                if (ending.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Min(5, 0.2 * Math.Pow(2, attempt)))))
                    throw new OperationCanceledException(ending.Token);
            }
        }
    }

    /// <summary>Reports the progress of work that this silo does alone.</summary>
    private sealed class ProgressOf(JobRunner runner, string what) : IProgress<double>
    {
        public void Report(double value) =>
            runner.status = runner.status with { Message = FormattableString.Invariant($"{what}, {value:P0} done") };
    }

    /// <summary>Tells of the iterations of a refinement.</summary>
    private sealed class ProgressOfRefinement(JobRunner runner) : IProgress<LvqReport>
    {
        public void Report(LvqReport value) => runner.status = runner.status with { Epochs = value.Iteration + 1 };
    }

    /// <summary>Reports the epochs of child maps.</summary>
    private sealed class ProgressBelow(JobRunner runner) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.Path.Length > 0)
                runner.status = runner.status with { Message = $"trains the map below neuron {value.Path}, epoch {value.Epoch}" };
        }
    }
}
