using Dbgsom.Numerics;
using Dbgsom.Training;

namespace Dbgsom.Clustering;

/// <summary>
/// Finds neurons that no sizable group of training samples supports: neurons that a few far samples have for themselves, and dead neurons on the
/// way there. Near to such a neuron is no sign of a usual sample.
/// </summary>
internal static class LonelyNeurons
{
    // Groups of this many samples are clusters that others can be odd beside (MinPts of Breunig et al. 2000, LOF: at least 10), or, of few samples in
    // all, groups of this share.
    private const double EnoughMass = 10;
    private const double EnoughShare = 0.05;

    // Neurons are in one group where a sample on one would be no worse an outlier of the other than this many times the usual threshold: neighbors of one
    // group of samples are nearer than that, also at its sparse edge.
    private const double GapThreshold = 6 * SomMap.OutlierThreshold;

    /// <summary>The distance from a neuron beyond which a sample, or another neuron, is not of its group.</summary>
    public static double Gap(DistanceSpread spread, double noise) => spread.Reach(GapThreshold, noise);

    /// <summary>The most samples that are few, of some in all: they make no group others are odd beside.</summary>
    public static double MostOfFew(double[] mass) => Math.Max(1, Math.Min(EnoughMass, EnoughShare * Ordered.Sum(mass)));

    /// <summary>The neurons that are supported, ascending; null where all are.</summary>
    public static int[]? Supported(SomMap map, DistanceSpread spread, double noise)
    {
        double[] mass = [.. map.Neurons.Select(neuron => neuron.HitMass)];
        var groups = new NeuronGroups(map, Gap(spread, noise));
        double[] masses = groups.Masses(mass);
        double few = MostOfFew(mass);
        // The heaviest group always is: others are odd beside something.
        double heaviest = masses.Max();
        bool Supports(int neuron) => mass[neuron] > 0 && masses[neuron] is double sum && (sum > few || sum == heaviest);
        int[] live = [.. Enumerable.Range(0, mass.Length).Where(Supports)];
        int[] dead = groups.Near(live, [.. Enumerable.Range(0, mass.Length).Where(neuron => mass[neuron] == 0)]);
        return live.Length + dead.Length == mass.Length ? null : [.. live.Concat(dead).Order()];
    }
}
