using ScottPlot;

namespace Dbgsom.Plots.Layers;

/// <summary>Samples as small dots.</summary>
internal sealed class PointLayer(IReadOnlyList<(double X, double Y)> points, IReadOnlyList<Color> colors, float radius) : Layer
{
    public override AxisLimits GetAxisLimits() => Around(points);

    public override void Render(RenderPack rp)
    {
        using var paint = Fill(Colors.Black);
        for (int i = 0; i < points.Count; i++)
        {
            paint.Color = colors[i].ToSKColor();
            rp.Canvas.DrawCircle(At(points[i]), radius, paint);
        }
    }
}
