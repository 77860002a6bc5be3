using System.Runtime.CompilerServices;

namespace Dbgsom.Kernels;

/// <summary>
/// The register tiles of the filter: scores x·w − ‖w‖²/2 of eight rows against the neurons of one to three panels, in as many registers as
/// there are. Rows lie one after the other; a panel holds −‖w‖²/2 of its neurons, then feature after feature.
/// </summary>
internal static class ScoreTile
{
    // Each tile is compiled by itself and at once: together they hold more variables than the compiler keeps in registers.
    private const MethodImplOptions Alone = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Rows scored together.</summary>
    public const int RowsTogether = 8;

    /// <summary>Scores of eight rows against all panels.</summary>
    /// <param name="rows">Eight rows.</param>
    /// <param name="apart">From the start of a row to that of the next.</param>
    /// <param name="panels">The panels, one after the other.</param>
    /// <param name="panelCount">Their number.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="scores">Where the scores go: a row of them for each row.</param>
    /// <param name="width">The length of such a row.</param>
    public static void Run<TPack>(
        ref float rows,
        int apart,
        ref float panels,
        int panelCount,
        int features,
        ref float scores,
        int width
    )
        where TPack : struct, IFloatPack<TPack>
    {
        int stride = (features + 1) * TPack.Size;
        int p = 0;
        // Two and two are faster than three and one.
        for (; p <= panelCount - 3 && !(TPack.Size == 16 && p == panelCount - 4); p += 3)
        {
            ref float panel = ref Unsafe.Add(ref panels, p * stride);
            ref float target = ref Unsafe.Add(ref scores, p * TPack.Size);
            if (TPack.Size == 16)
                EightByThree<TPack>(ref rows, apart, ref panel, stride, features, ref target, width);
            else
            {
                ref float half = ref Unsafe.Add(ref rows, 4 * apart);
                FourByThree<TPack>(ref rows, apart, ref panel, stride, features, ref target, width);
                FourByThree<TPack>(ref half, apart, ref panel, stride, features, ref Unsafe.Add(ref target, 4 * width), width);
            }
        }
        for (; TPack.Size == 16 && p <= panelCount - 2; p += 2)
        {
            ref float panel = ref Unsafe.Add(ref panels, p * stride);
            EightByTwo<TPack>(ref rows, apart, ref panel, stride, features, ref Unsafe.Add(ref scores, p * TPack.Size), width);
        }
        for (; p < panelCount; p++)
            EightByOne<TPack>(
                ref rows,
                apart,
                ref Unsafe.Add(ref panels, p * stride),
                features,
                ref Unsafe.Add(ref scores, p * TPack.Size),
                width
            );
    }

