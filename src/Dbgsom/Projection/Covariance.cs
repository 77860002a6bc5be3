using Dbgsom.Numerics;

namespace Dbgsom.Projection;

/// <summary>Principal components from the covariance matrix: for few features.</summary>
internal static class Covariance
{
    /// <summary>Work spent on the matrix, in multiplications.</summary>
    public const double MostWork = 2e9;

    /// <summary>The leading eigenvalues, greatest first, their eigenvectors and the sum of all eigenvalues.</summary>
    public static (double[] Values, Func<int, double[]> Vectors, double Total) Solve(
        ThinnedRows rows,
        double[] mean,
        CancellationToken cancellationToken
    )
    {
        int columns = rows.Columns;
        var covariance = LeadingEigenvectors.SquareMatrix(columns);
        var centered = new double[columns];
        for (int i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows[i].CopyTo(centered);
            LeadingEigenvectors.Add(centered, mean, -1);
            for (int c = 0; c < columns; c++)
                if (centered[c] != 0)
                    LeadingEigenvectors.Add(covariance[c], centered, centered[c] / rows.Count);
        }
        double total = Ordered.Sum([.. covariance.Select((row, c) => row[c])]);
        var (values, vectors) = LeadingEigenvectors.Of(covariance, cancellationToken);
        return (values, a => vectors[a], total);
    }
}
