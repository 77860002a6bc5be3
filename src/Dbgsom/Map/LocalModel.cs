using Dbgsom.Numerics;

namespace Dbgsom.Map;

/// <summary>
/// What a map expects of a row of which some features are known: near the row it takes the neurons, each as often as it won samples, for a normal
/// distribution with their mean m and their covariance C, beside noise of variance s² r_f in feature f, and gives the conditional mean
/// m + C_·k (C_kk + s²R)⁻¹ (x_k − m_k), k the known features, and its deviation. r is 1, or what the weights of features make of it. C = AᵀA with a row of A
/// for each neuron and each axis of the scatter around them, so that the system solved is as large as there are of these: with M = A_k R⁻¹ A_kᵀ + s²I it is Aᵀ M⁻¹ A_k R⁻¹ (x_k − m_k), and the
/// variance of feature u is s² (r_u + a_uᵀ M⁻¹ a_u), a_u its column of A.
/// </summary>
/// <param name="map">The map.</param>
/// <param name="scatter">How rows scatter around neurons: the share of s² that is trusted to it has its directions, the rest none.</param>
internal sealed class LocalModel(SomMap map, ResidualScatter scatter)
{
    // A map of nearly as many neurons as rows lies on its rows, and its error says little; this many times the squared error is the most that is made of it.
    private const double MostCorrection = 4;

    // Neurons that together have less of a say than rounding.
    private const double LeastShare = 1e-6;

    private readonly double[]? relative = Relatives(map);

    private readonly double squaredError = SquaredError(map);

    private readonly int[] live = [.. map.Neurons.Where(neuron => !neuron.IsDead).Select(neuron => neuron.Index)];

    /// <summary>The values expected, in the space trained in.</summary>
    /// <param name="row">The row; anything where a value is missing.</param>
    /// <param name="known">The features that are known, ascending.</param>
    /// <param name="comparable">How many features tell rows apart.</param>
    /// <param name="distances">The distance of the row from each neuron by the known features.</param>
    /// <param name="deviations">Room for the standard deviation of every feature that is not known; empty where they are not wanted.</param>
    public double[] At(
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> known,
        int comparable,
        ReadOnlySpan<double> distances,
        Span<double> deviations
    )
    {
        double[] shares = Shares(distances);
        int[] near = [.. Enumerable.Range(0, live.Length).Where(i => shares[i] > LeastShare)];
        var expected = new double[map.FeatureCount];
        foreach (int i in near)
            for (int f = 0; f < expected.Length; f++)
                expected[f] += shares[i] * map.Weights[live[i]][f];
        double noise = squaredError / comparable;
        double length = Math.Sqrt(scatter.Trust * noise);
        double[][] apart =
        [
            .. near.Select(i => Apart(live[i], Math.Sqrt(shares[i]), expected)),
            .. scatter.Axes.Select(axis => Array.ConvertAll(axis, value => length * value)),
        ];
        noise *= 1 - scatter.Trust;
        var (along, root) = Along(apart, row, known, noise, expected);
        for (int f = 0; f < deviations.Length; f++)
            deviations[f] = known.Contains(f) ? 0 : Deviation(apart, root, noise, f);
        for (int i = 0; i < apart.Length; i++)
        for (int f = 0; f < expected.Length; f++)
            expected[f] += along[i] * apart[i][f];
        return expected;
    }

    /// <summary>n_j·exp(−(d_j² − d₀²) / 2r²) over their sum, d₀ the least distance, r² the squared error.</summary>
    private double[] Shares(ReadOnlySpan<double> distances)
    {
        double least = double.PositiveInfinity;
        foreach (int neuron in live)
            least = Math.Min(least, distances[neuron]);
        var shares = new double[live.Length];
        for (int i = 0; i < live.Length; i++)
        {
            double distance = distances[live[i]];
            shares[i] =
                squaredError > 0 ? -((distance * distance) - (least * least)) / (2 * squaredError)
                : distance == least ? 0
                : double.NegativeInfinity;
        }
        DeterministicMath.Exp(shares);
        for (int i = 0; i < live.Length; i++)
            shares[i] *= map.Neurons[live[i]].HitMass;
        double sum = Ordered.Sum(shares);
        return Array.ConvertAll(shares, share => share / sum);
    }

    /// <summary>
    /// The squared error that rows the map has not seen may have: that of its own n rows times n / (n − K), as K neurons follow the rows that they win
    /// (the correction for degrees of freedom in the variance of a regression).
    /// </summary>
    private static double SquaredError(SomMap map)
    {
        double rows = map.Training.RowCount;
        double correction = rows / Math.Max(rows - map.Neurons.Count(neuron => !neuron.IsDead), rows / MostCorrection);
        return correction * map.Training.QuantizationError * map.Training.QuantizationError;
    }

    private double[] Apart(int neuron, double factor, double[] mean)
    {
        var weights = map.Weights[neuron];
        var apart = new double[mean.Length];
        for (int f = 0; f < apart.Length; f++)
            apart[f] = factor * (weights[f] - mean[f]);
        return apart;
    }

    /// <summary>r_f.</summary>
    private double Relative(int feature) => relative?[feature] ?? 1;

    /// <summary>√(s² (r_u + a_uᵀ M⁻¹ a_u)).</summary>
    private double Deviation(double[][] apart, double[][] root, double noise, int feature)
    {
        double[] along = Array.ConvertAll(apart, neuron => neuron[feature]);
        if (noise > 0)
            Cholesky.SolveLower(root, along);
        double square = Ordered.Sum(Array.ConvertAll(along, value => value * value));
        return Math.Sqrt(noise > 0 ? noise * (Relative(feature) + square) : square);
    }

    /// <summary>M⁻¹ A_k R⁻¹ (x_k − m_k), and the lower root of M.</summary>
    private (double[] Along, double[][] Root) Along(
        double[][] apart,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> known,
        double noise,
        double[] mean
    )
    {
        var products = new double[apart.Length][];
        var along = new double[apart.Length];
        for (int i = 0; i < apart.Length; i++)
        {
            products[i] = new double[i + 1];
            foreach (int f in known)
            {
                double value = apart[i][f] / Relative(f);
                along[i] += value * (row[f] - mean[f]);
                for (int k = 0; k <= i; k++)
                    products[i][k] += value * apart[k][f];
            }
            products[i][i] += noise;
        }
        if (noise > 0)
            Cholesky.Solve(products, along);
        else
            Array.Clear(along);
        return (along, products);
    }

    /// <summary>How much noise each feature has beside the mean of all that tell rows apart; null where all have the same.</summary>
    private static double[]? Relatives(SomMap map)
    {
        if (map.Space.Shares is null || map.Space.SharesOf(map.FeatureCount) is not { } shares)
            return null;
        double mean = Ordered.Sum(shares) / shares.Count(share => share > 0);
        return Array.ConvertAll(shares, share => share / mean);
    }
}
