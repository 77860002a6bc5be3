using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>Neurons in two bytes each, as they are kept for every row.</summary>
internal static class ShortIndices
{
    /// <summary>Copies indices from 0 to 65,535.</summary>
    public static void Narrow(ReadOnlySpan<int> values, Span<ushort> target)
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

    /// <summary>In how many places two lists of the same length differ.</summary>
    public static int Differences(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        ref ushort x = ref MemoryMarshal.GetReference(a);
        ref ushort y = ref MemoryMarshal.GetReference(b[..a.Length]);
        int equal = 0;
        int i = 0;
        for (; i <= a.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var same = Vector256.Equals(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i));
            equal += BitOperations.PopCount(same.ExtractMostSignificantBits());
        }
        for (; i < a.Length; i++)
            equal += a[i] == b[i] ? 1 : 0;
        return a.Length - equal;
    }
}
