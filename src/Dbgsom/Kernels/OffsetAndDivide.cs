using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>x = (x − offset) ÷ divisor for every feature of one row; both operations are correctly rounded, so the same bits at every width.</summary>
internal static class OffsetAndDivide
{
    public static void Run(Span<double> row, ReadOnlySpan<double> offsets, ReadOnlySpan<double> divisors)
    {
        ref double values = ref MemoryMarshal.GetReference(row);
        ref double offset = ref MemoryMarshal.GetReference(offsets[..row.Length]);
        ref double divisor = ref MemoryMarshal.GetReference(divisors[..row.Length]);
        int c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Run<Pack512>(ref Unsafe.Add(ref values, c), ref Unsafe.Add(ref offset, c), ref Unsafe.Add(ref divisor, c));
        else if (Vector256.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Run<Pack256>(ref Unsafe.Add(ref values, c), ref Unsafe.Add(ref offset, c), ref Unsafe.Add(ref divisor, c));
        for (; c < row.Length; c++)
            row[c] = (row[c] - offsets[c]) / divisors[c];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TPack>(ref double values, ref double offset, ref double divisor)
        where TPack : struct, IPack<TPack> =>
        ((TPack.Load(ref values) - TPack.Load(ref offset)) / TPack.Load(ref divisor)).Store(ref values);
}
