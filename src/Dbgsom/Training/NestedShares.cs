namespace Dbgsom.Training;

/// <summary>
/// The shares of the rows that epochs are trained on where they end with all of them: halves of one another, so that samples are nested and the winners of one epoch
/// serve the next.
/// </summary>
internal static class NestedShares
{
    /// <summary>A neighborhood needs some rows for each neuron, and no more.</summary>
    public const double RowsPerNeuron = 15;

    private const int EpochsOnAllRows = 2;

    /// <summary>The share of an epoch with which <paramref name="left"/> ones are left: the last two are on all rows, each one before on half as many as the next.</summary>
    public static double Before(int left)
    {
        double share = 1;
        for (int earlier = EpochsOnAllRows; earlier < left; earlier++)
            share /= 2;
        return share;
    }

    /// <summary>True if every epoch is trained on all rows: pointer search needs the winners of all epochs before.</summary>
    public static bool SeesAllRows(SomOptions options) => options.PointerSearch != PhaseScope.None;
}
