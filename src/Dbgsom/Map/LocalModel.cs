using Dbgsom.Numerics;

namespace Dbgsom.Map;

/// <summary>
/// What a map expects of a row of which some features are known: near the row it takes the neurons, each as often as it won samples, for a normal
/// distribution with their mean m and their covariance C, beside noise of variance s² in every feature, and gives the conditional mean
/// m + C_·k (C_kk + s²I)⁻¹ (x_k − m_k), k the known features. C = AᵀA with a row of A for each neuron, so that the system solved is as large as
/// there are neurons: Aᵀ (A_k A_kᵀ + s²I)⁻¹ A_k (x_k − m_k).
/// </summary>
/// <param name="map">The map.</param>
internal sealed class LocalModel(SomMap map)
{
    // By measurement, see docs/missing-values.md: in quantization errors, how much farther than the winner a neuron may be and still have a say, and
    // how much of the squared error of a feature is noise.
    private const double Reach = 0.7;
    private const double NoiseShare = 0.7;

    // Neurons that together have less of a say than rounding.
    private const double LeastShare = 1e-6;

    private readonly int[] live = [.. map.Neurons.Where(neuron => !neuron.IsDead).Select(neuron => neuron.Index)];

    /// <summary>The values expected, in the space trained in.</summary>
    /// <param name="row">The row; anything where a value is missing.</param>
    /// <param name="known">The features that are known, ascending.</param>
    /// <param name="comparable">How many features tell rows apart.</param>
    /// <param name="distances">Its distance from each neuron by the known features.</param>
    public double[] At(ReadOnlySpan<double> row, ReadOnlySpan<int> known, int comparable, ReadOnlySpan<double> distances)
    {
        double[] shares = Shares(distances);
        int[] near = [.. Enumerable.Range(0, live.Length).Where(i => shares[i] > LeastShare)];
        var expected = new double[map.FeatureCount];
        foreach (int i in near)
            for (int f = 0; f < expected.Length; f++)
                expected[f] += shares[i] * map.Weights[live[i]][f];
        double[][] apart = Array.ConvertAll(near, i => Apart(live[i], Math.Sqrt(shares[i]), expected));
        double[] along = Along(apart, row, known, comparable, expected);
        for (int i = 0; i < near.Length; i++)
        for (int f = 0; f < expected.Length; f++)
            expected[f] += along[i] * apart[i][f];
        return expected;
    }

    /// <summary>n_j·exp(−(d_j² − d₀²) / 2r²) over their sum, d₀ the least distance.</summary>
    private double[] Shares(ReadOnlySpan<double> distances)
    {
        double least = double.PositiveInfinity;
        foreach (int neuron in live)
            least = Math.Min(least, distances[neuron]);
        double radius = Reach * map.Training.QuantizationError;
        var shares = new double[live.Length];
        for (int i = 0; i < live.Length; i++)
        {
            double distance = distances[live[i]];
            shares[i] =
                radius > 0 ? -((distance * distance) - (least * least)) / (2 * radius * radius)
                : distance == least ? 0
                : double.NegativeInfinity;
        }
        DeterministicMath.Exp(shares);
        for (int i = 0; i < live.Length; i++)
            shares[i] *= map.Neurons[live[i]].HitMass;
        double sum = Ordered.Sum(shares);
        return Array.ConvertAll(shares, share => share / sum);
    }

    private double[] Apart(int neuron, double factor, double[] mean)
    {
        var weights = map.Weights[neuron];
        var apart = new double[mean.Length];
        for (int f = 0; f < apart.Length; f++)
            apart[f] = factor * (weights[f] - mean[f]);
        return apart;
    }

    /// <summary>(A_k A_kᵀ + s²I)⁻¹ A_k (x_k − m_k).</summary>
    private double[] Along(double[][] apart, ReadOnlySpan<double> row, ReadOnlySpan<int> known, int comparable, double[] mean)
    {
        double error = map.Training.QuantizationError;
        double noise = NoiseShare * error * error / comparable;
        var products = new double[apart.Length][];
        var along = new double[apart.Length];
        for (int i = 0; i < apart.Length; i++)
        {
            products[i] = new double[i + 1];
            foreach (int f in known)
            {
                along[i] += apart[i][f] * (row[f] - mean[f]);
                for (int k = 0; k <= i; k++)
                    products[i][k] += apart[i][f] * apart[k][f];
            }
            products[i][i] += noise;
        }
        if (noise > 0)
            SolveByCholesky(products, along);
        else
            Array.Clear(along);
        return along;
    }

    /// <summary>Solves a positive definite system in place, given the lower half of its matrix.</summary>
    private static void SolveByCholesky(double[][] matrix, double[] values)
    {
        int n = values.Length;
        for (int i = 0; i < n; i++)
        for (int k = 0; k <= i; k++)
        {
            double rest = matrix[i][k];
            for (int l = 0; l < k; l++)
                rest -= matrix[i][l] * matrix[k][l];
            matrix[i][k] = i == k ? Math.Sqrt(rest) : rest / matrix[k][k];
        }
        for (int i = 0; i < n; i++)
        {
            for (int l = 0; l < i; l++)
                values[i] -= matrix[i][l] * values[l];
            values[i] /= matrix[i][i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int l = i + 1; l < n; l++)
                values[i] -= matrix[l][i] * values[l];
            values[i] /= matrix[i][i];
        }
    }
}
