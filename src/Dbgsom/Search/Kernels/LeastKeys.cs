using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// The few least of many numbers, in no order: a threshold that so many are below is found by bisection, which counts all of them again and again –
/// without a branch that depends on one, unlike a list kept in order.
/// </summary>
internal static class LeastKeys
{
    private const int MostSteps = 40;

    /// <summary>Finds the places of the least.</summary>
    /// <param name="keys">The numbers, in whole packs; +∞ is none.</param>
    /// <param name="places">Where the places go, in ascending order: as many as there is room for, or up to a quarter fewer, or as ties allow.</param>
    /// <param name="rest">The least of the others; +∞ where there is none.</param>
    /// <returns>The number of places.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<TPack>(ReadOnlySpan<float> keys, Span<int> places, out float rest)
        where TPack : struct, IFloatPack<TPack>
    {
        ref float first = ref MemoryMarshal.GetReference(keys);
        float threshold = Threshold<TPack>(ref first, keys.Length, places.Length);
        var (limit, infinite) = (TPack.Broadcast(threshold), TPack.Broadcast(float.PositiveInfinity));
        var least = infinite;
        int count = 0;
        for (int at = 0; at < keys.Length; at += TPack.Size)
        {
            var key = TPack.Load(ref Unsafe.Add(ref first, at));
            least = TPack.Min(least, TPack.Select(key, limit, infinite, key));
            for (uint bits = TPack.Less(key, limit); bits != 0; bits &= bits - 1)
                places[count++] = at + BitOperations.TrailingZeroCount(bits);
        }
        rest = Least(least);
        return count;
    }

    /// <summary>Returns a threshold with at most the given number of keys below it, as close to that number as possible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Threshold<TPack>(ref float first, int length, int most)
        where TPack : struct, IFloatPack<TPack>
    {
        if (Below<TPack>(ref first, length, float.PositiveInfinity) <= most)
            return float.PositiveInfinity;
        // The least key of each place of a pack: about as many are below the greatest of these as there are places, or a few times as many.
        var leasts = TPack.Broadcast(float.PositiveInfinity);
        for (int at = 0; at < length; at += TPack.Size)
            leasts = TPack.Min(leasts, TPack.Load(ref Unsafe.Add(ref first, at)));
        float least = Least(leasts);
        float low = least;
        float high = float.PositiveInfinity;
        // Places without any number tell nothing.
        var infinite = TPack.Broadcast(float.PositiveInfinity);
        float threshold = Greatest(TPack.Select(leasts, infinite, leasts, TPack.Broadcast(least)));
        for (int step = 0; step < MostSteps; step++)
        {
            int below = Below<TPack>(ref first, length, threshold);
            if (below > most)
                high = threshold;
            else
                low = threshold;
            if (below <= most && below >= most - (most / 4))
                break;
            // With nothing above to halve the way to, twice as far.
            float next = float.IsFinite(high)
                ? low + ((high - low) / 2)
                : threshold + Math.Max(threshold - least, Math.Abs(threshold));
            if (!(next > low) || !(next < high))
                break;
            threshold = next;
        }
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Below<TPack>(ref float first, int length, float threshold)
        where TPack : struct, IFloatPack<TPack>
    {
        var limit = TPack.Broadcast(threshold);
        int count = 0;
        for (int at = 0; at < length; at += TPack.Size)
            count += BitOperations.PopCount(TPack.Less(TPack.Load(ref Unsafe.Add(ref first, at)), limit));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Least<TPack>(TPack pack)
        where TPack : struct, IFloatPack<TPack>
    {
        var negative = TPack.Broadcast(0) - pack;
        return -TPack.Fold(negative, negative).Greatest;
    }

    private static float Greatest<TPack>(TPack pack)
        where TPack : struct, IFloatPack<TPack> => TPack.Fold(pack, pack).Greatest;
}
