using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>Whole numbers in two bytes instead of four.</summary>
internal static class Narrowing
{
    /// <summary>Copies numbers from 0 to 65,535.</summary>
    public static void Run(ReadOnlySpan<int> values, Span<ushort> target)
    {
        ref uint first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(values));
        ref ushort to = ref MemoryMarshal.GetReference(target[..values.Length]);
        int i = 0;
        for (; i <= values.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
            Vector256
                .Narrow(Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref first, (nuint)i + 8))
                .StoreUnsafe(ref to, (nuint)i);
        for (; i < values.Length; i++)
            target[i] = (ushort)values[i];
    }
}
