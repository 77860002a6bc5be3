using ScottPlot;

namespace Dbgsom.Plots.Layers;

/// <summary>The edges of the map as straight lines.</summary>
internal sealed class EdgeLayer(
    IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> lines,
    Color color,
    float width
) : Layer
{
    public override AxisLimits GetAxisLimits() => Around([.. lines.SelectMany(line => new[] { line.From, line.To })]);

    public override void Render(RenderPack rp)
    {
        using var paint = Stroke(color, width);
        foreach (var (from, to) in lines)
            rp.Canvas.DrawLine(At(from), At(to), paint);
    }

    /// <summary>The lines between neurons that are joined.</summary>
    public static IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Between(
        SomMap map,
        IReadOnlyList<(double X, double Y)> points
    ) => [.. map.Edges.Select(edge => (points[edge.A], points[edge.B]))];
}
