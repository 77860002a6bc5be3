using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Plots.Hierarchies;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>Cells of neurons; where a map lies below a neuron, its cells inside a frame with the number of the neuron.</summary>
internal sealed class NestedLayer(IReadOnlyList<NestedCell> cells, IReadOnlyList<Color> colors) : Layer
{
    private const float SmallestText = 7;
    private const float LargestText = 10;
    private const float LeastForGap = 5;

    public override AxisLimits GetAxisLimits() =>
        new(
            cells.Min(cell => cell.Left),
            cells.Max(cell => cell.Left + cell.Side),
            cells.Min(cell => cell.Bottom),
            cells.Max(cell => cell.Bottom + cell.Side)
        );

    public override void Render(RenderPack rp)
    {
        using var fill = Fill(Colors.White);
        using var line = Stroke(Theme.Outline, 1);
        for (int i = 0; i < cells.Count; i++)
        {
            var place = PlaceOf(cells[i]);
            // Cells without a gap share their edges to the pixel: no background may shine through.
            fill.IsAntialias = place.Width >= LeastForGap;
            var (color, border) =
                cells[i].IsFrame ? (Theme.FrameFill, Theme.Outline)
                : cells[i].Neuron.IsDead ? (Colors.White, Theme.Edge)
                : (colors[i], (Color?)null);
            fill.Color = color.ToSKColor();
            rp.Canvas.DrawRect(place, fill);
            if (border is { } ink)
            {
                line.Color = ink.ToSKColor();
                rp.Canvas.DrawRect(SKRect.Inflate(place, -0.5f, -0.5f), line);
            }
            if (cells[i].IsFrame)
                WriteNumber(rp, cells[i], place);
            else if (cells[i].IsCut)
                Dot(rp, place, color);
        }
    }

    /// <summary>On whole pixels; large cells with a gap between them.</summary>
    private SKRect PlaceOf(NestedCell cell)
    {
        var lowerLeft = At((cell.Left, cell.Bottom));
        var upperRight = At((cell.Left + cell.Side, cell.Bottom + cell.Side));
        var place = new SKRect(
            MathF.Round(lowerLeft.X),
            MathF.Round(upperRight.Y),
            MathF.Round(upperRight.X),
            MathF.Round(lowerLeft.Y)
        );
        if (place.Width >= LeastForGap)
        {
            float gap = Math.Clamp(0.04f * place.Width, 0.7f, 1.5f);
            (place.Right, place.Bottom) = (place.Right - gap, place.Bottom - gap);
        }
        return place;
    }

    private static void Dot(RenderPack rp, SKRect place, Color cell)
    {
        using var ink = Fill(Luminance.IsDark(cell) ? Colors.White : Colors.Black);
        rp.Canvas.DrawCircle(place.MidX, place.MidY, Math.Clamp(0.15f * place.Width, 0.8f, 3), ink);
    }

    private void WriteNumber(RenderPack rp, NestedCell cell, SKRect place)
    {
        float strip = At((0, cell.Bottom)).Y - At((0, cell.Bottom + cell.Strip)).Y;
        float size = Math.Min(LargestText, strip - 3);
        if (size < SmallestText)
            return;
        var style = new LabelStyle
        {
            Text = cell.Neuron.Index.ToString(CultureInfo.InvariantCulture),
            FontName = Theme.FontName,
            FontSize = size,
            ForeColor = Theme.FaintInk,
            Alignment = Alignment.MiddleLeft,
        };
        style.Render(rp.Canvas, new Pixel(place.Left + (0.05f * place.Width) + 1, place.Top + (strip / 2) + 2), rp.Paint);
    }
}
