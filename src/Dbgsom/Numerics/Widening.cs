using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>Single precision to double, which is exact, and whether every value is a finite number.</summary>
internal static class Widening
{
    // Compiled at once: a first array may be all that is ever read.
    private const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;

    /// <summary>Widens all values.</summary>
    /// <param name="source">The values.</param>
    /// <param name="target">Room for as many.</param>
    /// <returns>True if all are finite.</returns>
    [MethodImpl(AtOnce)]
    public static bool Run(ReadOnlySpan<float> source, Span<double> target)
    {
        ref float from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target[..source.Length]);
        int i = 0;
        bool finite = true;
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512<float>.AllBitsSet;
            for (; i <= source.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Ahead.AskPage(ref from, i);
                var values = Vector512.LoadUnsafe(ref from, (nuint)i);
                all &= Vector512.LessThanOrEqual(Vector512.Abs(values), Vector512.Create(float.MaxValue));
                var (low, high) = Vector512.Widen(values);
                low.StoreUnsafe(ref to, (nuint)i);
                high.StoreUnsafe(ref to, (nuint)(i + Vector512<double>.Count));
            }
            finite = all.AsInt32() == Vector512<int>.AllBitsSet;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var all = Vector256<float>.AllBitsSet;
            for (; i <= source.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Ahead.AskPage(ref from, i);
                var values = Vector256.LoadUnsafe(ref from, (nuint)i);
                all &= Vector256.LessThanOrEqual(Vector256.Abs(values), Vector256.Create(float.MaxValue));
                var (low, high) = Vector256.Widen(values);
                low.StoreUnsafe(ref to, (nuint)i);
                high.StoreUnsafe(ref to, (nuint)(i + Vector256<double>.Count));
            }
            finite = all.AsInt32() == Vector256<int>.AllBitsSet;
        }
        for (; i < source.Length; i++)
        {
            float value = Unsafe.Add(ref from, i);
            finite &= float.IsFinite(value);
            Unsafe.Add(ref to, i) = value;
        }
        return finite;
    }

    /// <summary>True if all values are finite.</summary>
    [MethodImpl(AtOnce)]
    public static bool AllFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        bool finite = true;
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512<T>.AllBitsSet;
            for (; i <= values.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Ahead.AskPage(ref first, i);
                all &= Vector512.LessThanOrEqual(
                    Vector512.Abs(Vector512.LoadUnsafe(ref first, (nuint)i)),
                    Vector512.Create(T.MaxValue)
                );
            }
            finite = all.AsInt64() == Vector512<long>.AllBitsSet;
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var all = Vector256<T>.AllBitsSet;
            for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Ahead.AskPage(ref first, i);
                all &= Vector256.LessThanOrEqual(
                    Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i)),
                    Vector256.Create(T.MaxValue)
                );
            }
            finite = all.AsInt64() == Vector256<long>.AllBitsSet;
        }
        for (; i < values.Length; i++)
            finite &= T.IsFinite(Unsafe.Add(ref first, i));
        return finite;
    }
}
