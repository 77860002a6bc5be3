namespace Dbgsom.Tests.Mixtures;

/// <summary>
/// The least ‖Wᵀa − x‖ over a ≥ 0 by brute force: an optimum lies on some independent set of prototypes, so the least-squares solution of
/// every set is found by orthogonalization, and the best of those that are not negative is taken. Slow, and unlike the solver in every part.
/// </summary>
internal static class Supports
{
    public static double LeastError(double[][] prototypes, double[] sample)
    {
        double least = Mixture.Norm(sample);
        for (int set = 1; set < 1 << prototypes.Length; set++)
        {
            double[][] chosen = [.. prototypes.Where((_, k) => (set >> k & 1) == 1)];
            if (chosen.Length <= sample.Length && Solve(chosen, sample) is { } a && a.All(value => value >= 0))
                least = Math.Min(least, new Mixture(chosen, sample, a).Error);
        }
        return least;
    }

    /// <summary>The normal equations by Gauss–Jordan elimination, the largest pivot of the diagonal first; null where they are singular.</summary>
    private static double[]? Solve(double[][] chosen, double[] sample)
    {
        int n = chosen.Length;
        double[][] table = [.. chosen.Select(row => (double[])[.. chosen.Select(other => Dot(row, other)), Dot(row, sample)])];
        var order = new List<int>();
        for (int step = 0; step < n; step++)
        {
            var (row, column) = (
                from i in Enumerable.Range(0, n).Except(order)
                orderby Math.Abs(table[i][i]) descending
                select (i, i)
            ).First();
            if (Math.Abs(table[row][column]) < 1e-9)
                return null;
            order.Add(row);
            foreach (int other in Enumerable.Range(0, n).Where(i => i != row))
            {
                double factor = table[other][column] / table[row][column];
                for (int j = 0; j <= n; j++)
                    table[other][j] -= factor * table[row][j];
            }
        }
        return [.. Enumerable.Range(0, n).Select(i => table[i][n] / table[i][i])];
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
