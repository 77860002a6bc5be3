using Dbgsom.Numerics;
using Dbgsom.Passes;

namespace Dbgsom.Classification;

/// <summary>How many samples of each class each neuron won, and what shares that makes.</summary>
internal sealed class ClassTable
{
    private readonly double[] masses;
    private readonly double[] shares;
    private readonly int[] dead;

    /// <param name="masses">How many samples of each class each neuron won, row-major; not changed as long as this is used.</param>
    /// <param name="classes">Number of classes.</param>
    public ClassTable(double[] masses, int classes)
    {
        this.masses = masses;
        Classes = classes;
        shares = [.. masses];
        dead = [.. Enumerable.Range(0, masses.Length / classes).Where(neuron => Ordered.Sum(Masses(neuron)) == 0)];
        var present = new double[classes];
        for (int i = 0; i < shares.Length; i++)
            if (shares[i] > 0)
                present[i % classes] = 1;
        for (int start = 0; start < shares.Length; start += classes)
        {
            var row = shares.AsSpan(start, classes);
            // Where a neuron has no sample, every class that the map's samples have is equally likely.
            if (Ordered.Sum(row) == 0)
                present.CopyTo(row);
            double total = Ordered.Sum(row);
            for (int label = 0; label < classes; label++)
                row[label] /= total;
        }
    }

    /// <summary>How many samples of each class each neuron won, row-major.</summary>
    public ReadOnlySpan<double> AllMasses => masses;

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>How many samples have a class.</summary>
    public double LabeledMass => Ordered.Sum(masses);

    /// <summary>Number of neurons that have samples.</summary>
    public int LiveCount => (masses.Length / Classes) - dead.Length;

    /// <summary>True if a neuron has samples that have a class.</summary>
    public bool Knows(int neuron) => Array.IndexOf(dead, neuron) < 0;

    /// <summary>Makes neurons without samples infinitely far.</summary>
    public void TakeOutDead(Span<double> distances)
    {
        foreach (int neuron in dead)
            distances[neuron] = double.PositiveInfinity;
    }

    /// <summary>How many samples of each class a neuron won.</summary>
    public ReadOnlySpan<double> Masses(int neuron) => masses.AsSpan(neuron * Classes, Classes);

    /// <summary>The share of each class among the samples of a neuron.</summary>
    public ReadOnlySpan<double> Shares(int neuron) => shares.AsSpan(neuron * Classes, Classes);

    /// <summary>The most frequent class of a neuron, the first of equally frequent ones.</summary>
    public int Best(int neuron) => First(Shares(neuron));

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
