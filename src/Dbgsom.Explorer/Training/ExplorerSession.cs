using System.Text.Json;
using Dbgsom.Explorer.Files;
using Dbgsom.Explorer.Web;
using Dbgsom.Report;

namespace Dbgsom.Explorer.Training;

/// <summary>The state of one explorer: one training at a time, or an opened map.</summary>
internal sealed class ExplorerSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly SessionFolder folder;
    private readonly Shelf shelf;
    private readonly TableLooks looks;
    private SessionState state = new();
    private TrainingJob? job;
    private CancellationTokenSource stop = new();
    private Task work = Task.CompletedTask;

    public ExplorerSession(SessionFolder folder, Shelf shelf, TableLooks looks)
    {
        (this.folder, this.shelf, this.looks) = (folder, shelf, looks);
        Publish();
    }

    /// <summary>The events for the page.</summary>
    public LiveFeed Feed { get; } = new();

    /// <summary>The map there is; null where there is none.</summary>
    public TrainedMap? Result { get; private set; }

    /// <summary>Where it stands.</summary>
    public SessionState State
    {
        get
        {
            lock (gate)
                return state;
        }
    }

    /// <summary>Begins a training.</summary>
    /// <exception cref="ConflictException">One is running.</exception>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void Start(TrainingRequest request)
    {
        var options = request.ToOptions();
        var file = shelf.Find(request.File);
        if (file.IsModel)
            throw new ArgumentException($"{file.Name} is a trained map, not data; open it instead");
        lock (gate)
        {
            RefuseWhileBusy();
            Drop();
            job = new TrainingJob(file, request, options, folder.NewFile(".run.npz"), looks);
            Begin(
                new SessionState
                {
                    Number = state.Number + 1,
                    Activity = Activity.Loading,
                    Title = file.Name,
                    Request = request,
                }
            );
        }
    }

    /// <summary>Stops the training that runs, so that it can go on.</summary>
    /// <exception cref="ConflictException">No training is running.</exception>
    public void Stop()
    {
        lock (gate)
        {
            if (!state.IsBusy)
                throw new ConflictException("no training is running");
            Set(state with { Stopping = true });
            stop.Cancel();
        }
    }

    /// <summary>Goes on with the training that was stopped.</summary>
    /// <exception cref="ConflictException">One is running, or none was stopped.</exception>
    public void Resume()
    {
        lock (gate)
        {
            RefuseWhileBusy();
            if (job is not { CanResume: true } || state.Activity != Activity.Stopped)
                throw new ConflictException("no training was stopped; start one");
            Begin(state with { Activity = Activity.Loading, Message = "", CanResume = false });
        }
    }

    /// <summary>Changes how fast epochs follow one another, of the training that runs too.</summary>
    public void SetPace(bool fullSpeed)
    {
        lock (gate)
            if (job is not null)
                job.Pace.FullSpeed = fullSpeed;
    }

    /// <summary>Shows a saved map.</summary>
    /// <exception cref="ConflictException">A training is running.</exception>
    /// <exception cref="InvalidDataException">The file is not a map.</exception>
    public void Open(ShelfFile file, CancellationToken cancellationToken)
    {
        var map = SomMap.Load(file.FullPath);
        var shown = TrainedMap.Of(map, null, new ReportOptions { Title = file.Name, ModelName = file.Name }, cancellationToken);
        lock (gate)
        {
            RefuseWhileBusy();
            Drop();
            Result = shown;
            Set(
                new SessionState
                {
                    Number = state.Number + 1,
                    Activity = Activity.Done,
                    Title = file.Name,
                    HasMap = true,
                    Neurons = map.Neurons.Count,
                    Epoch = map.Training.Epochs,
                    Notes = [.. map.Diagnostics.Select(d => d.Message)],
                }
            );
        }
    }

    /// <summary>Ends the training. One that does not end is left behind: it must not keep the explorer from ending.</summary>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (gate)
        {
            stop.Cancel();
            running = work;
        }
        // Now, in case somebody ends the process while this waits.
        folder.Dispose();
        try
        {
            await running.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return;
        }
        job?.Dispose();
        stop.Dispose();
    }

    /// <summary>Discards the last training and its map.</summary>
    private void Drop()
    {
        job?.Dispose();
        job = null;
        Result = null;
        Feed.Forget(LiveKind.Snapshot);
    }

    private void RefuseWhileBusy()
    {
        if (state.IsBusy)
            throw new ConflictException($"a training of {state.Title} is running; stop it first");
    }

    private void Begin(SessionState begun)
    {
        stop.Dispose();
        stop = new CancellationTokenSource();
        Set(begun);
        var (now, token) = (job!, stop.Token);
        work = Task.Factory.StartNew(
            () => Run(now, token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    private void Run(TrainingJob now, CancellationToken token)
    {
        try
        {
            var map = now.Run(Feed, Tell, token);
            lock (gate)
            {
                Result = map;
                Feed.Forget(LiveKind.Snapshot);
                Tell(s =>
                    s with
                    {
                        Activity = Activity.Done,
                        HasMap = true,
                        HasData = true,
                        Stopping = false,
                        Message = "",
                        Neurons = map.Map.Neurons.Count,
                    }
                );
            }
        }
        catch (OperationCanceledException)
        {
            Tell(s =>
                s with
                {
                    Activity = now.CanResume ? Activity.Stopped : Activity.Idle,
                    CanResume = now.CanResume,
                    Stopping = false,
                    Message = now.CanResume ? "" : "stopped before the first epoch, so it cannot be continued",
                }
            );
        }
        // Whatever it is, the page is told, and the explorer goes on.
        catch (Exception e)
        {
            Tell(s => s with { Activity = Activity.Failed, Stopping = false, Message = Words.Of(e, now.File) });
        }
    }

    private void Tell(Func<SessionState, SessionState> change)
    {
        lock (gate)
            Set(change(state));
    }

    private void Set(SessionState next)
    {
        state = next;
        Publish();
    }

    private void Publish() =>
        Feed.Publish(LiveKind.State, JsonSerializer.SerializeToUtf8Bytes(state, ExplorerJson.Default.SessionState));
}
