using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>s = 1 − √(1 − exp(−distance² / variance)), eight at a time.</summary>
internal static class RobustStrengths
{
    public static void Compute(ReadOnlySpan<double> distances, double variance, Span<double> strengths)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Pack512>(distances, variance, strengths);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Pack256>(distances, variance, strengths);
        else
            Compute<Pack128>(distances, variance, strengths);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compute<TPack>(ReadOnlySpan<double> distances, double variance, Span<double> strengths)
        where TPack : struct, IPack<TPack>
    {
        ref double first = ref MemoryMarshal.GetReference(distances);
        var one = TPack.Broadcast(1);
        var divisor = TPack.Broadcast(variance);
        for (int i = 0; i < distances.Length; i += Pack.Size)
        {
            var distance = TPack.Load(ref Unsafe.Add(ref first, i));
            var ratio = distance * distance / divisor;
            (one - TPack.Sqrt(one - DeterministicMath.ExpPack(TPack.Broadcast(0) - ratio))).Store(ref strengths[i]);
        }
    }
}
