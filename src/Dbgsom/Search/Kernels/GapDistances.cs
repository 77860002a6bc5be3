using System.Runtime.InteropServices;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Distances of rows that lack values: the sum of the terms of the known features, times D / k, stands for the sum of all (Kaski 1997). A missing
/// feature adds 0 to the lane it belongs to, see <see cref="FeatureSum"/>.
/// </summary>
internal static class GapDistances
{
    private const int Lanes = Pack.Size;

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
        Span<Pack256> low = stackalloc Pack256[Lanes];
        for (int panel = 0; panel < panels.Length / (Lanes * columns); panel++)
        {
            low.Clear();
            ref double first = ref MemoryMarshal.GetReference(panels[(panel * Lanes * columns)..]);
            foreach (int feature in known)
                low[feature % Lanes] += TTerm.Term(
                    Pack256.Broadcast(row[feature]),
                    Pack256.Load(ref System.Runtime.CompilerServices.Unsafe.Add(ref first, feature * Lanes))
                );
            var sum = low[0] + low[4] + (low[2] + low[6]) + (low[1] + low[5] + (low[3] + low[7]));
            TTerm.FromSum(sum * Pack256.Broadcast(scale)).Store(ref distances[panel * Lanes]);
        }
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
}
