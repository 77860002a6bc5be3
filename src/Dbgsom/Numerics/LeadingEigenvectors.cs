namespace Dbgsom.Numerics;

/// <summary>
/// The leading eigenvectors of a symmetric matrix: subspace iteration with a fixed start, then a Rayleigh–Ritz step (Golub &amp; Van Loan, ch. 8).
/// </summary>
internal static class LeadingEigenvectors
{
    private const int Block = 10;
    private const int MostIterations = 300;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Eigenvalues, greatest first, and their unit eigenvectors.</summary>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix, CancellationToken cancellationToken) =>
        Ritz(matrix, Subspace(matrix, cancellationToken));

    /// <summary>A matrix of zeros.</summary>
    public static double[][] SquareMatrix(int size) => [.. Enumerable.Range(0, size).Select(_ => new double[size])];

    /// <summary>Adds a multiple of a vector.</summary>
    public static void Add(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    /// <summary>An orthonormal basis that holds the leading eigenvectors: all of space where that is small.</summary>
    private static double[][] Subspace(double[][] matrix, CancellationToken cancellationToken)
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
            cancellationToken.ThrowIfCancellationRequested();
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

    private static double[] Multiply(double[][] matrix, double[] vector) => Array.ConvertAll(matrix, row => Dot(row, vector));

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
