using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Where the rows of one file stand in it: each run of rows that follow one another is held as one number.</summary>
internal sealed class RowPlaces
{
    // Rows of several lines each are a run each: what is held for them has to stay little.
    private const int MostRuns = 1 << 16;

    private readonly List<(long Row, long Ahead)> runs = [];
    private bool isKnown = true;
    private string unit = "row";

    /// <summary>Notes where a row stands.</summary>
    /// <param name="row">The row among those that were taken, from 0, in order.</param>
    /// <param name="what">The word for one row of the file: "line", "record" or "row".</param>
    /// <param name="number">The number of the row in the file.</param>
    public void Add(long row, string what, long number)
    {
        unit = what;
        if (!isKnown || (runs.Count > 0 && runs[^1].Ahead == number - row))
            return;
        isKnown = runs.Count < MostRuns;
        if (isKnown)
            runs.Add((row, number - row));
    }

    /// <summary>Where a row stands, as in "line 3"; null where that is not known.</summary>
    public string? Of(long row)
    {
        int run = runs.FindLastIndex(one => one.Row <= row);
        return isKnown && run >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{unit} {row + runs[run].Ahead}") : null;
    }
}