    /// <summary>24 sums in 32 registers.</summary>
    [MethodImpl(Alone)]
    private static void EightByThree<TPack>(
        ref float row0,
        int apart,
        ref float panels,
        int stride,
        int features,
        ref float scores,
        int width
    )
        where TPack : struct, IFloatPack<TPack>
    {
        ref float row1 = ref Unsafe.Add(ref row0, apart);
        ref float row2 = ref Unsafe.Add(ref row1, apart);
        ref float row3 = ref Unsafe.Add(ref row2, apart);
        ref float row4 = ref Unsafe.Add(ref row3, apart);
        ref float row5 = ref Unsafe.Add(ref row4, apart);
        ref float row6 = ref Unsafe.Add(ref row5, apart);
        ref float row7 = ref Unsafe.Add(ref row6, apart);
        var start0 = TPack.Load(ref panels);
        var start1 = TPack.Load(ref Unsafe.Add(ref panels, stride));
        var start2 = TPack.Load(ref Unsafe.Add(ref panels, 2 * stride));
        var (s00, s01, s02) = (start0, start1, start2);
        var (s10, s11, s12) = (start0, start1, start2);
        var (s20, s21, s22) = (start0, start1, start2);
        var (s30, s31, s32) = (start0, start1, start2);
        var (s40, s41, s42) = (start0, start1, start2);
        var (s50, s51, s52) = (start0, start1, start2);
        var (s60, s61, s62) = (start0, start1, start2);
        var (s70, s71, s72) = (start0, start1, start2);
        ref float panel = ref Unsafe.Add(ref panels, TPack.Size);
        for (int f = 0; f < features; f++)
        {
            var w0 = TPack.Load(ref panel);
            var w1 = TPack.Load(ref Unsafe.Add(ref panel, stride));
            var w2 = TPack.Load(ref Unsafe.Add(ref panel, 2 * stride));
            var x0 = TPack.Broadcast(Unsafe.Add(ref row0, f));
            s00 = TPack.FusedMultiplyAdd(x0, w0, s00);
            s01 = TPack.FusedMultiplyAdd(x0, w1, s01);
            s02 = TPack.FusedMultiplyAdd(x0, w2, s02);
            var x1 = TPack.Broadcast(Unsafe.Add(ref row1, f));
            s10 = TPack.FusedMultiplyAdd(x1, w0, s10);
            s11 = TPack.FusedMultiplyAdd(x1, w1, s11);
            s12 = TPack.FusedMultiplyAdd(x1, w2, s12);
            var x2 = TPack.Broadcast(Unsafe.Add(ref row2, f));
            s20 = TPack.FusedMultiplyAdd(x2, w0, s20);
            s21 = TPack.FusedMultiplyAdd(x2, w1, s21);
            s22 = TPack.FusedMultiplyAdd(x2, w2, s22);
            var x3 = TPack.Broadcast(Unsafe.Add(ref row3, f));
            s30 = TPack.FusedMultiplyAdd(x3, w0, s30);
            s31 = TPack.FusedMultiplyAdd(x3, w1, s31);
            s32 = TPack.FusedMultiplyAdd(x3, w2, s32);
            var x4 = TPack.Broadcast(Unsafe.Add(ref row4, f));
            s40 = TPack.FusedMultiplyAdd(x4, w0, s40);
            s41 = TPack.FusedMultiplyAdd(x4, w1, s41);
            s42 = TPack.FusedMultiplyAdd(x4, w2, s42);
            var x5 = TPack.Broadcast(Unsafe.Add(ref row5, f));
            s50 = TPack.FusedMultiplyAdd(x5, w0, s50);
            s51 = TPack.FusedMultiplyAdd(x5, w1, s51);
            s52 = TPack.FusedMultiplyAdd(x5, w2, s52);
            var x6 = TPack.Broadcast(Unsafe.Add(ref row6, f));
            s60 = TPack.FusedMultiplyAdd(x6, w0, s60);
            s61 = TPack.FusedMultiplyAdd(x6, w1, s61);
            s62 = TPack.FusedMultiplyAdd(x6, w2, s62);
            var x7 = TPack.Broadcast(Unsafe.Add(ref row7, f));
            s70 = TPack.FusedMultiplyAdd(x7, w0, s70);
            s71 = TPack.FusedMultiplyAdd(x7, w1, s71);
            s72 = TPack.FusedMultiplyAdd(x7, w2, s72);
            panel = ref Unsafe.Add(ref panel, TPack.Size);
        }
        s00.Store(ref scores);
        s01.Store(ref Unsafe.Add(ref scores, TPack.Size));
        s02.Store(ref Unsafe.Add(ref scores, (2 * TPack.Size)));
        s10.Store(ref Unsafe.Add(ref scores, width));
        s11.Store(ref Unsafe.Add(ref scores, width + TPack.Size));
        s12.Store(ref Unsafe.Add(ref scores, width + (2 * TPack.Size)));
        s20.Store(ref Unsafe.Add(ref scores, (2 * width)));
        s21.Store(ref Unsafe.Add(ref scores, (2 * width) + TPack.Size));
        s22.Store(ref Unsafe.Add(ref scores, (2 * width) + (2 * TPack.Size)));
        s30.Store(ref Unsafe.Add(ref scores, (3 * width)));
        s31.Store(ref Unsafe.Add(ref scores, (3 * width) + TPack.Size));
        s32.Store(ref Unsafe.Add(ref scores, (3 * width) + (2 * TPack.Size)));
        s40.Store(ref Unsafe.Add(ref scores, (4 * width)));
        s41.Store(ref Unsafe.Add(ref scores, (4 * width) + TPack.Size));
        s42.Store(ref Unsafe.Add(ref scores, (4 * width) + (2 * TPack.Size)));
        s50.Store(ref Unsafe.Add(ref scores, (5 * width)));
        s51.Store(ref Unsafe.Add(ref scores, (5 * width) + TPack.Size));
        s52.Store(ref Unsafe.Add(ref scores, (5 * width) + (2 * TPack.Size)));
        s60.Store(ref Unsafe.Add(ref scores, (6 * width)));
        s61.Store(ref Unsafe.Add(ref scores, (6 * width) + TPack.Size));
        s62.Store(ref Unsafe.Add(ref scores, (6 * width) + (2 * TPack.Size)));
        s70.Store(ref Unsafe.Add(ref scores, (7 * width)));
        s71.Store(ref Unsafe.Add(ref scores, (7 * width) + TPack.Size));
        s72.Store(ref Unsafe.Add(ref scores, (7 * width) + (2 * TPack.Size)));
    }

