using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Passes;

namespace Dbgsom.Classification.Lvq;

/// <summary>w_i = Σ_j h_ij (2·S_jc(i) − S_j) / Σ_j h_ij (2·N_jc(i) − N_j), see <see cref="LvqRefinement"/>.</summary>
internal static class LvqUpdate
{
    // A denominator that is 0 but for rounding would throw the neuron out of the data.
    private const double Rounding = 1e-12;

    /// <summary>The new weights.</summary>
    /// <param name="sums">S_jc and N_jc.</param>
    /// <param name="hops">Distances on the grid.</param>
    /// <param name="neighborhood">h by hops.</param>
    /// <param name="weights">The weights so far.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static double[] Compute(
        ClassSums sums,
        HopDistances hops,
        double[] neighborhood,
        WeightMatrix weights,
        CancellationToken cancellationToken
    )
    {
        int columns = weights.FeatureCount;
        double[] result = weights.Values.ToArray();
        double[][] masses = [.. Enumerable.Range(0, hops.Count).Select(sums.Mass.Of)];
        double[] all = Array.ConvertAll(masses, mass => Ordered.Sum(mass));
        double[] totals = Totals(sums, masses, columns);
        var own = new double[columns];
        var numerator = new double[columns];
        for (int i = 0; i < hops.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (all[i] == 0)
                continue;
            int label = ClassTable.First(masses[i]);
            var steps = hops.Row(i);
            double denominator = 0;
            double terms = 0;
            Array.Clear(numerator);
            for (int j = 0; j < hops.Count; j++)
            {
                double h = neighborhood[steps[j]];
                if (h == 0 || all[j] == 0)
                    continue;
                denominator += h * ((2 * masses[j][label]) - all[j]);
                terms += h * all[j];
                ScaledAdd.Run(numerator, totals.AsSpan(j * columns, columns), -h);
                if (sums.TryGet(j, label, own))
                    ScaledAdd.Run(numerator, own, 2 * h);
            }
            if (denominator > Rounding * terms)
                for (int c = 0; c < columns; c++)
                    result[(i * columns) + c] = numerator[c] / denominator;
        }
        return result;
    }

    /// <summary>S_j, the classes added up in their order.</summary>
    private static double[] Totals(ClassSums sums, double[][] masses, int columns)
    {
        var totals = new double[masses.Length * columns];
        var part = new double[columns];
        for (int j = 0; j < masses.Length; j++)
        for (int label = 0; label < masses[j].Length; label++)
            if (sums.TryGet(j, label, part))
                ScaledAdd.Run(totals.AsSpan(j * columns, columns), part, 1);
        return totals;
    }
}
