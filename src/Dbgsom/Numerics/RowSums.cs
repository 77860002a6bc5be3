using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>
/// Sums of whole rows into groups – one group a neuron –, each column on its own grid; exact, whatever the order. Two more columns may
/// follow those of the rows, for what is summed along with them.
/// </summary>
internal sealed class RowSums
{
    private readonly int columns;

    // From the sums of h to those of l, and from M₁ to M₂: whole cache lines.
    private readonly int apart;
    private readonly AlignedArray<double> grid;
    private AlignedArray<double> sums;

    public RowSums(int groups, ReadOnlySpan<SumGrid> grids)
    {
        columns = grids.Length;
        apart = (columns + Pack.Size - 1) / Pack.Size * Pack.Size;
        grid = new AlignedArray<double>(2 * apart);
        for (int c = 0; c < columns; c++)
            (grid.Span[c], grid.Span[apart + c]) = grids[c];
        sums = new AlignedArray<double>(groups * 2 * apart);
    }

    /// <summary>M₁ and M₂ of the columns, with what fills up the lines.</summary>
    public double[] Grids => grid.Span.ToArray();

    /// <summary>The sum of one column of one group, rounded once.</summary>
    public double this[int group, int column]
    {
        get
        {
            int at = (group * 2 * apart) + column;
            return sums.Span[at] + sums.Span[at + apart];
        }
    }

