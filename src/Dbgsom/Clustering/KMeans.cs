using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Clustering;

/// <summary>
/// k-means of the live neurons, each counting with its mass (Lloyd 1982), from several starts drawn as k-means++ draws them (Arthur &amp;
/// Vassilvitskii 2007), each start with a fixed seed. The partition of least squared error is kept, the earliest of equals.
/// </summary>
internal static class KMeans
{
    private const int Starts = 8;
    private const int MostIterations = 100;

    /// <summary>A group a neuron. A dead neuron goes to the nearest center, and moves none.</summary>
    public static int[] Run(NeuronGraph graph, int clusters, CancellationToken cancellationToken)
    {
        int columns = graph.Points.FeatureCount;
        int[] live = [.. Enumerable.Range(0, graph.Count).Where(neuron => graph.Mass[neuron] > 0)];
        var points = new double[live.Length * columns];
        for (int i = 0; i < live.Length; i++)
            graph.Points[live[i]].CopyTo(points.AsSpan(i * columns, columns));
        double[] mass = Array.ConvertAll(live, neuron => graph.Mass[neuron]);
        double[]? best = null;
        double least = double.PositiveInfinity;
        for (uint start = 0; start < Starts; start++)
        {
            var centers = Draw(points, columns, mass, clusters, new NumPyRandom(start));
            double error = Settle(points, columns, mass, centers, cancellationToken);
            if (best is null || error < least)
                (best, least) = (centers, error);
        }
        var groups = new int[graph.Count];
        Assign(graph.Points.Values, columns, best!, groups, new double[graph.Count]);
        return groups;
    }

    /// <summary>A first center by mass, each further one by mass times its squared distance to the nearest center so far.</summary>
    private static double[] Draw(double[] points, int columns, double[] mass, int clusters, NumPyRandom random)
    {
        var centers = new double[clusters * columns];
        var chances = (double[])mass.Clone();
        var squares = new double[mass.Length];
        Array.Fill(squares, double.PositiveInfinity);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            int drawn = Draw(chances, random);
            var center = centers.AsSpan(cluster * columns, columns);
            points.AsSpan(drawn * columns, columns).CopyTo(center);
            for (int i = 0; i < mass.Length; i++)
            {
                squares[i] = Math.Min(squares[i], SquaredDistance.Between(points.AsSpan(i * columns, columns), center));
                chances[i] = mass[i] * squares[i];
            }
        }
        return centers;
    }

    /// <summary>Where every chance is 0, all points are centers: the first.</summary>
    private static int Draw(double[] chances, NumPyRandom random)
    {
        double place = random.NextUpTo(uint.MaxValue) / 4294967296.0 * Ordered.Sum(chances);
        double passed = 0;
        int last = 0;
        for (int i = 0; i < chances.Length; i++)
        {
            if (chances[i] == 0)
                continue;
            last = i;
            passed += chances[i];
            if (passed > place)
                break;
        }
        return last;
    }

    private static double Settle(
        double[] points,
        int columns,
        double[] mass,
        double[] centers,
        CancellationToken cancellationToken
    )
    {
        var winners = new int[mass.Length];
        var before = new int[mass.Length];
        var squares = new double[mass.Length];
        for (int iteration = 0; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Assign(points, columns, centers, winners, squares);
            Refill(winners, squares, mass, centers.Length / columns);
            if (iteration == MostIterations || (iteration > 0 && winners.AsSpan().SequenceEqual(before)))
                break;
            winners.CopyTo(before, 0);
            Move(points, columns, mass, winners, centers);
        }
        double error = 0;
        for (int i = 0; i < mass.Length; i++)
            error += mass[i] * squares[i];
        return error;
    }

    private static void Assign(
        ReadOnlySpan<double> points,
        int columns,
        double[] centers,
        Span<int> winners,
        Span<double> squares
    ) => new PackedWeights((double[])centers.Clone(), columns).FindWinners<SquaredDistance>(points, winners, squares);

    /// <summary>A center without points takes the point that is worst off, from a cluster that keeps others.</summary>
    private static void Refill(int[] winners, double[] squares, double[] mass, int clusters)
    {
        var counts = new int[clusters];
        foreach (int winner in winners)
            counts[winner]++;
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            if (counts[cluster] > 0)
                continue;
            int worst = -1;
            for (int i = 0; i < winners.Length; i++)
                if (counts[winners[i]] > 1 && (worst < 0 || mass[i] * squares[i] > mass[worst] * squares[worst]))
                    worst = i;
            counts[winners[worst]]--;
            (winners[worst], squares[worst], counts[cluster]) = (cluster, 0, 1);
        }
    }

    private static void Move(double[] points, int columns, double[] mass, int[] winners, double[] centers)
    {
        var total = new double[centers.Length / columns];
        for (int i = 0; i < winners.Length; i++)
            total[winners[i]] += mass[i];
        Array.Clear(centers);
        for (int i = 0; i < winners.Length; i++)
            ScaledAdd.Run(
                centers.AsSpan(winners[i] * columns, columns),
                points.AsSpan(i * columns, columns),
                mass[i] / total[winners[i]]
            );
    }
}
