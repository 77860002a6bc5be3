using Dbgsom.Naming;
using Dbgsom.Plots.Hierarchies;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>The tree of maps: discs, their texts, and curves from a map to those below it.</summary>
internal sealed class TreeLayer(TreeLayout layout, IReadOnlyList<IReadOnlyList<Slice>> fills) : Layer
{
    public override AxisLimits GetAxisLimits() => new(0, layout.Width, -layout.Height, 0);

    public override void Render(RenderPack rp)
    {
        using var curve = Stroke(Theme.Edge, layout.CurveWidth);
        using var outline = Stroke(Theme.Outline, 1);
        for (int node = 1; node < layout.Nodes.Count; node++)
            Connect(rp.Canvas, layout.Nodes[node].Parent, node, curve);
        for (int node = 0; node < layout.Nodes.Count; node++)
        {
            var center = Center(node);
            outline.StrokeWidth = Math.Min(1, layout.Radii[node] / 4);
            FillDisc(rp.Canvas, center, layout.Radii[node], fills[node]);
            rp.Canvas.DrawCircle(center, layout.Radii[node], outline);
            if (layout.HasName[node])
                Write(rp, node, center.X + layout.Radii[node] + TreeLayout.TextGap, center.Y);
        }
    }

    /// <summary>Slices clockwise from the top.</summary>
    private static void FillDisc(SKCanvas canvas, SKPoint center, float radius, IReadOnlyList<Slice> slices)
    {
        float start = -90;
        foreach (var slice in slices)
        {
            using var fill = Fill(slice.Color);
            float sweep = 360 * (float)slice.Share;
            if (slices.Count == 1)
                canvas.DrawCircle(center, radius, fill);
            else
                canvas.DrawArc(
                    SKRect.Create(center.X - radius, center.Y - radius, 2 * radius, 2 * radius),
                    start,
                    sweep,
                    true,
                    fill
                );
            start += sweep;
        }
    }

    private SKPoint Center(int node)
    {
        var (x, y) = layout.At(node);
        return At((x, -y));
    }

    /// <summary>From the end of the text, and level until the widest text beside has ended: no curve crosses a text.</summary>
    private void Connect(SKCanvas canvas, int parent, int child, SKPaint paint)
    {
        var (from, to) = (Center(parent), Center(child));
        from.X += layout.Radii[parent] + layout.TextWidth(parent) + (layout.HasName[parent] ? TreeLayout.TextGap : 0);
        to.X -= layout.Radii[child];
        float bend = Math.Max(from.X, At((layout.TextEnds[layout.Nodes[parent].Level], 0)).X);
        float middle = (bend + to.X) / 2;
        using var path = new SKPath();
        path.MoveTo(from);
        path.LineTo(bend, from.Y);
        path.CubicTo(middle, from.Y, middle, to.Y, to.X, to.Y);
        canvas.DrawPath(path, paint);
    }

    private void Write(RenderPack rp, int node, float x, float y)
    {
        Write(rp, layout.Nodes[node].Name, x, y, Theme.Ink);
        if (layout.HasFacts)
            Write(rp, layout.Nodes[node].Facts, x + layout.NameWidth(node) + TreeLayout.FactsGap, y, Theme.FaintInk);
    }

    private void Write(RenderPack rp, string text, float x, float y, Color color)
    {
        var style = new LabelStyle
        {
            Text = text,
            FontName = Theme.FontName,
            FontSize = layout.FontSize,
            ForeColor = color,
            Alignment = Alignment.MiddleLeft,
        };
        style.Render(rp.Canvas, new Pixel(x, y + (0.1f * layout.FontSize)), rp.Paint);
    }
}
