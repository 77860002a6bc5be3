using System.Numerics;
using System.Runtime.InteropServices;

namespace Dbgsom.Compare;

/// <summary>How well prototypes stand for rows, whatever program they are from.</summary>
/// <param name="Error">Mean Euclidean distance of a row to its nearest prototype.</param>
/// <param name="DeadShare">Share of the prototypes that are nearest to no row; the first of equals is.</param>
internal sealed record Quantization(double Error, double DeadShare)
{
    /// <summary>Looks at every prototype for every row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="prototypes">The prototypes, one a row.</param>
    public static Quantization Of(DataMatrix data, DataMatrix prototypes)
    {
        double[] all = [.. prototypes.ToArray().Cast<double>()];
        var nearest = new (int Winner, double Distance)[data.RowCount];
        Parallel.For(
            0,
            data.RowCount,
            () => new double[data.ColumnCount],
            (row, _, values) =>
            {
                data.CopyRow(row, values);
                nearest[row] = Nearest(values, all);
                return values;
            },
            _ => { }
        );
        int winners = nearest.Select(row => row.Winner).Distinct().Count();
        return new Quantization(nearest.Average(row => row.Distance), 1 - (winners / (double)prototypes.RowCount));
    }

    private static (int, double) Nearest(double[] row, double[] prototypes)
    {
        var (winner, least) = (-1, double.PositiveInfinity);
        for (int start = 0, index = 0; start < prototypes.Length; start += row.Length, index++)
        {
            double distance = Squared(row, prototypes.AsSpan(start, row.Length));
            if (distance < least)
                (winner, least) = (index, distance);
        }
        return (winner, Math.Sqrt(least));
    }

    private static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (int i = 0; i < wideA.Length; i++)
        {
            var difference = wideA[i] - wideB[i];
            sums += difference * difference;
        }
        double sum = Vector.Sum(sums);
        for (int i = wideA.Length * Vector<double>.Count; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
