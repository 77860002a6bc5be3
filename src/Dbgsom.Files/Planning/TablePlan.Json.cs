using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <content>The plan as JSON.</content>
public sealed partial record TablePlan
{
    private const string Format = "dbgsom-table-plan 1";

    /// <summary>Returns the plan as JSON.</summary>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(JsonFields.Write(ToNode()));

    /// <summary>Saves the plan as JSON; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        WholeFile.Write(path, stream => stream.Write(JsonFields.Write(ToNode())));
    }

    /// <summary>Loads a saved plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a plan; the message gives the reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TablePlan Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var stream = File.OpenRead(path);
        return stream.Length <= SomMap.MaxTablePlanBytes
            ? Read(stream, path)
            : throw DataPart.Bad(path, $"the file has {stream.Length} bytes; a plan has at most {SomMap.MaxTablePlanBytes}");
    }

    /// <summary>Parses a plan from JSON.</summary>
    /// <param name="json">The text of <see cref="ToJson"/>.</param>
    /// <exception cref="InvalidDataException">The text is not a plan; the message gives the reason.</exception>
    public static TablePlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(json, "the plan");
    }

    internal JsonObject ToNode() =>
        new()
        {
            ["format"] = Format,
            ["rows"] = RowCount,
            ["has_names"] = HasNames,
            ["delimiter"] = Delimiter?.ToString(),
            ["comment"] = Comment?.ToString(),
            ["skip_lines"] = SkipLines == 0 ? null : SkipLines,
            ["decimal_comma"] = DecimalComma,
            ["thousands"] = Thousands?.ToString(),
            ["units"] = Units ? true : null,
            ["encoding"] = Encoding.Name,
            ["header"] = Header.Name,
            ["max_categories"] = MaxCategories,
            ["header_lines"] = HeaderLines == 1 ? null : HeaderLines,
            ["missing"] = Missing.Name,
            ["missing_texts"] = MissingTexts is null ? null : Texts(MissingTexts),
            ["order"] = Order is null ? null : Texts(Order),
            ["columns"] = new JsonArray([.. Columns.Select(column => (JsonNode)ToNode(column))]),
        };

    private static JsonObject ToNode(PlannedColumn column)
    {
        var node = new JsonObject
        {
            ["name"] = column.Name,
            ["role"] = column.Role.Name,
            ["use"] = column.Use.Name,
            ["reason"] = column.Reason,
            ["by_rule"] = column.IsByRule,
            ["missing"] = column.MissingCount,
            ["distinct"] = column.DistinctCount,
            ["more_distinct"] = column.HasMoreDistinct,
            ["minimum"] = column.Minimum,
            ["maximum"] = column.Maximum,
            ["skewness"] = column.Skewness,
            ["values"] = Texts(column.Values),
        };
        if (column.Ordinal is { } ordinal)
            node["levels"] = Texts(ordinal.Levels);
        if (column is { Dates: { } dates } && column.Use == ColumnUse.Date)
        {
            node["date_parts"] = Texts([.. dates.Parts.Select(part => part.Name)]);
            if (dates.Order is { } order)
                node["date_order"] = order.Name;
        }
        return node;
    }

    private static TablePlan Parse(string text, string name)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false);
        return Read(stream, name);
    }

    private static TablePlan Read(Stream stream, string name)
    {
        try
        {
            return Read(JsonFields.Parse(stream, name));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            throw DataPart.Bad(name, $"the plan cannot be read: {e.Message}");
        }
    }

    private static TablePlan Read(JsonFields json)
    {
        if (json.String("format") != Format)
            throw json.Bad("format", $"is '{json.String("format")}'; valid is '{Format}'");
        PlannedColumn[] columns = [.. json.Objects("columns").Select(Column)];
        if (
            columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
        )
            throw json.Bad("columns", $"name '{twice.Key}' twice");
        return new TablePlan
        {
            Columns = columns,
            RowCount = json.Long("rows"),
            HasNames = json.Flag("has_names"),
            Delimiter = Character(json, "delimiter"),
            Comment = Character(json, "comment"),
            SkipLines = json.Has("skip_lines") ? json.Count("skip_lines") : 0,
            DecimalComma = json.Flag("decimal_comma"),
            Thousands = Character(json, "thousands"),
            Units = json.Has("units") && json.Flag("units"),
            Encoding = Choice<TextEncoding>(json, "encoding"),
            Header = Choice<HeaderMode>(json, "header"),
            MaxCategories = json.Has("max_categories") ? json.Count("max_categories") : null,
            HeaderLines = json.Has("header_lines") ? json.Count("header_lines") : 1,
            Order = json.Has("order") ? json.Strings("order") : null,
            Missing = json.Has("missing") ? Choice<MissingCells>(json, "missing") : MissingCells.Default,
            MissingTexts = json.Has("missing_texts") ? json.Strings("missing_texts") : null,
        };
    }

    private static PlannedColumn Column(JsonFields json)
    {
        var column = new PlannedColumn
        {
            Name = json.String("name"),
            Role = Choice<ColumnRole>(json, "role"),
            Use = Choice<ColumnUse>(json, "use"),
            Reason = json.String("reason"),
            IsByRule = json.Flag("by_rule"),
            MissingCount = json.Long("missing"),
            DistinctCount = json.Count("distinct"),
            HasMoreDistinct = json.Flag("more_distinct"),
            Minimum = json.Has("minimum") ? json.Number("minimum") : null,
            Maximum = json.Has("maximum") ? json.Number("maximum") : null,
            Skewness = json.Has("skewness") ? json.Number("skewness") : null,
            Values = json.Strings("values"),
            Levels = json.Has("levels") ? json.Strings("levels") : [],
            Dates = json.Has("date_parts") ? DatesOf(json) : null,
        };
        // Rejects an invalid order.
        _ = column.Ordinal;
        return column.Use == ColumnUse.Date && column.Dates is null
            ? throw json.Bad("use", "is date without date_parts")
            : column;
    }

    private static DateColumn DatesOf(JsonFields json) =>
        new(
            json.String("name"),
            [.. json.Strings("date_parts").Select(name => DateColumn.PartOf(name))],
            json.Has("date_order") ? Choice<DateOrder>(json, "date_order") : null
        );

    private static T Choice<T>(JsonFields json, string name)
        where T : INamed<T>
    {
        string text = json.String(name);
        return T.All.FirstOrDefault(choice => choice.Name == text)
            ?? throw json.Bad(name, $"is '{text}'; valid is {Naming.Named.NamesOf<T>()}");
    }

    private static char? Character(JsonFields json, string name) =>
        !json.Has(name) ? null
        : json.String(name) is [var one] ? one
        : throw json.Bad(name, "is not one character");

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