    /// <summary>12 sums in 16 registers.</summary>
    [MethodImpl(Alone)]
    private static void FourByThree<TPack>(
        ref float row0,
        int apart,
        ref float panels,
        int stride,
        int features,
        ref float scores,
        int width
    )
        where TPack : struct, IFloatPack<TPack>
    {
        ref float row1 = ref Unsafe.Add(ref row0, apart);
        ref float row2 = ref Unsafe.Add(ref row1, apart);
        ref float row3 = ref Unsafe.Add(ref row2, apart);
        var start0 = TPack.Load(ref panels);
        var start1 = TPack.Load(ref Unsafe.Add(ref panels, stride));
        var start2 = TPack.Load(ref Unsafe.Add(ref panels, 2 * stride));
        var (s00, s01, s02) = (start0, start1, start2);
        var (s10, s11, s12) = (start0, start1, start2);
        var (s20, s21, s22) = (start0, start1, start2);
        var (s30, s31, s32) = (start0, start1, start2);
        ref float panel = ref Unsafe.Add(ref panels, TPack.Size);
        for (int f = 0; f < features; f++)
        {
            var w0 = TPack.Load(ref panel);
            var w1 = TPack.Load(ref Unsafe.Add(ref panel, stride));
            var w2 = TPack.Load(ref Unsafe.Add(ref panel, 2 * stride));
            var x0 = TPack.Broadcast(Unsafe.Add(ref row0, f));
            s00 = TPack.FusedMultiplyAdd(x0, w0, s00);
            s01 = TPack.FusedMultiplyAdd(x0, w1, s01);
            s02 = TPack.FusedMultiplyAdd(x0, w2, s02);
            var x1 = TPack.Broadcast(Unsafe.Add(ref row1, f));
            s10 = TPack.FusedMultiplyAdd(x1, w0, s10);
            s11 = TPack.FusedMultiplyAdd(x1, w1, s11);
            s12 = TPack.FusedMultiplyAdd(x1, w2, s12);
            var x2 = TPack.Broadcast(Unsafe.Add(ref row2, f));
            s20 = TPack.FusedMultiplyAdd(x2, w0, s20);
            s21 = TPack.FusedMultiplyAdd(x2, w1, s21);
            s22 = TPack.FusedMultiplyAdd(x2, w2, s22);
            var x3 = TPack.Broadcast(Unsafe.Add(ref row3, f));
            s30 = TPack.FusedMultiplyAdd(x3, w0, s30);
            s31 = TPack.FusedMultiplyAdd(x3, w1, s31);
            s32 = TPack.FusedMultiplyAdd(x3, w2, s32);
            panel = ref Unsafe.Add(ref panel, TPack.Size);
        }
        s00.Store(ref scores);
        s01.Store(ref Unsafe.Add(ref scores, TPack.Size));
        s02.Store(ref Unsafe.Add(ref scores, (2 * TPack.Size)));
        s10.Store(ref Unsafe.Add(ref scores, width));
        s11.Store(ref Unsafe.Add(ref scores, width + TPack.Size));
        s12.Store(ref Unsafe.Add(ref scores, width + (2 * TPack.Size)));
        s20.Store(ref Unsafe.Add(ref scores, (2 * width)));
        s21.Store(ref Unsafe.Add(ref scores, (2 * width) + TPack.Size));
        s22.Store(ref Unsafe.Add(ref scores, (2 * width) + (2 * TPack.Size)));
        s30.Store(ref Unsafe.Add(ref scores, (3 * width)));
        s31.Store(ref Unsafe.Add(ref scores, (3 * width) + TPack.Size));
        s32.Store(ref Unsafe.Add(ref scores, (3 * width) + (2 * TPack.Size)));
    }

