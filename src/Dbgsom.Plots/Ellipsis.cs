using Dbgsom.Naming;
using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>Text cut to a width.</summary>
internal static class Ellipsis
{
    /// <summary>The text, or as much of its beginning as fits with "…".</summary>
    /// <param name="text">The text; line breaks become spaces.</param>
    /// <param name="fontSize">In pixels.</param>
    /// <param name="width">In pixels.</param>
    public static string Fit(string text, float fontSize, float width)
    {
        string line = text.ReplaceLineEndings(" ");
        if (WidthOf(line, fontSize) <= width)
            return line;
        var (fits, tooLong) = (0, line.Length);
        while (tooLong - fits > 1)
        {
            int middle = (fits + tooLong) / 2;
            if (WidthOf(Cut(line, middle), fontSize) <= width)
                fits = middle;
            else
                tooLong = middle;
        }
        return Cut(line, fits);
    }

    public static float WidthOf(string text, float fontSize)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle
        {
            Text = text,
            FontName = Theme.FontName,
            FontSize = fontSize,
        };
        return style.Measure(text, paint).Width;
    }

    private static string Cut(string text, int length)
    {
        bool splitsPair = length > 0 && char.IsHighSurrogate(text[length - 1]);
        return text[..(splitsPair ? length - 1 : length)].TrimEnd() + "…";
    }
}
