namespace Dbgsom.Rows;

/// <summary>Winners and distances kept on this machine: 12 bytes a row, and those of <see cref="KeptParts"/>.</summary>
internal sealed class WinnerDistances : KeptDistances
{
    private readonly RowArray<int> winners;
    private readonly RowArray<double> distances;
    private readonly RowArray<int>? seconds;
    private readonly RowArray<double>? squares;

    /// <param name="rowCount">Number of rows.</param>
    /// <param name="inFile">True if they lie in scratch files.</param>
    /// <param name="scratchDirectory">The folder of those; null for that of temporary files.</param>
    /// <param name="parts">The results kept in addition to winners and distances.</param>
    /// <exception cref="IOException">There is no room for the files.</exception>
    public WinnerDistances(int rowCount, bool inFile, string? scratchDirectory, KeptParts parts = KeptParts.None)
    {
        AreInFile = inFile;
        winners = new RowArray<int>(rowCount, inFile, scratchDirectory);
        try
        {
            distances = new RowArray<double>(rowCount, inFile, scratchDirectory);
            if (parts.HasFlag(KeptParts.Seconds))
                seconds = new RowArray<int>(rowCount, inFile, scratchDirectory);
            if (parts.HasFlag(KeptParts.Squares))
                squares = new RowArray<double>(rowCount, inFile, scratchDirectory);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>True if they lie in scratch files, and nothing as large is to be held in memory.</summary>
    public bool AreInFile { get; }

    /// <summary>The winner of each row.</summary>
    public ReadOnlySpan<int> Winners => winners.All;

    /// <summary>The distance of each row to it.</summary>
    public ReadOnlySpan<double> Distances => distances.All;

    /// <summary>The second-nearest neuron of each row; only with <see cref="KeptParts.Seconds"/>.</summary>
    public ReadOnlySpan<int> Seconds => seconds!.All;

    /// <summary>The square of each row; only with <see cref="KeptParts.Squares"/>.</summary>
    public ReadOnlySpan<double> Squares => squares!.All;

    /// <summary>Takes those of one block of rows; blocks may come from several threads.</summary>
    public void Set(int start, ReadOnlySpan<int> blockWinners, ReadOnlySpan<double> blockDistances)
    {
        blockWinners.CopyTo(winners.All[start..]);
        blockDistances.CopyTo(distances.All[start..]);
    }

    /// <summary>Takes the second-nearest neurons of one block of rows.</summary>
    public void SetSeconds(int start, ReadOnlySpan<int> blockSeconds) => blockSeconds.CopyTo(seconds!.All[start..]);

    /// <summary>Takes the squares of one block of rows.</summary>
    public void SetSquares(int start, ReadOnlySpan<double> blockSquares) => blockSquares.CopyTo(squares!.All[start..]);

    public override void Dispose()
    {
        winners.Dispose();
        distances?.Dispose();
        seconds?.Dispose();
        squares?.Dispose();
    }
}
