using Dbgsom.Naming;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots;

/// <summary>Colors, fonts and sizes that all figures share.</summary>
internal static class Theme
{
    public const float TitleSize = 18;
    public const float TextSize = 13;
    public const float TickSize = 12;

    public static readonly Color Ink = Color.FromHex("#262B33");
    public static readonly Color FaintInk = Color.FromHex("#5B6470");
    public static readonly Color Edge = Color.FromHex("#8A929C");
    public static readonly Color Outline = Color.FromHex("#3A4049");
    public static readonly Color Frame = Color.FromHex("#C9CED6");
    public static readonly Color FrameFill = Color.FromHex("#EEF0F3");
    public static readonly Color GridLine = Color.FromHex("#E6E9ED");
    public static readonly Color NoValue = Color.FromHex("#C3C8CF");
    public static readonly Color NeuronRed = Color.FromHex("#D62728");

    /// <summary>The first of these that the machine has, so that figures look alike; otherwise what it has.</summary>
    public static string FontName { get; } = FindFont("DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial", "Helvetica");

    /// <summary>An empty plot with a frame, tick marks and axis names.</summary>
    public static Plot NewPlot(string xCaption, string yCaption)
    {
        var plot = new Plot();
        plot.Font.Set(FontName);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.HideGrid();
        plot.Axes.Color(Ink);
        plot.Axes.FrameColor(Frame);
        plot.Axes.AntiAlias(true);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickGenerator = Ticks(false);
            axis.TickLabelStyle.FontSize = TickSize;
            axis.TickLabelStyle.ForeColor = FaintInk;
            axis.MajorTickStyle.Color = Frame;
            axis.MinorTickStyle.Length = 0;
            axis.Label.FontSize = TextSize;
            // ScottPlot keeps one typeface a name: what is bold once may be regular later. Nothing is bold, so files stay the same.
            axis.Label.Bold = false;
        }
        plot.XLabel(Ellipsis.Fit(xCaption, TextSize, 560));
        plot.YLabel(Ellipsis.Fit(yCaption, TextSize, 440));
        return plot;
    }

    /// <summary>Ticks at whole numbers only.</summary>
    public static ITickGenerator IntegerTicks() => Ticks(true);

    private static ScottPlot.TickGenerators.NumericAutomatic Ticks(bool integersOnly) =>
        new()
        {
            IntegerTicksOnly = integersOnly,
            TickDensity = 0.5,
            LabelFormatter = value => NiceTicks.Text(Math.Round(value, 12)),
        };

    private static string FindFont(params string[] names)
    {
        var installed = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.FirstOrDefault(installed.Contains) ?? Fonts.Default;
    }
}
