using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Stars: for each neuron a wedge for each feature, all of one angle, whose length follows the value.</summary>
/// <param name="points">The middle of each star.</param>
/// <param name="lengths">For each star the length of each wedge, 0 to 1.</param>
/// <param name="radii">For each star how long its wedges can be, as a share of the distance between neighbors.</param>
/// <param name="colors">The color of each wedge.</param>
internal sealed class StarLayer(
    IReadOnlyList<(double X, double Y)> points,
    IReadOnlyList<double[]> lengths,
    IReadOnlyList<double> radii,
    IReadOnlyList<Color> colors
) : Layer
{
    public override AxisLimits GetAxisLimits() => Around(points);

    public override void Render(RenderPack rp)
    {
        using var ring = Stroke(Theme.Frame, 0.6f);
        float angle = 360f / colors.Count;
        for (int i = 0; i < points.Count; i++)
        {
            var center = At(points[i]);
            float radius = SKPoint.Distance(center, At((points[i].X + radii[i], points[i].Y)));
            if (radius == 0)
                continue;
            rp.Canvas.DrawCircle(center, radius, ring);
            for (int f = 0; f < colors.Count; f++)
            {
                float length = radius * (float)lengths[i][f];
                if (length <= 0)
                    continue;
                using var fill = Fill(colors[f]);
                using var path = new SKPath();
                if (colors.Count == 1)
                    path.AddCircle(center.X, center.Y, length);
                else
                {
                    path.MoveTo(center);
                    // From the top on, clockwise.
                    path.ArcTo(
                        SKRect.Create(center.X - length, center.Y - length, 2 * length, 2 * length),
                        -90 + (f * angle),
                        angle,
                        forceMoveTo: false
                    );
                    path.Close();
                }
                rp.Canvas.DrawPath(path, fill);
            }
        }
    }
}
