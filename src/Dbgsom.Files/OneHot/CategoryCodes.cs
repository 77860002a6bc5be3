using System.Globalization;
using System.Runtime.InteropServices;

namespace Dbgsom.Files;

/// <summary>The categories of one column of one file, and the number that stands for each in its rows.</summary>
/// <param name="file">The file as messages name it.</param>
/// <param name="column">The column as messages name it.</param>
/// <param name="most">The most different texts it may hold.</param>
internal sealed class CategoryCodes(string file, string column, int most = CategoryCodes.MostCategories)
{
    /// <summary>The most categories of a column.</summary>
    public const int MostCategories = 1000;

    private readonly Dictionary<string, double> codes = new(StringComparer.Ordinal);

    private readonly Dictionary<double, long> rows = [];

    /// <summary>The most different texts where the rarest of them become one category.</summary>
    public const int MostTexts = 100_000;

    /// <summary>The most different texts that a column may hold.</summary>
    public static int Most(DataFileOptions options) => options.MaxCategories is null ? MostCategories : MostTexts;

    /// <summary>The categories of the rows, in the order they came.</summary>
    public IEnumerable<string> Texts => Counts.Select(pair => pair.Text);

    /// <summary>The categories of the rows, in the order they came, and how many rows have each.</summary>
    public IEnumerable<(string Text, long Rows)> Counts =>
        codes.Where(pair => rows.ContainsKey(pair.Value)).Select(pair => (pair.Key, rows[pair.Value]));

    /// <summary>A row has the category with this number.</summary>
    public void Use(double code)
    {
        if (!double.IsNaN(code))
            CollectionsMarshal.GetValueRefOrAddDefault(rows, code, out _)++;
    }

    /// <summary>Finds the categories of a column of numbers, which stand for themselves.</summary>
    public static CategoryCodes OfNumbers(string file, string column, IEnumerable<double> values, int most)
    {
        var result = new CategoryCodes(file, column, most);
        var seen = new HashSet<double>();
        foreach (double value in values)
        {
            if (!double.IsNaN(value) && seen.Add(value))
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
    public static InvalidDataException TooMany(string file, string column, int most = MostCategories) =>
        DataPart.Bad(
            file,
            $"column {column} has more than {most} different values; one-hot needs columns with few categories"
                + (most == MostCategories ? ", and --max-categories N keeps the most frequent of many" : "")
        );

    private double Add(string text, double code)
    {
        if (codes.Count == most)
            throw TooMany(file, column, most);
        codes.Add(text, code);
        return code;
    }
}
