using Dbgsom.Naming;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots.Layers;

/// <summary>A color bar at the right of the data area: colors, numbers and what they mean, measured so that nothing overlaps.</summary>
/// <param name="scale">The colors.</param>
/// <param name="caption">The caption; null for no caption.</param>
/// <param name="ticks">Values that are written beside the bar.</param>
/// <param name="labels">How they are written.</param>
/// <param name="textSize">Size of the numbers.</param>
/// <param name="barWidth">Width of the bar.</param>
/// <param name="leastLabelsWidth">Room kept for the numbers, so that bars of several panels are equally wide.</param>
internal sealed class ColorBarPanel(
    ColorScale scale,
    string? caption,
    IReadOnlyList<double> ticks,
    IReadOnlyList<string> labels,
    float textSize,
    float barWidth,
    float leastLabelsWidth = 0
) : IPanel
{
    private const int Steps = 128;
    private const float Gap = 4;

    public bool IsVisible { get; set; } = true;

    public float MinimumSize { get; set; }

    public float MaximumSize { get; set; } = float.MaxValue;

    public Edge Edge => Edge.Right;

    public bool ShowDebugInformation { get; set; }

    private float Lead => barWidth + Gap;

    private float LabelsWidth => labels.Select(label => Ellipsis.WidthOf(label, textSize)).Append(leastLabelsWidth).Max();

    public float Measure(Paint paint) =>
        Lead + barWidth + Gap + LabelsWidth + (caption is null ? Gap : Theme.TextSize + (3 * Gap));

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(dataRect.Right + offset, dataRect.Right + offset + size, dataRect.Bottom, dataRect.Top);

    public void Render(RenderPack rp, float size, float offset)
    {
        var data = rp.DataRect;
        float left = data.Right + offset + Lead;
        var bar = new SKRect(left, data.Top, left + barWidth, data.Bottom);
        using (var fill = new SKPaint { IsAntialias = false })
        {
            for (int i = 0; i < Steps; i++)
            {
                fill.Color = scale.GetColor((i + 0.5) / Steps).ToSKColor();
                float top = MathF.Round(bar.Bottom - ((i + 1) * bar.Height / Steps));
                rp.Canvas.DrawRect(
                    SKRect.Intersect(bar, SKRect.Create(bar.Left, top, bar.Width, (bar.Height / Steps) + 2)),
                    fill
                );
            }
        }
        using var line = new SKPaint
        {
            Color = Theme.Frame.ToSKColor(),
            IsStroke = true,
            StrokeWidth = 1,
        };
        rp.Canvas.DrawRect(bar, line);
        var range = scale.GetRange();
        for (int i = 0; i < ticks.Count; i++)
        {
            float y = bar.Bottom - (float)((ticks[i] - range.Min) / (range.Max - range.Min) * bar.Height);
            rp.Canvas.DrawLine(bar.Right, y, bar.Right + 3, y, line);
            // Numbers at the ends stay within the bar's height.
            y = Math.Clamp(y, bar.Top + (textSize * 0.45f), bar.Bottom - (textSize * 0.45f));
            Write(rp, labels[i], bar.Right + Gap + 1, y, textSize, Theme.FaintInk, 0, Alignment.MiddleLeft);
        }
        if (caption is null)
            return;
        string text = Ellipsis.Fit(caption, Theme.TextSize, bar.Height);
        float x = bar.Right + (3 * Gap) + LabelsWidth + (Theme.TextSize / 2);
        Write(rp, text, x, bar.MidY, Theme.TextSize, Theme.Ink, -90, Alignment.MiddleCenter);
    }

    private static void Write(
        RenderPack rp,
        string text,
        float x,
        float y,
        float size,
        Color color,
        float rotation,
        Alignment alignment
    )
    {
        var style = new LabelStyle
        {
            Text = text,
            FontName = Theme.FontName,
            FontSize = size,
            ForeColor = color,
            Rotation = rotation,
            Alignment = alignment,
        };
        style.Render(rp.Canvas, new Pixel(x, y), rp.Paint);
    }
}
