using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Search.Kernels;

/// <summary>The k nearest neurons out of the distances of one row to all.</summary>
internal static class NearestNeurons
{
    /// <summary>Keeps the nearest so far in order; a later neuron gets in only where it is strictly nearer, so ties go by index.</summary>
    public static void Find(ReadOnlySpan<double> distances, Span<BestMatch> nearest)
    {
        nearest.Fill(new BestMatch(-1, double.PositiveInfinity));
        ref double first = ref MemoryMarshal.GetReference(distances);
        for (int neuron = 0; neuron < distances.Length; neuron++)
        {
            // Four at a time where none of them gets in: most.
            while (
                neuron <= distances.Length - Vector256<double>.Count
                && !Vector256.LessThanAny(Vector256.LoadUnsafe(ref first, (nuint)neuron), Vector256.Create(nearest[^1].Distance))
            )
                neuron += Vector256<double>.Count;
            if (neuron == distances.Length || distances[neuron] >= nearest[^1].Distance)
                continue;
            int place = nearest.Length - 1;
            for (; place > 0 && distances[neuron] < nearest[place - 1].Distance; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = new BestMatch(neuron, distances[neuron]);
        }
    }
}
