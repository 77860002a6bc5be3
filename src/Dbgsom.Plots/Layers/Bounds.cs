namespace Dbgsom.Plots.Layers;

/// <summary>The rectangle around some points.</summary>
internal readonly record struct Bounds(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public double MiddleX => (Left + Right) / 2;

    public double MiddleY => (Bottom + Top) / 2;

    public static Bounds Around(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        return new(all.Min(p => p.X), all.Min(p => p.Y), all.Max(p => p.X), all.Max(p => p.Y));
    }

    /// <summary>The rectangle around the points at which the neurons of a map are drawn.</summary>
    public static Bounds Of(SomMap map) => Around(map.Neurons.Select(neuron => map.Grid.Point(neuron.Position)));

    /// <summary>The rectangle that a polygon is, or null where it is none or its sides do not lie along the axes.</summary>
    public static Bounds? OfRectangle(IReadOnlyList<(double X, double Y)> corners)
    {
        var bounds = Around(corners);
        bool IsCorner((double X, double Y) p) =>
            (p.X == bounds.Left || p.X == bounds.Right) && (p.Y == bounds.Bottom || p.Y == bounds.Top);
        return corners.Count == 4 && corners.All(IsCorner) && corners.Distinct().Count() == 4 ? bounds : null;
    }
}
