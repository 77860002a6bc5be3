using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Neurons as round markers. Their radius follows the length of the edges on the page, so that edges stay visible.</summary>
internal sealed class NeuronLayer(
    IReadOnlyList<(double X, double Y)> points,
    IReadOnlyList<NeuronMark> marks,
    IReadOnlyList<(int A, int B)> edges,
    Radii radii
) : Layer
{
    private const float SmallestText = 6.5f;
    private const float LargestText = 12;
    private const float SmallestShare = 0.08f;

    public override AxisLimits GetAxisLimits() => Around(points);

    public override void Render(RenderPack rp)
    {
        float largest = Math.Clamp(radii.ShareOfEdge * TypicalEdge(), radii.Least, radii.Most);
        using var fill = Fill(Colors.White);
        using var outline = Stroke(Theme.Outline, Math.Min(1, largest / 8));
        using var white = Fill(Colors.White);
        for (int i = 0; i < points.Count; i++)
        {
            var (mark, center) = (marks[i], At(points[i]));
            float radius = largest * MathF.Sqrt(SmallestShare + ((1 - SmallestShare) * (float)mark.Size));
            fill.Color = mark.Color.ToSKColor();
            if (mark.IsHollow)
            {
                radius = Math.Max(radius, 0.5f * largest);
                rp.Canvas.DrawCircle(center, radius, fill);
                rp.Canvas.DrawCircle(center, radius, outline);
                rp.Canvas.DrawCircle(center, 0.6f * radius, white);
                rp.Canvas.DrawCircle(center, 0.6f * radius, outline);
                continue;
            }
            rp.Canvas.DrawCircle(center, radius, fill);
            rp.Canvas.DrawCircle(center, radius, outline);
            if (mark.Text is { } text)
                Write(rp, text, center, radius, mark.Color);
        }
    }

    /// <summary>The median length of the edges in pixels.</summary>
    private float TypicalEdge()
    {
        float[] lengths = [.. edges.Select(edge => SKPoint.Distance(At(points[edge.A]), At(points[edge.B]))).Order()];
        return lengths[lengths.Length / 2];
    }

    private static void Write(RenderPack rp, string text, SKPoint center, float radius, Color background)
    {
        float size = Math.Min(LargestText, 1.2f * radius);
        size *= Math.Min(1, 1.6f * radius / Ellipsis.WidthOf(text, size));
        if (size < SmallestText)
            return;
        var style = new LabelStyle
        {
            Text = text,
            FontName = Theme.FontName,
            FontSize = size,
            ForeColor = Luminance.IsDark(background) ? Colors.White : Theme.Ink,
            Alignment = Alignment.MiddleCenter,
        };
        style.Render(rp.Canvas, new Pixel(center.X, center.Y), rp.Paint);
    }
}
