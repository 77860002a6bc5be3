using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Samples whose missing values a map has filled in: the features by their names, categories as the texts they were.</summary>
public sealed class ImputationTable
{
    private readonly LoadedData samples;
    private readonly DataMatrix given;
    private readonly DataMatrix filled;
    private readonly string[] names;
    private readonly TablePlan? plan;

    private ImputationTable(SomMap map, LoadedData samples, CancellationToken cancellationToken)
    {
        this.samples = samples;
        given = FeatureMatch.Find(map, samples.Data).Select(samples.Data);
        filled = map.Impute(samples.Data, cancellationToken);
        names =
        [
            .. filled.FeatureNames ?? map.FeatureNames ?? [.. Enumerable.Range(0, map.FeatureCount).Select(c => $"feature_{c}")],
        ];
        plan = TablePlan.FromMap(map);
    }

    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>Number of values that were filled in.</summary>
    public long FilledCount
    {
        get
        {
            long count = 0;
            for (int row = 0; row < given.RowCount; row++)
                count += FilledIn(row);
            return count;
        }
    }

    /// <summary>Fills missing values in, see <see cref="SomMap.Impute"/>.</summary>
    /// <param name="map">The map; the plan of its columns says which features are categories.</param>
    /// <param name="samples">The samples; names of rows become a first column.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, or a row has no value at all.</exception>
    public static ImputationTable Create(SomMap map, LoadedData samples, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        return new ImputationTable(map, samples, cancellationToken);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or the features alone, as the map has them, as <c>.npy</c>. A file is replaced as
    /// a whole.
    /// </summary>
    /// <param name="path">The file; its extension says which.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, filled));

    /// <summary>Writes the table as CSV: id (where rows have names), the features, and how many values of the row were filled in.</summary>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        var columns = new List<ResultColumn>();
        if (samples.Ids is { } ids)
            columns.Add(new ResultColumn<string>("id", row => ids[row]));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int feature = 0; feature < names.Length; feature++)
        {
            int column = feature;
            if (CategoryOf(names[feature]) is not { } category)
                columns.Add(new ResultColumn<double>(names[feature], row => filled[row, column]));
            else if (taken.Add(category))
                columns.Add(new ResultColumn<string>(category, CategoryAt(category)));
        }
        columns.Add(new ResultColumn<int>("filled", FilledIn));
        return new ResultTable(given.RowCount, columns);
    }

    /// <summary>The column of categories that a feature belongs to, as color of color=red; null for a number.</summary>
    private string? CategoryOf(string feature) =>
        plan?.Categories.FirstOrDefault(column => feature.StartsWith(column + "=", StringComparison.Ordinal));

    /// <summary>The category with the greatest share: the one the row has, or, where it is missing, the likeliest, the first of several; empty where the map does not know it.</summary>
    private Func<int, string> CategoryAt(string category)
    {
        int[] features =
        [
            .. Enumerable.Range(0, names.Length).Where(f => names[f].StartsWith(category + "=", StringComparison.Ordinal)),
        ];
        // A category that the map does not know is 0 in all features.
        return row =>
            features.MaxBy(feature => filled[row, feature]) is var likeliest
            && (double.IsNaN(given[row, likeliest]) || filled[row, likeliest] > 0)
                ? names[likeliest][(category.Length + 1)..]
                : "";
    }

    /// <summary>How many values of a row were filled in; a category counts once.</summary>
    private int FilledIn(int row)
    {
        int count = 0;
        string? last = null;
        for (int feature = 0; feature < names.Length; feature++)
        {
            string? category = CategoryOf(names[feature]);
            if (double.IsNaN(given[row, feature]) && (category is null || category != last))
                count++;
            last = category;
        }
        return count;
    }
}
