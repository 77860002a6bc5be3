using System.Globalization;
using Dbgsom.Clustering;
using Dbgsom.Grid;
using Dbgsom.Measures;

namespace Dbgsom.Studies;

/// <summary>
/// Clusters of maps trained with default options (standard scaling) beside the classes of the samples: how many the library chooses, and what other rules would.
/// Samples that are noise do not count.
/// </summary>
public static class MapClustersStudy
{
    private const int Seeds = 5;

    // The label of the noise of shapes, which is no class.
    private const string Noise = "7";

    private static readonly string[] Sets = ["shapes", "iris", "wine", "breast_cancer", "digits"];

    private static readonly (string Name, Func<MapClusters, int> Choose)[] Rules =
    [
        ("chosen", clusters => clusters.Count),
        ("best silhouette", clusters => clusters.Candidates.MaxBy(candidate => candidate.Silhouette).Count),
        ("best Davies–Bouldin", clusters => clusters.Candidates.MinBy(candidate => candidate.DaviesBouldin).Count),
        ("best mean rank", clusters => clusters.Candidates.MinBy(candidate => Ranks(clusters, candidate)).Count),
    ];

    /// <param name="output">Where the tables go.</param>
    public static void Run(TextWriter output)
    {
        var sets = Sets.Select(Trained.Load).ToList();
        output.WriteLine("| data | classes | method | clusters, by seed | ARI, by seed | median ARI |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, set) in Sets.Zip(sets))
        {
            if (set is null)
                output.WriteLine($"| {name} | its file is not here |");
            else
                foreach (var method in ClusterMethod.All)
                    Write(output, name, set, method.ToString(), set.Maps.Select(map => map.Cluster(method)));
        }
        output.WriteLine();
        output.WriteLine("| data | classes | method and rule | clusters, by seed | ARI, by seed | median ARI |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, set) in Sets.Zip(sets))
        foreach (var method in set is null ? [] : new[] { ClusterMethod.Ward, ClusterMethod.KMeans })
        foreach (var (rule, choose) in Rules)
            Write(
                output,
                name,
                set!,
                $"{method}, {rule}",
                set!.Maps.Select(map => map.Cluster(method, choose(map.Cluster(method))))
            );
        output.WriteLine();
        CompareNeighbors(output, Sets.Zip(sets));
    }

    /// <summary>Ward's linkage into as many clusters as there are classes, with several meanings of "neighbor".</summary>
    private static void CompareNeighbors(TextWriter output, IEnumerable<(string Name, Trained? Set)> sets)
    {
        output.WriteLine("| data | edges | edges and diagonals | all pairs |");
        output.WriteLine("|---|---|---|---|");
        foreach (var (name, set) in sets)
        {
            if (set is null)
                continue;
            double Median(Func<SomMap, NeuronGraph> graph) =>
                Statistics.Median(
                    set.Maps.Select(map =>
                    {
                        int[] groups = new WardTree(graph(map)).Cut(set.Classes);
                        return set.Agreement(Array.ConvertAll(map.Predict(set.Data), neuron => groups[neuron]));
                    })
                );
            double all = Median(map =>
            {
                var graph = NeuronGraph.Of(map);
                int[] neurons = [.. Enumerable.Range(0, graph.Count)];
                return graph with { Neighbors = Array.ConvertAll(neurons, a => Array.FindAll(neurons, b => b != a)) };
            });
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Median(NeuronGraph.Of):0.000} | {Median(map => NeuronGraph.Of(map).WithDiagonals(map.Lattice)):0.000} | {all:0.000} |"
                )
            );
        }
    }

    private static void Write(TextWriter output, string name, Trained set, string what, IEnumerable<MapClusters> clusters)
    {
        var found = clusters.ToList();
        double[] agreement = [.. found.Select(one => set.Agreement(one.Predict(set.Data)))];
        string all = string.Join(", ", agreement.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture)));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {set.Classes} | {what} | {string.Join(", ", found.Select(one => one.Count))} | {all} | {Statistics.Median(agreement):0.000} |"
            )
        );
    }

    private static int Ranks(MapClusters clusters, ClusterQuality candidate) =>
        clusters.Candidates.Count(other => other.Silhouette > candidate.Silhouette)
        + clusters.Candidates.Count(other => other.DaviesBouldin < candidate.DaviesBouldin);

    /// <summary>Maps of one set, and how clusters agree with its classes.</summary>
    private sealed record Trained(DataMatrix Data, int[] Labels, double[] Counted, IReadOnlyList<SomMap> Maps)
    {
        public int Classes => Labels.Where((_, row) => Counted[row] > 0).Distinct().Count();

        public static Trained? Load(string set)
        {
            if (SampleSets.LoadLabeled(set) is not { } loaded)
                return null;
            string[] names = [.. loaded.Labels.Distinct()];
            return new Trained(
                loaded.Data,
                Array.ConvertAll(loaded.Labels, label => Array.IndexOf(names, label)),
                Array.ConvertAll(loaded.Labels, label => set == "shapes" && label == Noise ? 0.0 : 1.0),
                [.. Enumerable.Range(0, Seeds).Select(seed => new SomVq(new SomOptions { Seed = (uint)seed }).Fit(loaded.Data))]
            );
        }

        public double Agreement(int[] clusters) => LabelAgreement.Of(clusters, Labels, Counted).AdjustedRandIndex;
    }
}
