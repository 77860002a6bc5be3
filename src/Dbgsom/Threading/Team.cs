using System.Runtime.ExceptionServices;

namespace Dbgsom.Threading;

/// <summary>
/// Threads that work on one thing at once. Helpers come from the thread pool and wait a moment for the next call before they go back,
/// because the passes of a small map follow one another faster than a thread is woken.
/// </summary>
/// <param name="threads">How many threads at most, the caller's included.</param>
internal sealed class Team(int threads)
{
    private Helper[] helpers = Helpers(threads - 1);

    private int busy;

    /// <summary>No helpers.</summary>
    public static Team Alone { get; } = new(1);

    /// <summary>How many threads at most.</summary>
    public int Threads => helpers.Length + 1;

    /// <summary>Releases the helpers: no work is expected for some time, and spinning would occupy processors.</summary>
    public void Rest()
    {
        if (Interlocked.Exchange(ref busy, 1) != 0)
            return;
        foreach (var helper in helpers)
            helper.Leave();
        // Those that leave get no more calls.
        helpers = Helpers(helpers.Length);
        Volatile.Write(ref busy, 0);
    }

    /// <summary>Calls <paramref name="work"/> for parts 0 to <paramref name="parts"/> − 1, each once, in any order.</summary>
    /// <param name="parts">Number of parts.</param>
    /// <param name="workers">How many threads are worth while.</param>
    /// <param name="work">Takes a part and the worker, 0 to workers − 1, that does it.</param>
    public void For(int parts, int workers, Action<int, int> work)
    {
        workers = Math.Clamp(workers, 1, Math.Clamp(parts, 1, Threads));
        var queue = new WorkStealing(parts, workers);
        Run(
            workers,
            worker =>
            {
                for (int part = queue.Next(worker); part >= 0; part = queue.Next(worker))
                    work(part, worker);
            }
        );
    }

    /// <summary>
    /// Calls <paramref name="work"/> once on each of some threads with 0, 1, 2, …; 0 is the caller's. Helpers that have not begun when the
    /// caller is done are left out, so each call takes what is left to do until nothing is.
    /// </summary>
    public void Run(int workers, Action<int> work)
    {
        workers = Math.Min(workers, Threads);
        if (workers <= 1)
        {
            work(0);
            return;
        }
        if (Interlocked.Exchange(ref busy, 1) != 0)
            throw new InvalidOperationException("these threads are busy; an engine performs one operation at a time");
        try
        {
            RunTogether(workers, work);
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
    }

    private void RunTogether(int workers, Action<int> work)
    {
        var call = new Call(work, workers - 1);
        for (int i = 0; i < workers - 1; i++)
            helpers[i].Post(call);
        call.Do(0);
        for (int i = 0; i < workers - 1; i++)
            if (helpers[i].Cancel())
                call.Leave();
        call.Wait();
    }

    private static Helper[] Helpers(int count) => [.. Enumerable.Range(1, count).Select(worker => new Helper(worker))];

    /// <summary>One call of <see cref="Run"/>.</summary>
    private sealed class Call(Action<int> work, int helpers)
    {
        private int open = helpers;
        private ExceptionDispatchInfo? fault;

        public void Do(int worker)
        {
            try
            {
                work(worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(e), null);
            }
        }

        /// <summary>A helper is done, or left out.</summary>
        public void Leave() => Interlocked.Decrement(ref open);

        public void Wait()
        {
            var spinner = default(SpinWait);
            while (Volatile.Read(ref open) > 0)
                spinner.SpinOnce(sleep1Threshold: -1);
            fault?.Throw();
        }
    }

    private sealed class Helper(int worker) : IThreadPoolWorkItem
    {
        private const int Idle = 0;
        private const int Posted = 1;
        private const int Working = 2;
        private const int Waiting = 3;

        // Together some half a millisecond: longer than a map of some hundred neurons takes to be updated.
        private const int Waits = 2000;
        private const int SpinsPerWait = 8;

        private Call? call;
        private int state = Idle;
        private int inPool;

        /// <summary>Hands a call over; the helper is idle or waiting.</summary>
        public void Post(Call next)
        {
            Volatile.Write(ref call, next);
            if (Interlocked.CompareExchange(ref state, Working, Waiting) == Waiting)
                return;
            Volatile.Write(ref state, Posted);
            if (Interlocked.Exchange(ref inPool, 1) == 0)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        /// <summary>Takes a call back that has not begun.</summary>
        public bool Cancel() => Interlocked.CompareExchange(ref state, Idle, Posted) == Posted;

        /// <summary>Ends the waiting for calls, of which there are no more.</summary>
        public void Leave() => Interlocked.CompareExchange(ref state, Idle, Waiting);

        public void Execute()
        {
            Volatile.Write(ref inPool, 0);
            if (Interlocked.CompareExchange(ref state, Working, Posted) != Posted)
                return;
            do
            {
                var current = Volatile.Read(ref call)!;
                current.Do(worker);
                // First ready for the next call, then done with this one: it is done that lets the next one come.
                Volatile.Write(ref call, null);
                Volatile.Write(ref state, Waiting);
                current.Leave();
            } while (WaitForNext());
        }

        private bool WaitForNext()
        {
            for (int i = 0; i < Waits; i++)
            {
                int now = Volatile.Read(ref state);
                if (now != Waiting)
                    return now == Working;
                Thread.SpinWait(SpinsPerWait);
            }
            return Interlocked.CompareExchange(ref state, Idle, Waiting) == Working;
        }
    }
}
