using Dbgsom.Naming;
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
    private const float SmallestText = 7.5f;
    private const float LargestText = 11;
    private const float SmallestShare = 0.08f;
    private const float SmallestRing = 3;
    private const float LeastColoredRing = 5;
    private const float RingWidth = 1.2f;

    public override AxisLimits GetAxisLimits() => Around(points);

    /// <summary>Small markers lie on large ones, hollow ones on all.</summary>
    public override void Render(RenderPack rp)
    {
        float largest = Math.Clamp(radii.ShareOfEdge * TypicalEdge(), radii.Least, radii.Most);
        float[] discs = [.. marks.Select(mark => largest * MathF.Sqrt(SmallestShare + ((1 - SmallestShare) * (float)mark.Size)))];
        float smallest = marks.Zip(discs).Where(pair => !pair.First.IsHollow).Select(pair => pair.Second).Append(largest).Min();
        // Outside the scale of the discs: of one size, and no larger than the smallest of them.
        float ring = Math.Min(smallest, Math.Max(0.75f * smallest, SmallestRing));
        float textSize = Math.Clamp(0.45f * largest, SmallestText, LargestText);
        using var fill = Fill(Colors.White);
        float thin = Math.Min(1, largest / 8);
        using var outline = Stroke(Theme.Outline, thin);
        foreach (int i in Enumerable.Range(0, points.Count).OrderBy(i => marks[i].IsHollow).ThenByDescending(i => discs[i]))
        {
            var (mark, center) = (marks[i], At(points[i]));
            float radius = mark.IsHollow ? ring : discs[i];
            outline.Color = (mark.Outline ?? Theme.Outline).ToSKColor();
            if (mark.IsHollow && radius < LeastColoredRing)
                Ring();
            else
                Disc(mark.Color, radius);
            if (mark.IsHollow && radius >= LeastColoredRing)
                Disc(mark.Hole ?? Colors.White, 0.6f * radius);
            else if (!mark.IsHollow && mark.Text is { } text)
                Write(rp, text, center, radius, textSize, mark.Color);

            void Ring()
            {
                Disc(mark.Hole ?? Colors.White, radius);
                outline.StrokeWidth = RingWidth;
                rp.Canvas.DrawCircle(center, radius - (RingWidth / 2), outline);
                outline.StrokeWidth = thin;
            }

            void Disc(Color color, float r)
            {
                fill.Color = color.ToSKColor();
                rp.Canvas.DrawCircle(center, r, fill);
                rp.Canvas.DrawCircle(center, r, outline);
            }
        }
    }

    /// <summary>The median length of the edges in pixels.</summary>
    private float TypicalEdge()
    {
        float[] lengths = [.. edges.Select(edge => SKPoint.Distance(At(points[edge.A]), At(points[edge.B]))).Order()];
        return lengths[lengths.Length / 2];
    }

    /// <summary>
    /// Writes the text where all of it lies within the disc. It is drawn as shapes: letters would be made thinner where they are dark and
    /// thicker where they are light.
    /// </summary>
    private static void Write(RenderPack rp, string text, SKPoint center, float radius, float size, Color background)
    {
        using var font = new SKFont(Fonts.GetTypeface(Theme.FontName, bold: false, italic: false), size);
        using var shape = font.GetTextPath(text, SKPoint.Empty);
        var bounds = shape.TightBounds;
        if (SKPoint.Distance(SKPoint.Empty, new SKPoint(bounds.Width / 2, bounds.Height / 2)) > radius - 0.5f)
            return;
        using var ink = Fill(Luminance.IsDark(background) ? Colors.White : Colors.Black);
        shape.Transform(SKMatrix.CreateTranslation(center.X - bounds.MidX, center.Y - bounds.MidY));
        rp.Canvas.DrawPath(shape, ink);
    }
}
