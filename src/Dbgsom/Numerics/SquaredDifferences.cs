using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>(x − other)² for every feature of one row; all operations are correctly rounded, so the same bits at every width.</summary>
internal static class SquaredDifferences
{
    public static void Run(ReadOnlySpan<double> row, ReadOnlySpan<double> others, Span<double> squares)
    {
        ref double values = ref MemoryMarshal.GetReference(row);
        ref double other = ref MemoryMarshal.GetReference(others[..row.Length]);
        ref double square = ref MemoryMarshal.GetReference(squares[..row.Length]);
        nuint c = 0;
        for (; c + 4 <= (nuint)row.Length; c += 4)
        {
            var difference = Vector256.LoadUnsafe(ref values, c) - Vector256.LoadUnsafe(ref other, c);
            (difference * difference).StoreUnsafe(ref square, c);
        }
        for (; c < (nuint)row.Length; c++)
        {
            double difference = Unsafe.Add(ref values, c) - Unsafe.Add(ref other, c);
            Unsafe.Add(ref square, c) = difference * difference;
        }
    }
}
