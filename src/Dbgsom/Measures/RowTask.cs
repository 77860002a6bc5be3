using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>Work on each of many rows that is shared among the cores. Each row has a result of its own, so the order is all the same.</summary>
internal static class RowTask
{
    /// <summary>The most rows that are worked on together.</summary>
    public const int RowsAtOnce = 8;

    // As in LocalEngine: what a second thread has to have to do.
    private const long OperationsPerThread = 60_000;

    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Dimensions a row is compared with every other in.</param>
    /// <param name="room">Makes what a thread works with.</param>
    /// <param name="work">Takes the first of some rows, their number, and what its thread works with.</param>
    /// <param name="progress">Told the share of the rows that are done, ascending, one at a time.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static void Run<TRoom>(
        int rows,
        int columns,
        Func<TRoom> room,
        Action<int, int, TRoom> work,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
        where TRoom : class
    {
        var team = new Team(Environment.ProcessorCount);
        var rooms = new TRoom?[team.Threads];
        var gate = new Lock();
        int done = 0;
        team.For(
            (rows + RowsAtOnce - 1) / RowsAtOnce,
            (int)Math.Min(team.Threads, 1 + ((long)rows * rows * columns / OperationsPerThread)),
            (part, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                int first = part * RowsAtOnce;
                int count = Math.Min(RowsAtOnce, rows - first);
                work(first, count, rooms[worker] ??= room());
                if (progress is null)
                    return;
                lock (gate)
                {
                    done += count;
                    progress.Report((double)done / rows);
                }
            }
        );
    }
}
