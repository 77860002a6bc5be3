using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Grid;
using Dbgsom.Space;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom import: a map from another program's codebook.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string> codebook = new("CODEBOOK")
    {
        Description =
            "weights of a trained map: NAME.wts of Somoclu or the ESOM tools; .csv or .tsv of kohonen's codes, one row per neuron, from the bottom left; .npy of MiniSom's weights, columns × rows × features, or of neurons × features, the grid row by row",
    };
    private readonly DataArguments data = new(required: false, forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "MODEL",
        "the model file; an existing one is replaced; default: the name of CODEBOOK with .som.npz, in this folder",
        "-o"
    );
    private readonly Option<GridSize?> grid = OptionsOf.Parsed<GridSize?>(
        "--grid",
        "COLUMNSxROWS",
        "the size of the grid, as in 20x30; not needed if CODEBOOK contains it: .wts, and .npy with three dimensions",
        Size
    );
    private readonly Option<MapGrid?> topology = OptionsOf.OneOf<MapGrid>("--topology", "the cells of the grid; default: square");
    private readonly Option<GridBoundary?> boundary = OptionsOf.OneOf<GridBoundary>(
        "--boundary",
        "the boundary of the grid; default: that of CODEBOOK, or planar"
    );
    private readonly Option<Metric?> metric = OptionsOf.OneOf<Metric>("--metric", "the distance metric; default: euclidean");
    private readonly Option<bool> json = new("--json") { Description = "print the measures as one JSON object" };

    private ImportCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var import = new ImportCommand();
        import.codebook.Validators.Add(OptionsOf.RefuseNoPaths);
        var command = new Command(
            "import",
            "Make a map from another program's weights. With DATA, in the units of the weights, the map knows the hits, errors and distances of its samples. Options for reading files apply to DATA."
        );
        command.Add(import.codebook);
        command.Add(import.output);
        command.Add(import.grid);
        command.Add(import.topology);
        command.Add(import.boundary);
        command.Add(import.metric);
        import.data.AddTo(command);
        command.Add(import.json);
        command.SetAction(parsed => import.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string file = parsed.GetRequiredValue(codebook);
        string model = OutputPath.Check(
            DefaultOutput.Name(parsed.GetValue(output), [file], ".som.npz", new Screen(parsed)),
            [file, .. data.Inputs(parsed)]
        );
        var read = Read(parsed, file);
        if (read.IsMirrored)
            screen.Note(
                "the rows of these hexagons are shifted the other way than here, so columns are counted from the right: the map is the same, drawn mirrored"
            );
        var map = Refusing(file, () => read.ToMap(parsed.GetValue(metric)));
        if (data.Paths(parsed).Count > 0)
        {
            var samples = data.LoadFor(map, parsed, screen, cancellationToken);
            map = data.Use(parsed, () => read.ToMapOf(samples.Data, parsed.GetValue(metric), cancellationToken));
        }
        map.Save(model);
        if (parsed.GetValue(json))
            Screen.Json(MapReport.Json(map, cancellationToken));
        else if (!screen.Quiet)
            Screen.Table(model, [.. MapReport.Rows(map, cancellationToken)]);
        foreach (var diagnostic in map.Diagnostics)
            screen.Note(diagnostic.Message);
        return 0;
    }

    private Codebook Read(ParseResult parsed, string file)
    {
        try
        {
            return Codebook.Load(file, parsed.GetValue(grid), parsed.GetValue(topology), parsed.GetValue(boundary));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Refusal.MessageOf(e));
        }
    }

    /// <summary>Makes a map, and says of which file the weights are that are refused.</summary>
    private static SomMap Refusing(string file, Func<SomMap> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{file}: {Refusal.MessageOf(e)}", e);
        }
    }

    private static GridSize? Size(string text)
    {
        try
        {
            return GridSize.Parse(text) is { IsAuto: false } size
                ? size
                : throw new ArgumentException("the size is that of the codebook, as in 20x30, and not auto");
        }
        catch (FormatException)
        {
            throw new ArgumentException($"'{text}' is not a size such as 20x30 (columns x rows)");
        }
    }
}
