using Dbgsom.Grid;

namespace Dbgsom.Training;

/// <summary>How far neurons are apart on the grid, as a training plan takes it: what their neighborhoods are made of.</summary>
internal abstract class NeuronDistances
{
    /// <summary>Number of neurons.</summary>
    public abstract int Count { get; }

    /// <summary>The neighborhoods of all neurons at one width.</summary>
    /// <param name="options">The options as they take effect.</param>
    /// <param name="phase">The phase, which may have a neighborhood function of its own.</param>
    /// <param name="sigma">The width; neighbors on the grid are 1 apart.</param>
    public abstract NeuronNeighborhoods At(SomOptions options, TrainingPhase phase, double sigma);
}

/// <summary>Distances along edges, or over corners, for any lattice.</summary>
/// <param name="hops">The distances.</param>
internal sealed class WaysOnLattice(HopDistances hops) : NeuronDistances
{
    public override int Count => hops.Count;

    public override NeuronNeighborhoods At(SomOptions options, TrainingPhase phase, double sigma) =>
        new TabulatedNeighborhoods(hops, NeighborhoodTable.For(options, phase, sigma, hops));
}
