using System.Text;
using Dbgsom.Naming;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots;

/// <summary>Draws title, subtitle and panels of a figure onto a canvas.</summary>
internal sealed class FigureImage(string title, string subtitle, Func<IReadOnlyList<Plot>> panels, int columns, SKSizeI preferred)
{
    private const float Margin = 14;
    private const float TitleHeight = 26;
    private const float SubtitleHeight = 20;
    private const float LineHeight = 16;

    public byte[] Png(int width, int height)
    {
        // Opaque: the file holds no alpha channel.
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        Draw(canvas, width, height);
        using var pixels = bitmap.PeekPixels()!;
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.NoFilters, zLibLevel: 9));
        return data!.ToArray();
    }

    public byte[] Svg(int width, int height)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
            Draw(canvas, width, height);
        return Encoding.UTF8.GetBytes(SvgIds.Renumber(Encoding.UTF8.GetString(stream.ToArray())));
    }

    /// <summary>Everything grows with the figure: it is drawn at its preferred size or wider, then scaled.</summary>
    private void Draw(SKCanvas canvas, int width, int height)
    {
        float scale = Math.Min((float)width / preferred.Width, (float)height / preferred.Height);
        var (across, down) = (width / scale, height / scale);
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        float top = Header(canvas, across);
        var plots = panels();
        int rows = (plots.Count + columns - 1) / columns;
        var (panelWidth, panelHeight) = ((across - (2 * Margin)) / columns, (down - top - (Margin / 2)) / rows);
        using var nowhere = new SKNoDrawCanvas(width, height);
        for (int i = 0; i < plots.Count; i++)
        {
            using var plot = plots[i];
            float left = Margin + (i % columns * panelWidth);
            float upper = top + (i / columns * panelHeight);
            var place = new PixelRect(left, left + panelWidth, upper + panelHeight, upper);
            // A plot draws itself again where its axes had to change to fit: here that happens out of sight.
            plot.Render(nowhere, place);
            plot.Render(canvas, place);
        }
    }

    /// <summary>Returns where the panels begin.</summary>
    private float Header(SKCanvas canvas, float width)
    {
        float room = width - (2 * Margin);
        float y = 10;
        Write(canvas, Ellipsis.Fit(title, Theme.TitleSize, room), y, Theme.TitleSize, Theme.Ink);
        y += TitleHeight;
        if (subtitle.Length == 0)
            return y;
        foreach (string line in SubtitleLines(room))
        {
            Write(canvas, line, y, Theme.TickSize, Theme.FaintInk);
            y += LineHeight;
        }
        return y + SubtitleHeight - LineHeight;
    }

    /// <summary>The subtitle on as many lines as it needs, broken where it says something else.</summary>
    private IEnumerable<string> SubtitleLines(float room)
    {
        string line = "";
        foreach (string part in subtitle.Split(Keys.Separator))
        {
            string longer = line.Length == 0 ? part : line + Keys.Separator + part;
            if (line.Length > 0 && Ellipsis.WidthOf(longer, Theme.TickSize) > room)
            {
                yield return Ellipsis.Fit(line, Theme.TickSize, room);
                longer = part;
            }
            line = longer;
        }
        yield return Ellipsis.Fit(line, Theme.TickSize, room);
    }

    private static void Write(SKCanvas canvas, string text, float y, float size, Color color)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle
        {
            Text = text,
            FontName = Theme.FontName,
            FontSize = size,
            ForeColor = color,
            Alignment = Alignment.UpperLeft,
        };
        style.Render(canvas, new Pixel(Margin, y), paint);
    }
}
