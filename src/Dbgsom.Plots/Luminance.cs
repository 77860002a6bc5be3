using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>How bright a color looks.</summary>
internal static class Luminance
{
    /// <summary>Relative luminance, 0 to 1 (WCAG 2.2).</summary>
    public static double Of(Color color) => (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

    /// <summary>
    /// True if white text reads better on it than black. Small dark text on a saturated color is worse than its contrast ratio says, so
    /// the border is above 0.179.
    /// </summary>
    public static bool IsDark(Color color) => Of(color) < 0.27;

    private static double Linear(byte channel)
    {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
