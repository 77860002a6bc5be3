namespace Dbgsom.Numerics;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>The cyclic Jacobi method (Golub &amp; Van Loan, 8.5): eigenvalues, greatest first, each with its unit vector.</summary>
    public static (double[] Values, double[][] Vectors) Jacobi(double[][] matrix)
    {
        int size = matrix.Length;
        double[][] a = Array.ConvertAll(matrix, row => (double[])row.Clone());
        double[][] v =
        [
            .. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j => i == j ? 1.0 : 0).ToArray()),
        ];
        for (int sweep = 0; sweep < MostSweeps && !IsDiagonal(a); sweep++)
        for (int p = 0; p < size; p++)
        for (int q = p + 1; q < size; q++)
            Rotate(a, v, p, q);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => a[i][i])];
        return (Array.ConvertAll(order, i => a[i][i]), Array.ConvertAll(order, i => Array.ConvertAll(v, row => row[i])));
    }

    /// <summary>Makes the entry (p, q) zero.</summary>
    private static void Rotate(double[][] a, double[][] v, int p, int q)
    {
        if (a[p][q] == 0)
            return;
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int k = 0; k < a.Length; k++)
            (a[k][p], a[k][q]) = ((c * a[k][p]) - (s * a[k][q]), (s * a[k][p]) + (c * a[k][q]));
        for (int k = 0; k < a.Length; k++)
            (a[p][k], a[q][k]) = ((c * a[p][k]) - (s * a[q][k]), (s * a[p][k]) + (c * a[q][k]));
        for (int k = 0; k < a.Length; k++)
            (v[k][p], v[k][q]) = ((c * v[k][p]) - (s * v[k][q]), (s * v[k][p]) + (c * v[k][q]));
    }

    private static bool IsDiagonal(double[][] a)
    {
        var (off, all) = (0.0, 0.0);
        for (int i = 0; i < a.Length; i++)
        for (int j = 0; j < a.Length; j++)
        {
            all += a[i][j] * a[i][j];
            off += i == j ? 0 : a[i][j] * a[i][j];
        }
        return off <= 1e-30 * all;
    }
}
