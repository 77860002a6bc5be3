using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Square cells of one size, each in its color.</summary>
internal sealed class CellLayer(IReadOnlyList<(double X, double Y)> centers, IReadOnlyList<Color> colors, double size) : Layer
{
    public override AxisLimits GetAxisLimits() => Around(centers);

    public override void Render(RenderPack rp)
    {
        // Without anti-aliasing: neighbors share their border to the pixel and no background shines through.
        using var paint = new SKPaint { IsAntialias = false };
        for (int i = 0; i < centers.Count; i++)
        {
            var (x, y) = centers[i];
            var lowerLeft = At((x - (size / 2), y - (size / 2)));
            var upperRight = At((x + (size / 2), y + (size / 2)));
            paint.Color = colors[i].ToSKColor();
            rp.Canvas.DrawRect(
                SKRect.Create(
                    MathF.Round(lowerLeft.X),
                    MathF.Round(upperRight.Y),
                    MathF.Round(upperRight.X) - MathF.Round(lowerLeft.X),
                    MathF.Round(lowerLeft.Y) - MathF.Round(upperRight.Y)
                ),
                paint
            );
        }
    }
}
