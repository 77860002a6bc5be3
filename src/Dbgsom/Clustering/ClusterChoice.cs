using Dbgsom.Kernels;
using Dbgsom.Measures;

namespace Dbgsom.Clustering;

/// <summary>A group a neuron, and what was found on the way.</summary>
internal sealed record Grouping(int[] Groups, IReadOnlyList<ClusterQuality> Candidates, IReadOnlyList<ClusterMerge> Merges);

/// <summary>Chooses the number of clusters.</summary>
internal static class ClusterChoice
{
    /// <summary>Silhouettes compare each neuron with each other: of more neurons than this they are those of every second, third, ….</summary>
    private const int MostCompared = 2048;

    public static Grouping Make(NeuronGraph graph, int? count, Func<int, int[]> group, CancellationToken cancellationToken)
    {
        if (count is { } given)
            return new(group(given), [], []);
        int most = Math.Min(graph.Live, (int)Math.Ceiling(Math.Sqrt(graph.Count)));
        if (most < 2)
            return new(group(1), [], []);
        var compared = new ComparedNeurons(graph, MostCompared);
        var candidates = new List<ClusterQuality>();
        int[]? best = null;
        double greatest = double.NegativeInfinity;
        for (int clusters = 2; clusters <= most; clusters++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] groups = ClusterOrder.Number(group(clusters), graph.Mass);
            var quality = compared.Judge(groups, clusters, cancellationToken);
            candidates.Add(quality);
            if (best is null || quality.Silhouette > greatest)
                (best, greatest) = (groups, quality.Silhouette);
        }
        return new(best!, candidates, []);
    }
}
