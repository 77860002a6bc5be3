using Dbgsom.Explorer.Files;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Explorer.Training;

/// <summary>A file and what is done with each of its columns: the plan of the tool, changed by what a person chose.</summary>
internal sealed class PlannedFile
{
    private const int MostClasses = 50;
    private const string ProposedParts = "month,weekday,linear";
    private static readonly string[] LabelNames = ["class", "label", "labels", "target", "species", "shape"];

    private readonly ShelfFile file;
    private readonly DataFileOptions reading;

    private PlannedFile(
        ShelfFile file,
        DataFileOptions reading,
        FileOutline? array,
        IReadOnlyDictionary<string, ColumnUse> uses,
        TablePlan plan
    ) => (this.file, this.reading, Array, Uses, Plan) = (file, reading, array, uses, plan);

    /// <summary>The content of an array file; null for a table.</summary>
    public FileOutline? Array { get; }

    /// <summary>The uses that were chosen or proposed, by the names of columns.</summary>
    public IReadOnlyDictionary<string, ColumnUse> Uses { get; }

    /// <summary>The plan with these uses.</summary>
    public TablePlan Plan { get; }

    /// <summary>The plan that the map keeps; null where the file needs none, as with the tool.</summary>
    public TablePlan? Kept => Array is null && (!Plan.IsPlain || Uses.Values.Any(IsChange)) ? Plan : null;

    /// <summary>The possible uses of a column. The columns of an array are numbers.</summary>
    public IReadOnlyList<ColumnUse> Choices =>
        Array is null ? ColumnUse.All : [ColumnUse.Number, ColumnUse.Label, ColumnUse.Weight, ColumnUse.Drop];

    /// <summary>Words of the tool's command line that lead to the same plan.</summary>
    public IEnumerable<string> Words =>
        [
            .. Array is { Array: { } name } ? OptionOf("--array", name) : [],
            .. Array is not null && ArrayColumns is { } columns ? OptionOf("--columns", string.Join(',', columns)) : [],
            .. Array is null ? Uses.Where(pair => IsChange(pair.Value)).SelectMany(pair => WordsOf(pair.Key, pair.Value)) : [],
            .. NameOf(ColumnUse.Label) is { } label ? OptionOf("--label-column", label) : [],
            .. NameOf(ColumnUse.Weight) is { } weight ? OptionOf("--weight-column", weight) : [],
        ];

    /// <summary>The features of an array; null for all columns that are nothing else.</summary>
    private IReadOnlyList<string>? ArrayColumns => NameOf(ColumnUse.Drop) is null ? null : Plan.FeatureColumns;

    /// <summary>Plans the columns of a file.</summary>
    /// <exception cref="ArgumentException">A column or a use does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no table.</exception>
    public static PlannedFile Of(ShelfFile file, TrainingRequest request, TableLooks looks, CancellationToken cancellationToken)
    {
        var reading = request.Reading;
        var array = DataSource.Extension(file.FullPath) is ".npy" or ".npz"
            ? FileOutline.Of(file.FullPath, request.Array, reading)
            : null;
        Func<DataFileOptions, TablePlan> plan;
        if (array is null)
        {
            var scan = looks.Of(file, reading, cancellationToken);
            plan = options => TablePlan.Of(scan, options);
        }
        else
            plan = options => PlanOf(array).Obey(options);
        var uses = request.Uses is { } given
            ? given.ToDictionary(pair => pair.Key, pair => Named.Parse<ColumnUse>(pair.Value), StringComparer.Ordinal)
            : Proposal(plan(reading));
        string? Chosen(ColumnUse use) => uses.FirstOrDefault(pair => pair.Value == use).Key;
        var (label, weight) = (Chosen(ColumnUse.Label), Chosen(ColumnUse.Weight));
        var made = plan(reading with { LabelColumn = label, WeightColumn = weight });
        foreach (var (name, use) in uses.Where(pair => IsChange(pair.Value)))
            made =
                use == ColumnUse.Ordinal ? made.WithOrder(OrderOf(made, name, request))
                : use == ColumnUse.Date ? made.WithDates(DatesOf(name, request))
                : made.With(name, use);
        var planned = new PlannedFile(file, reading, array, uses, made);
        return uses.FirstOrDefault(pair => !planned.Choices.Contains(pair.Value)) is { Key: { } column } odd
            ? throw new ArgumentException(
                $"column '{column}' cannot be used as {odd.Value.Name}; valid is {string.Join(", ", planned.Choices)}"
            )
            : planned;
    }

