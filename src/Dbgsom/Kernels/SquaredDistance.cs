using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Kernels;

/// <summary>
/// The squared Euclidean distance, as the library defines it: (x_f − w_f)² of feature f is added to lane f mod 8, and the lanes are
/// folded as ((0+4)+(2+6))+((1+5)+(3+7)). Every kernel computes these operations in this order; that makes its bits the definition's.
/// </summary>
internal static class SquaredDistance
{
    public static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        Span<double> lanes = stackalloc double[Pack.Size];
        lanes.Clear();
        for (int f = 0; f < x.Length; f++)
        {
            double difference = x[f] - w[f];
            lanes[f % Pack.Size] += difference * difference;
        }
        return Fold(lanes);
    }

    /// <summary>The sum of eight lanes in the fixed order.</summary>
    public static double Fold(ReadOnlySpan<double> lanes) =>
        lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
}
