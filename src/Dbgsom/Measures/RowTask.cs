using Dbgsom.Passes;
using Dbgsom.Threading;

namespace Dbgsom.Measures;

/// <summary>Work on each of many rows that is shared among the cores. Each row has a result of its own, so the order is all the same.</summary>
internal static class RowTask
{
    /// <summary>The most rows that are worked on together.</summary>
    public const int RowsAtOnce = 8;

    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Dimensions a row is compared with every other in.</param>
    /// <param name="room">Makes what a thread works with.</param>
    /// <param name="work">Takes the first of some rows, their number, and what its thread works with.</param>
    /// <param name="threads">The maximum number of threads; null for one per core.</param>
    /// <param name="progress">Receives the share of the rows that are done, ascending, never concurrently.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static void Run<TRoom>(
        int rows,
        int columns,
        Func<TRoom> room,
        Action<int, int, TRoom> work,
        int? threads,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
        where TRoom : class
    {
        int parts = (rows + RowsAtOnce - 1) / RowsAtOnce;
        var team = new Team(Math.Min(threads ?? Environment.ProcessorCount, parts));
        var rooms = new TRoom?[team.Threads];
        var gate = new Lock();
        int done = 0;
        team.For(
            parts,
            (int)Math.Min(team.Threads, 1 + ((long)rows * rows * columns / LocalEngine.OperationsOfOnePass)),
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
