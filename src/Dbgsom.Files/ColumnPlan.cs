using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Which column of a file is what.</summary>
/// <param name="Features">The feature columns, in order.</param>
/// <param name="Label">The label column, or null.</param>
/// <param name="Weight">The column of sample weights, or null.</param>
/// <param name="Id">The column that names rows, or null.</param>
/// <param name="Ignored">Names of columns that a map does not use.</param>
/// <param name="Categories">The feature columns of categories.</param>
/// <param name="YesNo">The feature columns of words for yes and no.</param>
internal sealed record ColumnPlan(
    int[] Features,
    int? Label,
    int? Weight,
    int? Id,
    IReadOnlyList<string> Ignored,
    int[] Categories,
    int[] YesNo
)
{
    /// <summary>The separator between a column and its category in the name of a feature.</summary>
    public const char CategorySign = '=';

    /// <summary>The most names in a message.</summary>
    public const int MostNamed = 20;

    /// <summary>Feature columns with ordered categories, by index.</summary>
    public IReadOnlyDictionary<int, OrdinalColumn> Ordinals { get; private init; } = new Dictionary<int, OrdinalColumn>();

    /// <summary>Feature columns with dates, by index.</summary>
    public IReadOnlyDictionary<int, DateColumn> Dates { get; private init; } = new Dictionary<int, DateColumn>();

    /// <summary>Finds the columns that the options call for.</summary>
    /// <param name="options">The options for reading.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="names">The names of its columns, or null.</param>
    /// <param name="count">The number of its columns.</param>
    public static ColumnPlan For(DataFileOptions options, string file, IReadOnlyList<string>? names, int count)
    {
        if (names is not null && options.Earlier is { } earlier)
            options = earlier.Named(options);
        // What the table of a map has and this one lacks is told at once, whatever else it is needed for.
        int[]? asked = options.Columns is { } columns ? [.. FindAll(columns, file, names, count, options)] : null;
        int? Place(string? column) => column is null ? null : Find(column, file, names, count);
        var (label, weight) = (Place(options.LabelColumn), Place(options.WeightColumn));
        // What a plan calls by name is not looked for by index.
        bool byPlan = options.ByPlan && names is not null;
        bool IsThere(string? column) =>
            column is not null && (byPlan ? names!.Contains(column, StringComparer.Ordinal) : Has(column, names, count));
        int? id = options.IsIdOptional && !IsThere(options.IdColumn) ? null : Place(options.IdColumn);
        if (options.IsIdOptional && (id == label || id == weight))
            id = null;
        int[] taken = [.. new[] { label, weight, id }.OfType<int>()];
        int[] oneHot = [.. (options.OneHot ?? []).Select(column => Find(column, file, names, count)).Distinct()];
        int[] dates = [.. (options.Dates ?? []).Where(one => !byPlan).Select(one => Find(one.Column!, file, names, count))];
        int[] features = asked ?? [.. FeatureColumns(options, file, names, count, taken, [.. oneHot, .. dates])];
        if (features.Length == 0)
            throw DataPart.Bad(file, "no column remains as a feature");
        if (features.Concat(taken.Distinct()).GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw DataPart.Bad(file, $"column {Describe(twice.Key, names)} is named twice");
        bool byName = options.Columns is null && options.WantedFeatures is not null && names is not null;
        string[] ignored =
            byName ? [.. Enumerable.Range(0, count).Except(features).Except(taken).Select(column => names![column])]
            : byPlan && options.Plan is { } plan
                ? [.. names!.Except(plan.Columns.Select(column => column.Name)).Except(taken.Select(column => names![column]))]
            : [];
        int[] categories =
        [
            .. oneHot.Where(column =>
                features.Contains(column) && (!byName || !options.WantedFeatures!.Contains(names![column]))
            ),
        ];
        if (!byName && oneHot.Except(features).ToArray() is [int odd, ..])
            throw DataPart.Bad(file, $"one-hot column {Describe(odd, names)} is not a feature column");
        int[] yesNo =
        [
            .. (options.YesNo ?? []).Where(IsThere).Select(column => Find(column, file, names, count)).Intersect(features),
        ];
        return new ColumnPlan(features, label, weight, id, ignored, categories, yesNo)
        {
            Ordinals = Encoded(options.Ordinal, one => one.Column),
            Dates = Encoded(
                options.DateOrder is { } order
                    ? options.Dates?.Select(one => new DateColumn(one.Column, one.Parts, order)).ToArray()
                    : options.Dates,
                one => one.Column!
            ),
        };

        // Of a plan, what the file lacks is told elsewhere.
        Dictionary<int, T> Encoded<T>(IReadOnlyList<T>? given, Func<T, string> columnOf)
        {
            var found = (given ?? [])
                .Where(one => !byPlan || IsThere(columnOf(one)))
                .Select(one => KeyValuePair.Create(Find(columnOf(one), file, names, count), one))
                .DistinctBy(pair => pair.Key)
                .ToDictionary();
            return byName || found.Keys.Except(features).ToArray() is not [int odd, ..]
                ? found.Where(pair => features.Contains(pair.Key)).ToDictionary()
                : throw DataPart.Bad(file, $"column {Describe(odd, names)} is not a feature column, but must be encoded");
        }
    }

    /// <summary>The names of columns; where there are none and categories or dates need some, their indices.</summary>
    public static IReadOnlyList<string>? Names(DataFileOptions options, IReadOnlyList<string>? names, int count) =>
        names is not null || (options.OneHot is not { Count: > 0 } && options.Dates is not { Count: > 0 })
            ? names
            : [.. Enumerable.Range(0, count).Select(Index)];

    /// <summary>True if a column holds categories.</summary>
    public bool IsCategory(int column) => Array.IndexOf(Categories, column) >= 0;

    /// <summary>True if a column holds words for yes and no.</summary>
    public bool IsYesNo(int column) => Array.IndexOf(YesNo, column) >= 0;

    /// <summary>Returns the encoder of the cells of a column; null for a column of numbers, categories or words for yes and no.</summary>
    /// <param name="column">The column.</param>
    /// <param name="described">The column as messages name it.</param>
    /// <param name="keepsUnknown">True if the texts are wanted that stand for no number.</param>
    /// <param name="asBefore">True if dates are read in the order of the training data, which cells of the other order contradict.</param>
    public CellEncoder? EncoderOf(int column, string described, bool keepsUnknown, bool asBefore) =>
        Ordinals.TryGetValue(column, out var ordinal)
            ? new OrdinalCells(described, ordinal) { UnknownTexts = keepsUnknown ? [] : null }
        : Dates.TryGetValue(column, out var dates)
            ? new DateCells(described, dates, asBefore) { UnknownTexts = keepsUnknown ? [] : null }
        : null;

    /// <summary>True if the cells of a column are taken as text.</summary>
    public bool IsEncoded(int column) => Ordinals.ContainsKey(column) || Dates.ContainsKey(column);

    /// <summary>"3" or "3 ('petal_length')". A row may have more cells than there are names.</summary>
    public static string Describe(int column, IReadOnlyList<string>? names) =>
        names is null || column >= names.Count ? Index(column) : $"{Index(column)} ('{names[column]}')";

    /// <summary>Returns advice for a feature column that contains text.</summary>
    public static string TextAdvice(int column) =>
        $"a column of text can be kept apart (--label-column {Index(column)}), become a feature for each category (--one-hot {Index(column)}), "
        + "or be left out (--columns names the others)";

    /// <summary>"'a', 'b'", and how many more where there are many.</summary>
    public static string Quote(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'"))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private static IEnumerable<int> FeatureColumns(
        DataFileOptions options,
        string file,
        IReadOnlyList<string>? names,
        int count,
        int[] taken,
        int[] oneHot
    )
    {
        if (options.WantedFeatures is not { } wanted || names is null)
        {
            int[] rest = [.. Enumerable.Range(0, count).Except(taken)];
            return names is null || options.Earlier is not { } earlier ? rest : earlier.Match(file, names, rest);
        }
        var places = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        int? Place(string name) =>
            places.TryGetValue(name, out int place) ? place
            : CategoryOf(name, oneHot.Select(column => names[column])) is { } column ? places[column]
            : null;
        string[] missing = [.. wanted.Where(name => Place(name) is null)];
        if (missing.Length == 0)
            return wanted.Select(name => Place(name)!.Value).Distinct();
        string[] categories =
        [
            .. names.Where((name, place) => !taken.Contains(place) && missing.Any(feature => IsCategoryOf(feature, name))),
        ];
        string advice = categories.Length == 0 ? "" : $"; name {Quote(categories)} as one-hot, as in training";
        throw DataPart.Bad(file, $"the map was trained on {Quote(missing)}, which the file lacks; it has {Quote(names)}{advice}");
    }

    /// <summary>The column whose category a feature is; of several, the one with the longest name.</summary>
    public static string? CategoryOf(string feature, IEnumerable<string> columns) =>
        columns.Where(column => IsCategoryOf(feature, column)).MaxBy(column => column.Length);

    private static bool IsCategoryOf(string feature, string column) =>
        feature.Length > column.Length
        && feature[column.Length] == CategorySign
        && feature.StartsWith(column, StringComparison.Ordinal);

    /// <summary>The columns of a list with ranges; what the table of a map has and this one lacks is refused by name, all at once.</summary>
    private static IEnumerable<int> FindAll(
        IReadOnlyList<string> columns,
        string file,
        IReadOnlyList<string>? names,
        int count,
        DataFileOptions options
    )
    {
        bool byPlan = options.ByPlan && names is not null;
        string[] all = byPlan ? [.. columns] : [.. columns.SelectMany(column => ColumnRange.Expand(column, names, count))];
        var find = ColumnRange.Finder(names, byPlan ? 0 : count);
        string[] lacking = [.. all.Where(column => find(column) is null)];
        if (options.Plan is not null && lacking.Length > 0)
            throw DataPart.Bad(
                file,
                $"the file lacks {Quote(lacking)}, {(lacking.Length == 1 ? "a feature" : "features")} of the map; it has {(names is null ? $"{Text.Counted(count, "column")} without names" : Quote(names))}"
            );
        return all.Select(column => find(column) ?? Find(column, file, names, count));
    }

    private static bool Has(string? column, IReadOnlyList<string>? names, int count) =>
        column is not null && ColumnRange.Place(column, names, count) is not null;

    /// <summary>The place of a column that is called by name or index.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static int Find(string column, string file, IReadOnlyList<string>? names, int count)
    {
        if (ColumnRange.Place(column, names, count) is { } found)
            return found;
        string valid = $"{(count == 1 ? "column 0" : $"columns 0 to {Index(count - 1)}")}";
        throw DataPart.Bad(
            file,
            names is null
                ? $"unknown column '{column}'; the columns have no names: valid is {valid}"
                : $"unknown column '{column}'; valid is {Quote(names)}"
        );
    }

    /// <summary>The index as text.</summary>
    public static string Index(int column) => column.ToString(CultureInfo.InvariantCulture);
}
