using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Distances of rows that lack values: the sum of the terms of the known features, times D / k, stands for the sum of all (Kaski 1997). A missing
/// feature adds 0 to the lane it belongs to, see <see cref="FeatureSum"/>.
/// </summary>
internal static class GapDistances
{
    private const int Lanes = Pack.Size;
    private const int MostOnStack = 256;

    /// <summary>The distances of one row to all neurons, before a root is taken.</summary>
    /// <param name="panels">The weights: panels of eight neurons, a feature of all eight after the other.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="row">The row; anything where nothing is known.</param>
    /// <param name="known">The known features, ascending.</param>
    /// <param name="scale">D / k.</param>
    /// <param name="distances">Eight for each panel.</param>
    public static void Run<TTerm>(
        ReadOnlySpan<double> panels,
        int columns,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> known,
        double scale,
        Span<double> distances
    )
        where TTerm : struct, IFeatureTerm
    {
        // A term times 1 is the term, and times 0 is the 0 that a missing feature adds.
        Span<double> values = columns <= MostOnStack ? stackalloc double[columns] : new double[columns];
        Span<double> factors = columns <= MostOnStack ? stackalloc double[columns] : new double[columns];
        values.Clear();
        factors.Clear();
        foreach (int feature in known)
            (values[feature], factors[feature]) = (row[feature], 1);
        if (Vector512.IsHardwareAccelerated)
            Run<TTerm, Pack512>(panels, values, factors, scale, distances);
        else
            Run<TTerm, Pack256>(panels, values, factors, scale, distances);
    }

    /// <summary>The distance of one row to one neuron, or another row, before a root is taken.</summary>
    public static double One<TTerm>(ReadOnlySpan<double> row, ReadOnlySpan<double> weights, ReadOnlySpan<int> known, double scale)
        where TTerm : struct, IFeatureTerm
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        foreach (int feature in known)
            lanes[feature % Lanes] += TTerm.Term(new PackOne(row[feature]), new PackOne(weights[feature])).Value;
        double sum = lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
        return TTerm.FromSum(new PackOne(sum * scale)).Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run<TTerm, TPack>(
        ReadOnlySpan<double> panels,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> factors,
        double scale,
        Span<double> distances
    )
        where TTerm : struct, IFeatureTerm
        where TPack : struct, IPack<TPack>
    {
        int columns = values.Length;
        ref double value = ref MemoryMarshal.GetReference(values);
        ref double factor = ref MemoryMarshal.GetReference(factors);
        for (int panel = 0; panel < panels.Length / (Lanes * columns); panel++)
        {
            ref double weights = ref MemoryMarshal.GetReference(panels[(panel * Lanes * columns)..]);
            var zero = TPack.Broadcast(0);
            var (s0, s1, s2, s3, s4, s5, s6, s7) = (zero, zero, zero, zero, zero, zero, zero, zero);
            int c = 0;
            for (; c <= columns - Lanes; c += Lanes)
            {
                s0 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c);
                s1 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 1);
                s2 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 2);
                s3 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 3);
                s4 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 4);
                s5 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 5);
                s6 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 6);
                s7 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 7);
            }
            if (c < columns)
                s0 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c);
            if (c + 1 < columns)
                s1 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 1);
            if (c + 2 < columns)
                s2 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 2);
            if (c + 3 < columns)
                s3 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 3);
            if (c + 4 < columns)
                s4 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 4);
            if (c + 5 < columns)
                s5 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 5);
            if (c + 6 < columns)
                s6 += Term<TTerm, TPack>(ref value, ref factor, ref weights, c + 6);
            var sum = s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
            TTerm.FromSum(sum * TPack.Broadcast(scale)).Store(ref distances[panel * Lanes]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Term<TTerm, TPack>(ref double values, ref double factors, ref double weights, int feature)
        where TTerm : struct, IFeatureTerm
        where TPack : struct, IPack<TPack> =>
        TTerm.Term(TPack.Broadcast(Unsafe.Add(ref values, feature)), TPack.Load(ref Unsafe.Add(ref weights, feature * Lanes)))
        * TPack.Broadcast(Unsafe.Add(ref factors, feature));
}
