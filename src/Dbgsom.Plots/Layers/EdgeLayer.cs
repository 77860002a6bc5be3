using ScottPlot;

namespace Dbgsom.Plots.Layers;

/// <summary>The edges of the map as straight lines.</summary>
internal sealed class EdgeLayer(
    IReadOnlyList<(double X, double Y)> points,
    IReadOnlyList<(int A, int B)> edges,
    Color color,
    float width
) : Layer
{
    public override AxisLimits GetAxisLimits() => Around(points);

    public override void Render(RenderPack rp)
    {
        using var paint = Stroke(color, width);
        foreach (var (a, b) in edges)
            rp.Canvas.DrawLine(At(points[a]), At(points[b]), paint);
    }
}
