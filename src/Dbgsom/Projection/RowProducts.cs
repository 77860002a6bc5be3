using Dbgsom.Numerics;

namespace Dbgsom.Projection;

/// <summary>
/// Principal components from the inner products of the rows: for more features than rows. Of the centered rows X, XᵀX and XXᵀ have the same
/// eigenvalues above 0, and an eigenvector u of XXᵀ gives the component Xᵀu, up to its length.
/// </summary>
internal static class RowProducts
{
    // So many values of all rows stay in the cache while the rows are compared with each other.
    private const int ValuesAtOnce = 1 << 17;

    /// <inheritdoc cref="Covariance.Solve"/>
    public static (double[] Values, Func<int, double[]> Vectors, double Total) Solve(
        ThinnedRows rows,
        double[] mean,
        CancellationToken cancellationToken
    )
    {
        double[][] products = Products(rows, mean, cancellationToken);
        double total = Ordered.Sum([.. products.Select((row, i) => row[i])]);
        var (values, vectors) = LeadingEigenvectors.Of(products, cancellationToken);
        var components = new double[Math.Min(2, vectors.Length)][];
        for (int a = 0; a < components.Length; a++)
            components[a] = Combine(rows, mean, vectors[a]);
        return (values, a => components[a], total);
    }

    /// <summary>XXᵀ / n, some columns of all rows after the other, in a fixed order.</summary>
    private static double[][] Products(ThinnedRows rows, double[] mean, CancellationToken cancellationToken)
    {
        var products = LeadingEigenvectors.SquareMatrix(rows.Count);
        int width = Math.Clamp(ValuesAtOnce / rows.Count, 8, rows.Columns);
        var part = new double[rows.Count * width];
        for (int start = 0; start < rows.Columns; start += width)
        {
            int count = Math.Min(width, rows.Columns - start);
            for (int i = 0; i < rows.Count; i++)
            {
                var target = part.AsSpan(i * width, count);
                rows[i].Slice(start, count).CopyTo(target);
                LeadingEigenvectors.Add(target, mean.AsSpan(start, count), -1);
            }
            for (int i = 0; i < rows.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int j = 0; j <= i; j++)
                    products[i][j] += InnerProduct.Of(part.AsSpan(i * width, count), part.AsSpan(j * width, count)) / rows.Count;
            }
        }
        for (int i = 0; i < rows.Count; i++)
        for (int j = 0; j < i; j++)
            products[j][i] = products[i][j];
        return products;
    }

    /// <summary>Xᵀu, with length 1.</summary>
    private static double[] Combine(ThinnedRows rows, double[] mean, double[] weights)
    {
        var component = new double[mean.Length];
        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            for (int c = 0; c < component.Length; c++)
                component[c] += weights[i] * (row[c] - mean[c]);
        }
        double length = Math.Sqrt(InnerProduct.Of(component, component));
        if (length > 0)
            for (int c = 0; c < component.Length; c++)
                component[c] /= length;
        return component;
    }
}
