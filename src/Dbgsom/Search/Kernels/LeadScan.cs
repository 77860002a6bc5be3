using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dbgsom.Rows;

namespace Dbgsom.Search.Kernels;

/// <summary>Bounds on how far a winner is ahead of sixteen other neurons, side by side; see <see cref="Search.NearNeurons"/>.</summary>
internal static class LeadScan
{
    private const int Count = Rivals.MostAtOnce;

    /// <summary>
    /// The greater of lead − radius · apart and leadBefore + change − radius · turn for each neuron: a bit where it is not above the limit, and
    /// the least of the others.
    /// </summary>
    /// <param name="values">Sixteen values each of lead, 2 · apart, change and 2 · turn.</param>
    /// <param name="radius">Distance of the row from the anchor.</param>
    /// <param name="leadBefore">Lead of the epoch before.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="least">The least that is above it; +∞ where none is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Run(ref float values, float radius, float leadBefore, float limit, out float least)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var ahead = Vector512.MaxNative(
                Vector512.LoadUnsafe(ref values) - (Vector512.Create(radius) * Vector512.LoadUnsafe(ref values, Count)),
                Vector512.Create(leadBefore)
                    + Vector512.LoadUnsafe(ref values, 2 * Count)
                    - (Vector512.Create(radius) * Vector512.LoadUnsafe(ref values, 3 * Count))
            );
            var above = Vector512.GreaterThan(ahead, Vector512.Create(limit));
            var others = Vector512.ConditionalSelect(above, ahead, Vector512.Create(float.PositiveInfinity));
            least = Least(Vector256.MinNative(others.GetLower(), others.GetUpper()));
            return ~(uint)above.ExtractMostSignificantBits() & 0xFFFF;
        }
        uint low = Half(ref values, radius, leadBefore, limit, out var first);
        uint high = Half(ref Unsafe.Add(ref values, Count / 2), radius, leadBefore, limit, out var second);
        least = Least(Vector256.MinNative(first, second));
        return low | (high << (Count / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref float values, float radius, float leadBefore, float limit, out Vector256<float> others)
    {
        var ahead = Vector256.MaxNative(
            Vector256.LoadUnsafe(ref values) - (Vector256.Create(radius) * Vector256.LoadUnsafe(ref values, Count)),
            Vector256.Create(leadBefore)
                + Vector256.LoadUnsafe(ref values, 2 * Count)
                - (Vector256.Create(radius) * Vector256.LoadUnsafe(ref values, 3 * Count))
        );
        var above = Vector256.GreaterThan(ahead, Vector256.Create(limit));
        others = Vector256.ConditionalSelect(above, ahead, Vector256.Create(float.PositiveInfinity));
        return ~above.ExtractMostSignificantBits() & 0xFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Least(Vector256<float> values)
    {
        var half = Vector128.MinNative(values.GetLower(), values.GetUpper());
        half = Vector128.MinNative(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        half = Vector128.MinNative(half, Vector128.Shuffle(half, Vector128.Create(1, 0, 3, 2)));
        return half.ToScalar();
    }
}
