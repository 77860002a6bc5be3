using Dbgsom.Measures;
using Dbgsom.Options;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>What a map is with no option at all, or with a few changed: does growth end by itself near the target, and is the map well ordered?</summary>
public static class MapSizeStudy
{
    private const int Seeds = 5;

    /// <summary>Options with some of them changed.</summary>
    public static SomOptions Change(SomOptions options, IReadOnlyList<string> changes) =>
        changes
            .Select(change => change.Split('='))
            .Aggregate(options, (so, change) => SomOption.All.Single(option => option.Name == change[0]).Parse(so, change[1]));

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="changes">Options to change, as "sigma-end=0.7".</param>
    public static void Run(TextWriter output, IReadOnlyList<string> changes)
    {
        var options = Change(SomOptions.Default, changes);
        output.WriteLine(
            "| data | target | neurons (least, median, most) | of target | QE | TE8 | TE4 | dead | epochs | fewest fine epochs | ended by |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (string set in SampleSets.Names)
        {
            if (SampleSets.Load(set) is not { } data)
            {
                output.WriteLine($"| {set} | its file is not here |");
                continue;
            }
            var maps = Enumerable
                .Range(0, Seeds)
                .Select(seed => new SomVq(options with { Seed = (uint)seed }).Fit(data))
                .ToList();
            double target = maps[0].EffectiveOptions.TargetNeurons!.Value;
            double[] sizes = [.. maps.Select(map => (double)map.Neurons.Count).Order()];
            double Median(Func<SomMap, double> value) => Statistics.Median(maps.Select(value));
            output.WriteLine(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| {set} | {target} | {sizes[0]}, {sizes[Seeds / 2]}, {sizes[^1]} | {sizes[0] / target:0.00}–{sizes[^1] / target:0.00} | {Median(m => m.Training.QuantizationError):0.0000} | {Median(m => m.Training.TopographicError.EightNeighbor):0.000} | {Median(m => m.Training.TopographicError.FourNeighbor):0.000} | {Median(m => m.Neurons.Count(n => n.IsDead) / (double)m.Neurons.Count):0.00} | {Median(m => m.Training.Epochs):0} | {maps.Min(m => m.Training.FineEpochs)} | {string.Join(", ", maps.GroupBy(m => m.Training.StopReason).Select(g => $"{g.Key} {g.Count()}"))} |"
                )
            );
        }
    }
}
