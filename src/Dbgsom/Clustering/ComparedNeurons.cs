using Dbgsom.Measures;
using Dbgsom.Numerics;

namespace Dbgsom.Clustering;

/// <summary>Neurons whose distances to one another are known, so that many groupings of them can be judged.</summary>
internal sealed class ComparedNeurons
{
    private readonly NeuronGraph graph;
    private readonly int[] taken;
    private readonly double[] mass;
    private readonly double[] distances;

    /// <param name="graph">The neurons; dead ones are not compared.</param>
    /// <param name="most">How many at most; of more, every second, third, … is taken.</param>
    public ComparedNeurons(NeuronGraph graph, int most)
    {
        this.graph = graph;
        int[] live = [.. Enumerable.Range(0, graph.Count).Where(neuron => graph.Mass[neuron] > 0)];
        int step = ((live.Length - 1) / most) + 1;
        taken = [.. live.Where((_, place) => place % step == 0)];
        mass = Array.ConvertAll(taken, neuron => graph.Mass[neuron]);
        distances = new double[taken.Length * taken.Length];
        for (int i = 0; i < taken.Length; i++)
        for (int j = 0; j < i; j++)
            distances[(i * taken.Length) + j] = distances[(j * taken.Length) + i] = Math.Sqrt(
                SquaredDistance.Between(graph.Points[taken[i]], graph.Points[taken[j]])
            );
    }

    /// <summary>How good a grouping is, and the standard error of its mean silhouette.</summary>
    public (ClusterQuality Quality, double Error) Judge(int[] groups, int clusters, CancellationToken cancellationToken)
    {
        int[] labels = Array.ConvertAll(taken, neuron => groups[neuron]);
        double[] clusterMass = Silhouettes.ClusterMass(labels, mass, clusters);
        var sums = new double[clusters];
        var values = new double[taken.Length];
        for (int i = 0; i < taken.Length; i++)
            values[i] = Silhouettes.Of(i, distances.AsSpan(i * taken.Length, taken.Length), labels, mass, clusterMass, sums);
        double mean = Mean(values);
        double variance = Mean(Array.ConvertAll(values, value => (value - mean) * (value - mean)));
        double index = DaviesBouldins.Of(
            graph.Count,
            graph.Points.FeatureCount,
            (row, target) => graph.Points[row].CopyTo(target),
            groups,
            graph.Mass,
            clusters,
            cancellationToken
        );
        return (new ClusterQuality(clusters, index, mean), Math.Sqrt(variance / taken.Length));
    }

    private double Mean(double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += mass[i] * values[i];
        return sum / Ordered.Sum(mass);
    }
}