    /// <summary>What is left over.</summary>
    [MethodImpl(Alone)]
    private static void EightByOne<TPack>(ref float row0, int apart, ref float panels, int features, ref float scores, int width)
        where TPack : struct, IFloatPack<TPack>
    {
        ref float row1 = ref Unsafe.Add(ref row0, apart);
        ref float row2 = ref Unsafe.Add(ref row1, apart);
        ref float row3 = ref Unsafe.Add(ref row2, apart);
        ref float row4 = ref Unsafe.Add(ref row3, apart);
        ref float row5 = ref Unsafe.Add(ref row4, apart);
        ref float row6 = ref Unsafe.Add(ref row5, apart);
        ref float row7 = ref Unsafe.Add(ref row6, apart);
        var start0 = TPack.Load(ref panels);
        var s00 = start0;
        var s10 = start0;
        var s20 = start0;
        var s30 = start0;
        var s40 = start0;
        var s50 = start0;
        var s60 = start0;
        var s70 = start0;
        ref float panel = ref Unsafe.Add(ref panels, TPack.Size);
        for (int f = 0; f < features; f++)
        {
            var w0 = TPack.Load(ref panel);
            var x0 = TPack.Broadcast(Unsafe.Add(ref row0, f));
            s00 = TPack.FusedMultiplyAdd(x0, w0, s00);
            var x1 = TPack.Broadcast(Unsafe.Add(ref row1, f));
            s10 = TPack.FusedMultiplyAdd(x1, w0, s10);
            var x2 = TPack.Broadcast(Unsafe.Add(ref row2, f));
            s20 = TPack.FusedMultiplyAdd(x2, w0, s20);
            var x3 = TPack.Broadcast(Unsafe.Add(ref row3, f));
            s30 = TPack.FusedMultiplyAdd(x3, w0, s30);
            var x4 = TPack.Broadcast(Unsafe.Add(ref row4, f));
            s40 = TPack.FusedMultiplyAdd(x4, w0, s40);
            var x5 = TPack.Broadcast(Unsafe.Add(ref row5, f));
            s50 = TPack.FusedMultiplyAdd(x5, w0, s50);
            var x6 = TPack.Broadcast(Unsafe.Add(ref row6, f));
            s60 = TPack.FusedMultiplyAdd(x6, w0, s60);
            var x7 = TPack.Broadcast(Unsafe.Add(ref row7, f));
            s70 = TPack.FusedMultiplyAdd(x7, w0, s70);
            panel = ref Unsafe.Add(ref panel, TPack.Size);
        }
        s00.Store(ref scores);
        s10.Store(ref Unsafe.Add(ref scores, width));
        s20.Store(ref Unsafe.Add(ref scores, (2 * width)));
        s30.Store(ref Unsafe.Add(ref scores, (3 * width)));
        s40.Store(ref Unsafe.Add(ref scores, (4 * width)));
        s50.Store(ref Unsafe.Add(ref scores, (5 * width)));
        s60.Store(ref Unsafe.Add(ref scores, (6 * width)));
        s70.Store(ref Unsafe.Add(ref scores, (7 * width)));
    }

