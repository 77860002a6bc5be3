using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>A table of samples with missing values filled in by a map: features under their names, categories as text.</summary>
public sealed class ImputationTable
{
    private readonly LoadedData samples;
    private readonly DataMatrix filled;
    private readonly DataMatrix? deviations;
    private readonly PassiveColumn[] passive;
    private readonly bool[] isGiven;
    private readonly string[] names;
    private readonly IReadOnlyList<string> categories;
    private readonly IReadOnlyList<string> yesNo;
    private readonly IReadOnlyList<OrdinalColumn> ordinals;
    private readonly string[] dates;
    private readonly HashSet<string> timesOnly;
    private readonly int[] filledIn;

    private ImputationTable(SomMap map, LoadedData samples, bool withDeviations, CancellationToken cancellationToken)
    {
        this.samples = samples;
        if (withDeviations)
        {
            var imputed = map.ImputeWithDeviations(samples.Data, cancellationToken);
            (filled, deviations) = (imputed.Values, imputed.Deviations);
        }
        else
            filled = map.Impute(samples.Data, cancellationToken);
        names =
        [
            .. filled.FeatureNames ?? map.FeatureNames ?? [.. Enumerable.Range(0, map.FeatureCount).Select(c => $"feature_{c}")],
        ];
        passive = Passive(map, samples.Data, filled, cancellationToken);
        names = [.. names, .. passive.Select(one => one.Name)];
        var plan = TablePlan.FromMap(map);
        (categories, yesNo, ordinals) = (plan?.Categories ?? [], plan?.YesNo ?? [], plan?.Ordinals ?? []);
        dates = [.. samples.Dates.Select(one => one.Column!)];
        timesOnly = [.. samples.Dates.Where(one => !one.NeedsDay).Select(one => one.Column!)];
        isGiven = [.. Enumerable.Repeat(true, names.Length)];
        filledIn = Count(FeatureMatch.Find(map, samples.Data).Select(samples.Data));
    }

    /// <summary>A value of a row: of a feature, or behind these of one that the map only shows.</summary>
    private double At(int row, int feature) =>
        feature < filled.ColumnCount ? filled[row, feature] : passive[feature - filled.ColumnCount].Values[row];

    /// <summary>The passive columns that the samples have by their names; where a value is missing, that of the winner.</summary>
    private static PassiveColumn[] Passive(SomMap map, DataMatrix data, DataMatrix filled, CancellationToken cancellationToken)
    {
        var shown = map.PassiveFeatures.Where(one => data.FeatureNames?.Contains(one.Name) == true).ToArray();
        int[] winners = shown.Length == 0 ? [] : map.Predict(filled, cancellationToken);
        return
        [
            .. shown.Select(one =>
            {
                var values = new double[data.RowCount];
                var isMissing = new bool[values.Length];
                int column = data.FeatureNames!.ToList().IndexOf(one.Name);
                for (int row = 0; row < values.Length; row++)
                {
                    isMissing[row] = double.IsNaN(data[row, column]);
                    values[row] = isMissing[row] ? one.Values[winners[row]] : data[row, column];
                }
                return new PassiveColumn(one.Name, values, isMissing);
            }),
        ];
    }

    private sealed record PassiveColumn(string Name, double[] Values, bool[] IsMissing);

    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions => TableFormat.Extensions;

    /// <summary>The number of values that were filled in; a category counts once.</summary>
    public long FilledCount => filledIn.Sum(count => (long)count);

    /// <summary>Number of missing dates, which are not filled in.</summary>
    internal long MissingDateCount =>
        dates.Sum(date =>
            samples.DatesOf(date)!.Index().LongCount(one => double.IsNaN(one.Item) && Unknown(one.Index, date) is null)
        );

    /// <summary>Number of cells that the map does not understand, which stay as they are.</summary>
    internal long UnknownCount => samples.UnknownTexts.Count;

