using System.CommandLine;
using System.Globalization;
using Dbgsom.Files;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Plots;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom plot: a figure of a map.</summary>
internal sealed class PlotCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(required: false, labeled: true, forMap: true);
    private readonly Option<FigureKind?> kind = OptionsOf.OneOf<FigureKind>(
        "--kind",
        string.Join(
            "; ",
            FigureKind.All.Select(kind => $"{kind.Name}: {kind.Description}{(kind.NeedsData ? " (needs DATA)" : "")}")
        ) + "; default: network with DATA, else map",
        "kind"
    );
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        "the figure, FILE.png or FILE.svg; default: the names of MODEL and kind with .png, in this folder",
        "-o"
    );
    private readonly Option<ColorArgument?> color = OptionsOf.Parsed<ColorArgument?>(
        "--color",
        "attribute",
        $"the color of neurons: {Named.NamesOf<NeuronAttribute>()}, feature:NAME, cluster:METHOD[:COUNT], or any column of DATA; default with labels: the labels",
        ColorArgument.Parse
    );
    private readonly Option<NeuronAttribute?> size = Attribute("--size", "the area of neurons");
    private readonly Option<MapLayout?> layout = OptionsOf.OneOf<MapLayout>(
        "--layout",
        "the positions of neurons; default: grid"
    );
    private readonly Option<GridPosition?> shift = OptionsOf.Parsed<GridPosition?>(
        "--shift",
        "column,row",
        "for a toroidal map, the place that is drawn at the lower left; default: 0,0",
        ParsePlace
    );
    private readonly Option<Palette?> palette = OptionsOf.OneOf<Palette>(
        "--palette",
        $"the colors: {Named.NamesOf<Palette>()}; default: that of the attribute",
        "name"
    );
    private readonly Option<string[]> features = new("--features")
    {
        HelpName = "a,b,…",
        Description = "features by name or index: two for network, any number for components; default: principal components, all",
    };
    private readonly Option<string?> by = OptionsOf.Text(
        "--by",
        "column",
        "the column of the groups; for dates a part, as in date:month"
    );
    private readonly Option<string?> order = OptionsOf.Text(
        "--order",
        "column",
        "a column of times or numbers that orders the rows; default: the order of the rows"
    );
    private readonly Option<string?> unit = OptionsOf.Text(
        "--unit",
        "column",
        "the column that identifies the unit of a row, such as a machine; each unit has its own trajectory"
    );
    private readonly Option<string?> title = OptionsOf.Text("--title", "text", "the heading");
    private readonly Option<int?> width = OptionsOf.Whole("--width", Figure.MinSize, Figure.MaxSize, "width in pixels");
    private readonly Option<int?> height = OptionsOf.Whole("--height", Figure.MinSize, Figure.MaxSize, "height in pixels");

    private PlotCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var plot = new PlotCommand();
        var command = new Command("plot", "Draw one figure of a map.");
        plot.model.AddTo(command);
        command.Add(plot.kind);
        command.Add(plot.output);
        foreach (var option in plot.Taken)
            command.Add(option);
        command.Add(plot.width);
        command.Add(plot.height);
        plot.data.AddTo(command);
        plot.model.AddThreadsTo(command);
        command.SetAction(parsed => plot.data.Locate(() => plot.Run(parsed, cancellationToken)));
        return command;
    }

    /// <summary>The options that some kinds take and others do not.</summary>
    private IEnumerable<Option> Taken => [color, size, layout, shift, palette, features, by, order, unit, title];

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        bool hasData = data.Paths(parsed).Count > 0;
        // The network is drawn through samples, the map is not.
        var figure = parsed.GetValue(kind) ?? (hasData ? FigureKind.Network : FigureKind.Map);
        CheckTaken(parsed, figure);
        string name = DefaultOutput.Name(parsed.GetValue(output), [model.Path(parsed)], $"-{figure.Name}.png", screen);
        string file = FigureOutput.Check(name, [.. data.Paths(parsed), model.Path(parsed)]);
        if (figure.NeedsData && !hasData)
            throw new UsageException($"the figure {figure.Name} needs samples: give DATA after MODEL");
        if (data.NamesLabels(parsed) && !hasData)
            throw new UsageException("labels need samples: give DATA after MODEL");
        var wanted = parsed.GetValue(color);
        var map = hasData ? null : model.Load(parsed);
        if (map is not null && wanted is { Attribute: null })
            wanted =
                wanted.AsFeatureOf(map)
                ?? throw new UsageException($"--color: {wanted.Problem}, a feature, or with DATA a column of it");
        bool hasLabels = hasData && data.NamesLabels(parsed) && (figure == FigureKind.Map || figure == FigureKind.Network);
        bool readsData = figure.NeedsData || (hasLabels && wanted is null) || (hasData && wanted is { Attribute: null });
        // Labels of samples stand for classes that the map does not know.
        bool replacesClass =
            hasLabels && wanted?.Attribute == NeuronAttribute.Class && (map ??= model.Load(parsed)).Classes is null;
        readsData |= replacesClass;
        if (!readsData && hasData)
            screen.Note($"the figure {figure.Name} needs only the map; DATA is not read");
        if (figure == FigureKind.Groups && parsed.GetValue(by) is null)
            throw new UsageException($"the figure {figure.Name} needs --by COLUMN, which defines the groups");
        map ??= model.Load(parsed);
        var reading = data.GroupColumns(map, parsed);
        string?[]? groups = null;
        if (parsed.GetValue(by) is { } text)
        {
            var (column, part) = GroupColumn.Divide(text);
            groups = reading.Groups(data.LoadOne(map, parsed, column, by.Name, cancellationToken), part);
        }
        string?[]? units = parsed.GetValue(unit) is { } owner
            ? reading.Groups(data.LoadOne(map, parsed, owner, unit.Name, cancellationToken))
            : null;
        double[]? places = parsed.GetValue(order) is { } time
            ? reading.Order(data.LoadOne(map, parsed, time, order.Name, cancellationToken))
            : null;
        foreach (string note in reading.Notes)
            screen.Note(note);
        var loaded = readsData ? data.LoadFor(map, parsed, screen, cancellationToken) : null;
        var samples = figure.NeedsData ? loaded!.Data : null;
        var options = new FigureOptions
        {
            Color =
                (hasLabels && wanted is null) || replacesClass
                    ? OfLabels(parsed, loaded!, cancellationToken)
                    : wanted?.AsFeatureOf(map)?.Attribute
                        ?? wanted?.Attribute
                        ?? (wanted is null ? null : OfColumn(map, parsed, wanted.Text, loaded!, cancellationToken)),
            Size = parsed.GetValue(size),
            Layout = parsed.GetValue(layout),
            CutAt = parsed.GetValue(shift),
            Palette = parsed.GetValue(palette),
            Features = OptionsOf.List(parsed, features),
            Groups = groups,
            Order = places,
            Units = units,
            Title = parsed.GetValue(title),
        };
        FigureOutput.NoteMissingFont(screen);
        figure.Draw(map, samples, options, cancellationToken).Save(file, parsed.GetValue(width), parsed.GetValue(height));
        return 0;
    }

    private NeuronAttribute OfLabels(ParseResult parsed, LoadedData loaded, CancellationToken cancellationToken) =>
        NeuronAttribute.OfSamples(
            data.LabelName(parsed)!,
            loaded.Data,
            LabelColumn.ForMeasures(data.Labels(parsed, loaded, cancellationToken)!.Texts)
        );

    /// <summary>A column of DATA: the labels, a feature, or any other.</summary>
    private NeuronAttribute OfColumn(
        SomMap map,
        ParseResult parsed,
        string name,
        LoadedData loaded,
        CancellationToken cancellationToken
    )
    {
        if (name == data.LabelName(parsed))
            return OfLabels(parsed, loaded, cancellationToken);
        var column = data.LoadKept(map, parsed, [name], null, cancellationToken, "--color")[0];
        return NeuronAttribute.OfSamples(name, loaded.Data, column.Cells);
    }

    private void CheckTaken(ParseResult parsed, FigureKind figure)
    {
        foreach (var option in Taken)
            if (parsed.GetResult(option) is not null && !figure.Takes.Contains(option.Name[2..]))
                throw new UsageException(
                    $"the figure {figure.Name} does not support {option.Name}; it supports {string.Join(", ", figure.Takes.Select(name => "--" + name))}"
                );
    }

    private static GridPosition? ParsePlace(string text)
    {
        string[] parts = text.Split(',');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int column)
            && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int row)
            ? new GridPosition(column, row)
            : throw new FormatException($"'{text}' is not a place such as 3,2 (column,row)");
    }

    private static Option<NeuronAttribute?> Attribute(string name, string description) =>
        OptionsOf.Parsed<NeuronAttribute?>(
            name,
            "attribute",
            $"{description}: {Named.NamesOf<NeuronAttribute>()}, feature:NAME or cluster:METHOD[:COUNT]",
            NeuronAttribute.Parse
        );
}