    /// <summary>The same with two panels.</summary>
    [MethodImpl(Alone)]
    private static void EightByTwo<TPack>(
        ref float row0,
        int apart,
        ref float panels,
        int stride,
        int features,
        ref float scores,
        int width
    )
        where TPack : struct, IFloatPack<TPack>
    {
        ref float row1 = ref Unsafe.Add(ref row0, apart);
        ref float row2 = ref Unsafe.Add(ref row1, apart);
        ref float row3 = ref Unsafe.Add(ref row2, apart);
        ref float row4 = ref Unsafe.Add(ref row3, apart);
        ref float row5 = ref Unsafe.Add(ref row4, apart);
        ref float row6 = ref Unsafe.Add(ref row5, apart);
        ref float row7 = ref Unsafe.Add(ref row6, apart);
        var start0 = TPack.Load(ref panels);
        var start1 = TPack.Load(ref Unsafe.Add(ref panels, stride));
        var (s00, s01) = (start0, start1);
        var (s10, s11) = (start0, start1);
        var (s20, s21) = (start0, start1);
        var (s30, s31) = (start0, start1);
        var (s40, s41) = (start0, start1);
        var (s50, s51) = (start0, start1);
        var (s60, s61) = (start0, start1);
        var (s70, s71) = (start0, start1);
        ref float panel = ref Unsafe.Add(ref panels, TPack.Size);
        for (int f = 0; f < features; f++)
        {
            var w0 = TPack.Load(ref panel);
            var w1 = TPack.Load(ref Unsafe.Add(ref panel, stride));
            var x0 = TPack.Broadcast(Unsafe.Add(ref row0, f));
            s00 = TPack.FusedMultiplyAdd(x0, w0, s00);
            s01 = TPack.FusedMultiplyAdd(x0, w1, s01);
            var x1 = TPack.Broadcast(Unsafe.Add(ref row1, f));
            s10 = TPack.FusedMultiplyAdd(x1, w0, s10);
            s11 = TPack.FusedMultiplyAdd(x1, w1, s11);
            var x2 = TPack.Broadcast(Unsafe.Add(ref row2, f));
            s20 = TPack.FusedMultiplyAdd(x2, w0, s20);
            s21 = TPack.FusedMultiplyAdd(x2, w1, s21);
            var x3 = TPack.Broadcast(Unsafe.Add(ref row3, f));
            s30 = TPack.FusedMultiplyAdd(x3, w0, s30);
            s31 = TPack.FusedMultiplyAdd(x3, w1, s31);
            var x4 = TPack.Broadcast(Unsafe.Add(ref row4, f));
            s40 = TPack.FusedMultiplyAdd(x4, w0, s40);
            s41 = TPack.FusedMultiplyAdd(x4, w1, s41);
            var x5 = TPack.Broadcast(Unsafe.Add(ref row5, f));
            s50 = TPack.FusedMultiplyAdd(x5, w0, s50);
            s51 = TPack.FusedMultiplyAdd(x5, w1, s51);
            var x6 = TPack.Broadcast(Unsafe.Add(ref row6, f));
            s60 = TPack.FusedMultiplyAdd(x6, w0, s60);
            s61 = TPack.FusedMultiplyAdd(x6, w1, s61);
            var x7 = TPack.Broadcast(Unsafe.Add(ref row7, f));
            s70 = TPack.FusedMultiplyAdd(x7, w0, s70);
            s71 = TPack.FusedMultiplyAdd(x7, w1, s71);
            panel = ref Unsafe.Add(ref panel, TPack.Size);
        }
        s00.Store(ref scores);
        s01.Store(ref Unsafe.Add(ref scores, TPack.Size));
        s10.Store(ref Unsafe.Add(ref scores, width));
        s11.Store(ref Unsafe.Add(ref scores, width + TPack.Size));
        s20.Store(ref Unsafe.Add(ref scores, (2 * width)));
        s21.Store(ref Unsafe.Add(ref scores, (2 * width) + TPack.Size));
        s30.Store(ref Unsafe.Add(ref scores, (3 * width)));
        s31.Store(ref Unsafe.Add(ref scores, (3 * width) + TPack.Size));
        s40.Store(ref Unsafe.Add(ref scores, (4 * width)));
        s41.Store(ref Unsafe.Add(ref scores, (4 * width) + TPack.Size));
        s50.Store(ref Unsafe.Add(ref scores, (5 * width)));
        s51.Store(ref Unsafe.Add(ref scores, (5 * width) + TPack.Size));
        s60.Store(ref Unsafe.Add(ref scores, (6 * width)));
        s61.Store(ref Unsafe.Add(ref scores, (6 * width) + TPack.Size));
        s70.Store(ref Unsafe.Add(ref scores, (7 * width)));
        s71.Store(ref Unsafe.Add(ref scores, (7 * width) + TPack.Size));
    }
}
