using Dbgsom.Explorer.Files;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Report;
using Dbgsom.Rows;
using Dbgsom.Training;

namespace Dbgsom.Explorer.Training;

/// <summary>One training from samples to map, which may be stopped and go on.</summary>
/// <param name="file">The samples.</param>
/// <param name="request">The request.</param>
/// <param name="options">The options of the request, checked.</param>
/// <param name="checkpoint">The run file.</param>
/// <param name="looks">Looks over tables.</param>
internal sealed class TrainingJob(
    ShelfFile file,
    TrainingRequest request,
    SomOptions options,
    string checkpoint,
    TableLooks looks
) : IDisposable
{
    private PlannedFile? planned;
    private LoadedData? loaded;
    private ClassLabels? classes;

    /// <summary>The samples.</summary>
    public ShelfFile File => file;

    /// <summary>The request.</summary>
    public TrainingRequest Request => request;

    /// <summary>How fast.</summary>
    public Pace Pace { get; } = new() { FullSpeed = request.FullSpeed };

    /// <summary>True if a run was saved to go on with.</summary>
    public bool CanResume { get; private set; }

    /// <summary>The options of the report.</summary>
    private ReportOptions ReportOptions =>
        new()
        {
            DataNames = [file.Name],
            ModelName = FileName.Stem(file.Name) + FileName.ModelEnding,
            Labels = loaded?.Labels,
            LabelName = planned?.NameOf(ColumnUse.Label) ?? "label",
            Ids = loaded?.Ids,
            IdName = planned?.NameOf(ColumnUse.Id) ?? "id",
            DataWords = [.. planned?.Words ?? [], .. Words("--encoding", request.Encoding), .. Words("--header", request.Header)],
        };

    /// <summary>Trains to the end, from the start or from where it was stopped.</summary>
    /// <param name="feed">Where snapshots go.</param>
    /// <param name="tell">Receives every change of state.</param>
    /// <param name="stop">A person stops it: the run is saved.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TrainedMap Run(LiveFeed feed, Action<Func<SessionState, SessionState>> tell, CancellationToken stop)
    {
        loaded ??= Load(stop);
        tell(state => state with { Activity = Activity.Training, Notes = [.. loaded.Notes.Select(Named)] });
        using var rows = new LocalEngine(loaded.Data, labels: classes);
        var run = CanResume ? TrainingRun.Resume(checkpoint, rows, stop) : TrainingRun.Start(Weighed(loaded), rows, stop);
        try
        {
            if (!CanResume)
                tell(state => state with { Notes = [.. state.Notes, .. run.StartDiagnostics.Select(d => d.Message)] });
            Driver(new Snapshots(feed, ReportOptions), tell, stop).Advance(run, null, stop);
            tell(state => state with { Activity = Activity.Finishing });
            var map = Keep(run.Finish(new Below(tell), stop), tell);
            return TrainedMap.Of(map, loaded.Data, ReportOptions, stop);
        }
        catch (OperationCanceledException)
        {
            run.Save(checkpoint);
            CanResume = true;
            throw;
        }
    }

    public void Dispose()
    {
        loaded?.Data.Dispose();
        if (System.IO.File.Exists(checkpoint))
            System.IO.File.Delete(checkpoint);
    }

    private TrainingDriver Driver(Snapshots snapshots, Action<Func<SessionState, SessionState>> tell, CancellationToken stop) =>
        new()
        {
            BeforeEpoch = _ => Pace.Wait(stop),
            AfterEpoch = (run, report) =>
            {
                if (!snapshots.IsDue(report) && !run.IsFinished)
                    return;
                snapshots.Take(run);
                tell(state =>
                    state with
                    {
                        Epoch = run.Epoch,
                        Done = report.Done,
                        Neurons = report.NeuronsAfter,
                        Error = double.IsFinite(report.QuantizationError) ? report.QuantizationError : null,
                    }
                );
            },
        };

    private SomOptions Weighed(LoadedData samples) => LoadedData.WeighsColumns(options) ? samples.Weigh(options) : options;

    /// <summary>The map with the plan its table was read by.</summary>
    private SomMap Keep(SomMap map, Action<Func<SessionState, SessionState>> tell) =>
        TablePlan.Keep(map, planned?.Kept?.ToJson(), note => tell(state => state with { Notes = [.. state.Notes, note] }));

    private LoadedData Load(CancellationToken stop)
    {
        planned = PlannedFile.Of(file, request, looks, stop);
        if (request.Classify && planned.NameOf(ColumnUse.Label) is null)
            throw new ArgumentException("learning classes needs a label column; choose one");
        var read = planned.Load(stop);
        try
        {
            classes = request.Classify ? new LabelColumn(read.Labels!).ToClassLabels() : null;
            return read;
        }
        catch
        {
            read.Data.Dispose();
            throw;
        }
    }

    private static string[] Words(string option, string? value) => string.IsNullOrEmpty(value) ? [] : [option, value];

    private string Named(string note) => note.Replace(file.FullPath, file.Name, StringComparison.Ordinal);

    /// <summary>Reports the epochs of child maps.</summary>
    private sealed class Below(Action<Func<SessionState, SessionState>> tell) : IProgress<EpochReport>
    {
        private string path = "";

        public void Report(EpochReport value)
        {
            if (value.Path == path)
                return;
            path = value.Path;
            tell(state =>
                state with
                {
                    Message = $"training the map below neuron {value.Path.Replace("/", ", ", StringComparison.Ordinal)}",
                }
            );
        }
    }
}
