using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Ways over the map: a line each, a ring at its start and a disc at its end.</summary>
internal sealed class PathLayer(
    IReadOnlyList<IReadOnlyList<(double X, double Y)>> paths,
    IReadOnlyList<Color> colors,
    float width
) : Layer
{
    private const float EndRadius = 5;

    public override AxisLimits GetAxisLimits() => Around([.. paths.SelectMany(path => path)]);

    public override void Render(RenderPack rp)
    {
        for (int i = 0; i < paths.Count; i++)
        {
            using var line = Stroke(colors[i].WithAlpha(0.75), width);
            line.StrokeJoin = SKStrokeJoin.Round;
            using var way = new SKPath();
            way.MoveTo(At(paths[i][0]));
            foreach (var point in paths[i].Skip(1))
                way.LineTo(At(point));
            rp.Canvas.DrawPath(way, line);
        }
        for (int i = 0; i < paths.Count; i++)
        {
            using var ring = Stroke(colors[i], 2);
            using var blank = Fill(Colors.White);
            using var disc = Fill(colors[i]);
            rp.Canvas.DrawCircle(At(paths[i][0]), EndRadius, blank);
            rp.Canvas.DrawCircle(At(paths[i][0]), EndRadius, ring);
            rp.Canvas.DrawCircle(At(paths[i][^1]), EndRadius, disc);
        }
    }
}
