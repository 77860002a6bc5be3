using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>x = (x − offset) ÷ divisor for every feature; both operations are correctly rounded, so the same bits at every width.</summary>
internal static class OffsetAndDivide
{
    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">Whole rows, row-major.</param>
    /// <param name="offsets">An offset a feature.</param>
    /// <param name="divisors">A divisor a feature.</param>
    /// <returns>True if all results are finite.</returns>
    public static bool Run(Span<double> rows, ReadOnlySpan<double> offsets, ReadOnlySpan<double> divisors)
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Pack512>(rows, offsets, divisors);
        return Vector256.IsHardwareAccelerated ? Run<Pack256>(rows, offsets, divisors) : Run<Pack128>(rows, offsets, divisors);
    }

    private static bool Run<TPack>(Span<double> rows, ReadOnlySpan<double> offsets, ReadOnlySpan<double> divisors)
        where TPack : struct, IPack<TPack>
    {
        int columns = offsets.Length;
        ref double row = ref MemoryMarshal.GetReference(rows);
        ref double offset = ref MemoryMarshal.GetReference(offsets);
        ref double divisor = ref MemoryMarshal.GetReference(divisors[..columns]);
        // What is not finite is no 0 less itself.
        var nothing = TPack.Broadcast(0);
        double none = 0;
        for (int left = rows.Length; left >= columns && left > 0; left -= columns)
        {
            int c = 0;
            for (; c <= columns - Pack.Size; c += Pack.Size)
            {
                ref double values = ref Unsafe.Add(ref row, c);
                var scaled =
                    (TPack.Load(ref values) - TPack.Load(ref Unsafe.Add(ref offset, c)))
                    / TPack.Load(ref Unsafe.Add(ref divisor, c));
                scaled.Store(ref values);
                nothing += scaled - scaled;
            }
            for (; c < columns; c++)
            {
                double scaled = (Unsafe.Add(ref row, c) - offsets[c]) / divisors[c];
                Unsafe.Add(ref row, c) = scaled;
                none += scaled - scaled;
            }
            row = ref Unsafe.Add(ref row, columns);
        }
        return TPack.Fold(nothing) + none == 0;
    }
}
