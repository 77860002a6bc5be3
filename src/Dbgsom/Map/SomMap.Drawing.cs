using Dbgsom.Grid;

namespace Dbgsom;

/// <content>Where a map is drawn.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// This map as it is drawn where its torus is cut open left of a place and below it, in figures and reports. Neurons keep their indices, places and neighbors.
    /// </summary>
    /// <param name="place">The place that is drawn at the lower left.</param>
    /// <exception cref="ArgumentException">The map has edges and so is drawn in one way only.</exception>
    public SomMap CutAt(GridPosition place)
    {
        var map = (SomMap)MemberwiseClone();
        map.Content = Content with { Lattice = Lattice.DrawnBy(Grid.CutAt(place)) };
        return map;
    }
}
