using Dbgsom.Grid;
using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>The share of samples whose two nearest neurons are not neighbors (Kiviluoto 1996), in the 8- and the 4-neighbor form.</summary>
internal static class TopographicErrors
{
    public static TopographicError Of(MeasureSums sums, Lattice lattice)
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
