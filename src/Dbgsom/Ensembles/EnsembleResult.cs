namespace Dbgsom.Ensembles;

/// <summary>The agreement of many maps of the same data. Made by <see cref="SomEnsemble"/>; immutable.</summary>
public sealed class EnsembleResult
{
    internal EnsembleResult(SomMap map, int mapIndex, int[] labels, double[] stability, double[] agreements) =>
        (Map, MapIndex, Labels, Stability, Agreements) = (
            map,
            mapIndex,
            Array.AsReadOnly(labels),
            Array.AsReadOnly(stability),
            Array.AsReadOnly(agreements)
        );

    /// <summary>The map whose clusters agree best with those of the others.</summary>
    public SomMap Map { get; }

    /// <summary>The index of <see cref="Map"/> among the maps, from 0; its seed is the seed of the options plus this index.</summary>
    public int MapIndex { get; }

    /// <summary>The number of clusters of each map.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>
    /// The consensus cluster of each row, the one that most maps assign: 0 to <see cref="ClusterCount"/> − 1, numbered by descending
    /// number of rows.
    /// </summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The share of the maps that assign each row to its consensus cluster, greater than 0 and at most 1.</summary>
    public IReadOnlyList<double> Stability { get; }

    /// <summary>
    /// The mean adjusted Rand index of each map's clusters with those of every other map, on at most 2,000 drawn rows; 1 for identical
    /// clusters.
    /// </summary>
    public IReadOnlyList<double> Agreements { get; }

    /// <summary>
    /// The share of pairs of rows that are neighbors on a second map (same winner, or winners joined by an edge) among those that are
    /// neighbors on a first map: the mean over all pairs of maps, on 100,000 drawn pairs of rows (after de Bodt, Cottrell &amp;
    /// Verleysen 2002). NaN if no drawn pair is ever a neighbor.
    /// </summary>
    public required double NeighborhoodStability { get; init; }

    /// <summary>
    /// The expected <see cref="NeighborhoodStability"/> of unrelated maps: the share of all drawn pairs that are neighbors.
    /// </summary>
    public required double NeighborhoodChance { get; init; }
}
