using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// The register tiles of the filter: scores x·w − ‖w‖²/2 of one to three packs of rows against the eight neurons of a panel. Rows lie side by
/// side, feature after feature, so that an element of a register is a row and nothing has to be folded across registers to find its
/// best neuron. A panel holds −‖w‖²/2 of its neurons, then feature after feature.
/// </summary>
internal static class ScoreTile
{
    // Each tile is compiled by itself and at once: together they hold more variables than the compiler keeps in registers.
    private const MethodImplOptions Alone = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Neurons of a panel.</summary>
    public const int Neurons = 8;

    /// <summary>Floats of a panel.</summary>
    public static int PanelSize(int features) => Neurons * (features + 1);

    /// <summary>Scores all panels for a group of rows, and ranks them.</summary>
    /// <param name="rows">The rows: <see cref="IFloatPack{TSelf}.Together"/> packs for each feature, one after the other.</param>
    /// <param name="packs">How many of the packs hold rows.</param>
    /// <param name="panels">The panels, one after the other.</param>
    /// <param name="panelCount">Their number.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="scores">Where the scores go: a group of them for each neuron.</param>
    /// <param name="ranks">
    /// The greatest scores so far, those next to them, and the neurons of the greatest, as floats: a group of each. Ties leave the earlier neuron.
    /// </param>
    /// <param name="following">Memory that is read after that: it is asked for bit by bit.</param>
    public static void Run<TPack>(
        ref float rows,
        int packs,
        ref float panels,
        int panelCount,
        int features,
        ref float scores,
        ref float ranks,
        ReadOnlySpan<byte> following
    )
        where TPack : struct, IFloatPack<TPack>
    {
        for (int p = 0; p < panelCount; p++)
        {
            Ahead.AskForLater(Ahead.Share(following, p, panelCount));
            int first = p * Neurons;
            ref float panel = ref Unsafe.Add(ref panels, p * PanelSize(features));
            ref float target = ref Unsafe.Add(ref scores, first * Group<TPack>());
            if (packs < TPack.Together)
                for (int pack = 0; pack < packs; pack++)
                    EightByOne<TPack>(
                        ref Unsafe.Add(ref rows, pack * TPack.Size),
                        ref panel,
                        features,
                        first,
                        ref Unsafe.Add(ref target, pack * TPack.Size),
                        ref Unsafe.Add(ref ranks, pack * TPack.Size)
                    );
            else if (typeof(TPack) == typeof(Float512))
                EightByTwo(ref rows, ref panel, features, first, ref target, ref ranks);
            else
            {
                // Sixteen registers hold the sums of four neurons.
                FourByThree(ref rows, ref panel, features, first, ref target, ref ranks);
                panel = ref Unsafe.Add(ref panel, 4);
                target = ref Unsafe.Add(ref target, 4 * Group<TPack>());
                FourByThree(ref rows, ref panel, features, first + 4, ref target, ref ranks);
            }
        }
    }

    /// <summary>Rows scored together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Group<TPack>()
        where TPack : struct, IFloatPack<TPack> => TPack.Together * TPack.Size;

