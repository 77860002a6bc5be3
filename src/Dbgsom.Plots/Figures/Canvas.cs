using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>Plots whose axes fit what they show.</summary>
internal static class Canvas
{
    /// <summary>A plot of the grid: units of one length on both axes, whole numbers at their ticks.</summary>
    public static Plot OfGrid(SomMap map, double margin)
    {
        var plot = Theme.NewPlot("grid x", "grid y");
        var bounds = Bounds.Of(map);
        plot.Axes.SetLimits(bounds.Left - margin, bounds.Right + margin, bounds.Bottom - margin, bounds.Top + margin);
        plot.Axes.SquareUnits();
        plot.Axes.Bottom.TickGenerator = Theme.IntegerTicks();
        plot.Axes.Left.TickGenerator = Theme.IntegerTicks();
        return plot;
    }

    /// <summary>Axes around points, with a margin; equal values get a range of their own.</summary>
    public static void FitAround(Plot plot, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        var (left, right) = Range(all.Min(p => p.X), all.Max(p => p.X));
        var (bottom, top) = Range(all.Min(p => p.Y), all.Max(p => p.Y));
        plot.Axes.SetLimits(left, right, bottom, top);
    }

    /// <summary>The size of a figure whose data area has the aspect of the grid.</summary>
    public static (int Width, int Height) SizeFor(SomMap map)
    {
        const double Room = 700;
        const double MostPerCell = 110;
        const double Beside = 190;
        const double Above = 120;
        var bounds = Bounds.Of(map);
        var (across, down) = (bounds.Width + 2, bounds.Height + 2);
        double cell = Math.Min(MostPerCell, Room / Math.Max(across, down));
        return ((int)Math.Max(560, (across * cell) + Beside), (int)Math.Max(440, (down * cell) + Above));
    }

    private static (double Low, double High) Range(double low, double high)
    {
        double margin = high > low ? 0.04 * (high - low) : Math.Max(1, 0.1 * Math.Abs(low));
        return (low - margin, high + margin);
    }
}
