using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>Sums of whole rows into groups – one group a neuron –, each column on its own grid; exact, whatever the order.</summary>
internal sealed class RowSums
{
    private readonly int columns;
    private readonly double[] first;
    private readonly double[] second;
    private double[] high;
    private double[] low;

    public RowSums(int groups, ReadOnlySpan<SumGrid> grids)
    {
        columns = grids.Length;
        first = new double[columns];
        second = new double[columns];
        for (int c = 0; c < columns; c++)
            (first[c], second[c]) = grids[c];
        high = new double[groups * columns];
        low = new double[groups * columns];
    }

    /// <summary>The sum of one column of one group, rounded once.</summary>
    public double this[int group, int column] => high[(group * columns) + column] + low[(group * columns) + column];

    /// <summary>Adds <paramref name="factor"/> · row to a group; the product is rounded, its sum is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int group, ReadOnlySpan<double> row, double factor)
    {
        ref double x = ref MemoryMarshal.GetReference(row);
        ref double m1 = ref MemoryMarshal.GetArrayDataReference(first);
        ref double m2 = ref MemoryMarshal.GetArrayDataReference(second);
        ref double h = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(high), group * columns);
        ref double l = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(low), group * columns);
        int c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= columns - Pack.Size; c += Pack.Size)
                AddPack<Pack512>(
                    ref Unsafe.Add(ref x, c),
                    factor,
                    ref Unsafe.Add(ref m1, c),
                    ref Unsafe.Add(ref m2, c),
                    ref Unsafe.Add(ref h, c),
                    ref Unsafe.Add(ref l, c)
                );
        else if (Vector256.IsHardwareAccelerated)
            for (; c <= columns - Pack.Size; c += Pack.Size)
                AddPack<Pack256>(
                    ref Unsafe.Add(ref x, c),
                    factor,
                    ref Unsafe.Add(ref m1, c),
                    ref Unsafe.Add(ref m2, c),
                    ref Unsafe.Add(ref h, c),
                    ref Unsafe.Add(ref l, c)
                );
        for (; c < columns; c++)
        {
            double term = Unsafe.Add(ref x, c) * factor;
            double big = Unsafe.Add(ref m1, c);
            double rounded = term + big - big;
            double small = Unsafe.Add(ref m2, c);
            Unsafe.Add(ref h, c) += rounded;
            Unsafe.Add(ref l, c) += term - rounded + small - small;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPack<TPack>(ref double x, double factor, ref double m1, ref double m2, ref double h, ref double l)
        where TPack : struct, IPack<TPack>
    {
        var term = TPack.Load(ref x) * TPack.Broadcast(factor);
        var big = TPack.Load(ref m1);
        var rounded = term + big - big;
        var small = TPack.Load(ref m2);
        (TPack.Load(ref h) + rounded).Store(ref h);
        (TPack.Load(ref l) + (term - rounded + small - small)).Store(ref l);
    }

    /// <summary>Makes room for at least so many groups.</summary>
    public void MakeRoom(int groups)
    {
        long needed = (long)groups * columns;
        if (needed <= high.Length)
            return;
        if (needed > Array.MaxLength)
            throw new ArgumentException($"{groups} sums of {columns} features are more than one array in memory holds");
        int length = (int)Math.Min(Math.Max(needed, 2L * high.Length), Array.MaxLength / columns * columns);
        Array.Resize(ref high, length);
        Array.Resize(ref low, length);
    }

    /// <summary>Adds one group of other sums to a group.</summary>
    public void Merge(int group, RowSums other, int otherGroup)
    {
        for (int c = 0; c < columns; c++)
        {
            high[(group * columns) + c] += other.high[(otherGroup * columns) + c];
            low[(group * columns) + c] += other.low[(otherGroup * columns) + c];
        }
    }

    public void Merge(RowSums other)
    {
        for (int i = 0; i < high.Length; i++)
        {
            high[i] += other.high[i];
            low[i] += other.low[i];
        }
    }
}
