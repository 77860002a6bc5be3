namespace Dbgsom.Numerics;

/// <summary>Systems of a positive definite matrix, given by its lower half, row by row.</summary>
internal static class Cholesky
{
    /// <summary>Solves a system in place; the matrix becomes its lower root.</summary>
    public static void Solve(double[][] matrix, double[] values)
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
        SolveLower(matrix, values);
        for (int i = n - 1; i >= 0; i--)
        {
            for (int l = i + 1; l < n; l++)
                values[i] -= matrix[l][i] * values[l];
            values[i] /= matrix[i][i];
        }
    }

    /// <summary>Solves a system in place whose matrix is the lower root of another.</summary>
    public static void SolveLower(double[][] root, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            for (int l = 0; l < i; l++)
                values[i] -= root[i][l] * values[l];
            values[i] /= root[i][i];
        }
    }
}
