using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Ensembles;

/// <summary>
/// Trains many maps of the same data and measures their agreement: how reliable the clusters and neighborhoods of a single map are.
/// </summary>
/// <remarks>
/// Maps differ by their seed or, with <see cref="Bootstrap"/>, by their training rows. Each thread trains one map at a time. Only the
/// clusters of the rows are added to sums, so that the memory does not grow with the number of maps, except for the clusters of 2,000
/// rows. The result is the same bits on any number of threads. See docs/confidence.md.
/// </remarks>
/// <param name="options">Options for training the maps; null for <see cref="SomOptions.Default"/>. Map i has the seed of the options plus i.</param>
public sealed class SomEnsemble(SomOptions? options = null)
{
    /// <summary>The default number of maps: 100.</summary>
    public const int DefaultMaps = 100;

    // Rows whose clusters are kept of every map, and maps that choose the number of clusters.
    private const int MostDrawn = 2_000;
    private const int Pilots = 9;

    /// <summary>Options for training the maps.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>The number of maps, at least 2.</summary>
    public int Maps { get; init; } = DefaultMaps;

    /// <summary>
    /// True to train each map on a bootstrap sample: as many rows as given, drawn with replacement. A row counts as often as it was
    /// drawn, times its weight.
    /// </summary>
    public bool Bootstrap { get; init; }

    /// <summary>
    /// How the neurons of a map are grouped into clusters; null for <see cref="ClusterMethod.Ward"/>. Without a number of clusters, the
    /// median of the numbers chosen by nine maps is used.
    /// </summary>
    public ClusterRequest? Clusters { get; init; }

    /// <summary>The maximum number of threads; null for one per core. The result is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>Trains the maps.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="progress">Receives the share of the maps that are trained, from 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, or a map has fewer live neurons than the requested number of
    /// clusters.
    /// </exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is infinite.</exception>
    public EnsembleResult Fit(DataMatrix data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Maps < 2)
            throw new ArgumentException(Text.Of($"Maps is {Maps}; valid is at least 2"), nameof(data));
        var kept = new SomMap[Math.Min(Pilots, Maps)];
        if (Clusters?.Count is null)
            Train(data, 0, kept, cancellationToken);
        else
            kept = [];
        int count = Clusters?.Count ?? Median([.. kept.Select(map => Grouped(map, null, cancellationToken).Count)]);
        var ballot = new ClusterBallot(data.RowCount, count);
        var neighbors = new PairNeighbors(data.RowCount, Options.Seed);
        int[] drawn = Draw(data.RowCount);
        var labels = new int[Maps][];
        int batch = Math.Max(1, Threads ?? Environment.ProcessorCount);
        for (int first = 0; first < Maps; first += batch)
        {
            var maps = new SomMap[Math.Min(batch, Maps - first)];
            int known = Math.Clamp(kept.Length - first, 0, maps.Length);
            Array.Copy(kept, Math.Min(first, kept.Length), maps, 0, known);
            Train(data, first + known, maps.AsMemory(known), cancellationToken);
            var found = new (int[] Winners, int[] Labels)[maps.Length];
            new Team(maps.Length).For(
                maps.Length,
                maps.Length,
                (i, _) =>
                {
                    int[] clusters = [.. Grouped(maps[i], count, cancellationToken).Labels];
                    int[] winners = maps[i].Predict(data, cancellationToken);
                    found[i] = (winners, Array.ConvertAll(winners, neuron => clusters[neuron]));
                }
            );
            // In the order of the maps, whatever number of them is trained at once.
            for (int i = 0; i < maps.Length; i++)
            {
                ballot.Add(found[i].Labels);
                neighbors.Add(maps[i], found[i].Winners);
                labels[first + i] = Array.ConvertAll(drawn, row => found[i].Labels[row]);
            }
            progress?.Report((first + maps.Length) / (double)(Maps + 1));
        }
        double[] agreements = Agreements(labels, cancellationToken);
        int medoid = Array.IndexOf(agreements, agreements.Max());
        var shown = new SomMap[1];
        if (medoid < kept.Length)
            shown[0] = kept[medoid];
        else
            Train(data, medoid, shown, cancellationToken);
        var (consensus, stability) = ballot.Count();
        var (share, chance) = neighbors.Share();
        progress?.Report(1);
        return new EnsembleResult(shown[0].WithThreads(Threads), medoid, Numbered(consensus), stability, agreements)
        {
            ClusterCount = count,
            NeighborhoodStability = share,
            NeighborhoodChance = chance,
        };
    }

    private MapClusters Grouped(SomMap map, int? count, CancellationToken cancellationToken) =>
        map.Cluster(Clusters?.Method, count, cancellationToken);

    private void Train(DataMatrix data, int first, Memory<SomMap> maps, CancellationToken cancellationToken)
    {
        if (maps.Length == 0)
            return;
        int together = Math.Min(maps.Length, Math.Max(1, Threads ?? Environment.ProcessorCount));
        new Team(together).For(
            maps.Length,
            together,
            (i, _) =>
            {
                uint seed = unchecked(Options.Seed + (uint)(first + i));
                var rows = Bootstrap ? data.WithSampleWeights(Multiplicities(data, seed)) : data;
                maps.Span[i] = new SomVq(Options with { Seed = seed }) { Threads = 1 }
                    .Fit(rows, cancellationToken: cancellationToken)
                    .WithThreads(1);
            }
        );
    }

    /// <summary>How often each row was drawn, times its weight.</summary>
    private static double[] Multiplicities(DataMatrix data, uint seed)
    {
        var random = new NumPyRandom(seed);
        var times = new double[data.RowCount];
        for (int i = 0; i < times.Length; i++)
            times[random.NextUpTo(times.Length - 1)]++;
        for (int row = 0; row < times.Length && !data.SampleWeights.IsEmpty; row++)
            times[row] *= data.SampleWeights[row];
        return times;
    }

    private int[] Draw(int rows)
    {
        int[] drawn = Array.ConvertAll(
            NumPyRandom.PermutationHead(Options.Seed, rows, Math.Min(rows, MostDrawn)),
            row => (int)row
        );
        Array.Sort(drawn);
        return drawn;
    }

    private static double[] Agreements(int[][] labels, CancellationToken cancellationToken)
    {
        var sums = new double[labels.Length];
        for (int a = 0; a < labels.Length; a++)
        for (int b = a + 1; b < labels.Length; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double index = PairAgreement.Rand(labels[a], labels[b]);
            sums[a] += index;
            sums[b] += index;
        }
        return Array.ConvertAll(sums, sum => sum / (labels.Length - 1));
    }

    private static int Median(int[] counts)
    {
        Array.Sort(counts);
        return counts[(counts.Length - 1) / 2];
    }

    /// <summary>By falling number of rows, ties by the first row.</summary>
    private static int[] Numbered(int[] labels) => ClusterOrder.Number(labels, [.. Enumerable.Repeat(1.0, labels.Length)]);
}
