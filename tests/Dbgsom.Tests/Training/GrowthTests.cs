using Dbgsom.Grid;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>Step 8 by hand. One feature; the weight of a neuron is its index times ten where nothing else is said.</summary>
public sealed class GrowthTests
{
    private static readonly SomOptions Options = SomOptions.Default with { Lambda = 1, MaxNeurons = 100 };

    /// <summary>
    /// Square, errors 5, 1, 2, 3, threshold 4: only neuron 0 at (0,0) grows. Free places: (−1,0) beside (−1,±1)? none, across is (1,0) with error 2;
    /// (0,−1): across is (0,1) with error 1. So (−1,0), weight 2·w(0,0) − w(1,0) = 0 − 20.
    /// </summary>
    [Fact]
    public void A_neuron_grows_away_from_the_larger_error()
    {
        var neurons = Square(5, 1, 2, 3);
        Assert.Equal(1, GrowthStep.Run(neurons, 4, Options, 7));
        Assert.Equal(new GridPosition(-1, 0), neurons.Lattice.Positions[4]);
        Assert.Equal(-20, neurons.Weights[4]);
        Assert.Equal(0, neurons.Error[4]);
        Assert.Equal(7, neurons.EpochCreated[4]);
    }

    /// <summary>
    /// A neuron at (2,0) already: beside (1,1) the free place (2,1) has the side neighbor (2,0), error 9, and (1,2) has none, across is
    /// (1,0), error 2. (2,1) wins: the mean of 2·w(1,1) − w(0,1) = 60 − 10 = 50 and w(2,0) = 40.
    /// </summary>
    [Fact]
    public void A_side_neighbor_counts_before_the_neuron_across()
    {
        var lattice = Lattice.Start(MapGrid.Square);
        lattice.Add(new(2, 0));
        var neurons = Neurons(lattice, 1, 1, 2, 8, 9);
        NeuronInsertion.Beside(neurons, 3, Metric.Euclidean, 1);
        Assert.Equal(new GridPosition(2, 1), neurons.Lattice.Positions[5]);
        Assert.Equal(45, neurons.Weights[5]);
    }

    /// <summary>A plus of nine around (1,1)… the 3×3 block: its middle is interior, error 10 above 4: 5 goes to the four sides, 1.25 each.</summary>
    [Fact]
    public void Interior_error_is_given_to_boundary_neighbors()
    {
        var lattice = Block(3);
        int middle = lattice.At(new(1, 1));
        var errors = new double[9];
        errors[middle] = 10;
        var neurons = Neurons(lattice, errors);
        GrowthStep.Run(neurons, 4, Options, 1);
        Assert.Equal(5, neurons.Error[middle]);
        foreach (int side in lattice.Neighbors(middle))
            Assert.Equal(1.25, neurons.Error[side]);
        Assert.Equal(9, neurons.Count);
    }

    /// <summary>In a 5×5 block the middle has no boundary neighbor: it keeps its error, or loses half of it as the Python package has it.</summary>
    [Fact]
    public void A_surrounded_neuron_by_either_rule()
    {
        foreach (var (rule, expected) in new[] { (GrowthRule.AllBoundary, 10.0), (GrowthRule.FirstBlockedStops, 5.0) })
        {
            var lattice = Block(5);
            int middle = lattice.At(new(2, 2));
            var errors = new double[25];
            errors[middle] = 10;
            var neurons = Neurons(lattice, errors);
            Assert.Equal(0, GrowthStep.Run(neurons, 4, Options with { GrowthRule = rule }, 1));
            Assert.Equal(expected, neurons.Error[middle]);
        }
    }

    /// <summary>The middle of a 3×3 block comes first by error and has no free side: one rule stops there, the other passes it over.</summary>
    [Fact]
    public void A_blocked_candidate_by_either_rule()
    {
        foreach (var (rule, grown) in new[] { (GrowthRule.AllBoundary, 1), (GrowthRule.FirstBlockedStops, 0) })
        {
            var lattice = Block(3);
            var errors = new double[9];
            errors[lattice.At(new(1, 1))] = 100;
            errors[lattice.At(new(0, 0))] = 30;
            Assert.Equal(grown, GrowthStep.Run(Neurons(lattice, errors), 20, Options with { GrowthRule = rule }, 1));
        }
    }

    /// <summary>Four neurons above the threshold, room for five: one rule keeps to it, the other looks only before the step.</summary>
    [Fact]
    public void The_greatest_size_by_either_rule()
    {
        foreach (var (rule, size) in new[] { (GrowthRule.AllBoundary, 5), (GrowthRule.FirstBlockedStops, 8) })
        {
            var neurons = Square(9, 8, 7, 6);
            GrowthStep.Run(neurons, 4, Options with { GrowthRule = rule, MaxNeurons = 5 }, 1);
            Assert.Equal(size, neurons.Count);
        }
    }

    /// <summary>
    /// Smoothing: in the middle of a row of three, (0,0) (1,0) (2,0) under (0,1) (1,1), neuron (1,0) has the neighbors (0,0), (1,1), (2,0);
    /// the opposite pair is (0,0), (2,0) with weights 0 and 40, so it moves from 20 by ε = 0.25 towards 20. Neuron (1,1) has two neighbors
    /// and stays. With w(2,0) = 60: towards 30, to 22.5. A step that adds nothing leaves all as it was.
    /// </summary>
    [Fact]
    public void Smoothing_moves_towards_the_opposite_pair_and_only_if_the_map_grows()
    {
        foreach (var (threshold, expected) in new[] { (4.0, 22.5), (1000.0, 20.0) })
        {
            var lattice = Lattice.Start(MapGrid.Square);
            lattice.Add(new(2, 0));
            var neurons = Neurons(lattice, 9, 1, 1, 1, 1);
            neurons.Weights[4] = 60;
            GrowthStep.Run(neurons, threshold, Options with { SmoothingSteps = 1, SmoothingEpsilon = 0.25 }, 1);
            Assert.Equal(expected, neurons.Weights[2]);
        }
    }

    private static NeuronSet Square(params double[] errors) => Neurons(Lattice.Start(MapGrid.Square), errors);

    private static NeuronSet Neurons(Lattice lattice, params double[] errors) =>
        new(lattice, [.. Enumerable.Range(0, lattice.Count).Select(i => 10.0 * i)], 1) { Error = errors };

    private static Lattice Block(int size)
    {
        var lattice = Lattice.Start(MapGrid.Square);
        for (int reach = 2; reach < size; reach++)
        for (int along = 0; along <= reach; along++)
        {
            if (lattice.At(new(reach, along)) < 0)
                lattice.Add(new(reach, along));
            if (lattice.At(new(along, reach)) < 0)
                lattice.Add(new(along, reach));
        }
        return lattice;
    }
}
