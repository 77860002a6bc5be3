using Dbgsom.Grid;

namespace Dbgsom.Training;

/// <summary>h by distance, as an epoch uses it: which function is in force, and the sparse rule of the Python package.</summary>
internal static class NeighborhoodTable
{
    // See SomOptions.SparseNeighborhoodShare.
    private const double SparseFloor = 1e-6;

    public static double[] For(SomOptions options, TrainingPhase phase, double sigma, HopDistances hops)
    {
        var function = FunctionOf(options, phase);
        var table = function.Table(hops.Greatest, hops.Step * sigma, options.NeighborhoodCutoff);
        if (function == Neighborhood.Gaussian && options.SparseNeighborhoodShare > 0)
            DropFarPairs(table, options.SparseNeighborhoodShare, hops);
        return table;
    }

    /// <summary>The function that is in force in a phase.</summary>
    public static Neighborhood FunctionOf(SomOptions options, TrainingPhase phase) =>
        options.Neighborhood == Neighborhood.Gaussian && options.CutGaussPhase.Covers(phase)
            ? Neighborhood.CutGaussian
            : options.Neighborhood;

    private static void DropFarPairs(double[] table, double share, HopDistances hops)
    {
        long near = 0;
        for (int steps = 0; share < 1 && steps < table.Length; steps++)
            near += table[steps] >= SparseFloor ? hops.Pairs[steps] : 0;
        if (share < 1 && near >= share * hops.Count * hops.Count)
            return;
        for (int steps = 0; steps < table.Length; steps++)
            table[steps] = table[steps] >= SparseFloor ? table[steps] : 0;
    }
}
