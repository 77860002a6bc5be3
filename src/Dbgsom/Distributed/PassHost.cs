using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Distributed;

/// <summary>
/// Holds the rows of one part of a data set and runs passes over them: it receives requests and returns sums. It can reconstruct all
/// state except the rows, so it may be lost at any time and recreated elsewhere. It processes one request at a time.
/// </summary>
public sealed class PassHost : IDisposable
{
    private readonly List<Level> levels = [];
    private readonly int? threads;
    private readonly string? scratchDirectory;

    /// <param name="data">The rows, which are disposed with this object.</param>
    /// <param name="firstRow">The index of the first row in the data set.</param>
    /// <param name="labels">The classes of the rows, from the classes of the data set; null for no classes.</param>
    /// <param name="threads">The maximum number of threads, at least 1; null for one per core.</param>
    /// <param name="scratchDirectory">The folder for scratch files; null for the folder of temporary files.</param>
    /// <exception cref="ArgumentException">The number of labels differs from the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public PassHost(
        DataMatrix data,
        long firstRow,
        ClassLabels? labels = null,
        int? threads = null,
        string? scratchDirectory = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        (this.threads, this.scratchDirectory) = (threads, scratchDirectory);
        levels.Add(NewLevel(null, data, firstRow, labels));
    }

    /// <summary>The index of the first row in the data set.</summary>
    public long FirstRow => levels[0].FirstRow;

    /// <summary>Number of rows.</summary>
    public long RowCount => levels[0].Engine!.RowCount;

    /// <summary>Runs the requested pass.</summary>
    /// <param name="request">A request of <see cref="RemoteEngine"/>.</param>
    /// <param name="name">The name of the request in messages.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The sums; empty if the request concerns none of the rows.</returns>
    /// <exception cref="InvalidDataException">
    /// The request is damaged or has another version, or a value of memory-mapped rows is not finite.
    /// </exception>
    /// <exception cref="ArgumentException">Values are too large to be scaled.</exception>
    public byte[] Run(byte[] request, string name = "request", CancellationToken cancellationToken = default) =>
        PassRequest.Read(
            request,
            name,
            (asked, pass, archive, json) =>
            {
                if (asked.Columns != levels[0].Engine!.GivenColumnCount)
                    throw new InvalidDataException(
                        $"{name}: it is for {asked.Columns} features; the rows have {levels[0].Engine!.GivenColumnCount}"
                    );
                var level = Find(asked.Choice, name, cancellationToken);
                return level.Engine is null
                    ? []
                    : TravelingPasses.Run(new Asked(level, FirstRow, asked, cancellationToken), pass, archive, json);
            }
        );

    /// <summary>Disposes the rows.</summary>
    public void Dispose() => Close(0);

    /// <summary>The rows of a choice: found when first asked for, and held until others are.</summary>
    private Level Find(RowChoice? choice, string name, CancellationToken cancellationToken)
    {
        var path = choice?.Path ?? [];
        int same = 0;
        while (same < path.Count && same + 1 < levels.Count && path[same].SameAs(levels[same + 1].Choice))
            same++;
        Close(same + 1);
        foreach (var next in path.Skip(same))
        {
            var above = levels[^1];
            int[] rows = above.Engine is null ? [] : above.WonBy(next, cancellationToken);
            long firstRow = 0;
            if (rows.Length > 0 && !next.FirstRows.TryGetValue(FirstRow, out firstRow))
                throw new InvalidDataException(
                    $"{name}: it does not say where the rows from {FirstRow} on begin among those of neuron {next.Neuron}"
                );
            levels.Add(
                rows.Length == 0
                    ? new Level(next, null, null, 0, null)
                    : NewLevel(next, above.Data!.SelectRows(rows, scratchDirectory), firstRow, above.Labels?.Select(rows))
            );
        }
        return levels[^1];
    }

    private Level NewLevel(RowChoice? choice, DataMatrix data, long firstRow, ClassLabels? labels) =>
        new(
            choice,
            data,
            new LocalEngine(data, threads, labels) { ScratchDirectory = scratchDirectory, FirstRow = firstRow },
            firstRow,
            labels
        );

    private void Close(int from)
    {
        for (int i = levels.Count - 1; i >= from; i--)
            levels[i].Dispose();
        levels.RemoveRange(from, levels.Count - from);
    }

    /// <summary>Some of the rows, with what is held for them.</summary>
    internal sealed class Level(RowChoice? choice, DataMatrix? data, LocalEngine? engine, long firstRow, ClassLabels? labels)
        : IDisposable
    {
        private readonly (int Epoch, int Neurons)?[] held = new (int, int)?[2];
        private (string Id, int Neurons, KeptParts Parts, WinnerDistances Found, bool Filled)? kept;
        private (RowChoice Choice, RowArray<int> Found)? winners;

        public RowChoice? Choice => choice;

        public DataMatrix? Data => data;

        /// <summary>Runs passes over the rows; null where there are none.</summary>
        public LocalEngine? Engine => engine;

        public long FirstRow => firstRow;

        public ClassLabels? Labels => labels;

        /// <summary>The space the rows are in; null where that is not known.</summary>
        private FeatureSpace? Space { get; set; } = FeatureSpace.AsGiven;

        /// <summary>Brings the rows into a space.</summary>
        public void Enter(FeatureSpace space)
        {
            if (Space is not null && Space.SameAs(space))
                return;
            Space = null;
            engine!.Enter(space);
            Space = space;
        }

        /// <summary>The rows of a choice among these, ascending. The winners are found once for all neurons of a map.</summary>
        public int[] WonBy(RowChoice next, CancellationToken cancellationToken)
        {
            if (
                winners is null
                || winners.Value.Choice is var last
                    && !(last.Space.SameAs(next.Space) && last.Weights.AsSpan().SequenceEqual(next.Weights))
            )
            {
                winners?.Found.Dispose();
                winners = null;
                Enter(next.Space);
                var assigner = new Assigner(next.Space.Metric!, next.Weights, engine!.ColumnCount);
                winners = (next, engine.Winners(assigner, cancellationToken));
            }
            int[] rows = winners.Value.Found.PlacesOf(next.Neuron);
            if (next.Needed is null)
                return rows;
            Enter(next.Space);
            return Array.FindAll(rows, row => RowGaps.Knows(engine!.ReadRow(row), next.Needed));
        }

        /// <summary>The run whose winners the rows hold.</summary>
        public string? Run { get; set; }

        /// <summary>True if the rows hold winners of an epoch, and out of no more than so many neurons.</summary>
        public bool Holds(int epoch, int? neurons) =>
            held[epoch & 1] is var (one, count) && one == epoch && (neurons is null || count <= neurons);

        /// <summary>Notes that winners of an epoch take the place of those of two epochs before; out of how many neurons once all are found.</summary>
        public void Hold(int epoch, int? neurons) => held[epoch & 1] = neurons is { } count ? (epoch, count) : null;

        /// <summary>
        /// The winners and distances that are called so, of a map of so many neurons, and what else of them is kept, with whether they have been found already.
        /// </summary>
        public (WinnerDistances Found, bool Filled) Kept(string id, int neurons, KeptParts parts = KeptParts.None)
        {
            if (kept?.Id != id || kept?.Neurons != neurons || kept?.Parts != parts)
            {
                Forget();
                kept = (id, neurons, parts, (WinnerDistances)engine!.RoomForDistances(parts), false);
            }
            return (kept!.Value.Found, kept.Value.Filled);
        }

        /// <summary>Notes that they have been found.</summary>
        public void Fill() => kept = kept is { } one ? one with { Filled = true } : null;

        /// <summary>Discards the kept winners and distances.</summary>
        public void Forget()
        {
            kept?.Found.Dispose();
            kept = null;
        }

        public void Dispose()
        {
            Forget();
            winners?.Found.Dispose();
            engine?.Dispose();
            data?.Dispose();
        }
    }

    /// <summary>A request, and the rows it is for.</summary>
    /// <param name="Level">The rows.</param>
    /// <param name="Home">Where the rows of this host begin in the data set.</param>
    /// <param name="Request">The request.</param>
    /// <param name="CancellationToken">Ends it early.</param>
    internal sealed record Asked(Level Level, long Home, PassRequest Request, CancellationToken CancellationToken)
    {
        public LocalEngine Rows => Level.Engine!;

        /// <summary>The columns of the rows as given that the pass looks at, see <see cref="OnPassive{TSums}"/>; null for the features.</summary>
        public int[]? Passive { get; init; }

        /// <summary>Looks at the rows as the request sees them.</summary>
        public T See<T>(Func<LocalEngine, T> look)
        {
            Level.Enter(Request.Space);
            return look(Rows);
        }

        /// <summary>Runs a pass, and gives its sums back.</summary>
        public byte[] Answer<TSums>(DataPass<TSums> pass)
            where TSums : class, ITravelingSums<TSums>
        {
            var traveling = (ITravelingPass)pass;
            Level.Enter(Request.Space);
            traveling.Needs.Check(Rows, Passive?.Length ?? Rows.ColumnCount, traveling.Name);
            if (Passive is not null)
                return PassSums.Write(Rows.Run(new OnPassive<TSums>(pass, Passive), CancellationToken));
            if (pass is not EpochPass epoch)
                return PassSums.Write(Rows.Run(pass, CancellationToken));
            Prepare(epoch);
            Level.Hold(epoch.Epoch, null);
            var sums = Rows.Run(pass, CancellationToken);
            Level.Hold(epoch.Epoch, epoch.NeuronCount);
            return PassSums.Write(sums);
        }

        /// <summary>Makes the rows hold the winners of the epoch before, which they may have lost.</summary>
        private void Prepare(EpochPass pass)
        {
            if (Request.Rewind || !pass.Follows)
            {
                if (pass.NeuronsBefore is not null)
                    throw new InvalidDataException("the request has weights of an epoch before that from which it is to begin");
                Rows.Rewind(pass.Epoch);
            }
            else if (
                Level.Run != Request.Run
                || Rows.EpochHeldBy(pass.Sample) is var epoch && epoch != pass.Epoch && epoch != pass.Epoch - 1
                || !Level.Holds(pass.Epoch - 1, pass.NeuronsBefore)
            )
            {
                Level.Run = null;
                var before =
                    pass.ToFindWinnersBefore()
                    ?? throw new InvalidDataException("the request does not say how the winners of the epoch before are found");
                Rows.Rewind(before.Epoch);
                Level.Hold(before.Epoch, null);
                Rows.Run(before, CancellationToken);
                Level.Hold(before.Epoch, before.NeuronCount);
            }
            Level.Run = Request.Run;
        }
    }
}
