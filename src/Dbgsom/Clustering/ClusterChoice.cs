namespace Dbgsom.Clustering;

/// <summary>A group a neuron, and what was found on the way.</summary>
internal sealed record Grouping(int[] Groups, IReadOnlyList<ClusterQuality> Candidates, IReadOnlyList<ClusterMerge> Merges)
{
    /// <summary>The groups of each of the <see cref="Candidates"/>, numbered by falling mass; empty where no number was chosen.</summary>
    public IReadOnlyList<int[]> Tried { get; init; } = [];
}

/// <summary>
/// Chooses the number of clusters, from 2 to ⌈√K⌉ of K neurons: of those whose silhouette is within one standard error of the best, that of the lowest
/// Davies–Bouldin index, the fewest of equals.
/// </summary>
internal static class ClusterChoice
{
    /// <summary>Silhouettes compare each neuron with each other: of more neurons than this they are those of every second, third, ….</summary>
    private const int MostCompared = 2048;

    public static int Most(NeuronGraph graph) => Math.Min(graph.Live, (int)Math.Ceiling(Math.Sqrt(graph.Count)));

    /// <param name="graph">The neurons.</param>
    /// <param name="count">How many clusters; null to choose.</param>
    /// <param name="group">Groups the neurons into so many clusters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Grouping Make(NeuronGraph graph, int? count, Func<int, int[]> group, CancellationToken cancellationToken)
    {
        if (count is { } given)
            return new(group(given), [], []);
        if (Most(graph) < 2)
            return new(group(1), [], []);
        var compared = new ComparedNeurons(graph, MostCompared);
        var tried = new List<(int[] Groups, ClusterQuality Quality, double Error)>();
        for (int clusters = 2; clusters <= Most(graph); clusters++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] groups = ClusterOrder.Number(group(clusters), graph.Mass);
            var (quality, error) = compared.Judge(groups, clusters, cancellationToken);
            tried.Add((groups, quality, error));
        }
        var best = tried.MaxBy(one => one.Quality.Silhouette);
        double least = best.Quality.Silhouette - best.Error;
        var chosen = tried.Where(one => one.Quality.Silhouette >= least).MinBy(one => one.Quality.DaviesBouldin);
        return new(chosen.Groups, [.. tried.Select(one => one.Quality)], []) { Tried = [.. tried.Select(one => one.Groups)] };
    }
}
