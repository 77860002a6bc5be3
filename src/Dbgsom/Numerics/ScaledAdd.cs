using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>sum += factor · row, product and sum rounded separately, element by element.</summary>
internal static class ScaledAdd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(Span<double> sum, ReadOnlySpan<double> row, double factor)
    {
        ref double target = ref MemoryMarshal.GetReference(sum);
        ref double source = ref MemoryMarshal.GetReference(row);
        int c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Run<Pack512>(ref Unsafe.Add(ref target, c), ref Unsafe.Add(ref source, c), factor);
        else if (Vector256.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Run<Pack256>(ref Unsafe.Add(ref target, c), ref Unsafe.Add(ref source, c), factor);
        for (; c < row.Length; c++)
            Unsafe.Add(ref target, c) += factor * Unsafe.Add(ref source, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TPack>(ref double target, ref double source, double factor)
        where TPack : struct, IPack<TPack> =>
        (TPack.Load(ref target) + (TPack.Broadcast(factor) * TPack.Load(ref source))).Store(ref target);
}
