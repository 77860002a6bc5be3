using Dbgsom.Space;

namespace Dbgsom.Training;

/// <summary>A row from which a neuron starts: with the mean where a value is missing.</summary>
internal static class CompletedRow
{
    public static double[] Of(double[] row, double[] mean, Metric metric)
    {
        if (!Array.Exists(row, double.IsNaN))
            return row;
        for (int c = 0; c < row.Length; c++)
            if (double.IsNaN(row[c]))
                row[c] = mean[c];
        metric.Normalize(row, row.Length);
        return row;
    }
}
