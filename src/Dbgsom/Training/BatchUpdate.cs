using Dbgsom.Passes;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// Step 6c: w_i = Σ_j h_ij·n_j·c_j / Σ_j h_ij·n_j over the neurons j that won samples. A zero denominator keeps w_i. Where samples lack values, n_j is
/// for each feature the mass of those that have it.
/// </summary>
internal static class BatchUpdate
{
    /// <summary>The new weights.</summary>
    /// <param name="sums">Sums of the epoch.</param>
    /// <param name="centers">c_j of the neurons that won samples, row-major.</param>
    /// <param name="neighborhoods">h.</param>
    /// <param name="weights">The weights so far, row-major.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    public static double[] Compute(
        EpochSums sums,
        double[] centers,
        NeuronNeighborhoods neighborhoods,
        double[] weights,
        int columns,
        Team team
    )
    {
        var live = Live(sums, centers, neighborhoods.Count, columns);
        if (!sums.HasGaps)
            return neighborhoods.Means(live, weights, team);
        // With q the shares of n_j that have a feature, Σ h·n·q·c / Σ h·n over Σ h·n·q / Σ h·n. A feature that no neuron around knows keeps its weight.
        double[] shares = KnownShares(sums, live, columns);
        double[] result = neighborhoods.Means(live with { Values = Products(centers, shares) }, weights, team);
        double[] known = neighborhoods.Means(live with { Values = shares }, new double[weights.Length], team);
        for (int i = 0; i < result.Length; i++)
            result[i] = known[i] > 0 ? result[i] / known[i] : weights[i];
        return result;
    }

    private static WeightedNeurons Live(EpochSums sums, double[] centers, int neurons, int columns)
    {
        var mass = new double[neurons];
        var index = new int[neurons];
        int count = 0;
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            mass[neuron] = sums.Mass(neuron);
            if (mass[neuron] != 0)
                index[count++] = neuron;
        }
        return new WeightedNeurons(index[..count], mass, centers, columns);
    }

    private static double[] KnownShares(EpochSums sums, WeightedNeurons live, int columns)
    {
        var shares = new double[live.Values.Length];
        foreach (int neuron in live.Index)
            for (int c = 0; c < columns; c++)
                shares[(neuron * columns) + c] = sums.KnownShare(neuron, c);
        return shares;
    }

    private static double[] Products(double[] centers, double[] shares)
    {
        var products = new double[centers.Length];
        for (int i = 0; i < products.Length; i++)
            products[i] = centers[i] * shares[i];
        return products;
    }
}