    /// <summary>16 sums in 32 registers.</summary>
    [MethodImpl(Alone)]
    private static void EightByTwo(ref float x, ref float panel, int features, int first, ref float scores, ref float ranks)
    {
        var zero = Vector512<float>.Zero;
        var (s00, s10, s20, s30, s40, s50, s60, s70) = (zero, zero, zero, zero, zero, zero, zero, zero);
        var (s01, s11, s21, s31, s41, s51, s61, s71) = (zero, zero, zero, zero, zero, zero, zero, zero);
        ref float w = ref Unsafe.Add(ref panel, Neurons);
        for (int f = 0; f < features; f++)
        {
            var x0 = Vector512.LoadUnsafe(ref x);
            var x1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref x, Float512.Size));
            var w0 = Vector512.Create(w);
            s00 = Vector512.FusedMultiplyAdd(x0, w0, s00);
            s01 = Vector512.FusedMultiplyAdd(x1, w0, s01);
            var w1 = Vector512.Create(Unsafe.Add(ref w, 1));
            s10 = Vector512.FusedMultiplyAdd(x0, w1, s10);
            s11 = Vector512.FusedMultiplyAdd(x1, w1, s11);
            var w2 = Vector512.Create(Unsafe.Add(ref w, 2));
            s20 = Vector512.FusedMultiplyAdd(x0, w2, s20);
            s21 = Vector512.FusedMultiplyAdd(x1, w2, s21);
            var w3 = Vector512.Create(Unsafe.Add(ref w, 3));
            s30 = Vector512.FusedMultiplyAdd(x0, w3, s30);
            s31 = Vector512.FusedMultiplyAdd(x1, w3, s31);
            var w4 = Vector512.Create(Unsafe.Add(ref w, 4));
            s40 = Vector512.FusedMultiplyAdd(x0, w4, s40);
            s41 = Vector512.FusedMultiplyAdd(x1, w4, s41);
            var w5 = Vector512.Create(Unsafe.Add(ref w, 5));
            s50 = Vector512.FusedMultiplyAdd(x0, w5, s50);
            s51 = Vector512.FusedMultiplyAdd(x1, w5, s51);
            var w6 = Vector512.Create(Unsafe.Add(ref w, 6));
            s60 = Vector512.FusedMultiplyAdd(x0, w6, s60);
            s61 = Vector512.FusedMultiplyAdd(x1, w6, s61);
            var w7 = Vector512.Create(Unsafe.Add(ref w, 7));
            s70 = Vector512.FusedMultiplyAdd(x0, w7, s70);
            s71 = Vector512.FusedMultiplyAdd(x1, w7, s71);
            x = ref Unsafe.Add(ref x, 2 * Float512.Size);
            w = ref Unsafe.Add(ref w, Neurons);
        }
        Rank<Float512>(new(s00), new(s10), new(s20), new(s30), ref panel, first, ref scores, ref ranks);
        Rank<Float512>(
            new(s40),
            new(s50),
            new(s60),
            new(s70),
            ref Unsafe.Add(ref panel, 4),
            first + 4,
            ref Unsafe.Add(ref scores, 4 * Group<Float512>()),
            ref ranks
        );
        scores = ref Unsafe.Add(ref scores, Float512.Size);
        ranks = ref Unsafe.Add(ref ranks, Float512.Size);
        Rank<Float512>(new(s01), new(s11), new(s21), new(s31), ref panel, first, ref scores, ref ranks);
        Rank<Float512>(
            new(s41),
            new(s51),
            new(s61),
            new(s71),
            ref Unsafe.Add(ref panel, 4),
            first + 4,
            ref Unsafe.Add(ref scores, 4 * Group<Float512>()),
            ref ranks
        );
    }

    /// <summary>12 sums in 16 registers: the first four neurons of a panel, or of what is left of it.</summary>
    [MethodImpl(Alone)]
    private static void FourByThree(ref float x, ref float panel, int features, int first, ref float scores, ref float ranks)
    {
        var zero = Vector256<float>.Zero;
        var (s00, s10, s20, s30) = (zero, zero, zero, zero);
        var (s01, s11, s21, s31) = (zero, zero, zero, zero);
        var (s02, s12, s22, s32) = (zero, zero, zero, zero);
        ref float w = ref Unsafe.Add(ref panel, Neurons);
        for (int f = 0; f < features; f++)
        {
            var x0 = Vector256.LoadUnsafe(ref x);
            var x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, Float256.Size));
            var x2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 2 * Float256.Size));
            var w0 = Vector256.Create(w);
            s00 = Vector256.FusedMultiplyAdd(x0, w0, s00);
            s01 = Vector256.FusedMultiplyAdd(x1, w0, s01);
            s02 = Vector256.FusedMultiplyAdd(x2, w0, s02);
            var w1 = Vector256.Create(Unsafe.Add(ref w, 1));
            s10 = Vector256.FusedMultiplyAdd(x0, w1, s10);
            s11 = Vector256.FusedMultiplyAdd(x1, w1, s11);
            s12 = Vector256.FusedMultiplyAdd(x2, w1, s12);
            var w2 = Vector256.Create(Unsafe.Add(ref w, 2));
            s20 = Vector256.FusedMultiplyAdd(x0, w2, s20);
            s21 = Vector256.FusedMultiplyAdd(x1, w2, s21);
            s22 = Vector256.FusedMultiplyAdd(x2, w2, s22);
            var w3 = Vector256.Create(Unsafe.Add(ref w, 3));
            s30 = Vector256.FusedMultiplyAdd(x0, w3, s30);
            s31 = Vector256.FusedMultiplyAdd(x1, w3, s31);
            s32 = Vector256.FusedMultiplyAdd(x2, w3, s32);
            x = ref Unsafe.Add(ref x, 3 * Float256.Size);
            w = ref Unsafe.Add(ref w, Neurons);
        }
        Rank<Float256>(new(s00), new(s10), new(s20), new(s30), ref panel, first, ref scores, ref ranks);
        Rank<Float256>(
            new(s01),
            new(s11),
            new(s21),
            new(s31),
            ref panel,
            first,
            ref Unsafe.Add(ref scores, Float256.Size),
            ref Unsafe.Add(ref ranks, Float256.Size)
        );
        Rank<Float256>(
            new(s02),
            new(s12),
            new(s22),
            new(s32),
            ref panel,
            first,
            ref Unsafe.Add(ref scores, 2 * Float256.Size),
            ref Unsafe.Add(ref ranks, 2 * Float256.Size)
        );
    }

    /// <summary>8 sums for the last rows, where one pack holds them.</summary>
    [MethodImpl(Alone)]
    private static void EightByOne<TPack>(
        ref float x,
        ref float panel,
        int features,
        int first,
        ref float scores,
        ref float ranks
    )
        where TPack : struct, IFloatPack<TPack>
    {
        var zero = TPack.Broadcast(0);
        var (s0, s1, s2, s3, s4, s5, s6, s7) = (zero, zero, zero, zero, zero, zero, zero, zero);
        ref float w = ref Unsafe.Add(ref panel, Neurons);
        for (int f = 0; f < features; f++)
        {
            var x0 = TPack.Load(ref x);
            s0 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(w), s0);
            s1 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 1)), s1);
            s2 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 2)), s2);
            s3 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 3)), s3);
            s4 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 4)), s4);
            s5 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 5)), s5);
            s6 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 6)), s6);
            s7 = TPack.FusedMultiplyAdd(x0, TPack.Broadcast(Unsafe.Add(ref w, 7)), s7);
            x = ref Unsafe.Add(ref x, Group<TPack>());
            w = ref Unsafe.Add(ref w, Neurons);
        }
        Rank(s0, s1, s2, s3, ref panel, first, ref scores, ref ranks);
        Rank(s4, s5, s6, s7, ref Unsafe.Add(ref panel, 4), first + 4, ref Unsafe.Add(ref scores, 4 * Group<TPack>()), ref ranks);
    }

    /// <summary>Completes the scores of four neurons for a pack of rows by their −‖w‖²/2, the ends, writes and ranks them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rank<TPack>(
        TPack s0,
        TPack s1,
        TPack s2,
        TPack s3,
        ref float ends,
        int first,
        ref float scores,
        ref float ranks
    )
        where TPack : struct, IFloatPack<TPack>
    {
        int apart = Group<TPack>();
        // Last, so that all sums on the way to it round as little as they are.
        s0 += TPack.Broadcast(ends);
        s1 += TPack.Broadcast(Unsafe.Add(ref ends, 1));
        s2 += TPack.Broadcast(Unsafe.Add(ref ends, 2));
        s3 += TPack.Broadcast(Unsafe.Add(ref ends, 3));
        s0.Store(ref scores);
        s1.Store(ref Unsafe.Add(ref scores, apart));
        s2.Store(ref Unsafe.Add(ref scores, 2 * apart));
        s3.Store(ref Unsafe.Add(ref scores, 3 * apart));
        var best = TPack.Load(ref ranks);
        var next = TPack.Load(ref Unsafe.Add(ref ranks, apart));
        var where = TPack.Load(ref Unsafe.Add(ref ranks, 2 * apart));
        Rank(s0, first, ref best, ref next, ref where);
        Rank(s1, first + 1, ref best, ref next, ref where);
        Rank(s2, first + 2, ref best, ref next, ref where);
        Rank(s3, first + 3, ref best, ref next, ref where);
        best.Store(ref ranks);
        next.Store(ref Unsafe.Add(ref ranks, apart));
        where.Store(ref Unsafe.Add(ref ranks, 2 * apart));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rank<TPack>(TPack score, int neuron, ref TPack best, ref TPack next, ref TPack where)
        where TPack : struct, IFloatPack<TPack>
    {
        next = TPack.Max(next, TPack.Min(best, score));
        where = TPack.Select(best, score, TPack.Broadcast(neuron), where);
        best = TPack.Max(best, score);
    }
}
