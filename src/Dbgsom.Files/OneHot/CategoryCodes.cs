using System.Globalization;

namespace Dbgsom.Files;

/// <summary>The categories of one column of one file, and the number that stands for each in its rows.</summary>
/// <param name="file">The file as messages name it.</param>
/// <param name="column">The column as messages name it.</param>
internal sealed class CategoryCodes(string file, string column)
{
    /// <summary>The most categories of a column.</summary>
    public const int MostCategories = 1000;

    private readonly Dictionary<string, double> codes = new(StringComparer.Ordinal);

    private readonly HashSet<double> used = [];
    private double lastUsed = double.NaN;

    /// <summary>The categories of the rows, in the order they came.</summary>
    public IEnumerable<string> Texts => codes.Where(pair => used.Contains(pair.Value)).Select(pair => pair.Key);

    /// <summary>A row has the category with this number.</summary>
    public void Use(double code)
    {
        if (code != lastUsed && !double.IsNaN(code))
            used.Add(lastUsed = code);
    }

    /// <summary>Finds the categories of a column of numbers, which stand for themselves.</summary>
    public static CategoryCodes OfNumbers(string file, string column, IEnumerable<double> values)
    {
        var result = new CategoryCodes(file, column);
        var seen = new HashSet<double>();
        foreach (double value in values)
            if (!double.IsNaN(value) && seen.Add(value))
            {
                result.Add(value.ToString("R", CultureInfo.InvariantCulture), value);
                result.Use(value);
            }
        return result;
    }

    /// <summary>The number of a category; a new one gets the next.</summary>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public double Add(string text) => codes.TryGetValue(text, out double code) ? code : Add(text, codes.Count);

    /// <summary>The number of a category; null where no row has it.</summary>
    public double? Of(string text) => codes.TryGetValue(text, out double code) ? code : null;

    /// <summary>The error of a column that is not made for this.</summary>
    public static InvalidDataException TooMany(string file, string column) =>
        DataPart.Bad(
            file,
            $"column {column} has more than {MostCategories} different values; one-hot is for columns of few categories"
        );

    private double Add(string text, double code)
    {
        if (codes.Count == MostCategories)
            throw TooMany(file, column);
        codes.Add(text, code);
        return code;
    }
}
