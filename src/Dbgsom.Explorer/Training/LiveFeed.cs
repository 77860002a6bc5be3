using System.Runtime.CompilerServices;

namespace Dbgsom.Explorer.Training;

/// <summary>Something that happened.</summary>
/// <param name="Id">Counts events, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Data">JSON in UTF-8, one line.</param>
internal sealed record LiveEvent(long Id, LiveKind Kind, byte[] Data);

/// <summary>Kinds of events, in the order in which one who comes late is told.</summary>
internal enum LiveKind
{
    /// <summary>A <see cref="SessionState"/>.</summary>
    State,

    /// <summary>The map in the making, as the report's page shows it.</summary>
    Snapshot,
}

/// <summary>
/// A feed of events for followers: first the last event of each kind, then new ones in order. A slow follower continues with the last
/// event of each kind, so that no one waits and memory stays bounded.
/// </summary>
internal sealed class LiveFeed
{
    private const int MostEvents = 64;
    private const long MostBytes = 16 << 20;

    private readonly Lock gate = new();
    private readonly SortedDictionary<LiveKind, LiveEvent> current = [];
    private readonly Queue<LiveEvent> recent = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;
    private long last;

    /// <summary>The last event of a kind; null where there is none.</summary>
    public LiveEvent? Current(LiveKind kind)
    {
        lock (gate)
            return current.GetValueOrDefault(kind);
    }

    /// <summary>Sends an event to all followers.</summary>
    public void Publish(LiveKind kind, byte[] data)
    {
        lock (gate)
        {
            var what = new LiveEvent(++last, kind, data);
            current[kind] = what;
            recent.Enqueue(what);
            bytes += data.Length;
            while (recent.Count > MostEvents || (bytes > MostBytes && recent.Count > 1))
                bytes -= recent.Dequeue().Data.Length;
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Forgets the events of a kind: those who come later are not told.</summary>
    public void Forget(LiveKind kind)
    {
        lock (gate)
            current.Remove(kind);
    }

    /// <summary>Follows what happens, until cancelled.</summary>
    public async IAsyncEnumerable<LiveEvent> Follow([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long told = 0; ; )
        {
            LiveEvent[] due;
            Task more;
            lock (gate)
            {
                bool isBehind = !recent.TryPeek(out var oldest) || oldest.Id > told + 1 || told == 0;
                due = [.. (isBehind ? current.Values.AsEnumerable() : recent).Where(what => what.Id > told)];
                told = last;
                more = changed.Task;
            }
            foreach (var what in due)
                yield return what;
            if (due.Length == 0)
                await more.WaitAsync(cancellationToken);
        }
    }
}
