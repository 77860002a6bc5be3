using System.Diagnostics;

namespace Dbgsom.Compare;

/// <summary>Work on several threads that starts at the same moment.</summary>
internal static class Together
{
    /// <summary>Runs the work on threads of its own and returns the seconds from the first start to the last end.</summary>
    public static double Run(int threads, Action work)
    {
        if (threads == 1)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        var starts = new long[threads];
        var ends = new long[threads];
        using var barrier = new Barrier(threads);
        var workers = Enumerable
            .Range(0, threads)
            .Select(worker => new Thread(() =>
            {
                barrier.SignalAndWait();
                starts[worker] = Stopwatch.GetTimestamp();
                work();
                ends[worker] = Stopwatch.GetTimestamp();
            }))
            .ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return Stopwatch.GetElapsedTime(starts.Min(), ends.Max()).TotalSeconds;
    }
}
