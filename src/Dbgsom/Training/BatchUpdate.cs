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
        int[] live = [.. Enumerable.Range(0, hops.Count).Where(neuron => sums.Mass(neuron) > 0)];
        var masses = Array.ConvertAll(live, sums.Mass);
        var centers = new double[live.Length * columns];
        for (int j = 0; j < live.Length; j++)
            sums.Center(live[j], centers.AsSpan(j * columns, columns));
        double[] result = [.. weights];
        if (columns <= LowDimensionUpdate.MostColumns)
            FewColumns(live, hops, neighborhood, masses, centers, result, columns);
        else
            ManyColumns(live, hops, neighborhood, masses, centers, result, columns);
        return result;
    }

    private static void ManyColumns(
        int[] live,
        HopDistances hops,
        double[] neighborhood,
        double[] masses,
        double[] centers,
        double[] result,
        int columns
    )
    {
        var numerator = new double[columns];
        for (int i = 0; i < hops.Count; i++)
        {
            var steps = hops.Row(i);
            double denominator = 0;
            Array.Clear(numerator);
            for (int j = 0; j < live.Length; j++)
            {
                double factor = neighborhood[steps[live[j]]] * masses[j];
                if (factor == 0)
                    continue;
                denominator += factor;
                ScaledAdd.Run(numerator, centers.AsSpan(j * columns, columns), factor);
            }
            if (denominator > 0)
                for (int c = 0; c < columns; c++)
                    result[(i * columns) + c] = numerator[c] / denominator;
        }
    }

    private static void FewColumns(
        int[] live,
        HopDistances hops,
        double[] neighborhood,
        double[] masses,
        double[] centers,
        double[] result,
        int columns
    )
    {
        int padded = (hops.Count + Pack.Size - 1) / Pack.Size * Pack.Size;
        var h = new double[padded];
        var sums = new double[padded * (columns + 1)];
        for (int j = 0; j < live.Length; j++)
            LowDimensionUpdate.Add(hops.Row(live[j]), neighborhood, masses[j], centers.AsSpan(j * columns, columns), h, sums);
        for (int i = 0; i < hops.Count; i++)
        {
            double denominator = sums[(columns * padded) + i];
            if (denominator > 0)
                for (int c = 0; c < columns; c++)
                    result[(i * columns) + c] = sums[(c * padded) + i] / denominator;
        }
    }
}
