using System.Globalization;

namespace Dbgsom.Rows;

/// <summary>Columns of texts that hold numbers.</summary>
internal static class NumericTexts
{
    /// <summary>Parses the texts as finite numbers, NaN for an empty one; returns null if any text is not a number, or if all are empty.</summary>
    public static double[]? Parse(IReadOnlyList<string?> texts)
    {
        var numbers = new double[texts.Count];
        bool hasAny = false;
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = double.NaN;
            if (string.IsNullOrWhiteSpace(texts[row]))
                continue;
            if (
                !double.TryParse(texts[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row])
                || !double.IsFinite(numbers[row])
            )
                return null;
            hasAny = true;
        }
        return hasAny ? numbers : null;
    }
}
