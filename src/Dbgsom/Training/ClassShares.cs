using Dbgsom.Kernels;

namespace Dbgsom.Training;

/// <summary>
/// The share of each class among the samples of each neuron. Where a neuron has none, every class that the map's samples have is
/// equally likely.
/// </summary>
internal sealed class ClassShares
{
    private readonly double[] shares;
    private readonly int classes;

    public ClassShares(MapContent content)
    {
        classes = content.Classes!.Count;
        shares = [.. content.ClassMass!];
        var present = new double[classes];
        for (int i = 0; i < shares.Length; i++)
            if (shares[i] > 0)
                present[i % classes] = 1;
        for (int start = 0; start < shares.Length; start += classes)
        {
            var row = shares.AsSpan(start, classes);
            if (Ordered.Sum(row) == 0)
                present.CopyTo(row);
            double total = Ordered.Sum(row);
            for (int label = 0; label < classes; label++)
                row[label] /= total;
        }
    }

    public ReadOnlySpan<double> this[int neuron] => shares.AsSpan(neuron * classes, classes);

    /// <summary>The most frequent class, the first of equally frequent ones.</summary>
    public int Best(int neuron) => First(this[neuron]);

    /// <summary>The place of the greatest value, the first of equal ones.</summary>
    public static int First(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
