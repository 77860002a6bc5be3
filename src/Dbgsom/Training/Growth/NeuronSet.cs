using Dbgsom.Grid;

namespace Dbgsom.Training.Growth;

/// <summary>The neurons of a map in training: where they are, what they stand for, how far they are off.</summary>
internal sealed class NeuronSet(Lattice lattice, double[] weights, int columns)
{
    private readonly List<int> epochCreated = [.. new int[lattice.Count]];

    // Has room for more while neurons are added.
    private double[] room = weights;

    public Lattice Lattice { get; } = lattice;

    public int Columns { get; } = columns;

    public int Count => Lattice.Count;

    /// <summary>Row-major weights, one row a neuron.</summary>
    public double[] Weights
    {
        get
        {
            Array.Resize(ref room, Count * Columns);
            return room;
        }
        set => room = value;
    }

    /// <summary>Error of each neuron.</summary>
    public double[] Error { get; set; } = new double[lattice.Count];

    /// <summary>Epoch in which each neuron was made.</summary>
    public IReadOnlyList<int> EpochCreated => epochCreated;

    public Span<double> WeightsOf(int neuron) => room.AsSpan(neuron * Columns, Columns);

    public int Add(GridPosition position, ReadOnlySpan<double> weights, int epoch)
    {
        int index = Lattice.Add(position);
        if (room.Length < Count * Columns)
            Array.Resize(ref room, 2 * Count * Columns);
        weights.CopyTo(WeightsOf(index));
        Error = [.. Error, 0];
        epochCreated.Add(epoch);
        return index;
    }

    /// <summary>Neurons restored from a file.</summary>
    public static NeuronSet Restore(Lattice lattice, double[] weights, int columns, double[] error, IEnumerable<int> epochCreated)
    {
        var neurons = new NeuronSet(lattice, weights, columns) { Error = error };
        neurons.epochCreated.Clear();
        neurons.epochCreated.AddRange(epochCreated);
        return neurons;
    }
}
