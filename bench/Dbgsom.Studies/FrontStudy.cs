using System.Globalization;
using Dbgsom.Measures;

namespace Dbgsom.Studies;

/// <summary>
/// What error and order a map can have, from faithful to ordered: maps over their last width, beside maps of other programs with as
/// many neurons, which are read from a folder "shared" beside the repository.
/// </summary>
public static class FrontStudy
{
    private const int Seeds = 5;

    // What order 0.7 makes of a sigma-end of 0.8.
    private const double DefaultWidth = 0.65;

    private static readonly double[] Widths = [0.3, 0.4, 0.5, 0.6, DefaultWidth, 0.7, 0.8, 1];

    /// <summary>The seven sets and the sizes of the maps.</summary>
    internal static readonly (string Name, string Peers, int Neurons)[] Sets =
    [
        ("shapes", "shapes", 240),
        ("gallery", "gallery", 240),
        ("iris", "iris", 60),
        ("wine", "wine", 63),
        ("breast_cancer", "breast_cancer", 117),
        ("digits", "digits_scaled", 210),
        ("chain_link", "chain_link_scaled", 156),
    ];

    /// <summary>Prints the tables.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="figure">Where to write the figure, as SVG; null for nowhere.</param>
    /// <param name="given">Whether the maps are grids of given size, in the aspect of the data, instead of grown ones.</param>
    /// <param name="epochs">How many epochs; null for the usual number.</param>
    public static void Run(TextWriter output, string? figure = null, bool given = false, int? epochs = null)
    {
        var drawn = new FrontFigure();
        output.WriteLine(
            "| data | neurons | sigma-fine | QE | TE8 | TE4 | dead | epochs | beaten by, in TE8 | beaten by, in TE4 |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, peers, neurons) in Sets)
        {
            if (SampleSets.LoadGolden(peers) is not { } data)
            {
                output.WriteLine($"| {name} | its file is not here |");
                continue;
            }
            var others = Others(peers);
            var earlier = Row("earlier default", EarlierDefault.Options with { TargetNeurons = neurons, MaxNeurons = neurons });
            var ours = new List<(double, double)>();
            foreach (double width in Widths)
                ours.Add(
                    Row(
                        Text($"{width}{(width == DefaultWidth ? ", the default" : "")}"),
                        SomOptions.Default with
                        {
                            Epochs = epochs,
                            Grid = given ? Grid.GridSize.Auto : null,
                            MaxNeurons = given ? neurons : null,
                            TargetNeurons = given ? null : neurons,
                            SigmaFine = width,
                            SigmaEnd = Math.Max(width, SomOptions.Default.SigmaEnd!.Value),
                        }
                    )
                );
            drawn.Add(
                name,
                ours,
                Array.IndexOf(Widths, DefaultWidth),
                earlier,
                others.Select(other => (other.Error, other.Eight))
            );

            (double, double) Row(string what, SomOptions options)
            {
                var maps = Enumerable
                    .Range(0, Seeds)
                    .Select(seed => new SomVq(options with { Seed = (uint)seed }).Fit(data))
                    .ToList();
                double Median(Func<SomMap, double> value) => Statistics.Median(maps.Select(value));
                double error = Median(map => map.Training.QuantizationError);
                double eight = Median(map => map.Training.TopographicError.EightNeighbor);
                double four = Median(map => map.Training.TopographicError.FourNeighbor);
                double dead = Median(map => map.Neurons.Count(neuron => neuron.IsDead) / (double)map.Neurons.Count);
                output.WriteLine(
                    Text(
                        $"| {name} | {Median(map => map.Neurons.Count):0} | {what} | {error:0.0000} | {eight:0.000} | {four:0.000} | {dead:0.00} | {Median(map => map.Training.Epochs):0} | {Better(others, error, other => other.Eight, eight)} | {Better(others, error, other => other.Four, four)} |"
                    )
                );
                return (error, eight);
            }
        }
        if (figure is not null)
            File.WriteAllText(figure, drawn.ToString());
    }

    /// <summary>The map of another program that is better in one measure and at least as good in the other, by the most; "" for none.</summary>
    private static string Better(IReadOnlyList<Other> others, double error, Func<Other, double> order, double mine)
    {
        if (others.Count == 0)
            return "not here";
        var better = others
            .Where(other => other.Error <= error && order(other) <= mine && (other.Error < error || order(other) < mine))
            .OrderBy(order)
            .ThenBy(other => other.Error)
            .ToList();
        return better.Count == 0 ? "" : Text($"{better[0].What}: {better[0].Error:0.0000}, {order(better[0]):0.000}");
    }

    private static List<Other> Others(string name) =>
        SampleSets.FindShared("quality", "peers.csv") is { } path
            ?
            [
                .. File.ReadLines(path)
                    .Select(line => line.Split(','))
                    .Where(cells => cells[0] == name)
                    .Select(cells => new Other($"{cells[1]} {cells[2]}", Number(cells[4]), Number(cells[5]), Number(cells[6]))),
            ]
            : [];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Other(string What, double Error, double Eight, double Four);
}
