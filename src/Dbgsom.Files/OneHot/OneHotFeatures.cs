namespace Dbgsom.Files;

/// <summary>Makes features of the categories and dates of all files of a data set.</summary>
internal static class OneHotFeatures
{
    /// <summary>The category of those that have no feature of their own, see <see cref="DataFileOptions.MaxCategories"/>.</summary>
    public const string Rest = "other";

    /// <summary>The parts with a feature for each category, and for each part of dates.</summary>
    /// <param name="parts">The files as they were read; the first says which columns hold categories.</param>
    /// <param name="options">The options used for reading.</param>
    /// <exception cref="InvalidDataException">Two features would have one name.</exception>
    public static IReadOnlyList<DataPart> Expand(IReadOnlyList<DataPart> parts, DataFileOptions options)
    {
        if (!parts[0].Categories.Any(codes => codes is not null) && !parts[0].Dates.Any(dates => dates is not null))
            return parts;
        var names = parts[0].Data.FeatureNames!;
        var targets = options is { WantedFeatures: { } wanted, Columns: null }
            ? ByName(wanted, names, parts[0])
            : InOrder(names, parts, options);
        if (options.MaxCategories is not null)
            targets = [.. targets.Select(target => target with { IsRest = target.Category == Rest })];
        if (targets.GroupBy(target => target.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw DataPart.Bad(parts[0].File, $"two features would have the name '{twice.Key}'; rename a column");
        bool isOfMap = options.WantedFeatures is not null;
        // When the categories of all files are known, the caller writes the note.
        string[] notes = options.KnownCategories is null ? [.. Unknown(names, parts, targets, isOfMap)] : [];
        return
        [
            .. parts.Select(
                (part, p) =>
                    Expand(part, targets) with
                    {
                        Notes = p == 0 ? [.. part.Notes, .. notes] : part.Notes,
                        UnknownTexts =
                            notes.Length == 0 || !isOfMap || !options.KeepsUnknownTexts
                                ? part.UnknownTexts
                                : UnknownTexts(part, names, targets),
                    }
            ),
        ];
    }

    private static DataPart Expand(DataPart part, IReadOnlyList<Target> targets)
    {
        FeatureSource[] sources =
        [
            .. targets.Select(target => new FeatureSource(
                target.Column,
                target.Category is { } category ? part.Categories[target.Column]!.Of(category) ?? double.NaN : null,
                target.IsRest ? Kept(part, target.Column, targets) : null,
                target.Part
            )),
        ];
        var data = DataMatrix
            .Over(new OneHotStorage(part.Data.Storage, sources, part.LacksHours))
            .WithFeatureNames(targets.Select(target => target.Name));
        return part with { Data = !part.Data.SampleWeights.IsEmpty ? data.WithSampleWeights(part.Data.SampleWeights) : data };
    }

    /// <summary>The codes of a file for the categories that have a feature of their own.</summary>
    private static HashSet<double> Kept(DataPart part, int column, IEnumerable<Target> targets) =>
        [
            .. targets
                .Where(target => target.Column == column && !target.IsRest)
                .Select(target => part.Categories[column]!.Of(target.Category!))
                .OfType<double>(),
        ];

    private static List<Target> ByName(IReadOnlyList<string> wanted, IReadOnlyList<string> names, DataPart first)
    {
        string[] columns = [.. names.Where((_, place) => first.Categories[place] is not null)];
        var dates = names.SelectMany((name, place) => DateTargets(first, name, place)).ToDictionary(target => target.Name);
        var targets = new List<Target>();
        foreach (string feature in wanted)
        {
            int place = names.ToList().IndexOf(feature);
            if (place >= 0)
                targets.Add(new Target(feature, place, null));
            else if (ColumnPlan.CategoryOf(feature, columns) is { } column)
                targets.Add(new Target(feature, names.ToList().IndexOf(column), feature[(column.Length + 1)..]));
            else if (dates.TryGetValue(feature, out var target))
                targets.Add(target);
        }
        return targets;
    }

    private static List<Target> InOrder(IReadOnlyList<string> names, IReadOnlyList<DataPart> parts, DataFileOptions options)
    {
        var wanted = options.WantedFeatures;
        string[] columns = [.. names.Where((_, place) => parts[0].Categories[place] is not null)];
        var targets = new List<Target>();
        for (int place = 0; place < names.Count; place++)
        {
            string name = names[place];
            if (parts[0].Dates.ElementAtOrDefault(place) is not null)
                targets.AddRange(DateTargets(parts[0], name, place));
            else if (parts[0].Categories[place] is null)
                targets.Add(new Target(name, place, null));
            else if (wanted is not null)
                targets.AddRange(
                    wanted
                        .Where(feature => ColumnPlan.CategoryOf(feature, columns) == name)
                        .Select(feature => new Target(feature, place, feature[(name.Length + 1)..]))
                );
            else
                targets.AddRange(
                    Found(parts, place, options)
                        .Select(category => new Target($"{name}{ColumnPlan.CategorySign}{category}", place, category))
                );
        }
        return targets;
    }

    private static IEnumerable<Target> DateTargets(DataPart part, string name, int place) =>
        part.Dates.ElementAtOrDefault(place) is not { } dates
            ? []
            : DateFeatures.Of(name, dates).Select(feature => new Target(feature.Name, place, null, Part: feature.Of));

    /// <summary>The categories of a column in ordinal order; of more than are wanted the most frequent, the first of several, with one for the rest behind them.</summary>
    private static IReadOnlyList<string> Found(IReadOnlyList<DataPart> parts, int place, DataFileOptions options) =>
        options.KnownCategories?.GetValueOrDefault(parts[0].Data.FeatureNames![place])
        ?? Choose(
            Merge(parts.Select(part => part.Categories[place]!.Counts)),
            options.MaxCategories,
            () => CategoryCodes.TooMany(parts[0].File, ColumnPlan.Describe(place, parts[0].Data.FeatureNames))
        );

    /// <summary>The categories of several files, in ordinal order, with the number of their rows in all.</summary>
    internal static IReadOnlyList<(string Text, long Rows)> Merge(IEnumerable<IEnumerable<(string Text, long Rows)>> files) =>
        [
            .. files
                .SelectMany(counts => counts)
                .GroupBy(pair => pair.Text, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Sum(pair => pair.Rows))),
        ];

    /// <summary>The categories that have a feature, in the order of these.</summary>
    /// <param name="found">All categories, in ordinal order, with the number of their rows.</param>
    /// <param name="most">The most features; null for one each.</param>
    /// <param name="tooMany">The error where there are too many for one each.</param>
    internal static IReadOnlyList<string> Choose(
        IReadOnlyList<(string Text, long Rows)> found,
        int? most,
        Func<InvalidDataException> tooMany
    )
    {
        if (most is { } kept && found.Count > kept)
            return
            [
                .. found
                    .Where(pair => pair.Text != Rest)
                    .OrderByDescending(pair => pair.Rows)
                    .Take(kept - 1)
                    .Select(pair => pair.Text)
                    .Order(StringComparer.Ordinal),
                Rest,
            ];
        return found.Count <= CategoryCodes.MostCategories ? [.. found.Select(pair => pair.Text)] : throw tooMany();
    }

    /// <summary>The note on categories that share a feature; null where none do.</summary>
    internal static string? RestNote(string column, IReadOnlyList<(string Text, long Rows)> found, IReadOnlyList<string> chosen)
    {
        string[] others = [.. found.Select(pair => pair.Text).Except(chosen).Order(StringComparer.Ordinal)];
        return others.Length == 0 ? null : RestNote(column, others, "the rarest categories,");
    }

    private static string RestNote(string column, string[] others, string which) =>
        $"{which} {ColumnPlan.Quote(others)} of '{column}'; such rows are 1 in '{column}{ColumnPlan.CategorySign}{Rest}'";

    private static Dictionary<(int Row, string Column), string> UnknownTexts(
        DataPart part,
        IReadOnlyList<string> names,
        List<Target> targets
    )
    {
        var found = new Dictionary<(int, string), string>(part.UnknownTexts);
        var row = new double[part.Data.ColumnCount];
        Dictionary<double, string>?[] unknown =
        [
            .. part.Categories.Select(
                (codes, place) =>
                    codes
                        ?.Texts.Except(
                            targets.Where(target => target.Column == place && !target.IsRest).Select(target => target.Category!)
                        )
                        .ToDictionary(text => codes.Of(text)!.Value)
            ),
        ];
        for (int r = 0; r < part.Data.RowCount; r++)
        {
            part.Data.CopyRow(r, row);
            for (int place = 0; place < row.Length; place++)
                if (unknown[place]?.GetValueOrDefault(row[place]) is { } text)
                    found[(r, names[place])] = text;
        }
        return found;
    }

    private static IEnumerable<string> Unknown(
        IReadOnlyList<string> names,
        IReadOnlyList<DataPart> parts,
        List<Target> targets,
        bool isOfMap
    )
    {
        for (int place = 0; place < names.Count; place++)
        {
            if (parts[0].Categories[place] is null)
                continue;
            string[] unknown =
            [
                .. parts
                    .SelectMany(part => part.Categories[place]!.Texts)
                    .Except(targets.Where(target => target.Column == place && !target.IsRest).Select(target => target.Category!))
                    .Order(StringComparer.Ordinal),
            ];
            if (unknown.Length > 0 && targets.Exists(target => target.Column == place && target.IsRest))
                yield return RestNote(names[place], unknown, isOfMap ? "the map does not know" : "the rarest categories,");
            else if (unknown.Length > 0)
                yield return $"the map does not know {ColumnPlan.Quote(unknown)} of '{names[place]}'; such rows are 0 in all its categories";
        }
    }

    /// <summary>A feature.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Column">The column of the rows as they were read.</param>
    /// <param name="Category">The category it stands for; null for a number.</param>
    /// <param name="IsRest">True if it stands for all categories that have no feature of their own.</param>
    /// <param name="Part">Makes it of a date; null where it is no part of one.</param>
    private sealed record Target(
        string Name,
        int Column,
        string? Category,
        bool IsRest = false,
        Func<double, double>? Part = null
    );
}
