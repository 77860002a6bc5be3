using Dbgsom.Numerics;
using Dbgsom.Passes;

namespace Dbgsom.Projection;

/// <summary>The first two principal components of some rows.</summary>
/// <remarks>
/// Few features are compared by their covariance matrix, many by the inner products of the rows, which have the same components; neither a
/// matrix of many features by many features nor a scaled copy of the rows is made. Nothing is random, and the result does not depend on
/// threads. The loading of greatest magnitude of each component is positive. Where the rows span less than two dimensions, the rest is 0.
/// </remarks>
internal sealed class PrincipalComponents
{
    /// <summary>Up to this number of features the covariance matrix is small whatever the number of rows.</summary>
    private const int MostColumns = 512;

    /// <summary>Up to this number of features it is used if there are as many rows; and the most rows compared with each other.</summary>
    private const int MostSize = 1024;

    /// <summary>The fewest rows compared with each other where there are more.</summary>
    private const int FewestRows = 256;

    private readonly double[] mean;
    private readonly double[][] axes;

    private PrincipalComponents(double[] mean, double[][] axes, double[] shares, double[] deviations)
    {
        this.mean = mean;
        this.axes = axes;
        Shares = shares;
        Deviations = deviations;
    }

    /// <summary>The mean of the rows.</summary>
    public double[] Mean => mean;

    /// <summary>The standard deviation of the rows along each of the two.</summary>
    public IReadOnlyList<double> Deviations { get; }

    /// <summary>Which part of the variance lies along each of the two, 0 to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Loadings of the two components: unit vectors.</summary>
    public IReadOnlyList<double[]> Axes => axes;

    /// <summary>Finds the components.</summary>
    /// <param name="rows">Row-major values. Where there are too many, they are thinned out evenly.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static PrincipalComponents Fit(ReadOnlySpan<double> rows, int columns, CancellationToken cancellationToken = default)
    {
        int count = rows.Length / columns;
        bool isNarrow = columns <= MostColumns || (columns <= MostSize && columns <= count);
        // About 4e9 multiplications for the inner products of all pairs, 2e9 for the covariance.
        double most = isNarrow
            ? Covariance.MostWork / ((double)columns * columns)
            : Math.Clamp(Math.Sqrt(8e9 / columns), FewestRows, MostSize);
        int used = (int)Math.Clamp(most, 1, count);
        var chosen = new ThinnedRows(rows, columns, used);
        var mean = new double[columns];
        for (int i = 0; i < used; i++)
            LeadingEigenvectors.Add(mean, chosen[i], 1.0 / used);
        var (values, vectors, total) = isNarrow
            ? Covariance.Solve(chosen, mean, cancellationToken)
            : RowProducts.Solve(chosen, mean, cancellationToken);
        var axes = new double[2][];
        var shares = new double[2];
        var deviations = new double[2];
        for (int a = 0; a < 2; a++)
        {
            bool exists = a < values.Length && values[a] > 1e-14 * total;
            axes[a] = exists ? WithFixedSign(vectors(a)) : new double[columns];
            shares[a] = exists ? Math.Min(1, values[a] / total) : 0;
            deviations[a] = exists ? Math.Sqrt(values[a]) : 0;
        }
        return new PrincipalComponents(mean, axes, shares, deviations);
    }

    public (double X, double Y) Project(ReadOnlySpan<double> row)
    {
        var (x, y) = (0.0, 0.0);
        for (int c = 0; c < mean.Length; c++)
        {
            x += (row[c] - mean[c]) * axes[0][c];
            y += (row[c] - mean[c]) * axes[1][c];
        }
        return (x, y);
    }

    private static double[] WithFixedSign(double[] vector)
    {
        double greatest = vector.MaxBy(Math.Abs);
        return greatest < 0 ? Array.ConvertAll(vector, value => -value) : vector;
    }
}