    /// <summary>The sums of the first columns of one group, each rounded once and divided by the same number.</summary>
    public void Divided(int group, double divisor, Span<double> quotients)
    {
        var high = sums.Span.Slice(group * 2 * apart, quotients.Length);
        var low = sums.Span.Slice((group * 2 * apart) + apart, quotients.Length);
        int c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= quotients.Length - Vector512<double>.Count; c += Vector512<double>.Count)
                ((Vector512.Create<double>(high[c..]) + Vector512.Create<double>(low[c..])) / divisor).CopyTo(quotients[c..]);
        for (; c < quotients.Length; c++)
            quotients[c] = (high[c] + low[c]) / divisor;
    }

    /// <summary>Adds <paramref name="factor"/> · row to a group; the product is rounded, its sum is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int group, ReadOnlySpan<double> row, double factor)
    {
        ref double h = ref Unsafe.Add(ref sums.First, group * 2 * apart);
        Add(ref MemoryMarshal.GetReference(row), (nuint)row.Length, factor, ref grid.First, ref h, (nuint)apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double x, nuint length, double factor, ref double m1, ref double h, nuint apart)
    {
        ref double m2 = ref Unsafe.Add(ref m1, apart);
        ref double l = ref Unsafe.Add(ref h, apart);
        nuint c = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var factors = Vector512.Create(factor);
            for (; c + 8 <= length; c += 8)
            {
                var big = Vector512.LoadUnsafe(ref m1, c);
                var small = Vector512.LoadUnsafe(ref m2, c);
                AddEight(Vector512.LoadUnsafe(ref x, c) * factors, big, small, ref Unsafe.Add(ref h, c), apart);
            }
        }
        if (Vector256.IsHardwareAccelerated)
            for (; c + 4 <= length; c += 4)
                AddFour(Vector256.LoadUnsafe(ref x, c) * factor, ref Unsafe.Add(ref m1, c), ref Unsafe.Add(ref h, c), apart);
        for (; c + 2 <= length; c += 2)
            AddTwo(Vector128.LoadUnsafe(ref x, c) * factor, ref m1, ref m2, ref h, ref l, c);
        if (c < length)
            AddOne(Unsafe.Add(ref x, c) * factor, ref m1, ref m2, ref h, ref l, c);
    }

    /// <summary>
    /// Adds many rows, each times its factor, to the groups they belong to; and to the two columns that follow those of the rows the factor
    /// and an extra value.
    /// </summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="groups">A valid group a row: it is not checked.</param>
    /// <param name="factors">A factor a row; 0 leaves the row out.</param>
    /// <param name="extras">A value a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRows(
        ReadOnlySpan<double> rows,
        ReadOnlySpan<int> groups,
        ReadOnlySpan<double> factors,
        ReadOnlySpan<double> extras
    )
    {
        nuint length = (nuint)columns - 2;
        nuint lines = (nuint)apart;
        ref double x = ref MemoryMarshal.GetReference(rows);
        ref double m1 = ref grid.First;
        ref double all = ref sums.First;
        ref int group = ref MemoryMarshal.GetReference(groups);
        ref double factor = ref MemoryMarshal.GetReference(factors);
        ref double extra = ref MemoryMarshal.GetReference(extras);
        nuint row = 0;
        if (Vector512.IsHardwareAccelerated && length >= 8)
            for (; row + 2 <= (nuint)groups.Length; row += 2, x = ref Unsafe.Add(ref x, 2 * length))
            {
                ref double h = ref Unsafe.Add(ref all, (nuint)Unsafe.Add(ref group, row) * 2 * lines);
                ref double other = ref Unsafe.Add(ref all, (nuint)Unsafe.Add(ref group, row + 1) * 2 * lines);
                AddBoth(
                    ref x,
                    length,
                    (nuint)groups.Length * length,
                    ref Unsafe.Add(ref factor, row),
                    ref m1,
                    ref h,
                    ref other,
                    lines
                );
                AddTail(ref factor, ref extra, row, ref m1, ref h, lines, length);
                AddTail(ref factor, ref extra, row + 1, ref m1, ref other, lines, length);
            }
        for (; row < (nuint)groups.Length; row++)
        {
            ref double h = ref Unsafe.Add(ref all, (nuint)Unsafe.Add(ref group, row) * 2 * lines);
            double times = Unsafe.Add(ref factor, row);
            if (length == 2 && Vector256.IsHardwareAccelerated)
            {
                // Two features and what follows them fit into one register.
                var pair = Vector128.LoadUnsafe(ref x) * times;
                AddFour(Vector256.Create(pair, Vector128.Create(times, Unsafe.Add(ref extra, row))), ref m1, ref h, lines);
                x = ref Unsafe.Add(ref x, length);
                continue;
            }
            // Memory has nothing to do here: the rows that follow are most often those that are worked on next.
            Ahead.Ask(ref x, groups.Length * (int)length, (int)length, later: true);
            Add(ref x, length, times, ref m1, ref h, lines);
            AddTail(ref factor, ref extra, row, ref m1, ref h, lines, length);
            x = ref Unsafe.Add(ref x, length);
        }
    }

    /// <summary>
    /// Adds two rows that lie one after the other, which share the reading of the grid. They may be of one group: each sum is written before
    /// it is read again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBoth(
        ref double x,
        nuint length,
        nuint ahead,
        ref double factors,
        ref double m1,
        ref double h,
        ref double other,
        nuint apart
    )
    {
        ref double m2 = ref Unsafe.Add(ref m1, apart);
        ref double y = ref Unsafe.Add(ref x, length);
        var (times, otherTimes) = (Vector512.Create(factors), Vector512.Create(Unsafe.Add(ref factors, 1)));
        nuint c = 0;
        for (; c + 8 <= length; c += 8)
        {
            // Memory has nothing to do here: the rows that follow are most often those that are worked on next.
            Ahead.AskForLater(ref x, ahead + c);
            Ahead.AskForLater(ref y, ahead + c);
            var big = Vector512.LoadUnsafe(ref m1, c);
            var small = Vector512.LoadUnsafe(ref m2, c);
            AddEight(Vector512.LoadUnsafe(ref x, c) * times, big, small, ref Unsafe.Add(ref h, c), apart);
            AddEight(Vector512.LoadUnsafe(ref y, c) * otherTimes, big, small, ref Unsafe.Add(ref other, c), apart);
        }
        if (c == length)
            return;
        m1 = ref Unsafe.Add(ref m1, c);
        Add(ref Unsafe.Add(ref x, c), length - c, factors, ref m1, ref Unsafe.Add(ref h, c), apart);
        Add(ref Unsafe.Add(ref y, c), length - c, Unsafe.Add(ref factors, 1), ref m1, ref Unsafe.Add(ref other, c), apart);
    }

    /// <summary>Adds to the two columns behind those of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTail(
        ref double factors,
        ref double extras,
        nuint row,
        ref double m1,
        ref double h,
        nuint apart,
        nuint column
    ) =>
        AddTwo(
            Vector128.Create(Unsafe.Add(ref factors, row), Unsafe.Add(ref extras, row)),
            ref m1,
            ref Unsafe.Add(ref m1, apart),
            ref h,
            ref Unsafe.Add(ref h, apart),
            column
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEight(
        Vector512<double> term,
        Vector512<double> big,
        Vector512<double> small,
        ref double h,
        nuint apart
    )
    {
        var rounded = term + big - big;
        (Vector512.LoadUnsafe(ref h) + rounded).StoreUnsafe(ref h);
        (Vector512.LoadUnsafe(ref h, apart) + (term - rounded + small - small)).StoreUnsafe(ref h, apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(Vector256<double> term, ref double m1, ref double h, nuint apart)
    {
        var big = Vector256.LoadUnsafe(ref m1);
        var small = Vector256.LoadUnsafe(ref m1, apart);
        var rounded = term + big - big;
        (Vector256.LoadUnsafe(ref h) + rounded).StoreUnsafe(ref h);
        (Vector256.LoadUnsafe(ref h, apart) + (term - rounded + small - small)).StoreUnsafe(ref h, apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwo(Vector128<double> term, ref double m1, ref double m2, ref double h, ref double l, nuint c)
    {
        var big = Vector128.LoadUnsafe(ref m1, c);
        var small = Vector128.LoadUnsafe(ref m2, c);
        var rounded = term + big - big;
        (Vector128.LoadUnsafe(ref h, c) + rounded).StoreUnsafe(ref h, c);
        (Vector128.LoadUnsafe(ref l, c) + (term - rounded + small - small)).StoreUnsafe(ref l, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne(double term, ref double m1, ref double m2, ref double h, ref double l, nuint c)
    {
        double big = Unsafe.Add(ref m1, c);
        double small = Unsafe.Add(ref m2, c);
        double rounded = term + big - big;
        Unsafe.Add(ref h, c) += rounded;
        Unsafe.Add(ref l, c) += term - rounded + small - small;
    }

    /// <summary>The sums of h and of l of some groups, without what fills up the lines.</summary>
    public double[] ToParts(int groups)
    {
        var parts = new double[groups * 2 * columns];
        for (int half = 0; half < 2 * groups; half++)
            sums.Span.Slice(half * apart, columns).CopyTo(parts.AsSpan(half * columns));
        return parts;
    }

    /// <summary>Takes the sums of <see cref="ToParts"/>.</summary>
    public void FromParts(ReadOnlySpan<double> parts)
    {
        MakeRoom(parts.Length / (2 * columns));
        for (int half = 0; half < parts.Length / columns; half++)
            parts.Slice(half * columns, columns).CopyTo(sums.Span[(half * apart)..]);
    }

    /// <summary>Makes room for at least so many groups.</summary>
    public void MakeRoom(int groups)
    {
        long needed = (long)groups * 2 * apart;
        if (needed <= sums.Length)
            return;
        int most = (Array.MaxLength / (2 * apart) * 2 * apart) - (2 * apart);
        if (needed > most)
            throw new ArgumentException($"{groups} sums of {columns} features are more than one array in memory holds");
        var larger = new AlignedArray<double>((int)Math.Min(Math.Max(needed, 2L * sums.Length), most));
        sums.Span.CopyTo(larger.Span);
        sums.Release();
        sums = larger;
    }

    /// <summary>Gives the memory of the sums back.</summary>
    public void Release()
    {
        sums.Release();
        grid.Release();
    }

    /// <summary>Adds one group of other sums to a group.</summary>
    public void Merge(int group, RowSums other, int otherGroup) =>
        Merge(sums.Span.Slice(group * 2 * apart, 2 * apart), other.sums.Span.Slice(otherGroup * 2 * apart, 2 * apart));

    public void Merge(RowSums other) => Merge(sums.Span, other.sums.Span);

    private static void Merge(Span<double> into, ReadOnlySpan<double> other) => ScaledAdd.Run(into, other, 1);
}
