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
    /// <param name="isDead">Whether a neuron stands for no sample.</param>
    public static NeuronSet Without(NeuronSet neurons, Predicate<int> isDead)
    {
        var lattice = neurons.Lattice;
        var stays = new bool[neurons.Count];
        Array.Fill(stays, true);
        int first = Math.Min(lattice.Grid.Start.Count, neurons.Count);
        // Taking one away can let another go that connected it.
        for (bool changed = true; changed; )
        {
            changed = false;
            for (int neuron = first; neuron < stays.Length; neuron++)
                if (stays[neuron] && isDead(neuron) && !Connects(lattice, neuron, stays))
                    (stays[neuron], changed) = (false, true);
        }
        int[] kept = [.. Enumerable.Range(0, stays.Length).Where(neuron => stays[neuron])];
        return NeuronSet.InGrownOrder(
            lattice.Grid,
            Array.ConvertAll(kept, neuron => lattice.Positions[neuron]),
            [.. kept.SelectMany(neuron => neurons.WeightsOf(neuron).ToArray())],
            neurons.Columns,
            Array.ConvertAll(kept, neuron => neurons.Error[neuron]),
            Array.ConvertAll(kept, neuron => neurons.EpochCreated[neuron])
        );
    }

    /// <summary>Whether the map falls apart without a neuron.</summary>
    private static bool Connects(Lattice lattice, int neuron, bool[] stays)
    {
        var around = lattice.Neighbors(neuron).Where(other => stays[other]).ToArray();
        if (around.Length < 2)
            return false;
        var reached = new HashSet<int> { neuron, around[0] };
        // Breadth first: what is beside a neuron is mostly joined within a few steps.
        var open = new Queue<int>([around[0]]);
        int missing = around.Length - 1;
        while (missing > 0 && open.TryDequeue(out int at))
            foreach (int next in lattice.Neighbors(at))
                if (stays[next] && reached.Add(next))
                {
                    open.Enqueue(next);
                    missing -= Array.IndexOf(around, next) >= 0 ? 1 : 0;
                }
        return missing > 0;
    }
}
