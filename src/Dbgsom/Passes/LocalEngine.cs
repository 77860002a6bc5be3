// Over 300 lines: one reading of the rows from the choice of threads to the sums, and what else is asked of the rows here.

using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Passes;

/// <summary>Runs passes over the rows of a <see cref="DataMatrix"/> on the cores of this machine.</summary>
public sealed class LocalEngine : PassEngine, IDisposable
{
    private const int ValuesPerBlock = 8192;
    private const int FewestRowsPerBlock = 16;
    private const int MostRowsPerBlock = 512;
    private const int BlocksPerThread = 8;

    /// <summary>The square of a difference of two such values is finite, and so are sums of many.</summary>
    internal const double GreatestValue = 1e150;

    // Waking a second thread costs some microseconds: it has to have more than this many operations to do.
    private const long UsualOperationsPerThread = 60_000;

    /// <summary>
    /// The minimum number of operations for waking the threads for a single pass: they start cold, and many passes do not share the
    /// cost.
    /// </summary>
    internal const long OperationsOfOnePass = 5_000_000;

    private readonly DataMatrix data;
    private readonly ClassLabels? labels;
    private readonly int threads;
    private readonly int rowsPerBlock;
    private readonly Team team;
    private readonly SampleState state;
    private readonly BlockScratch?[] scratch;
    private RowStorage storage;

    private FeatureSpace space = FeatureSpace.AsGiven;

    // The rows of the sample that the last epoch was trained on, as they are in the space; null where it was all of them.
    private (RowShare Share, LocalEngine? Rows)? sample;
    private bool isSample;

    /// <summary>Creates an engine over samples.</summary>
    /// <param name="data">The samples, which are not changed.</param>
    /// <param name="threads">The maximum number of threads, at least 1; null for one per core. The results do not depend on it.</param>
    /// <param name="labels">The class of each sample, for a classifier; null for no classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    /// <exception cref="ArgumentException">The number of labels differs from the number of samples.</exception>
    public LocalEngine(DataMatrix data, int? threads = null, ClassLabels? labels = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (labels is not null && labels.Count != data.RowCount)
            throw new ArgumentException($"{labels.Count} labels are given for {data.RowCount} rows", nameof(labels));
        if (threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "the number of threads must be at least 1");
        this.data = data;
        this.labels = labels;
        storage = data.Storage;
        this.threads = threads ?? Environment.ProcessorCount;
        rowsPerBlock = Math.Min(data.RowCount, RowsPerBlock(data.RowCount, data.ColumnCount, this.threads));
        team = new Team((int)Math.Min(this.threads, (data.RowCount + rowsPerBlock - 1L) / rowsPerBlock));
        // Beside samples in memory what is kept for them is little; mapped samples may be many.
        state = new SampleState(data.RowCount) { MostInMemory = data.Storage.IsMapped ? SampleState.UsualMost : long.MaxValue };
        scratch = new BlockScratch?[team.Threads];
    }

    /// <summary>
    /// True, the default, to skip the search of rows whose winner is proven by bounds from the previous epoch. The results are the same
    /// bits either way; it uses eight bytes per row. It is disabled automatically where bounds prove too little: for blocks of rows,
    /// and for maps and metrics for which a full search is as fast. See docs/performance.md.
    /// </summary>
    public bool Pruning
    {
        get => state.Prunes;
        init => state.Prunes = value;
    }

    /// <summary>
    /// The folder for scratch files; null for the folder of temporary files. The per-row state of training on memory-mapped samples is
    /// stored there if it exceeds 64 MiB (4.2 million rows at sixteen bytes each).
    /// </summary>
    public string? ScratchDirectory
    {
        get => state.Directory;
        init => state.Directory = value;
    }

    /// <summary>How many operations a second thread needs to have to do.</summary>
    internal long OperationsPerThread { get; init; } = UsualOperationsPerThread;

    /// <summary>
    /// The exception for the first value, by row and feature, that is too large for a finite distance; null for rows that were measured
    /// before. Values are checked while a pass reads them.
    /// </summary>
    internal Func<long, int, ArgumentException>? TooFar { get; init; }

    /// <summary>The place of the first row here among the rows of all engines that share the data.</summary>
    internal long FirstRow { get; init; }

