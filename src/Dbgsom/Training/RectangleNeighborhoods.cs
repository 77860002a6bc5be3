using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>Neighborhoods of straight lines on a full rectangle, whose sums are made a row of targets at a time.</summary>
internal abstract class RectangleNeighborhoods(RectangleDistances distances) : NeuronNeighborhoods
{
    /// <summary>The work of one thread in about thirty microseconds.</summary>
    protected const long TermsPerThread = 300_000;

    /// <summary>The numbers of a row that fit in the L1 cache.</summary>
    protected const int Chunk = 1024;

    protected RectangleDistances Distances => distances;

    public override int Count => distances.Count;

    /// <summary>The values of every neuron times its mass and, last, the mass; 0 where it is 0.</summary>
    protected static double[] Weighted(WeightedNeurons values, int width)
    {
        var weighted = new double[values.Mass.Length * width];
        foreach (int neuron in values.Index)
        {
            var target = weighted.AsSpan(neuron * width, width);
            ScaledAdd.Run(target, values.Values.AsSpan(neuron * values.Columns, values.Columns), values.Mass[neuron]);
            target[^1] = values.Mass[neuron];
        }
        return weighted;
    }

    /// <summary>The means of the neurons of a row, from sums whose last column is the mass.</summary>
    protected static void Divide(int row, int columns, double[] sums, WeightedNeurons values, double[] otherwise, double[] result)
    {
        int width = values.Columns + 1;
        for (int column = 0; column < columns; column++)
        {
            int at = ((row * columns) + column) * values.Columns;
            var target = result.AsSpan(at, values.Columns);
            double mass = sums[(column * width) + values.Columns];
            if (mass > 0)
                for (int c = 0; c < target.Length; c++)
                    target[c] = sums[(column * width) + c] / mass;
            else
                otherwise.AsSpan(at, values.Columns).CopyTo(target);
        }
    }
}
