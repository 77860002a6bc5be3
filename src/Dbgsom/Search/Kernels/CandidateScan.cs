using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Search.Kernels;

/// <summary>Finds in scores the neurons that can be the winner: those within the error bound of the best.</summary>
internal static class CandidateScan
{
    /// <summary>The neuron of each row that alone can be the winner.</summary>
    /// <param name="rows">Rows that were ranked.</param>
    /// <param name="alone">Where the neurons go; −1 where there may be several, or the bound is not finite.</param>
    public static void OnlyOnes(SideBySide rows, Span<int> alone)
    {
        for (int i = 0; i < rows.Bounds.Length; i += Vector256<float>.Count)
        {
            var least = Vector256.Create<float>(rows.Greatest[i..]) - (2 * Vector256.Create<float>(rows.Bounds[i..]));
            // Also false where the bound is infinite.
            var single = Vector256.LessThan(Vector256.Create<float>(rows.Next[i..]), least).AsInt32();
            var where = Vector256.ConvertToInt32(Vector256.Create<float>(rows.Where[i..]));
            Vector256.ConditionalSelect(single, where, Vector256<int>.AllBitsSet).CopyTo(alone[i..]);
        }
    }

    /// <summary>The neurons that can be the nearest, or among the two nearest, in ascending order; returns their number.</summary>
    /// <param name="scores">The scores of one row.</param>
    /// <param name="bound">Their error bound.</param>
    /// <param name="two">Whether the two nearest are wanted.</param>
    /// <param name="candidates">Room for as many neurons as there are scores.</param>
    public static int Candidates(ReadOnlySpan<float> scores, float bound, bool two, Span<int> candidates) =>
        Vector512.IsHardwareAccelerated
            ? Candidates<Float512>(scores, bound, two, candidates)
            : Candidates<Float256>(scores, bound, two, candidates);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Candidates<TPack>(ReadOnlySpan<float> scores, float bound, bool two, Span<int> candidates)
        where TPack : struct, IFloatPack<TPack>
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        // Four chains hide the latency of the comparisons.
        var none = TPack.Broadcast(float.NegativeInfinity);
        var (best0, best1, best2, best3) = (none, none, none, none);
        var (next0, next1, next2, next3) = (none, none, none, none);
        int at = 0;
        for (; at <= scores.Length - (4 * TPack.Size); at += 4 * TPack.Size)
        {
            Sort(TPack.Load(ref Unsafe.Add(ref first, at)), ref best0, ref next0);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + TPack.Size)), ref best1, ref next1);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + (2 * TPack.Size))), ref best2, ref next2);
            Sort(TPack.Load(ref Unsafe.Add(ref first, at + (3 * TPack.Size))), ref best3, ref next3);
        }
        for (; at < scores.Length; at += TPack.Size)
            Sort(TPack.Load(ref Unsafe.Add(ref first, at)), ref best0, ref next0);
        Merge(ref best0, ref next0, best1, next1);
        Merge(ref best2, ref next2, best3, next3);
        Merge(ref best0, ref next0, best2, next2);
        (float greatest, float second) = TPack.Fold(best0, next0);
        var least = TPack.Broadcast((two ? second : greatest) - (2 * bound));
        int count = 0;
        // Where the candidates lie cannot be foreseen: four packs are looked at without a branch.
        for (at = 0; at < scores.Length; at += 4 * TPack.Size)
        {
            ulong bits = 0;
            for (int pack = Math.Min(at + (4 * TPack.Size), scores.Length) - TPack.Size; pack >= at; pack -= TPack.Size)
                bits = (bits << TPack.Size) | TPack.AtLeast(TPack.Load(ref Unsafe.Add(ref first, pack)), least);
            for (; bits != 0; bits &= bits - 1)
                candidates[count++] = at + BitOperations.TrailingZeroCount(bits);
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort<TPack>(TPack score, ref TPack best, ref TPack next)
        where TPack : struct, IFloatPack<TPack>
    {
        next = TPack.Max(next, TPack.Min(best, score));
        best = TPack.Max(best, score);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Merge<TPack>(ref TPack best, ref TPack next, TPack otherBest, TPack otherNext)
        where TPack : struct, IFloatPack<TPack>
    {
        next = TPack.Max(TPack.Max(next, otherNext), TPack.Min(best, otherBest));
        best = TPack.Max(best, otherBest);
    }
}
