using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>Neurons as they are kept for every row.</summary>
internal static class Indices
{
    /// <summary>In how many places two lists of the same length differ.</summary>
    public static int Differences(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        ref int x = ref MemoryMarshal.GetReference(a);
        ref int y = ref MemoryMarshal.GetReference(b[..a.Length]);
        int equal = 0;
        int i = 0;
        for (; i <= a.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var same = Vector256.Equals(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i));
            equal += BitOperations.PopCount(same.ExtractMostSignificantBits());
        }
        for (; i < a.Length; i++)
            equal += a[i] == b[i] ? 1 : 0;
        return a.Length - equal;
    }
}
