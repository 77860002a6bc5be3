using Dbgsom.Grid;
using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>The share of samples whose two nearest neurons are not neighbors, in both common definitions.</summary>
/// <param name="EightNeighbor">
/// Neurons whose cells touch at a corner also count as neighbors (Chebyshev distance 1 on the square grid), as in the Python package.
/// </param>
/// <param name="FourNeighbor">
/// Only neurons joined by an edge count as neighbors. This is stricter and matches the neighborhood of training.
/// </param>
public readonly record struct TopographicError(double EightNeighbor, double FourNeighbor)
{
    /// <summary>The share of samples whose two nearest neurons are not neighbors (Kiviluoto 1996), in the 8- and the 4-neighbor form.</summary>
    internal static TopographicError Of(MeasureSums sums, Lattice lattice)
    {
        var (eight, four, all) = (0.0, 0.0, 0.0);
        foreach (var (first, second, mass) in sums.Pairs)
        {
            var (a, b) = (lattice.Positions[first], lattice.Positions[second]);
            all += mass;
            if (!lattice.Grid.Touch(a, b))
                eight += mass;
            if (!lattice.Grid.AreNeighbors(a, b))
                four += mass;
        }
        return new TopographicError(eight / all, four / all);
    }
}
