using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Change;
using Dbgsom.Files;
using Dbgsom.Rows;
using Dbgsom.Training;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom update: goes on training a map with new rows.</summary>
internal sealed class UpdateCommand
{
    private const string Auto = "auto";

    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(labeled: true, forMap: true);
    private readonly EarlierData old = new(
        "earlier rows to train on together with the new ones; without them the map forgets anything that the new rows lack"
    );
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "MODEL",
        Description = "the updated model; an existing file is replaced",
        Required = true,
    };
    private readonly Option<int?> epochs = OptionsOf.Whole(
        "--epochs",
        1,
        int.MaxValue,
        $"number of epochs after growth; default: {ContinueOptions.DefaultEpochs}"
    );
    private readonly Option<string?> grow = OptionsOf.Parsed<string?>(
        "--grow",
        $"number|{Auto}",
        $"number of neurons to grow to first; {Auto} is 5·√n of all rows, at most 1000; default: the map keeps its size",
        text =>
            string.Equals(text, Auto, StringComparison.OrdinalIgnoreCase) ? Auto
            : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number)
            && number is >= 4 and <= SomOptions.MaxNeuronsLimit
                ? text
            : throw new ArgumentException($"'{text}' is neither {Auto} nor a whole number from 4 to {SomOptions.MaxNeuronsLimit}")
    );
    private readonly Option<bool> json = new("--json") { Description = "print the changes and the measures as one JSON object" };

    private UpdateCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var update = new UpdateCommand();
        var command = new Command(
            "update",
            "Continue training a map with new rows. Neurons keep their numbers and places, and the changes are reported."
        );
        update.model.AddTo(command);
        update.data.AddTo(command);
        command.Add(update.output);
        update.old.AddTo(command);
        command.Add(update.epochs);
        command.Add(update.grow);
        command.Add(update.json);
        update.model.AddThreadsTo(command);
        command.SetAction(parsed => update.data.Locate(() => update.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var before = old.Paths(parsed);
        string file = OutputPath.Check(parsed.GetRequiredValue(output), [.. data.Inputs(parsed), .. before]);
        var map = model.Load(parsed);
        if (map.Children.Count > 0)
            throw new UsageException(
                $"{model.Path(parsed)} has child maps, which would no longer fit; train the hierarchy anew: dbgsom train"
            );
        if (map.Regression is not null)
            throw new UsageException(
                $"{model.Path(parsed)} predicts a number from the rows that it was trained on, and would no longer be valid; train it anew: dbgsom train --target"
            );
        if (map.Classes is not null && !data.NamesLabels(parsed))
            throw new UsageException("the map has classes: name those of the rows with --label-column or --labels");
        if (map.Classes is not null && before.Count > 0 && data.LabelFile(parsed) is not null)
            throw new UsageException("--labels contains only the labels of DATA; with --old name a column: --label-column");
        if (parsed.GetValue(grow) is not null && map.EffectiveOptions.Grid is { } size)
            throw new UsageException($"--grow is for maps that grow, and {model.Path(parsed)} is a grid of {size}; leave it out");
        var earlier = old.Load(data, map, parsed, screen, cancellationToken);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken);
        var all = earlier is null ? samples.Data : DataMatrix.Concatenate([earlier.Data, samples.Data]);
        var options = new ContinueOptions
        {
            Epochs = parsed.GetValue(epochs) ?? ContinueOptions.DefaultEpochs,
            TargetNeurons = Target(parsed.GetValue(grow), map, all),
            Labels = Labels(map, parsed, earlier, samples, cancellationToken),
        };
        SomMap updated;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
            updated = map.Continue(all, options, line, cancellationToken);
        updated.Save(file);
        var change = MapChange.Between(map, updated);
        double? elsewhere = earlier is null ? null : Share(change.FindElsewhere(earlier.Data, cancellationToken));
        if (parsed.GetValue(json))
            Screen.Json(Json(change, elsewhere, updated, cancellationToken));
        else if (!screen.Quiet)
            Screen.Table(file, [.. Rows(change, elsewhere), .. MapReport.Rows(updated, cancellationToken)]);
        if (earlier is null)
            screen.Note(
                "the map was trained on the new rows only and has begun to forget the others; --old FILE also trains on earlier rows"
            );
        return 0;
    }

    private static int? Target(string? asked, SomMap map, DataMatrix rows)
    {
        if (asked is null)
            return null;
        if (asked != Auto)
            return int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture);
        double mass = rows.SampleWeights.IsEmpty ? rows.RowCount : rows.SampleWeights.ToArray().Sum();
        return Math.Max(map.Neurons.Count, SomOptions.Default.Resolve(mass).TargetNeurons!.Value);
    }

    private ClassLabels? Labels(
        SomMap map,
        ParseResult parsed,
        LoadedData? earlier,
        LoadedData samples,
        CancellationToken cancellationToken
    )
    {
        if (map.Classes is not { } classes)
            return null;
        var labels = earlier is null
            ? data.Labels(parsed, samples, cancellationToken)!
            : new LabelColumn([.. earlier.Labels!, .. samples.Labels!]);
        string[] unknown =
        [
            .. labels.NamesFor(classes.Kind).Where(name => name.Length > 0 && classes.IndexOf(name) < 0).Distinct().Take(4),
        ];
        return unknown.Length == 0
            ? ClassLabels.FromNames(labels.NamesFor(classes.Kind), classes, string.IsNullOrEmpty)
            : throw new InvalidDataException(
                $"the map was not trained with the class '{unknown[0]}'; its classes are {string.Join(", ", classes.Names.Take(6))}{(classes.Count > 6 ? ", …" : "")}: train a new map for new classes"
            );
    }

    private static double Share(bool[] rows) => (double)rows.Count(row => row) / rows.Length;

    private static IEnumerable<(string Name, string Value)> Rows(MapChange change, double? elsewhere)
    {
        double usual = change.Before.Training.QuantizationError;
        yield return (
            "neurons moved by",
            $"{Numbers.Rounded(change.MedianMoved)} in the median, at most {Numbers.Rounded(change.Moved.Max())}"
                + (double.IsNaN(usual) ? "" : $"; the error was {Numbers.Rounded(usual)}")
        );
        yield return ("neurons added", Numbers.Count(change.GrownCount));
        yield return ("neurons that lost all rows", Numbers.Count(change.NewlyDead.Count));
        if (elsewhere is { } share)
            yield return ("old rows with another neuron", Numbers.Percent(share));
    }

    private static JsonObject Json(MapChange change, double? elsewhere, SomMap updated, CancellationToken cancellationToken)
    {
        var node = MapReport.Json(updated, cancellationToken);
        node["moved"] = new JsonArray([.. change.Moved.Select(distance => Numbers.Json(distance))]);
        node["median_moved"] = Numbers.Json(change.MedianMoved);
        node["neurons_added"] = change.GrownCount;
        node["newly_dead"] = new JsonArray([.. change.NewlyDead.Select(neuron => (JsonNode)neuron)]);
        node["newly_live"] = new JsonArray([.. change.NewlyLive.Select(neuron => (JsonNode)neuron)]);
        node["rows_elsewhere"] = elsewhere is { } share ? Numbers.Json(share) : null;
        return node;
    }
}
