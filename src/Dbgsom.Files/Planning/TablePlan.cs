using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>
/// A plan that assigns a use to each column of a table. It is made from all rows of the table, or loaded from a file or a model.
/// </summary>
public sealed partial record TablePlan
{
    private const int MostNotes = 20;

    /// <summary>The columns, in the order of the table.</summary>
    public required IReadOnlyList<PlannedColumn> Columns { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>True if the columns have names; otherwise they are identified by index.</summary>
    public required bool HasNames { get; init; }

    /// <summary>See <see cref="DataFileOptions.Delimiter"/>.</summary>
    public char? Delimiter { get; init; }

    /// <summary>See <see cref="DataFileOptions.Comment"/>.</summary>
    public char? Comment { get; init; }

    /// <summary>See <see cref="DataFileOptions.SkipLines"/>.</summary>
    public int SkipLines { get; init; }

    /// <summary>See <see cref="DataFileOptions.DecimalComma"/>.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>See <see cref="DataFileOptions.Thousands"/>.</summary>
    public char? Thousands { get; init; }

    /// <summary>See <see cref="DataFileOptions.Units"/>.</summary>
    public bool Units { get; init; }

    /// <summary>See <see cref="DataFileOptions.Encoding"/>.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>See <see cref="DataFileOptions.Header"/>.</summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>See <see cref="DataFileOptions.HeaderLines"/>.</summary>
    public int HeaderLines { get; init; } = 1;

    /// <summary>See <see cref="DataFileOptions.MaxCategories"/>.</summary>
    public int? MaxCategories { get; init; }

    /// <summary>See <see cref="DataFileOptions.MissingTexts"/>.</summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }

    /// <summary>
    /// One sentence for each decision other than using a numeric column as a feature; for a newly made plan also the numeric columns
    /// that few values dominate.
    /// </summary>
    public IReadOnlyList<string> Notes => NotesBeside(null);

    /// <summary>Returns the notes of a table before training, without notes on the skewness of columns that are transformed or not trained on.</summary>
    /// <param name="options">The options of training; null where they are not known.</param>
    internal IReadOnlyList<string> NotesBeside(SomOptions? options)
    {
        var told = Columns
            .Where(column =>
                column.IsByRule ? column.Use != ColumnUse.Number : column.Use == ColumnUse.Ordinal || column.Use == ColumnUse.Date
            )
            .ToArray();
        string[] first = [.. told.Take(MostNotes).Select(Note)];
        string[] more =
            told.Length <= MostNotes
                ? []
                : [$"{Text.Counted(told.Length - MostNotes, "more column")}: dbgsom inspect lists them"];
        string[] settled =
        [
            .. options?.FeatureTransforms?.Values.Keys ?? [],
            .. (options?.FeatureWeights?.Values ?? new Dictionary<string, double>())
                .Where(pair => pair.Value == 0)
                .Select(pair => pair.Key),
        ];
        return
        [
            .. first,
            .. more,
            .. SkewNote.For(Columns.Where(column => !settled.Contains(column.Name))) is { } skew ? [skew] : Array.Empty<string>(),
        ];
    }

    /// <summary>
    /// True if the table needs no plan: all columns that the rules decide on are complete and numeric and become features, and text is
    /// in the default format.
    /// </summary>
    public bool IsPlain =>
        Columns.All(column =>
            !column.Use.IsFeature ? !column.IsByRule : column.Use == ColumnUse.Number && column.MissingCount == 0
        )
        && (HasNames || Columns.All(column => column.Use == ColumnUse.Number))
        && Delimiter is null
        && Comment is null
        && SkipLines == 0
        && !DecimalComma
        && Thousands is null
        && !Units
        && Encoding == TextEncoding.Utf8
        && Header == HeaderMode.Auto
        && HeaderLines == 1
        && MaxCategories is null
        && MissingTexts is null;

    /// <summary>How rows with missing values were handled when the plan was made; later tables follow their own options.</summary>
    public MissingCells Missing { get; init; } = MissingCells.Default;

    /// <summary>The columns that become features, in order.</summary>
    internal IReadOnlyList<string> FeatureColumns =>
        Order is null ? Named(column => column.Use.IsFeature) : [.. Order.Intersect(Named(column => column.Use.IsFeature))];

    /// <summary>The columns that were chosen as features, in this order; null for that of the table.</summary>
    internal IReadOnlyList<string>? Order { get; init; }

    /// <summary>The first column of a use; null where there is none.</summary>
    internal string? NameOf(ColumnUse use) => Named(column => column.Use == use).FirstOrDefault();

    /// <summary>The columns of words for yes and no, in order.</summary>
    internal IReadOnlyList<string> YesNo => Named(column => column.Use == ColumnUse.YesNo);

    /// <summary>The columns of ordered categories, in order.</summary>
    internal IReadOnlyList<OrdinalColumn> Ordinals => [.. Columns.Select(column => column.Ordinal).OfType<OrdinalColumn>()];

    /// <summary>The columns of dates that become features, in order.</summary>
    internal IReadOnlyList<DateColumn> Dates =>
        [.. Columns.Where(column => column.Use == ColumnUse.Date).Select(column => column.Dates).OfType<DateColumn>()];

    /// <summary>The columns of categories, in order.</summary>
    internal IReadOnlyList<string> Categories => Named(column => column.Use == ColumnUse.Category);

    /// <summary>Returns options that read a table by this plan. <paramref name="options"/> take precedence.</summary>
    /// <param name="options">Options that override the plan; null for the defaults.</param>
    public DataFileOptions ApplyTo(DataFileOptions? options = null)
    {
        options ??= new DataFileOptions();
        var columns = options.Columns ?? FeatureColumns;
        var find = ColumnRange.Finder(Named(_ => true), Columns.Count);
        var places = columns.Select(find).ToHashSet();
        // What is named for another use is not used as planned.
        string[] named =
        [
            .. options.OneHot ?? [],
            .. options.YesNo ?? [],
            .. (options.Ordinal ?? []).Select(one => one.Column),
            .. (options.Dates ?? []).Select(one => one.Column).OfType<string>(),
        ];
        var others = named.Select(find).ToHashSet();
        bool IsAsPlanned(string name) => places.Contains(find(name)) && !others.Contains(find(name));
        IReadOnlyList<string>? With(IReadOnlyList<string>? given, ColumnUse use)
        {
            string[] all = [.. given ?? [], .. Named(column => column.Use == use).Where(IsAsPlanned)];
            return all.Length > 0 ? all : given;
        }
        OrdinalColumn[] ordinal = [.. options.Ordinal ?? [], .. Ordinals.Where(one => IsAsPlanned(one.Column))];
        DateColumn[] dates =
        [
            .. (options.Dates ?? []).Where(one => one.Column is not null),
            .. Dates.Where(one => IsAsPlanned(one.Column!)),
        ];
        return options with
        {
            Columns = columns,
            Dates = dates.Length > 0 ? dates : null,
            Ordinal = ordinal.Length > 0 ? ordinal : null,
            OneHot = With(options.OneHot, ColumnUse.Category),
            YesNo = With(options.YesNo, ColumnUse.YesNo),
            IdColumn = options.IdColumn ?? NameOf(ColumnUse.Id),
            IsIdOptional = options.IdColumn is null,
            Delimiter = options.Delimiter ?? Delimiter,
            Comment = options.Comment ?? Comment,
            SkipLines = options.SkipLines > 0 ? options.SkipLines : SkipLines,
            DecimalComma = options.DecimalComma || DecimalComma,
            Thousands = options.Thousands ?? Thousands,
            Units = options.Units || Units,
            Encoding = options.Encoding == TextEncoding.Utf8 ? Encoding : options.Encoding,
            Header = options.Header == HeaderMode.Auto ? Header : options.Header,
            HeaderLines = options.HeaderLines > 1 ? options.HeaderLines : HeaderLines,
            MaxCategories = options.MaxCategories ?? MaxCategories,
            MissingTexts = options.MissingTexts ?? MissingTexts,
            Plan = this,
            ByPlan = HasNames && options.Columns is null,
        };
    }

    /// <summary>Reads a table by this plan; all columns that cannot be features are named at once.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or columns cannot be features as they are.</exception>
    internal LoadedData Read(
        IReadOnlyList<string> paths,
        DataFileOptions options,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        if (PlanProblems.Error(string.Join(", ", paths), this, options.Missing) is { } problems)
            throw problems;
        // What they name is in the plan.
        options = options with
        {
            Columns = null,
            OneHot = null,
            Ordinal = null,
            Dates = null,
        };
        var loaded = DataFiles.Load(paths, ApplyTo(options), standardInput, cancellationToken);
        if (loaded.Unusable.Count == 0)
            return loaded;
        loaded.Data.Dispose();
        throw new InvalidDataException(string.Join("; ", loaded.Unusable));
    }

    /// <summary>Keeps a plan in the map that was trained by it, so that later tables are read in the same way.</summary>
    /// <param name="map">The map.</param>
    /// <param name="json">The text of <see cref="ToJson"/>; null for no plan.</param>
    /// <param name="note">Receives a note where the plan is too long to be kept.</param>
    internal static SomMap Keep(SomMap map, string? json, Action<string> note)
    {
        if (json is null)
            return map;
        if (System.Text.Encoding.UTF8.GetByteCount(json) <= SomMap.MaxTablePlanBytes)
            return map.WithTablePlan(json);
        note("the plan of the columns is too long to store in the model; give the same options for later tables");
        return map;
    }

    /// <summary>Returns the plan that a map was trained with; null if the map has none.</summary>
    /// <exception cref="InvalidDataException">The plan in the map is damaged.</exception>
    public static TablePlan? FromMap(SomMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.TablePlan is { } text ? Parse(text, "the table plan of the map") : null;
    }

    /// <summary>The names of the columns of a file without names, by the number of its columns; null where it does not fit.</summary>
    internal IReadOnlyList<string>? NamesFor(int count)
    {
        var features = Named(column => column.Use.IsFeature);
        return !HasNames ? null
            : count == Columns.Count ? [.. Columns.Select(column => column.Name)]
            : count == features.Length ? features
            : null;
    }

    private string[] Named(Func<PlannedColumn, bool> which) => [.. Columns.Where(which).Select(column => column.Name)];

    private int? TryPlace(string column) => ColumnRange.Place(column, Named(_ => true), Columns.Count);

    private int Place(string column) =>
        TryPlace(column)
        ?? throw new ArgumentException(
            $"unknown column '{column}'; valid is {ColumnPlan.Quote(Named(_ => true))}",
            nameof(column)
        );

    private static string Note(PlannedColumn column) =>
        $"column '{column.Name}' ({column.Role.Name}): {column.Use.Description}, {column.Reason}"
        + (
            column.Role == ColumnRole.Date
            && column.IsByRule
            && column.Use == ColumnUse.Drop
            && column.Look is not { Type: { IsRead: false, ReadsDates: false } }
                ? "; --date encodes them"
                : ""
        );
}
