using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>Square roots in place: correctly rounded, so the same bits at every width.</summary>
internal static class SquareRoots
{
    public static void Run(Span<double> values)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
                Vector512.Sqrt(Vector512.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        else if (Vector256.IsHardwareAccelerated)
            for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
                Vector256.Sqrt(Vector256.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        for (; i < values.Length; i++)
            values[i] = Math.Sqrt(values[i]);
    }
}