    /// <summary>
    /// Fills in missing values, see <see cref="SomMap.Impute(DataMatrix, CancellationToken)"/>. Passive features follow the others if
    /// the samples have them; their missing values are filled with the value of the winner, without a deviation.
    /// </summary>
    /// <param name="map">The map; the plan of its columns identifies the categories.</param>
    /// <param name="samples">The samples. Row names become the first column, and labels follow the features.</param>
    /// <param name="withDeviations">
    /// True to add a column of uncertainty after each column with missing values: <c>age_sd</c> for the standard deviation of a number,
    /// 0 if it was known; <c>color_p</c> for the probability of a category, 1 if it was known.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map, or a row has no values.</exception>
    public static ImputationTable Create(
        SomMap map,
        LoadedData samples,
        bool withDeviations = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        return new ImputationTable(map, samples, withDeviations, cancellationToken);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or only the features, as the map has them, as <c>.npy</c>. An
    /// existing file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, filled));

    /// <summary>
    /// Writes the table as CSV with the columns id (if the rows have names), the features, label (if the rows have labels), and the
    /// number of values filled in.
    /// </summary>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        var columns = new List<ResultColumn>();
        var taken = new HashSet<string>(names.Select(name => CategoryOf(name) ?? DateOf(name) ?? name), StringComparer.Ordinal);
        if (samples.Ids is { } ids)
            columns.Add(new ResultColumn<string>(Free("id", taken), row => ids[row]));
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (int feature = 0; feature < names.Length; feature++)
        {
            int column = feature;
            if (DateOf(names[feature]) is { } date)
            {
                if (written.Add(date) && samples.DatesOf(date) is { } days)
                    columns.Add(
                        new ResultColumn<string>(
                            date,
                            row =>
                                Unknown(row, date)
                                ?? (double.IsNaN(days[row]) ? "" : DateNumber.Written(days[row], timesOnly.Contains(date)))
                        )
                    );
                continue;
            }
            if (CategoryOf(names[feature]) is { } category)
            {
                if (!written.Add(category))
                    continue;
                columns.Add(new ResultColumn<string>(category, CategoryAt(category)));
                if (deviations is not null && !isGiven[column])
                    columns.Add(new ResultColumn<double>(Free(category + "_p", taken), ShareAt(category)));
                continue;
            }
            if (ordinals.FirstOrDefault(one => one.Column == names[column]) is { } ordinal)
                columns.Add(
                    new ResultColumn<string>(
                        names[feature],
                        row => Unknown(row, names[column]) ?? ordinal.Nearest(At(row, column))
                    )
                );
            else if (yesNo.Contains(names[feature]))
                columns.Add(new ResultColumn<int>(names[feature], row => At(row, column) >= 0.5 ? 1 : 0));
            else
                columns.Add(new ResultColumn<double>(names[feature], row => At(row, column)));
            if (deviations is { } spread && !isGiven[column])
                columns.Add(
                    new ResultColumn<double>(
                        Free(names[feature] + "_sd", taken),
                        row => Unknown(row, names[column]) is null ? spread[row, column] : 0
                    )
                );
        }
        if (samples.Labels is { } labels)
            columns.Add(new ResultColumn<string>(Free("label", taken), row => labels[row]));
        columns.Add(new ResultColumn<int>(Free("filled", taken), row => filledIn[row]));
        return new ResultTable(filled.RowCount, columns);
    }

    /// <summary>The text of a cell that the map does not know, which stays; null where it knows the cell, or there is nothing in it.</summary>
    private string? Unknown(int row, string column) => samples.UnknownTexts.GetValueOrDefault((row, column));

    /// <summary>A name that no feature has.</summary>
    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }

    /// <summary>The column of categories that a feature belongs to, as color of color=red; null for a number.</summary>
    private string? CategoryOf(string feature) => ColumnPlan.CategoryOf(feature, categories);

    /// <summary>The column of dates that a feature is a part of, as joined of joined=linear; null for any other. Dates are left as they are.</summary>
    private string? DateOf(string feature) => ColumnPlan.CategoryOf(feature, dates);

    /// <summary>The category of a row: what it is, also where the map does not know it; where it is missing, the likeliest, the first of several.</summary>
    private Func<int, string> CategoryAt(string category)
    {
        int[] features = [.. Enumerable.Range(0, names.Length).Where(f => CategoryOf(names[f]) == category)];
        return row => Unknown(row, category) ?? names[features.MaxBy(feature => At(row, feature))][(category.Length + 1)..];
    }

    /// <summary>The share of the likeliest category; 1 where it is known.</summary>
    private Func<int, double> ShareAt(string category)
    {
        int[] features = [.. Enumerable.Range(0, names.Length).Where(f => CategoryOf(names[f]) == category)];
        return row =>
        {
            if (deviations![row, features[0]] == 0 && samples.UnknownTexts.ContainsKey((row, category)))
                return 1;
            double[] shares = Array.ConvertAll(features, feature => Math.Clamp(At(row, feature), 0, 1));
            double sum = shares.Sum();
            return sum > 0 ? shares.Max() / sum : 1.0 / shares.Length;
        };
    }

    /// <summary>How many values of each row are missing; a category counts once.</summary>
    private int[] Count(DataMatrix given)
    {
        string?[] groups = [.. names.Select(CategoryOf)];
        bool[] isDate = [.. names.Select(name => DateOf(name) is not null)];
        var counts = new int[given.RowCount];
        var row = new double[given.ColumnCount];
        for (int r = 0; r < counts.Length; r++)
        {
            given.CopyRow(r, row);
            for (int f = 0; f < row.Length; f++)
                isGiven[f] &= !double.IsNaN(row[f]) || Unknown(r, names[f]) is not null;
            for (int f = 0; f < row.Length; f++)
                if (
                    double.IsNaN(row[f])
                    && !isDate[f]
                    && Unknown(r, names[f]) is null
                    && (groups[f] is null || Array.IndexOf(groups, groups[f]) == f)
                )
                    counts[r]++;
            for (int p = 0, f = row.Length; f < names.Length; p++, f++)
                if (
                    passive[p].IsMissing[r]
                    && !isDate[f]
                    && Unknown(r, names[f]) is null
                    && (groups[f] is null || Array.IndexOf(groups, groups[f]) == f)
                )
                    counts[r]++;
        }
        return counts;
    }
}
