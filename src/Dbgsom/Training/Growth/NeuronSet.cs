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

    /// <summary>Row-major weights, one row per neuron.</summary>
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

    /// <summary>
    /// Neurons at places that are connected, in an order in which each is beside one before it: by index as far as that allows, from the first places of
    /// the grid on, which come first.
    /// </summary>
    public static NeuronSet InGrownOrder(
        MapGrid grid,
        IReadOnlyList<GridPosition> places,
        double[] weights,
        int columns,
        double[] error,
        int[] epochCreated
    )
    {
        var indices = places.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var order = new List<int>(places.Count);
        var placed = new bool[places.Count];
        var beside = new PriorityQueue<int, int>();
        for (int start = 0; start < Math.Min(grid.Start.Count, places.Count); start++)
            Place(start);
        while (beside.TryDequeue(out int neuron, out _))
            if (!placed[neuron])
                Place(neuron);
        return Restore(
            Lattice.Replay(grid, [.. order.Select(neuron => places[neuron])]),
            RowsOf(weights, columns, order),
            columns,
            [.. order.Select(neuron => error[neuron])],
            order.Select(neuron => epochCreated[neuron])
        );

        void Place(int neuron)
        {
            placed[neuron] = true;
            order.Add(neuron);
            for (int side = 0; side < grid.Sides; side++)
                if (indices.TryGetValue(grid.Neighbor(places[neuron], side), out int next) && !placed[next])
                    beside.Enqueue(next, next);
        }
    }

    /// <summary>The weights of some neurons, one row per neuron.</summary>
    public static double[] RowsOf(double[] weights, int columns, IReadOnlyList<int> neurons)
    {
        double[] rows = GC.AllocateUninitializedArray<double>(neurons.Count * columns);
        for (int i = 0; i < neurons.Count; i++)
            weights.AsSpan(neurons[i] * columns, columns).CopyTo(rows.AsSpan(i * columns));
        return rows;
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
