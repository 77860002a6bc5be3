using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dbgsom.Numerics;

/// <summary>Eight rows centered, scaled, and laid side by side in single precision: eight first features, eight second ones, …</summary>
internal static class ColumnWise
{
    private const int Square = Pack.Size;

    /// <summary>Lays rows side by side.</summary>
    /// <param name="rows">One to eight rows, row-major. Places without a row repeat the last one.</param>
    /// <param name="center">The values to subtract; one row.</param>
    /// <param name="scale">The factors to multiply by.</param>
    /// <param name="target">Where they go; up to seven features more are written, with zeros.</param>
    /// <param name="apart">From the place of a feature to that of the next.</param>
    /// <returns>
    /// The squared lengths ‖x‖², and what the squared lengths of all parts of a row that begin with its first feature are at most in sum: Σₖ ‖x₁ … xₖ‖².
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (Vector256<float> Squares, Vector256<float> Parts) Run(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<double> center,
        double scale,
        ref float target,
        int apart
    )
    {
        int columns = center.Length;
        int last = (rows.Length / columns) - 1;
        ref double x = ref MemoryMarshal.GetReference(rows);
        ref double c = ref MemoryMarshal.GetReference(center);
        // Eight rows are read column after column, which no processor foresees.
        Ahead.Ask(ref x, Square * columns, Square * columns);
        var squares = Vector256<float>.Zero;
        var parts = Vector256<float>.Zero;
        int f = 0;
        for (; f <= columns - Square; f += Square)
        {
            RunSquare(ref Unsafe.Add(ref x, f), columns, last, ref Unsafe.Add(ref c, f), scale, ref target, apart, ref squares);
            target = ref Unsafe.Add(ref target, Square * apart);
            parts += squares;
        }
        parts *= Square;
        if (f < columns)
        {
            RunRest(
                ref Unsafe.Add(ref x, f),
                columns,
                last,
                ref Unsafe.Add(ref c, f),
                columns - f,
                scale,
                ref target,
                apart,
                ref squares
            );
            parts += squares * (columns - f);
        }
        return (squares, parts);
    }

    /// <summary>Eight features of rows 0 to <paramref name="last"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunSquare(
        ref double x,
        int columns,
        int last,
        ref double c,
        double scale,
        ref float target,
        int apart,
        ref Vector256<float> squares
    )
    {
        var t = new EightByEight
        {
            R0 = Scaled(ref x, ref c, scale),
            R1 = Scaled(ref Unsafe.Add(ref x, Math.Min(1, last) * columns), ref c, scale),
            R2 = Scaled(ref Unsafe.Add(ref x, Math.Min(2, last) * columns), ref c, scale),
            R3 = Scaled(ref Unsafe.Add(ref x, Math.Min(3, last) * columns), ref c, scale),
            R4 = Scaled(ref Unsafe.Add(ref x, Math.Min(4, last) * columns), ref c, scale),
            R5 = Scaled(ref Unsafe.Add(ref x, Math.Min(5, last) * columns), ref c, scale),
            R6 = Scaled(ref Unsafe.Add(ref x, Math.Min(6, last) * columns), ref c, scale),
            R7 = Scaled(ref Unsafe.Add(ref x, Math.Min(7, last) * columns), ref c, scale),
        }.Transposed();
        t.Store(ref target, apart);
        squares += Squares(t);
    }

    /// <summary>The last one to seven features of the rows, and zeros.</summary>
    private static void RunRest(
        ref double x,
        int columns,
        int last,
        ref double center,
        int rest,
        double scale,
        ref float target,
        int apart,
        ref Vector256<float> squares
    )
    {
        var c = Pack.First(ref center, rest);
        var t = new EightByEight
        {
            R0 = Part(ref x, rest, c, scale),
            R1 = Part(ref Unsafe.Add(ref x, Math.Min(1, last) * columns), rest, c, scale),
            R2 = Part(ref Unsafe.Add(ref x, Math.Min(2, last) * columns), rest, c, scale),
            R3 = Part(ref Unsafe.Add(ref x, Math.Min(3, last) * columns), rest, c, scale),
            R4 = Part(ref Unsafe.Add(ref x, Math.Min(4, last) * columns), rest, c, scale),
            R5 = Part(ref Unsafe.Add(ref x, Math.Min(5, last) * columns), rest, c, scale),
            R6 = Part(ref Unsafe.Add(ref x, Math.Min(6, last) * columns), rest, c, scale),
            R7 = Part(ref Unsafe.Add(ref x, Math.Min(7, last) * columns), rest, c, scale),
        }.Transposed();
        t.Store(ref target, apart);
        squares += Squares(t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Part(
        ref double x,
        int rest,
        (Vector256<double> Low, Vector256<double> High) center,
        double scale
    )
    {
        var (low, high) = Pack.First(ref x, rest);
        return Vector256.Narrow((low - center.Low) * scale, (high - center.High) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Squares(EightByEight t) =>
        (t.R0 * t.R0)
        + (t.R1 * t.R1)
        + ((t.R2 * t.R2) + (t.R3 * t.R3))
        + ((t.R4 * t.R4) + (t.R5 * t.R5) + ((t.R6 * t.R6) + (t.R7 * t.R7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(ref double x, ref double c, double scale)
    {
        if (Vector512.IsHardwareAccelerated)
            return Avx512F.ConvertToVector256Single((Vector512.LoadUnsafe(ref x) - Vector512.LoadUnsafe(ref c)) * scale);
        return Vector256.Narrow(
            (Vector256.LoadUnsafe(ref x) - Vector256.LoadUnsafe(ref c)) * scale,
            (Vector256.LoadUnsafe(ref x, 4) - Vector256.LoadUnsafe(ref c, 4)) * scale
        );
    }
}
