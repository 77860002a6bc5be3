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

    /// <summary>The neurons that can be the nearest, or among the two nearest, of each row, in ascending order.</summary>
    /// <param name="rows">Rows that were ranked.</param>
    /// <param name="alone">For each row −1 where its neurons are wanted; empty where all rows' are.</param>
    /// <param name="two">True if the two nearest are wanted.</param>
    /// <param name="most">The most neurons of a row; of one with more none are given.</param>
    /// <param name="candidates">Room for <paramref name="most"/> neurons a row.</param>
    /// <param name="counts">Where the number of neurons goes: 0 where there are more, where the bound is not finite, or where they are not wanted.</param>
    public static void Candidates(
        SideBySide rows,
        ReadOnlySpan<int> alone,
        bool two,
        int most,
        Span<int> candidates,
        Span<int> counts
    )
    {
        if (Vector512.IsHardwareAccelerated)
            Candidates<Float512>(rows, alone, two, most, candidates, counts);
        else
            Candidates<Float256>(rows, alone, two, most, candidates, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Candidates<TPack>(
        SideBySide rows,
        ReadOnlySpan<int> alone,
        bool two,
        int most,
        Span<int> candidates,
        Span<int> counts
    )
        where TPack : struct, IFloatPack<TPack>
    {
        // The least score of a candidate; not a number where none is wanted, which no score is at least, not even those of a row beyond single precision.
        Span<float> leasts = stackalloc float[WinnerFilter.RowsTogether];
        var ranks = two ? rows.Next : rows.Greatest;
        int open = 0;
        for (int r = 0; r < leasts.Length; r++)
        {
            counts[r] = 0;
            bool isWanted = r < rows.Count && (alone.IsEmpty || alone[r] < 0) && float.IsFinite(rows.Bounds[r]);
            leasts[r] = isWanted ? ranks[r] - (2 * rows.Bounds[r]) : float.NaN;
            open += isWanted ? 1 : 0;
        }
        ref float least = ref MemoryMarshal.GetReference(leasts);
        ref float score = ref rows.FirstScore;
        for (int neuron = 0; neuron < rows.ScoredNeurons && open > 0; neuron++)
        {
            ulong bits = 0;
            for (int pack = WinnerFilter.RowsTogether - TPack.Size; pack >= 0; pack -= TPack.Size)
                bits =
                    (bits << TPack.Size)
                    | TPack.AtLeast(TPack.Load(ref Unsafe.Add(ref score, pack)), TPack.Load(ref Unsafe.Add(ref least, pack)));
            score = ref Unsafe.Add(ref score, WinnerFilter.RowsTogether);
            for (; bits != 0; bits &= bits - 1)
            {
                int row = BitOperations.TrailingZeroCount(bits);
                if (counts[row] < most)
                    candidates[(row * most) + counts[row]++] = neuron;
                else
                {
                    // Too many: nothing more is looked for.
                    (counts[row], leasts[row]) = (0, float.NaN);
                    open--;
                }
            }
        }
    }
}
