using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Distributed;

/// <summary>The metadata of rows on other machines.</summary>
/// <param name="RowCount">Number of rows.</param>
/// <param name="ColumnCount">Number of features.</param>
/// <param name="FeatureNames">One name per feature, or null if the features have no names.</param>
/// <param name="Classes">The classes of the rows, or null.</param>
/// <param name="HasMasses">True if the rows have weights.</param>
public sealed record RemoteRows(
    long RowCount,
    int ColumnCount,
    IReadOnlyList<string>? FeatureNames = null,
    ClassList? Classes = null,
    bool HasMasses = false
);

/// <summary>
/// Runs passes over rows on other machines: it sends a request and receives the sums of all rows. Training, growth and measures use the
/// same code as for local rows, so the map has the same bits.
/// </summary>
/// <example>
/// <code>
/// var hosts = parts.Select(part => new PassHost(part.Rows, part.FirstRow)).ToArray();      // on as many machines
/// var rows = new RemoteEngine(
///     new RemoteRows(rowCount, columnCount),
///     (request, _) => PassSums.Merge([.. hosts.Select(host => host.Run(request))]));
/// var run = TrainingRun.Start(SomOptions.Default, rows);
/// SomMap map = run.Complete();
/// </code>
/// </example>
public sealed class RemoteEngine : PassEngine
{
    private readonly RemoteRows rows;
    private readonly Func<byte[], CancellationToken, byte[]> ask;
    private readonly string run;
    private readonly RowChoice? choice;
    private readonly Team team = new(Environment.ProcessorCount);
    private FeatureSpace space = FeatureSpace.AsGiven;
    private int? rewound;
    private int rounds;
    private int searches;

    /// <summary>Creates an engine over rows on other machines.</summary>
    /// <param name="rows">The metadata of the rows.</param>
    /// <param name="ask">
    /// Sends a request to every host of rows, see <see cref="PassHost.Run"/>, and merges their answers, see
    /// <see cref="PassSums.Merge"/>. Repeating a request to a host is safe: the answer is the same.
    /// </param>
    /// <param name="run">A unique name for the state that hosts keep for this run.</param>
    public RemoteEngine(RemoteRows rows, Func<byte[], CancellationToken, byte[]> ask, string run)
        : this(rows, ask, run, null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(run);
    }

    /// <param name="rows">The metadata of the rows.</param>
    /// <param name="ask">Hands a request over.</param>
    /// <param name="run">The name of the run.</param>
    /// <param name="choice">Which of the rows; null for all.</param>
    private RemoteEngine(RemoteRows rows, Func<byte[], CancellationToken, byte[]> ask, string run, RowChoice? choice) =>
        (this.rows, this.ask, this.run, this.choice) = (rows, ask, run, choice);

    /// <inheritdoc/>
    public override long RowCount => rows.RowCount;

    /// <inheritdoc/>
    public override int ColumnCount => space.Width(rows.ColumnCount);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? FeatureNames =>
        space.Columns is { } columns && rows.FeatureNames is { } names
            ? Array.ConvertAll(columns, column => names[column])
            : rows.FeatureNames;

    internal override int GivenColumnCount => rows.ColumnCount;

    internal override IReadOnlyList<string>? GivenNames => rows.FeatureNames;

    /// <inheritdoc/>
    public override ClassList? Classes => rows.Classes;

    internal override Team Team => team;

    internal override bool HasMasses => rows.HasMasses || space.MaxMissing < 1;

    internal override TSums Run<TSums>(DataPass<TSums> pass, CancellationToken cancellationToken)
    {
        var traveling =
            pass as ITravelingPass
            ?? throw new NotSupportedException($"{pass.GetType().Name} is not made for rows on other machines");
        bool rewind = pass is EpochPass first && first.Epoch == rewound;
        var sums = Send<TSums>(traveling, rewind, cancellationToken);
        if (pass is EpochPass && !rewind)
            rewound = null;
        return sums;
    }

    internal override bool Enter(FeatureSpace space)
    {
        this.space = space;
        return space.Changes;
    }

    internal override FeatureSpace Space => space;

    internal override double[] ReadRow(long row) => Find(row).Values;

    internal override double Mass(long row) => HasMasses ? Find(row).Mass : 1;

    internal override int[] SaveWinners() => throw EpochPass.NoPointers();

    internal override void RestoreWinners(int epoch, ReadOnlySpan<int> winners) => throw EpochPass.NoPointers();

    internal override void Rewind(int epoch) => (rewound, rounds) = (epoch, rounds + 1);

    // Every search has a name of its own: a host that missed the last one must not answer from the one before.
    internal override KeptDistances RoomForDistances(KeptParts parts = KeptParts.None) =>
        new RemoteDistances($"{Named(rounds)}/{Written(searches++)}");

    internal override IEnumerable<(int Neuron, PassEngine Rows)> Split(
        Assigner assigner,
        IReadOnlyList<int> neurons,
        Func<PassEngine, int[]?> needed,
        CancellationToken cancellationToken
    )
    {
        if (neurons.Count == 0)
            yield break;
        // Both of this engine as it is now: it may see its rows otherwise when the next neuron's turn comes.
        var seen = space;
        var shares = Send<Shares>(new SharePass(assigner, [.. neurons], 0), false, cancellationToken);
        foreach (var (place, neuron) in neurons.Index())
        {
            var below = Below(shares, place, neuron, null);
            if (needed(below) is { } features)
            {
                var some = Send<Shares>(new SharePass(assigner, [neuron], 0, features), false, cancellationToken, seen);
                below = Below(some, 0, neuron, features);
            }
            if (below.RowCount > 0)
                yield return (neuron, below);
        }

        RemoteEngine Below(Shares counted, int place, int neuron, int[]? features)
        {
            long count = 0;
            var firstRows = new Dictionary<long, long>();
            foreach (var (engine, counts) in counted.Counts)
            {
                if (counts[place] > 0)
                    firstRows.Add(engine, count);
                count += counts[place];
            }
            var those = new RowChoice(choice, seen, assigner.Weights, neuron, firstRows) { Needed = features };
            return new RemoteEngine(rows with { RowCount = count }, ask, $"{run}.{neuron}", those);
        }
    }

    private (double[] Values, double Mass) Find(long row) =>
        Send<FoundRows>(new RowsPass([row]), false, CancellationToken.None).Rows[row];

    private TSums Send<TSums>(ITravelingPass pass, bool rewind, CancellationToken cancellationToken, FeatureSpace? seen = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] request = new PassRequest(rows.ColumnCount, seen ?? space, choice, Named(rounds), rewind).With(pass);
        return (TSums)pass.ReadSums(ask(request, cancellationToken), $"the sums of pass '{pass.Name}'");
    }

    private string Named(int round) => $"{run}/{Written(round)}";

    private static string Written(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
