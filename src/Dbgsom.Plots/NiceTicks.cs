using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Plots;

/// <summary>Round numbers for color bars and axes, written the same in every culture.</summary>
internal static class NiceTicks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range.</summary>
    /// <param name="low">Least value.</param>
    /// <param name="high">Greatest value, above the least.</param>
    /// <param name="most">About how many ticks there may be.</param>
    /// <param name="integersOnly">True if ticks are whole numbers.</param>
    public static IReadOnlyList<double> Between(double low, double high, int most, bool integersOnly)
    {
        double rough = (high - low) / most;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough * 0.999999);
        if (integersOnly)
            step = Math.Max(1, Math.Round(step));
        double first = Math.Ceiling((low / step) - 1e-9);
        double last = Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => Clean((first + i) * step, step))];
    }

    /// <summary>A tick's number in full where it is short, otherwise with a power of ten.</summary>
    public static string Text(double value)
    {
        double size = Math.Abs(value);
        return size is 0 or >= 1e-4 and < 1e6
            ? value.ToString("#,0.#########", CultureInfo.InvariantCulture)
            : value.ToString("0.####e0", CultureInfo.InvariantCulture);
    }

    /// <summary>Takes away the rounding of i · step: 0.30000000000000004.</summary>
    private static double Clean(double value, double step) =>
        Math.Abs(value) < 1e-9 * step
            ? 0
            : double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
