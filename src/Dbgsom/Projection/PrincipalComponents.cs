using Dbgsom.Kernels;

namespace Dbgsom.Projection;

/// <summary>The first two principal components of some rows.</summary>
/// <remarks>
/// Subspace iteration on the covariance with a fixed start, then a Rayleigh–Ritz step (Golub &amp; Van Loan, ch. 8): nothing is random.
/// The loading of greatest magnitude of each component is positive. Where the rows span less than two dimensions, the rest is 0.
/// </remarks>
internal sealed class PrincipalComponents
{
    private const int Block = 10;
    private const int MostIterations = 300;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Work spent on the covariance, in multiplications: rows are thinned out evenly beyond it.</summary>
    private const double MostWork = 2e9;

    private readonly double[] mean;
    private readonly double[][] axes;

    private PrincipalComponents(double[] mean, double[][] axes, double[] shares)
    {
        this.mean = mean;
        this.axes = axes;
        Shares = shares;
    }

    /// <summary>Which part of the variance lies along each of the two, 0 to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Loadings of the two components: unit vectors.</summary>
    public IReadOnlyList<double[]> Axes => axes;

    /// <param name="rows">Row-major values.</param>
    /// <param name="columns">Number of columns.</param>
    public static PrincipalComponents Fit(ReadOnlySpan<double> rows, int columns)
    {
        int count = rows.Length / columns;
        int used = (int)Math.Clamp(MostWork / ((double)columns * columns), 1, count);
        var mean = new double[columns];
        for (int i = 0; i < used; i++)
            Add(mean, rows.Slice(RowAt(i), columns), 1.0 / used);

        var covariance = SquareMatrix(columns);
        var centered = new double[columns];
        for (int i = 0; i < used; i++)
        {
            rows.Slice(RowAt(i), columns).CopyTo(centered);
            Add(centered, mean, -1);
            for (int c = 0; c < columns; c++)
                if (centered[c] != 0)
                    Add(covariance[c], centered, centered[c] / used);
        }

        double total = Ordered.Sum([.. covariance.Select((row, c) => row[c])]);
        var basis = Subspace(covariance);
        var (values, vectors) = Ritz(covariance, basis);
        var axes = new double[2][];
        var shares = new double[2];
        for (int a = 0; a < 2; a++)
        {
            bool exists = a < values.Length && values[a] > 1e-14 * total;
            axes[a] = exists ? WithFixedSign(vectors[a]) : new double[columns];
            shares[a] = exists ? Math.Min(1, values[a] / total) : 0;
        }
        return new PrincipalComponents(mean, axes, shares);

        int RowAt(int i) => (int)((long)i * count / used) * columns;
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

    /// <summary>An orthonormal basis that holds the leading eigenvectors: all of space where that is small.</summary>
    private static double[][] Subspace(double[][] matrix)
    {
        int size = matrix.Length;
        if (size <= Block)
        {
            var identity = SquareMatrix(size);
            for (int i = 0; i < size; i++)
                identity[i][i] = 1;
            return identity;
        }
        // No vector of this start is orthogonal to an eigenvector but by accident.
        double[][] basis =
        [
            .. Enumerable
                .Range(1, Block)
                .Select(b => Enumerable.Range(1, size).Select(i => (b * i * GoldenRatio % 1) - 0.5).ToArray()),
        ];
        Orthonormalize(basis);
        double before = 0;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            basis = Array.ConvertAll(basis, vector => Multiply(matrix, vector));
            double captured = Orthonormalize(basis);
            if (Math.Abs(captured - before) <= 1e-13 * captured)
                break;
            before = captured;
        }
        return basis;
    }

    /// <summary>Eigenvalues, greatest first, and eigenvectors of a matrix within the space of a basis.</summary>
    private static (double[] Values, double[][] Vectors) Ritz(double[][] matrix, double[][] basis)
    {
        double[][] images = Array.ConvertAll(basis, vector => Multiply(matrix, vector));
        double[][] small = Array.ConvertAll(basis, a => Array.ConvertAll(images, image => Dot(a, image)));
        var (values, rotations) = SymmetricEigen.Jacobi(small);
        double[][] vectors = Array.ConvertAll(
            rotations,
            rotation =>
            {
                var vector = new double[matrix.Length];
                for (int b = 0; b < basis.Length; b++)
                    Add(vector, basis[b], rotation[b]);
                return vector;
            }
        );
        return (values, vectors);
    }

    /// <summary>Gram–Schmidt, twice for accuracy; a vector that depends on those before becomes 0. Returns the sum of the lengths.</summary>
    private static double Orthonormalize(double[][] basis)
    {
        double lengths = 0;
        for (int b = 0; b < basis.Length; b++)
        {
            double original = Math.Sqrt(Dot(basis[b], basis[b]));
            for (int pass = 0; pass < 2; pass++)
            for (int other = 0; other < b; other++)
                Add(basis[b], basis[other], -Dot(basis[b], basis[other]));
            double length = Math.Sqrt(Dot(basis[b], basis[b]));
            double scale = length > 1e-13 * original ? 1 / length : 0;
            lengths += length;
            for (int i = 0; i < basis[b].Length; i++)
                basis[b][i] *= scale;
        }
        return lengths;
    }

    private static double[] WithFixedSign(double[] vector)
    {
        double greatest = vector.MaxBy(Math.Abs);
        return greatest < 0 ? Array.ConvertAll(vector, value => -value) : vector;
    }

    private static double[] Multiply(double[][] matrix, double[] vector) => Array.ConvertAll(matrix, row => Dot(row, vector));

    private static double[][] SquareMatrix(int size) => [.. Enumerable.Range(0, size).Select(_ => new double[size])];

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Add(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }
}
