using Dbgsom.Clustering;

namespace Dbgsom.Plots.Layers;

/// <summary>Where clusters of a map meet: the sides of the cells between two neighbors of different clusters.</summary>
internal static class ClusterBorders
{
    // Finding clusters of more neurons takes longer than drawing them.
    private const int MostNeurons = 10_000;

    // Across the seam of a torus neighbors are far apart.
    private const double Beside = 1.6;

    /// <summary>The clusters that are outlined, by Ward's linkage; null for a map that is too large, or has too few neurons to have any.</summary>
    public static MapClusters? Of(SomMap map, CancellationToken cancellationToken = default) =>
        map.Neurons.Count > MostNeurons || map.Neurons.Count(neuron => !neuron.IsDead) < 2
            ? null
            : map.Cluster(cancellationToken: cancellationToken);

    /// <summary>The sides, as pairs of points.</summary>
    /// <param name="map">The map.</param>
    /// <param name="points">The middle of each cell.</param>
    /// <param name="clusters">The cluster of each neuron.</param>
    public static IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Lines(
        SomMap map,
        IReadOnlyList<(double X, double Y)> points,
        IReadOnlyList<int> clusters
    )
    {
        var (first, second) = (map.Grid.CellShape[0], map.Grid.CellShape[1]);
        double half = Math.Sqrt(Math.Pow(first.X - second.X, 2) + Math.Pow(first.Y - second.Y, 2)) / 2;
        var lines = new List<((double X, double Y), (double X, double Y))>();
        foreach (var (a, b) in map.Edges)
        {
            var (dx, dy) = (points[b].X - points[a].X, points[b].Y - points[a].Y);
            double length = Math.Sqrt((dx * dx) + (dy * dy));
            if (clusters[a] == clusters[b] || length > Beside)
                continue;
            var (x, y) = (points[a].X + (dx / 2), points[a].Y + (dy / 2));
            var (alongX, alongY) = (-dy / length * half, dx / length * half);
            lines.Add(((x - alongX, y - alongY), (x + alongX, y + alongY)));
        }
        return lines;
    }
}