    /// <summary>The first column of a use; null where there is none.</summary>
    public string? NameOf(ColumnUse use) => Plan.NameOf(use);

    /// <summary>Reads the file by the plan.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or columns cannot be used so.</exception>
    public LoadedData Load(CancellationToken cancellationToken)
    {
        string[] paths = [file.FullPath];
        var options = reading with { LabelColumn = NameOf(ColumnUse.Label), WeightColumn = NameOf(ColumnUse.Weight) };
        return Kept is { } plan ? plan.Read(paths, options, null, cancellationToken)
            : Array is null ? DataFiles.Load(paths, options, null, cancellationToken)
            : DataFiles.Load(paths, options with { Columns = ArrayColumns }, null, cancellationToken);
    }

    private string[] WordsOf(string column, ColumnUse use) =>
        use == ColumnUse.Ordinal ? OptionOf("--ordinal", Plan.Ordinals.First(one => one.Column == column).ToString())
        : use == ColumnUse.Date ? OptionOf("--date", Plan.Dates.First(one => one.Column == column).ToString())
        : OptionOf("--as", $"{column}={use.Name}");

    /// <summary>The order of categories that a person gave, or else the categories as the plan lists them, to be put in order.</summary>
    private static OrdinalColumn OrderOf(TablePlan plan, string name, TrainingRequest request)
    {
        if (request.Lists?.GetValueOrDefault(name) is { } given)
            return new OrdinalColumn(name, NameList.Parse(given));
        var values = plan.Columns.FirstOrDefault(column => column.Name == name)?.Values ?? [];
        return values.Count > 1
            ? new OrdinalColumn(name, values)
            : throw new ArgumentException(
                $"column '{name}' has no texts to order, or more than {ColumnLook.MostTexts}; choose another use, or train with the tool: --ordinal"
            );
    }

    /// <summary>The parts of dates that a person gave, or else those that are proposed.</summary>
    private static DateColumn DatesOf(string name, TrainingRequest request) =>
        new(name, [.. NameList.Parse(request.Lists?.GetValueOrDefault(name) ?? ProposedParts).Select(DateColumn.PartOf)]);

    private static bool IsChange(ColumnUse use) => use != ColumnUse.Label && use != ColumnUse.Weight;

    private static TablePlan PlanOf(FileOutline array) =>
        new()
        {
            RowCount = array.Rows ?? 0,
            HasNames = false,
            Columns =
            [
                .. array.Columns.Select(column => new PlannedColumn
                {
                    Name = column.Name,
                    Role = ColumnRole.Number,
                    Use = ColumnUse.Number,
                    Reason = "a column of an array",
                }),
            ],
        };

    /// <summary>A column that is named as labels are, and has few different values, is proposed as the label.</summary>
    private static Dictionary<string, ColumnUse> Proposal(TablePlan plan)
    {
        var label = plan.HasNames ? plan.Columns.FirstOrDefault(IsLabel) : null;
        return label is null ? [] : new() { [label.Name] = ColumnUse.Label };
    }

    private static bool IsLabel(PlannedColumn column) =>
        LabelNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
        && column is { HasMoreDistinct: false, DistinctCount: <= MostClasses, MissingCount: 0 };

    private static string[] OptionOf(string option, string value) =>
        value.StartsWith('-') ? [$"{option}={value}"] : [option, value];
}
