using Dbgsom.Grid;

namespace Dbgsom;

/// <content>Where a map is drawn.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Returns this map with its torus cut open left of and below a place in figures and reports. Neurons keep their indices, places
    /// and neighbors.
    /// </summary>
    /// <param name="place">The place that is drawn at the lower left.</param>
    /// <exception cref="ArgumentException">The map has edges, so that it cannot be shifted.</exception>
    public SomMap CutAt(GridPosition place)
    {
        var map = (SomMap)MemberwiseClone();
        map.Content = Content with { Lattice = Lattice.DrawnBy(Grid.CutAt(place)) };
        return map;
    }
}
