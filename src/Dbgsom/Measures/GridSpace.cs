using Dbgsom.Grid;

namespace Dbgsom.Measures;

/// <summary>Samples where their winners are on the grid, apart by <see cref="MapGrid.Distance"/>.</summary>
internal sealed class GridSpace : RowSpace
{
    private readonly MapGrid grid;
    private readonly GridPosition[] places;

    // Which of the places each row is at.
    private readonly int[] at;

    /// <param name="grid">The grid.</param>
    /// <param name="rows">The place of each row.</param>
    public GridSpace(MapGrid grid, IReadOnlyList<GridPosition> rows)
        : base(rows.Count, 2)
    {
        this.grid = grid;
        places = [.. rows.Distinct()];
        var index = places.Select((place, i) => (place, i)).ToDictionary(pair => pair.place, pair => pair.i);
        at = [.. rows.Select(place => index[place])];
    }

    public override void Distances(int first, int count, Span<double> distances)
    {
        double[] toPlaces = new double[places.Length];
        for (int i = 0; i < count; i++)
        {
            for (int place = 0; place < places.Length; place++)
                toPlaces[place] = grid.Distance(places[at[first + i]], places[place]);
            var row = distances.Slice(i * PaddedCount, Count);
            for (int other = 0; other < row.Length; other++)
                row[other] = toPlaces[at[other]];
        }
    }
}