    /// <summary>Bytes of what is kept for the rows above which it lies in a scratch file.</summary>
    internal long MostStateInMemory
    {
        get => state.MostInMemory;
        init => state.MostInMemory = value;
    }

    /// <inheritdoc/>
    public override long RowCount => storage.RowCount;

    /// <inheritdoc/>
    public override int ColumnCount => storage.ColumnCount;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? FeatureNames =>
        space.Columns is { } columns && data.FeatureNames is { } names
            ? Array.ConvertAll(columns, column => names[column])
            : data.FeatureNames;

    internal override int GivenColumnCount => data.ColumnCount;

    internal override IReadOnlyList<string>? GivenNames => data.FeatureNames;

    /// <inheritdoc/>
    public override ClassList? Classes => labels?.Classes;

    /// <summary>Releases the scaled copy of the samples and the per-row state. The samples themselves are kept.</summary>
    public void Dispose()
    {
        CurrentRun = null;
        LeaveSample();
        (space, storage) = (FeatureSpace.AsGiven, data.Storage);
        state.Dispose();
        team.Rest();
    }

    internal override TSums Run<TSums>(DataPass<TSums> pass, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!isSample && !pass.Rows.IsWhole)
            return SampleOf(pass.Rows) is { } some ? some.Run(pass, cancellationToken) : pass.NewSums();
        // Samples only grow: after all rows there are no smaller ones.
        if (pass is EpochPass)
            LeaveSample();
        using var held = storage.Hold();
        pass.Begin(state, team);
        using var kept = state.Hold();
        int blocks = (int)((storage.RowCount + rowsPerBlock - 1L) / rowsPerBlock);
        long worthwhile = 1 + (pass.CostPerRow * storage.RowCount / OperationsPerThread);
        int workers = (int)Math.Min(Math.Min(team.Threads, blocks), worthwhile);
        var sums = new TSums?[workers];
        long tooFar = long.MaxValue;
        long incomplete = long.MaxValue;
        team.For(
            blocks,
            workers,
            (block, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                int start = block * rowsPerBlock;
                if (!pass.Concerns(FirstRow + start, Math.Min(rowsPerBlock, storage.RowCount - start)))
                    return;
                var room = scratch[worker] ??= new BlockScratch(rowsPerBlock, storage.ColumnCount);
                var rows = Block(start, room, pass.NeedsValues);
                // Rows behind such a value are still read, so that what else is wrong with them is told whatever thread comes first.
                if (rows.Gaps is not null && (rows.Gaps.FirstEmpty >= 0 || pass.NeedsCompleteRows is not null))
                    ToLesser(ref incomplete, start + (pass.NeedsCompleteRows is null ? rows.Gaps.FirstEmpty : rows.Gaps.Row(0)));
                else if (TooFar is not null && ValueRange.FirstBeyond(rows.Values, GreatestValue) is >= 0 and var place)
                    ToLesser(ref tooFar, ((long)start * ColumnCount) + place);
                else if (start < Interlocked.Read(ref tooFar) / ColumnCount)
                    pass.Process(rows, sums[worker] ??= pass.NewSums());
            }
        );
        storage.CheckUnchanged();
        if (incomplete != long.MaxValue)
            throw Incomplete(incomplete, pass.NeedsCompleteRows);
        if (tooFar != long.MaxValue)
            throw TooFar!(tooFar / ColumnCount, (int)(tooFar % ColumnCount));
        var sum = Array.Find(sums, part => part is not null) ?? pass.NewSums();
        foreach (var other in sums)
        {
            if (other is null || other == sum)
                continue;
            sum.Merge(other);
            other.Release();
        }
        pass.Complete(state);
        return sum;
    }

    internal override Team Team => team;

    internal override bool Enter(FeatureSpace space)
    {
        int columns = ColumnCount;
        LeaveSample();
        this.space = space;
        storage = space.View(data.Storage, data.DescribeColumn);
        if (ColumnCount != columns)
            Array.Clear(scratch);
        // What is read often is scaled once, unless the samples lie in a file because they are too many to be copied.
        if (storage != data.Storage && !storage.IsMapped)
            storage = storage.Copied(team);
        return storage != data.Storage;
    }

    /// <summary>Enters a space without a copy: rows are prepared each time they are read, which pays for a single reading.</summary>
    internal void View(FeatureSpace space)
    {
        this.space = space;
        storage = space.View(data.Storage);
    }

    internal override FeatureSpace Space => space;

    internal override double[] ReadRow(long row)
    {
        var values = new double[ColumnCount];
        using var held = storage.Hold();
        storage.Read((int)row, 1, values).CopyTo(values);
        return values;
    }

    internal override IReadOnlyList<(double[] Values, double Mass)> ReadRows(
        IReadOnlyList<long> rows,
        CancellationToken cancellationToken
    ) => [.. rows.Select(row => (ReadRow(row), Mass(row)))];

    internal override bool HasMasses => !data.SampleWeights.IsEmpty || (space.MaxMissing < 1 && storage.MayHaveGaps);

    internal override double Mass(long row)
    {
        if (space.MaxMissing < 1 && storage.MayHaveGaps && RowGaps.IsBeyond(ReadRow(row), space.Shares, space.MaxMissing))
            return 0;
        return data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[(int)row];
    }

    internal override int[] SaveWinners()
    {
        var winners = new int[storage.RowCount];
        using var kept = state.Hold();
        for (int row = 0; row < winners.Length; row++)
            winners[row] = state.Winner(state.Epoch, row);
        return winners;
    }

    internal override void RestoreWinners(int epoch, ReadOnlySpan<int> winners)
    {
        state.Rewind(epoch);
        state.Begin(epoch);
        using var kept = state.Hold();
        for (int row = 0; row < winners.Length; row++)
            state.SetWinner(epoch, row, winners[row]);
        state.Complete(epoch);
    }

    internal override void Rewind(int epoch) => state.Rewind(epoch);

    /// <summary>The last epoch of whose winners some of the rows know; −1 for none, also where there are no such rows.</summary>
    internal int EpochHeldBy(RowShare rows) =>
        rows.IsWhole ? state.Epoch
        : sample?.Share == rows ? sample.Value.Rows?.state.Epoch ?? -1
        : -1;

    internal override KeptDistances RoomForDistances(KeptParts parts = KeptParts.None) =>
        new WinnerDistances(data.RowCount, state.InFile, ScratchDirectory, parts);

    internal override IEnumerable<(int Neuron, PassEngine Rows)> Split(
        Assigner assigner,
        IReadOnlyList<int> neurons,
        Func<PassEngine, int[]?> needed,
        CancellationToken cancellationToken
    )
    {
        if (neurons.Count == 0)
            yield break;
        using var winners = Winners(assigner, cancellationToken);
        foreach (int neuron in neurons)
        {
            int[] rows = winners.PlacesOf(neuron);
            if (Narrowed(rows, needed) is { } some)
                rows = some;
            if (rows.Length == 0)
                continue;
            using var part = data.SelectRows(rows, ScratchDirectory);
            using var engine = Over(part, rows);
            yield return (neuron, engine);
        }
    }

    /// <summary>Selects the rows of which a needed feature is known; null where one is known of every row.</summary>
    private int[]? Narrowed(int[] rows, Func<PassEngine, int[]?> needed)
    {
        if (!data.Storage.MayHaveGaps)
            return null;
        using var part = data.SelectRows(rows, ScratchDirectory);
        using var engine = Over(part, rows);
        return needed(engine) is { } features && engine.Knowing(features) is var places && places.Length < rows.Length
            ? Array.ConvertAll(places, place => rows[place])
            : null;
    }

    private LocalEngine Over(DataMatrix part, int[] rows) =>
        new(part, threads, labels?.Select(rows)) { ScratchDirectory = ScratchDirectory, Pruning = Pruning };

    /// <summary>The rows of which at least one of some features is known, ascending.</summary>
    internal int[] Knowing(int[] features)
    {
        if (!storage.MayHaveGaps)
            return [.. Enumerable.Range(0, storage.RowCount)];
        var places = new List<int>();
        var room = new double[rowsPerBlock * ColumnCount];
        using var held = storage.Hold();
        for (int start = 0; start < storage.RowCount; start += rowsPerBlock)
        {
            int count = Math.Min(rowsPerBlock, storage.RowCount - start);
            var values = storage.Read(start, count, room.AsSpan(0, count * ColumnCount));
            for (int i = 0; i < count; i++)
                if (RowGaps.Knows(values.Slice(i * ColumnCount, ColumnCount), features))
                    places.Add(start + i);
        }
        return [.. places];
    }

    /// <summary>The winner of every row.</summary>
    internal RowArray<int> Winners(Assigner assigner, CancellationToken cancellationToken)
    {
        var winners = new RowArray<int>(data.RowCount, state.InFile, ScratchDirectory);
        try
        {
            Run(new WinnersPass(assigner, winners), cancellationToken);
            return winners;
        }
        catch
        {
            winners.Dispose();
            throw;
        }
    }

    /// <summary>The number of rows that fit in the cache, but with enough blocks that all threads finish at about the same time.</summary>
    private static int RowsPerBlock(int rows, int columns, int threads)
    {
        // Rows of some thousands of features are still worth reading the prototypes for as many at a time as are scored together.
        int together = WinnerFilter.RowsTogether;
        int fewest = columns <= ValuesPerBlock ? together : FewestRowsPerBlock;
        int most = Math.Clamp((int)(rows / ((long)threads * BlocksPerThread)), fewest, MostRowsPerBlock);
        int count = Math.Clamp(ValuesPerBlock / columns, fewest, most);
        return count < together ? count & ~7 : count - (count % together);
    }

    /// <summary>An engine over the rows of a sample; null where none of these rows belongs to it.</summary>
    private LocalEngine? SampleOf(RowShare share)
    {
        if (sample?.Share == share)
            return sample.Value.Rows;
        LeaveSample();
        var rows = share.Among(FirstRow, storage.RowCount);
        sample = (share, rows.Any() ? Over() : null);
        return sample.Value.Rows;

        LocalEngine Over()
        {
            using var held = storage.Hold();
            var weights = data.SampleWeights;
            // Mapped rows, which may be many, are copied as they are: prepared, rows in single precision would take twice the room.
            bool prepares = storage.IsMapped;
            var selected = new DataMatrix(
                (prepares ? data.Storage : storage).Select(rows, ScratchDirectory),
                data.FeatureNames,
                weights.IsEmpty ? null : [.. rows.Select(row => data.SampleWeights[row])]
            );
            var engine = new LocalEngine(selected, threads, labels?.Select([.. rows]))
            {
                ScratchDirectory = ScratchDirectory,
                Pruning = Pruning,
                isSample = true,
                space = space,
            };
            if (prepares)
                engine.Enter(space);
            return engine;
        }
    }

    private void LeaveSample()
    {
        if (sample?.Rows is { } engine)
        {
            engine.Dispose();
            engine.data.Dispose();
        }
        sample = null;
    }

    private RowException Incomplete(long row, string? needs) =>
        new(FirstRow + row, (place, _) => needs is null ? place + RowGaps.NothingKnown : DataMatrix.LacksValue(place, needs));

    private static void ToLesser(ref long target, long value)
    {
        for (long seen = Interlocked.Read(ref target); value < seen; )
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private RowBlock Block(int start, BlockScratch room, bool values)
    {
        int count = Math.Min(rowsPerBlock, storage.RowCount - start);
        // How much a row lacks says whether it counts.
        values |= space.MaxMissing < 1 && storage.MayHaveGaps;
        var read = values ? storage.Read(start, count, storage.NeedsScratch ? room.Values : default) : default;
        var gaps = storage.MayHaveGaps
            ? RowGaps.Fill(ref read, room, storage.ColumnCount, space.SharesOf(storage.ColumnCount))
            : null;
        var masses = data.SampleWeights.IsEmpty ? default : data.SampleWeights.Slice(start, count);
        if (gaps is not null && space.MaxMissing < 1)
            masses = gaps.Counted(masses, space.Shares, storage.ColumnCount, space.MaxMissing, room.Masses.AsSpan(0, count));
        return new RowBlock
        {
            Start = start,
            First = FirstRow + start,
            Count = count,
            Columns = storage.ColumnCount,
            Given = data.Storage,
            Values = read,
            Gaps = gaps,
            Following = values ? storage.Bytes(start + count, count) : default,
            Masses = masses,
            Labels = labels is null ? default : labels.Codes.Slice(start, count),
            State = state,
            Scratch = room,
        };
    }
}
