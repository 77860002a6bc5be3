using System.Diagnostics;
using System.Globalization;
using Dbgsom.Clustering;
using Dbgsom.Ensembles;
using Dbgsom.Measures;

namespace Dbgsom.Studies;

/// <summary>Clusters of a single map beside those that many maps agree on: adjusted Rand index with the classes, over seeds, as many clusters as there are classes; and what the maps take.</summary>
public static class EnsembleStudy
{
    private const int Seeds = 9;

    private static readonly string[] Sets = ["iris", "wine", "breast_cancer", "digits"];

    /// <param name="output">Where the table goes.</param>
    /// <param name="maps">The number of maps.</param>
    /// <param name="only">The sets; all where none is named.</param>
    public static void Run(TextWriter output, int maps, params string[] only)
    {
        output.WriteLine(
            "| data | ARI, one map: median (range) | ARI, ensemble: median (range) | ARI, ensemble of bootstrap samples | change of the median | range / range of one map | seconds a fit, one thread | seconds of the ensemble / (maps · fit / cores) | neighbors again (chance) |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (string name in Sets.Where(name => only.Length == 0 || only.Contains(name)))
            if (SampleSets.LoadLabeled(name) is { } set)
                output.WriteLine(Line(name, set.Data, set.Labels, maps));
    }

    private static string Line(string name, DataMatrix data, string[] labels, int maps)
    {
        string[] classes = [.. labels.Distinct()];
        int[] coded = Array.ConvertAll(labels, label => Array.IndexOf(classes, label));
        double Rand(int[] clusters) => LabelAgreement.Of(clusters, coded, []).AdjustedRandIndex;
        var (alone, together, drawn) = (new List<double>(), new List<double>(), new List<double>());
        var (fit, all, stability, chance) = (0.0, 0.0, 0.0, 0.0);
        var request = new ClusterRequest(ClusterMethod.Ward, classes.Length);
        for (int seed = 0; seed < Seeds; seed++)
        {
            var options = SomOptions.Default with { Seed = (uint)(seed * 1000) };
            var clock = Stopwatch.StartNew();
            var map = new SomVq(options) { Threads = 1 }.Fit(data);
            fit += clock.Elapsed.TotalSeconds / Seeds;
            alone.Add(Rand(map.Cluster(ClusterMethod.Ward, classes.Length).Predict(data)));
            clock.Restart();
            var found = new SomEnsemble(options) { Maps = maps, Clusters = request }.Fit(data);
            all += clock.Elapsed.TotalSeconds / Seeds;
            stability += found.NeighborhoodStability / Seeds;
            chance += found.NeighborhoodChance / Seeds;
            together.Add(Rand([.. found.Labels]));
            drawn.Add(
                Rand([
                    .. new SomEnsemble(options)
                    {
                        Maps = maps,
                        Clusters = request,
                        Bootstrap = true,
                    }
                        .Fit(data)
                        .Labels,
                ])
            );
        }
        double Range(List<double> values) => values.Max() - values.Min();
        string Shown(List<double> values) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Statistics.Median([.. values]):0.000} ({values.Min():0.000}–{values.Max():0.000})"
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Shown(alone)} | {Shown(together)} | {Shown(drawn)} | {Statistics.Median([.. together]) - Statistics.Median([.. alone]):+0.000;-0.000} | {Range(together) / Range(alone):0.00} | {fit:0.000} | {all / (maps * fit / Environment.ProcessorCount):0.00} | {stability:0.000} ({chance:0.000}) |"
        );
    }
}
