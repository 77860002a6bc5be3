using Dbgsom.Grid;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

public sealed class DeadNeuronsTests
{
    // (0,0) (0,1) (1,0) (1,1), then a bar to the right: (2,0) (3,0) (4,0), and (2,1) above its first.
    private static readonly GridPosition[] Places =
    [
        new(0, 0),
        new(0, 1),
        new(1, 0),
        new(1, 1),
        new(2, 0),
        new(3, 0),
        new(4, 0),
        new(2, 1),
    ];

    /// <summary>(3,0) is dead but joins (4,0) to the map; (2,1) goes.</summary>
    [Fact]
    public void A_dead_neuron_that_joins_others_stays() => AssertLeft([5, 7], [0, 1, 2, 3, 4, 5, 6]);

    /// <summary>With (4,0) dead, too, nothing is behind (3,0), which goes when (4,0) has gone.</summary>
    [Fact]
    public void A_dead_end_goes_as_a_whole() => AssertLeft([5, 6], [0, 1, 2, 3, 4, 7]);

    /// <summary>(2,0) goes: (3,0) would be cut off, but (2,1) holds nothing; so (2,0) stays, and (2,1) goes.</summary>
    [Fact]
    public void The_map_stays_connected() => AssertLeft([4, 7], [0, 1, 2, 3, 4, 5, 6]);

    [Fact]
    public void The_first_places_stay() => AssertLeft([0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7]);

    /// <summary>Where the neuron that another was added beside goes, the other comes after one that it is beside now.</summary>
    [Fact]
    public void The_order_is_one_of_growth()
    {
        // A ring of eight around (3,1), closed by its last neuron.
        GridPosition[] ring =
        [
            .. Places[..4],
            new(2, 0),
            new(3, 0),
            new(4, 0),
            new(4, 1),
            new(4, 2),
            new(3, 2),
            new(2, 2),
            new(2, 1),
        ];
        var left = DeadNeurons.Without(Neurons(ring), neuron => ring[neuron] == new GridPosition(2, 0));
        Assert.Equal(ring.Length - 1, left.Count);
        Assert.Equal(new GridPosition(2, 1), left.Lattice.Positions[4]);
        AssertSame(ring, left);
    }

    private static void AssertLeft(int[] dead, int[] left)
    {
        var found = DeadNeurons.Without(Neurons(Places), dead.Contains);
        Assert.Equal(left.Select(neuron => Places[neuron]).ToHashSet(), found.Lattice.Positions.ToHashSet());
        AssertSame(Places, found);
    }

    /// <summary>Each neuron brings what it had: weights, error and the epoch in which it was made, each its index here.</summary>
    private static void AssertSame(GridPosition[] places, NeuronSet neurons)
    {
        for (int i = 0; i < neurons.Count; i++)
        {
            int was = Array.IndexOf(places, neurons.Lattice.Positions[i]);
            Assert.Equal([was, -was], neurons.WeightsOf(i).ToArray());
            Assert.Equal((was, was), (neurons.Error[i], neurons.EpochCreated[i]));
        }
    }

    private static NeuronSet Neurons(GridPosition[] places) =>
        NeuronSet.Restore(
            Lattice.Replay(MapGrid.Square, places),
            [.. places.SelectMany((_, i) => new double[] { i, -i })],
            2,
            [.. places.Select((_, i) => (double)i)],
            Enumerable.Range(0, places.Length)
        );
}
