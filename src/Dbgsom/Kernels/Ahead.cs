using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dbgsom.Kernels;

/// <summary>Asks for values before they are needed, so that they come from memory as fast as it gives them and not one after the other.</summary>
internal static class Ahead
{
    private const int PerLine = 8;

    /// <summary>Asks for values that will be read soon; places beyond the end do no harm. Without effect where there is no such instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ask(ref double values, int from, int count)
    {
        double* first = (double*)Unsafe.AsPointer(ref values) + from;
        if (Sse.IsSupported)
            for (int i = 0; i < count; i += PerLine)
                Sse.Prefetch0(first + i);
    }

    /// <summary>The same for values that are read after others: they come no nearer than the second cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void AskForLater(ref double values, int from, int count)
    {
        double* first = (double*)Unsafe.AsPointer(ref values) + from;
        if (Sse.IsSupported)
            for (int i = 0; i < count; i += PerLine)
                Sse.Prefetch1(first + i);
    }
}
