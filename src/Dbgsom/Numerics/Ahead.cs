using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Dbgsom.Numerics;

/// <summary>Prefetches values, so that they stream from memory at full bandwidth.</summary>
internal static class Ahead
{
    private const int LineBytes = 64;
    private const int PageBytes = 4096;
    private const int PerLine = LineBytes / sizeof(double);

    /// <summary>
    /// Prefetches values that will be read soon; places beyond the end are harmless. Without effect if the processor has no such
    /// instruction.
    /// </summary>
    /// <param name="values">Where <paramref name="from"/> counts from.</param>
    /// <param name="from">The first value.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="later">
    /// True if they are read after others that are asked for: they then come no nearer than the second cache. A constant.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ask(ref double values, int from, int count, bool later = false)
    {
        if (!Sse.IsSupported)
            return;
        double* line = (double*)Unsafe.AsPointer(ref values) + from;
        for (double* end = line + count; line < end; line += PerLine)
            if (later)
                Sse.Prefetch1(line);
            else
                Sse.Prefetch0(line);
    }

    /// <summary>
    /// Prefetches the cache line one page after a value, for sequential reads: the prefetcher of the processor stops at the end of a
    /// page.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AskPage<T>(ref T values, int at)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref Unsafe.Add(ref values, at)) + PageBytes);
    }

    /// <summary>Prefetches the cache line of a value that is read after others, into the second-level cache only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AskForLater(ref double values, nuint at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((double*)Unsafe.AsPointer(ref values) + at);
    }

    /// <summary>Prefetches memory that is read after other memory, into the second-level cache only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AskForLater(ReadOnlySpan<byte> memory)
    {
        if (!Sse.IsSupported)
            return;
        byte* line = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        for (byte* end = line + memory.Length; line < end; line += LineBytes)
            Sse.Prefetch1(line);
    }

    /// <summary>One of equal shares of memory, in whole lines; the last ones may be smaller, or empty.</summary>
    public static ReadOnlySpan<byte> Share(ReadOnlySpan<byte> memory, int share, int shares)
    {
        long each = ((memory.Length / shares / LineBytes) + 1) * LineBytes;
        int from = (int)Math.Min(share * each, memory.Length);
        return memory[from..(int)Math.Min(from + each, memory.Length)];
    }
}
