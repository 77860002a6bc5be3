using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// The inner products of one vector with all rows of a matrix, bit for bit those of <see cref="DotProduct"/>. The rows are packed as in
/// <see cref="PackedWeights"/>: panels of eight rows, column by column.
/// </summary>
internal sealed class PackedProducts
{
    private readonly double[] panels;
    private readonly int panelCount;
    private readonly int columns;

    /// <param name="matrix">Row-major values.</param>
    /// <param name="columns">Number of columns.</param>
    public PackedProducts(ReadOnlySpan<double> matrix, int columns)
    {
        this.columns = columns;
        panelCount = ((matrix.Length / columns) + Pack.Size - 1) / Pack.Size;
        panels = new double[panelCount * Pack.Size * columns];
        for (int row = 0; row < matrix.Length / columns; row++)
        for (int c = 0; c < columns; c++)
            panels[(row / Pack.Size * Pack.Size * columns) + (c * Pack.Size) + (row % Pack.Size)] = matrix[(row * columns) + c];
    }

    /// <summary>Numbers of products with room for a last, incomplete panel.</summary>
    public int PaddedCount => panelCount * Pack.Size;

    /// <summary>The products of all rows with <paramref name="vector"/>.</summary>
    /// <param name="vector">As many numbers as columns.</param>
    /// <param name="products">Room for <see cref="PaddedCount"/> numbers.</param>
    public void Of(ReadOnlySpan<double> vector, Span<double> products)
    {
        if (Vector512.IsHardwareAccelerated)
            Of<Pack512>(vector, products);
        else if (Vector256.IsHardwareAccelerated)
            Of<Pack256>(vector, products);
        else
            Of<Pack128>(vector, products);
    }

    internal void Of<TPack>(ReadOnlySpan<double> vector, Span<double> products)
        where TPack : struct, IPack<TPack>
    {
        ref double x = ref MemoryMarshal.GetReference(vector);
        ref double panel = ref MemoryMarshal.GetArrayDataReference(panels);
        for (int p = 0; p < panelCount; p++)
        {
            WithPanel<TPack>(ref x, ref panel, columns).Store(ref products[p * Pack.Size]);
            panel = ref Unsafe.Add(ref panel, Pack.Size * columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack WithPanel<TPack>(ref double x, ref double panel, int columns)
        where TPack : struct, IPack<TPack>
    {
        if (columns == 2)
            return Product<TPack>(ref x, ref panel, 0) + Product<TPack>(ref x, ref panel, 1);
        var zero = TPack.Broadcast(0);
        var (l0, l1, l2, l3, l4, l5, l6, l7) = (zero, zero, zero, zero, zero, zero, zero, zero);
        int f = 0;
        for (; f <= columns - Pack.Size; f += Pack.Size)
        {
            l0 += Product<TPack>(ref x, ref panel, f);
            l1 += Product<TPack>(ref x, ref panel, f + 1);
            l2 += Product<TPack>(ref x, ref panel, f + 2);
            l3 += Product<TPack>(ref x, ref panel, f + 3);
            l4 += Product<TPack>(ref x, ref panel, f + 4);
            l5 += Product<TPack>(ref x, ref panel, f + 5);
            l6 += Product<TPack>(ref x, ref panel, f + 6);
            l7 += Product<TPack>(ref x, ref panel, f + 7);
        }
        int rest = columns - f;
        if (rest > 0)
            l0 += Product<TPack>(ref x, ref panel, f);
        if (rest > 1)
            l1 += Product<TPack>(ref x, ref panel, f + 1);
        if (rest > 2)
            l2 += Product<TPack>(ref x, ref panel, f + 2);
        if (rest > 3)
            l3 += Product<TPack>(ref x, ref panel, f + 3);
        if (rest > 4)
            l4 += Product<TPack>(ref x, ref panel, f + 4);
        if (rest > 5)
            l5 += Product<TPack>(ref x, ref panel, f + 5);
        if (rest > 6)
            l6 += Product<TPack>(ref x, ref panel, f + 6);
        return l0 + l4 + (l2 + l6) + (l1 + l5 + (l3 + l7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Product<TPack>(ref double x, ref double panel, int column)
        where TPack : struct, IPack<TPack> =>
        TPack.Broadcast(Unsafe.Add(ref x, column)) * TPack.Load(ref Unsafe.Add(ref panel, column * Pack.Size));
}
