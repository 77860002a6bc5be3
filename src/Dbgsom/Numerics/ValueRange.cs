using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>The least and the greatest value of every feature.</summary>
internal static class ValueRange
{
    /// <summary>The place of the first value whose magnitude is not at most <paramref name="greatest"/>; −1 for none.</summary>
    public static int FirstBeyond(ReadOnlySpan<double> values, double greatest)
    {
        var most = Vector256.Create(greatest);
        int i = 0;
        while (
            i <= values.Length - Vector256<double>.Count
            && Vector256.LessThanOrEqualAll(Vector256.Abs(Vector256.Create(values[i..])), most)
        )
            i += Vector256<double>.Count;
        for (; i < values.Length; i++)
            if (!(Math.Abs(values[i]) <= greatest))
                return i;
        return -1;
    }

    /// <summary>Widens the range to hold one row; −0 counts as 0, so that it does not show which of the two came first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<double> row, Span<double> minimum, Span<double> maximum)
    {
        ref double values = ref MemoryMarshal.GetReference(row);
        ref double least = ref MemoryMarshal.GetReference(minimum[..row.Length]);
        ref double greatest = ref MemoryMarshal.GetReference(maximum[..row.Length]);
        int c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Widen<Pack512>(ref Unsafe.Add(ref values, c), ref Unsafe.Add(ref least, c), ref Unsafe.Add(ref greatest, c));
        else if (Vector256.IsHardwareAccelerated)
            for (; c <= row.Length - Pack.Size; c += Pack.Size)
                Widen<Pack256>(ref Unsafe.Add(ref values, c), ref Unsafe.Add(ref least, c), ref Unsafe.Add(ref greatest, c));
        for (; c < row.Length; c++)
        {
            double value = row[c] + 0.0;
            if (value < minimum[c])
                minimum[c] = value;
            if (value > maximum[c])
                maximum[c] = value;
        }
    }

    /// <summary>Widens the greatest magnitude of every feature to hold one row.</summary>
    public static void WidenMagnitude(ReadOnlySpan<double> row, Span<double> bounds)
    {
        ref double values = ref MemoryMarshal.GetReference(row);
        ref double greatest = ref MemoryMarshal.GetReference(bounds[..row.Length]);
        nuint c = 0;
        for (; c + 4 <= (nuint)row.Length; c += 4)
            Vector256
                .Max(Vector256.Abs(Vector256.LoadUnsafe(ref values, c)), Vector256.LoadUnsafe(ref greatest, c))
                .StoreUnsafe(ref greatest, c);
        for (; c < (nuint)row.Length; c++)
            bounds[(int)c] = Math.Max(bounds[(int)c], Math.Abs(row[(int)c]));
    }

    /// <summary>True if all values are numbers of at least so much.</summary>
    public static bool IsAtLeast(ReadOnlySpan<double> values, double least)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
                if (!Vector512.GreaterThanOrEqualAll(Vector512.Create(values[i..]), Vector512.Create(least)))
                    return false;
        for (; i <= values.Length - Vector128<double>.Count; i += Vector128<double>.Count)
            if (!Vector128.GreaterThanOrEqualAll(Vector128.Create(values[i..]), Vector128.Create(least)))
                return false;
        return i == values.Length || values[i] >= least;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen<TPack>(ref double values, ref double least, ref double greatest)
        where TPack : struct, IPack<TPack>
    {
        var value = TPack.Load(ref values) + TPack.Broadcast(0);
        var (low, high) = (TPack.Load(ref least), TPack.Load(ref greatest));
        TPack.Select(value, low, value, low).Store(ref least);
        TPack.Select(high, value, value, high).Store(ref greatest);
    }
}
