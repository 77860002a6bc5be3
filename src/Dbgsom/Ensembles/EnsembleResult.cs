namespace Dbgsom.Ensembles;

/// <summary>What maps of the same data have in common. Made by <see cref="SomEnsemble"/>; immutable.</summary>
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

    /// <summary>The map whose clusters agree most with those of the others.</summary>
    public SomMap Map { get; }

    /// <summary>Which of the maps that is, from 0; its seed is that of the options and this number.</summary>
    public int MapIndex { get; }

    /// <summary>The number of clusters that the maps were cut into.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>For each row the cluster that most maps put it in, 0 to <see cref="ClusterCount"/> − 1: numbered by falling number of rows.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>For each row the share of the maps that put it in that cluster, above 0 and at most 1.</summary>
    public IReadOnlyList<double> Stability { get; }

    /// <summary>For each map the mean adjusted Rand index of its clusters and those of every other map, on at most 2,000 rows that were drawn; 1 for the same clusters.</summary>
    public IReadOnlyList<double> Agreements { get; }

    /// <summary>
    /// The share of pairs of rows that are neighbors on a second map – with the same winner, or winners joined by an edge – among those that are on a first: the mean over all
    /// pairs of maps, on 100,000 pairs of rows that were drawn (after de Bodt, Cottrell &amp; Verleysen 2002). NaN where no drawn pair is ever a neighbor.
    /// </summary>
    public required double NeighborhoodStability { get; init; }

    /// <summary>What <see cref="NeighborhoodStability"/> would be if maps had nothing in common: the share of all drawn pairs that are neighbors.</summary>
    public required double NeighborhoodChance { get; init; }
}
