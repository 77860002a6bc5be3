using Dbgsom.Plots.Layers;

namespace Dbgsom.Plots.Hierarchies;

/// <summary>A neuron as a square, in the coordinates of the first map's grid.</summary>
/// <param name="Map">The map of the neuron.</param>
/// <param name="Neuron">The neuron.</param>
/// <param name="Level">0 for neurons of the first map.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Side">Width and height.</param>
/// <param name="IsFrame">True if the map below it is drawn inside it.</param>
internal sealed record NestedCell(SomMap Map, Neuron Neuron, int Level, double Left, double Bottom, double Side, bool IsFrame)
{
    /// <summary>Free at the left, right and lower edge of a frame, as a share of its side.</summary>
    private const double Edge = 0.05;

    /// <summary>Free at its upper edge, for the number of the neuron.</summary>
    private const double Head = 0.13;

    /// <summary>The height of the strip for the number of the neuron.</summary>
    public double Strip => Head * Side;

    /// <summary>True if the neuron has a child map that is not drawn.</summary>
    public bool IsCut => Neuron.HasChild && !IsFrame;

    /// <summary>The neurons of a map and of all below it, frames before what is in them.</summary>
    /// <param name="map">The first map.</param>
    /// <param name="least">A map whose cells would be smaller than this is left out.</param>
    public static IReadOnlyList<NestedCell> AllOf(SomMap map, double least)
    {
        var cells = new List<NestedCell>();
        Add(cells, map, 0, 0, 0, 1, least);
        return cells;
    }

    /// <param name="cells">Where cells are added.</param>
    /// <param name="map">The map.</param>
    /// <param name="level">The level of the map.</param>
    /// <param name="x">Where the center of place 0, 0 of its grid lies.</param>
    /// <param name="y">The vertical position, likewise.</param>
    /// <param name="side">Of its cells.</param>
    /// <param name="least">Of the cells of maps below.</param>
    private static void Add(List<NestedCell> cells, SomMap map, int level, double x, double y, double side, double least)
    {
        foreach (var neuron in map.Neurons)
        {
            var place = Bounds.Around(map.Grid.Cell(neuron.Position));
            double left = x + (place.Left * side);
            double bottom = y + (place.Bottom * side);
            var cell = new NestedCell(map, neuron, level, left, bottom, side, false);
            if (!map.Children.TryGetValue(neuron.Index, out var child))
            {
                cells.Add(cell);
                continue;
            }
            var grid = Bounds.Around(child.Neurons.SelectMany(below => child.Grid.Cell(below.Position)));
            double within = side * Math.Min((1 - (2 * Edge)) / grid.Width, (1 - Edge - Head) / grid.Height);
            cells.Add(cell with { IsFrame = within >= least });
            if (within < least)
                continue;
            double middle = left + (side / 2);
            double height = bottom + (side * (Edge + ((1 - Edge - Head) / 2)));
            Add(cells, child, level + 1, middle - (grid.MiddleX * within), height - (grid.MiddleY * within), within, least);
        }
    }
}
