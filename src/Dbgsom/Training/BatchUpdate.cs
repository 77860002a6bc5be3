using Dbgsom.Kernels;
using Dbgsom.Passes;

namespace Dbgsom.Training;

/// <summary>
/// Step 6c: w_i = Σ_j h_ij·n_j·c_j / Σ_j h_ij·n_j over the neurons j that won samples. A zero denominator keeps w_i.
/// </summary>
internal static class BatchUpdate
{
    /// <summary>The new weights.</summary>
    /// <param name="sums">Sums of the epoch.</param>
    /// <param name="hops">Distances on the grid.</param>
    /// <param name="neighborhood">h by hops.</param>
    /// <param name="weights">The weights so far, row-major.</param>
    /// <param name="columns">Number of features.</param>
    public static double[] Compute(EpochSums sums, HopDistances hops, double[] neighborhood, double[] weights, int columns)
    {
        var live = LiveNeurons.Of(sums, hops.Count, columns);
        double[] result = [.. weights];
        if (columns <= LowDimensionUpdate.MostColumns)
            FewColumns(live, hops, neighborhood, result);
        else
            ManyColumns(live, hops, neighborhood, result);
        return result;
    }

    private static void ManyColumns(LiveNeurons live, HopDistances hops, double[] neighborhood, double[] result)
    {
        var numerator = new double[live.Columns];
        for (int i = 0; i < hops.Count; i++)
        {
            var steps = hops.Row(i);
            double denominator = 0;
            Array.Clear(numerator);
            for (int j = 0; j < live.Count; j++)
            {
                double factor = neighborhood[steps[live.Index[j]]] * live.Mass[j];
                if (factor == 0)
                    continue;
                denominator += factor;
                ScaledAdd.Run(numerator, live.Center(j), factor);
            }
            if (denominator > 0)
                for (int c = 0; c < live.Columns; c++)
                    result[(i * live.Columns) + c] = numerator[c] / denominator;
        }
    }

    private static void FewColumns(LiveNeurons live, HopDistances hops, double[] neighborhood, double[] result)
    {
        int columns = live.Columns;
        int padded = (hops.Count + Pack.Size - 1) / Pack.Size * Pack.Size;
        var h = new double[padded];
        var sums = new double[padded * (columns + 1)];
        for (int j = 0; j < live.Count; j++)
            LowDimensionUpdate.Add(hops.Row(live.Index[j]), neighborhood, live.Mass[j], live.Center(j), h, sums);
        for (int i = 0; i < hops.Count; i++)
        {
            double denominator = sums[(columns * padded) + i];
            if (denominator > 0)
                for (int c = 0; c < columns; c++)
                    result[(i * columns) + c] = sums[(c * padded) + i] / denominator;
        }
    }

    /// <summary>The neurons j that won samples.</summary>
    /// <param name="Index">Their indices, ascending.</param>
    /// <param name="Mass">n_j.</param>
    /// <param name="Centers">c_j, row-major.</param>
    /// <param name="Columns">Number of features.</param>
    private sealed record LiveNeurons(int[] Index, double[] Mass, double[] Centers, int Columns)
    {
        public int Count => Index.Length;

        public static LiveNeurons Of(EpochSums sums, int neurons, int columns)
        {
            int[] index = [.. Enumerable.Range(0, neurons).Where(neuron => sums.Mass(neuron) > 0)];
            var centers = new double[index.Length * columns];
            for (int j = 0; j < index.Length; j++)
                sums.Center(index[j], centers.AsSpan(j * columns, columns));
            return new LiveNeurons(index, Array.ConvertAll(index, sums.Mass), centers, columns);
        }

        public ReadOnlySpan<double> Center(int j) => Centers.AsSpan(j * Columns, Columns);
    }
}
