using Dbgsom.Numerics;

namespace Dbgsom.Regression;

/// <summary>
/// Sums over samples that a linear model follows from: their mass, and of z the features and y the target Σz, Σzzᵀ (its lower half), Σy and Σzy, one after the other
/// in an array, so that samples of several neurons are added up by adding arrays.
/// </summary>
/// <param name="features">The number of features.</param>
internal sealed class Moments(int features)
{
    private readonly int products = 1 + features;
    private readonly int target = 1 + features + (features * (features + 1) / 2);

    /// <summary>The number of features.</summary>
    public int Features => features;

    /// <summary>How many sums there are.</summary>
    public int Size => target + 1 + features;

    /// <summary>Adds a sample.</summary>
    public void Add(Span<double> sums, ReadOnlySpan<double> row, double value, double mass)
    {
        sums[0] += mass;
        sums[target] += mass * value;
        int at = products;
        for (int a = 0; a < features; a++)
        {
            double weighted = mass * row[a];
            sums[1 + a] += weighted;
            sums[target + 1 + a] += weighted * value;
            for (int b = 0; b <= a; b++)
                sums[at++] += weighted * row[b];
        }
    }

    /// <summary>The variance of each feature.</summary>
    public double[] Variances(ReadOnlySpan<double> sums)
    {
        var variances = new double[features];
        for (int a = 0; a < features; a++)
            variances[a] = Math.Max(0, Covariance(sums, a, a));
        return variances;
    }

    /// <summary>
    /// The linear model that leaves the least squares, where slopes cost ridge · variance · (slope − usual)²: (C + ridge·D)(b − usual) = c − C·usual, C and c the
    /// covariances of the features among each other and with the target, D the variances.
    /// </summary>
    /// <param name="sums">The sums over the samples.</param>
    /// <param name="usual">The target of the shrinkage of slopes.</param>
    /// <param name="variances">The variance of each feature over all samples; what a slope costs.</param>
    /// <param name="ridge">Above 0; infinite for the usual slopes.</param>
    /// <param name="room">Room for the lower half of a matrix, and a right side.</param>
    /// <param name="model">The level, where all features are 0, and behind it the slopes.</param>
    public void Solve(
        ReadOnlySpan<double> sums,
        ReadOnlySpan<double> usual,
        ReadOnlySpan<double> variances,
        double ridge,
        SolverRoom room,
        Span<double> model
    )
    {
        var slopes = model[1..];
        usual.CopyTo(slopes);
        if (double.IsFinite(ridge))
        {
            for (int a = 0; a < features; a++)
            {
                double rest = CovarianceWithTarget(sums, a);
                for (int b = 0; b < features; b++)
                    rest -= Covariance(sums, Math.Max(a, b), Math.Min(a, b)) * usual[b];
                room.Right[a] = rest;
                for (int b = 0; b <= a; b++)
                    room.Matrix[a][b] = Covariance(sums, a, b);
                // A feature of one value has no slope.
                room.Matrix[a][a] += variances[a] > 0 ? ridge * variances[a] : 1;
            }
            Cholesky.Solve(room.Matrix, room.Right);
            for (int a = 0; a < features; a++)
                slopes[a] += variances[a] > 0 ? room.Right[a] : 0;
        }
        double level = sums[target] / sums[0];
        for (int a = 0; a < features; a++)
            level -= slopes[a] * (sums[1 + a] / sums[0]);
        model[0] = level;
    }

    private double Covariance(ReadOnlySpan<double> sums, int a, int b) =>
        (sums[products + (a * (a + 1) / 2) + b] / sums[0]) - (sums[1 + a] / sums[0] * (sums[1 + b] / sums[0]));

    private double CovarianceWithTarget(ReadOnlySpan<double> sums, int a) =>
        (sums[target + 1 + a] / sums[0]) - (sums[1 + a] / sums[0] * (sums[target] / sums[0]));
}

/// <summary>The buffers of a thread for solving a linear model.</summary>
/// <param name="features">The number of features.</param>
internal sealed class SolverRoom(int features)
{
    /// <summary>The lower half of a matrix.</summary>
    public double[][] Matrix { get; } = [.. Enumerable.Range(1, features).Select(length => new double[length])];

    /// <summary>A right side.</summary>
    public double[] Right { get; } = new double[features];
}
