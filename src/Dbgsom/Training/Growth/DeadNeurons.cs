using Dbgsom.Grid;

namespace Dbgsom.Training.Growth;

/// <summary>
/// Takes neurons away that stand for no sample, so that others can grow where samples are. The map stays connected, and the neurons at the first
/// places of the grid stay: a map is told by the order in which it grew from them.
/// </summary>
internal static class DeadNeurons
{
    /// <summary>The neurons that are left, in an order in which each is beside one before it.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="isDead">True if a neuron stands for no sample.</param>
    public static NeuronSet Without(NeuronSet neurons, Predicate<int> isDead)
    {
        var lattice = neurons.Lattice;
        var stays = new bool[neurons.Count];
        Array.Fill(stays, true);
        int first = Math.Min(lattice.Grid.Start.Count, neurons.Count);
        var search = new Search(lattice, stays);
        // Taking one away can let another go that connected it.
        for (bool changed = true; changed; )
        {
            changed = false;
            for (int neuron = first; neuron < stays.Length; neuron++)
                if (stays[neuron] && isDead(neuron) && !search.Connects(neuron))
                    (stays[neuron], changed) = (false, true);
        }
        int[] kept = [.. Enumerable.Range(0, stays.Length).Where(neuron => stays[neuron])];
        return NeuronSet.InGrownOrder(
            lattice.Grid,
            Array.ConvertAll(kept, neuron => lattice.Positions[neuron]),
            NeuronSet.RowsOf(neurons.Weights, neurons.Columns, kept),
            neurons.Columns,
            Array.ConvertAll(kept, neuron => neurons.Error[neuron]),
            Array.ConvertAll(kept, neuron => neurons.EpochCreated[neuron])
        );
    }

    /// <summary>Searches what is left of a map.</summary>
    private sealed class Search(Lattice lattice, bool[] stays)
    {
        private readonly int[] open = new int[lattice.Count];

        // The search that reached a neuron last.
        private readonly int[] reachedIn = new int[lattice.Count];
        private int searches;

        /// <summary>True if the map falls apart without a neuron.</summary>
        public bool Connects(int neuron)
        {
            var around = lattice.Neighbors(neuron);
            var (first, missing) = (-1, -1);
            foreach (int other in around)
                if (stays[other])
                    (first, missing) = (other, missing + 1);
            if (missing < 1)
                return false;
            searches++;
            reachedIn[neuron] = reachedIn[first] = searches;
            open[0] = first;
            // Breadth first: what is beside a neuron is mostly joined within a few steps.
            for (var (at, count) = (0, 1); missing > 0 && at < count; at++)
                foreach (int next in lattice.Neighbors(open[at]))
                {
                    if (!stays[next] || reachedIn[next] == searches)
                        continue;
                    reachedIn[next] = searches;
                    open[count++] = next;
                    missing -= around.Contains(next) ? 1 : 0;
                }
            return missing > 0;
        }
    }
}
