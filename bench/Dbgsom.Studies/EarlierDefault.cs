namespace Dbgsom.Studies;

/// <summary>The default before maps were annealed, for comparison: growth by a threshold that is calibrated to the size asked for.</summary>
public static class EarlierDefault
{
    /// <summary>The options that give such maps.</summary>
    public static SomOptions Options { get; } =
        SomOptions.Default with
        {
            Order = null,
            Weighting = Rows.Weighting.Robust,
            // Decided by this option alone: a width that never would rise.
            SigmaMayRise = true,
            SparseNeighborhoodShare = 0,
        };
}
