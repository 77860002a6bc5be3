using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dbgsom.Numerics;

/// <summary>Eight registers of eight floats, rows or columns of a square. Needs AVX.</summary>
internal struct EightByEight
{
    public Vector256<float> R0;
    public Vector256<float> R1;
    public Vector256<float> R2;
    public Vector256<float> R3;
    public Vector256<float> R4;
    public Vector256<float> R5;
    public Vector256<float> R6;
    public Vector256<float> R7;

    /// <summary>Rows become columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly EightByEight Transposed()
    {
        // Elements of two rows, pairs of elements, halves of registers.
        var (a0, a1) = (Avx.UnpackLow(R0, R1), Avx.UnpackHigh(R0, R1));
        var (a2, a3) = (Avx.UnpackLow(R2, R3), Avx.UnpackHigh(R2, R3));
        var (a4, a5) = (Avx.UnpackLow(R4, R5), Avx.UnpackHigh(R4, R5));
        var (a6, a7) = (Avx.UnpackLow(R6, R7), Avx.UnpackHigh(R6, R7));
        var (b0, b1) = (PairsLow(a0, a2), PairsHigh(a0, a2));
        var (b2, b3) = (PairsLow(a1, a3), PairsHigh(a1, a3));
        var (b4, b5) = (PairsLow(a4, a6), PairsHigh(a4, a6));
        var (b6, b7) = (PairsLow(a5, a7), PairsHigh(a5, a7));
        return new EightByEight
        {
            R0 = Avx.Permute2x128(b0, b4, 0x20),
            R1 = Avx.Permute2x128(b1, b5, 0x20),
            R2 = Avx.Permute2x128(b2, b6, 0x20),
            R3 = Avx.Permute2x128(b3, b7, 0x20),
            R4 = Avx.Permute2x128(b0, b4, 0x31),
            R5 = Avx.Permute2x128(b1, b5, 0x31),
            R6 = Avx.Permute2x128(b2, b6, 0x31),
            R7 = Avx.Permute2x128(b3, b7, 0x31),
        };
    }

    /// <summary>Reads rows that begin <paramref name="apart"/> floats after one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightByEight Load(ref float first, int apart) =>
        new()
        {
            R0 = Vector256.LoadUnsafe(ref first),
            R1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, apart)),
            R2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 2 * apart)),
            R3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 3 * apart)),
            R4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 4 * apart)),
            R5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 5 * apart)),
            R6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 6 * apart)),
            R7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 7 * apart)),
        };

    /// <summary>Writes rows <paramref name="apart"/> floats after one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float first, int apart)
    {
        R0.StoreUnsafe(ref first);
        R1.StoreUnsafe(ref Unsafe.Add(ref first, apart));
        R2.StoreUnsafe(ref Unsafe.Add(ref first, 2 * apart));
        R3.StoreUnsafe(ref Unsafe.Add(ref first, 3 * apart));
        R4.StoreUnsafe(ref Unsafe.Add(ref first, 4 * apart));
        R5.StoreUnsafe(ref Unsafe.Add(ref first, 5 * apart));
        R6.StoreUnsafe(ref Unsafe.Add(ref first, 6 * apart));
        R7.StoreUnsafe(ref Unsafe.Add(ref first, 7 * apart));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PairsLow(Vector256<float> a, Vector256<float> b) =>
        Avx.UnpackLow(a.AsDouble(), b.AsDouble()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PairsHigh(Vector256<float> a, Vector256<float> b) =>
        Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle();
}
