namespace Dbgsom.Rows;

/// <summary>The same on this machine: twelve bytes a row, in a scratch file where what is kept for the rows is.</summary>
internal sealed class WinnerDistances : KeptDistances
{
    private readonly RowArray<int> winners;
    private readonly RowArray<double> distances;

    /// <param name="rowCount">Number of rows.</param>
    /// <param name="inFile">Whether they lie in scratch files.</param>
    /// <param name="scratchDirectory">The folder of those; null for that of temporary files.</param>
    /// <exception cref="IOException">There is no room for the files.</exception>
    public WinnerDistances(int rowCount, bool inFile, string? scratchDirectory)
    {
        AreInFile = inFile;
        winners = new RowArray<int>(rowCount, inFile, scratchDirectory);
        try
        {
            distances = new RowArray<double>(rowCount, inFile, scratchDirectory);
        }
        catch
        {
            winners.Dispose();
            throw;
        }
    }

    /// <summary>Whether they lie in scratch files, and nothing as large is to be held in memory.</summary>
    public bool AreInFile { get; }

    /// <summary>The winner of each row.</summary>
    public ReadOnlySpan<int> Winners => winners.All;

    /// <summary>The distance of each row to it.</summary>
    public ReadOnlySpan<double> Distances => distances.All;

    /// <summary>Takes those of one block of rows; blocks may come from several threads.</summary>
    public void Set(int start, ReadOnlySpan<int> blockWinners, ReadOnlySpan<double> blockDistances)
    {
        blockWinners.CopyTo(winners.All[start..]);
        blockDistances.CopyTo(distances.All[start..]);
    }

    public override void Dispose()
    {
        winners.Dispose();
        distances.Dispose();
    }
}
