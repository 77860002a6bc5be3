using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Cells of one shape, each in its color.</summary>
/// <param name="centers">The middle of each.</param>
/// <param name="colors">The color of each.</param>
/// <param name="shape">The corners of a cell relative to its middle.</param>
/// <param name="scale">The size of the cells; 1 for that of the shape.</param>
internal sealed class CellLayer(
    IReadOnlyList<(double X, double Y)> centers,
    IReadOnlyList<Color> colors,
    IReadOnlyList<(double X, double Y)> shape,
    double scale
) : Layer
{
    public override AxisLimits GetAxisLimits() => Around(centers);

    public override void Render(RenderPack rp)
    {
        // Without anti-aliasing: neighbors share their border to the pixel and no background shines through.
        using var paint = new SKPaint { IsAntialias = false };
        var rectangle = Bounds.OfRectangle(shape);
        for (int i = 0; i < centers.Count; i++)
        {
            paint.Color = colors[i].ToSKColor();
            if (rectangle is { } bounds)
                rp.Canvas.DrawRect(OnPixels(centers[i], bounds), paint);
            else
                DrawPolygon(rp.Canvas, centers[i], paint);
        }
    }

    /// <summary>A rectangle on whole pixels.</summary>
    private SKRect OnPixels((double X, double Y) center, Bounds bounds)
    {
        var lowerLeft = At((center.X + (scale * bounds.Left), center.Y + (scale * bounds.Bottom)));
        var upperRight = At((center.X + (scale * bounds.Right), center.Y + (scale * bounds.Top)));
        return SKRect.Create(
            MathF.Round(lowerLeft.X),
            MathF.Round(upperRight.Y),
            MathF.Round(upperRight.X) - MathF.Round(lowerLeft.X),
            MathF.Round(lowerLeft.Y) - MathF.Round(upperRight.Y)
        );
    }

    private void DrawPolygon(SKCanvas canvas, (double X, double Y) center, SKPaint paint)
    {
        using var path = new SKPath();
        path.AddPoly(
            [.. shape.Select(corner => At((center.X + (scale * corner.X), center.Y + (scale * corner.Y))))],
            close: true
        );
        canvas.DrawPath(path, paint);
    }
}
