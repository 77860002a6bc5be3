using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>s = 1 − √(1 − exp(−distance² / variance)), eight at a time.</summary>
internal static class RobustStrengths
{
    public static void Compute(double[] distances, double variance, double[] strengths)
    {
        if (Vector512.IsHardwareAccelerated)
            Compute<Pack512>(distances, variance, strengths);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Pack256>(distances, variance, strengths);
        else
            Compute<Pack128>(distances, variance, strengths);
    }

    internal static void Compute<TPack>(double[] distances, double variance, double[] strengths)
        where TPack : struct, IPack<TPack>
    {
        var one = TPack.Broadcast(1);
        var divisor = TPack.Broadcast(variance);
        for (int i = 0; i < distances.Length; i += Pack.Size)
        {
            var distance = TPack.Load(ref distances[i]);
            var ratio = distance * distance / divisor;
            (one - TPack.Sqrt(one - DeterministicMath.ExpPack(TPack.Broadcast(0) - ratio))).Store(ref strengths[i]);
        }
    }
}
