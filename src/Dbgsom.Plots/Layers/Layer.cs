using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Something drawn into the data area of a plot.</summary>
internal abstract class Layer : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public virtual IEnumerable<LegendItem> LegendItems => [];

    public abstract AxisLimits GetAxisLimits();

    public abstract void Render(RenderPack rp);

    protected SKPoint At((double X, double Y) point)
    {
        var pixel = Axes.GetPixel(new Coordinates(point.X, point.Y));
        return new SKPoint(pixel.X, pixel.Y);
    }

    protected static AxisLimits Around(IReadOnlyList<(double X, double Y)> points) =>
        new(points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));

    protected static SKPaint Fill(Color color) => new() { Color = color.ToSKColor(), IsAntialias = true };

    protected static SKPaint Stroke(Color color, float width) =>
        new()
        {
            Color = color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = width,
        };
}
