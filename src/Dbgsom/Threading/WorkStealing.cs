using System.Runtime.InteropServices;

namespace Dbgsom.Threading;

/// <summary>
/// Parts of a work shared out evenly: each worker takes those of its own stretch one after the other, then what others have left, from the
/// end that they reach last. So a worker meets the same parts in every pass, most of which its cache or memory still holds.
/// </summary>
/// <remarks>Blumofe, Leiserson: <i>Scheduling multithreaded computations by work stealing</i>, J. ACM 46 (1999).</remarks>
internal sealed class WorkStealing
{
    private readonly Share[] shares;

    /// <summary>Shares parts 0 to <paramref name="parts"/> − 1.</summary>
    /// <param name="parts">Number of parts.</param>
    /// <param name="workers">Number of workers.</param>
    public WorkStealing(int parts, int workers)
    {
        shares = new Share[workers];
        for (int worker = 0; worker < workers; worker++)
        {
            int first = (int)((long)parts * worker / workers);
            int end = (int)((long)parts * (worker + 1) / workers);
            shares[worker].Left = Stretch(first, end);
        }
    }

    /// <summary>The next part for a worker; −1 where none is left.</summary>
    public int Next(int worker)
    {
        for (int i = 0; i < shares.Length; i++)
        {
            int owner = (worker + i) % shares.Length;
            if (Take(ref shares[owner].Left, last: owner != worker) is >= 0 and var part)
                return part;
        }
        return -1;
    }

    private static int Take(ref long left, bool last)
    {
        long seen = Volatile.Read(ref left);
        while (true)
        {
            int first = (int)(seen >> 32);
            int end = (int)seen;
            if (first >= end)
                return -1;
            long rest = last ? Stretch(first, end - 1) : Stretch(first + 1, end);
            long found = Interlocked.CompareExchange(ref left, rest, seen);
            if (found == seen)
                return last ? end - 1 : first;
            seen = found;
        }
    }

    // Both ends in one number, so that they change together.
    private static long Stretch(int first, int end) => ((long)first << 32) | (uint)end;

    // Each on lines of the cache of its own: processors fetch two at a time.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Share
    {
        [FieldOffset(64)]
        public long Left;
    }
}
