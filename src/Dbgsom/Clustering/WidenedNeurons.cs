using Dbgsom.Training;

namespace Dbgsom.Clustering;

/// <summary>
/// Finds neurons whose own MAD a few far samples have widened: they share a winner with some of the others and are half of what it won. A MAD
/// withstands fewer than half.
/// </summary>
internal static class WidenedNeurons
{
    /// <summary>For each neuron how many samples its own spread counts for in scores: those it won, none where it is widened.</summary>
    public static double[] OwnMasses(SomMap map, DistanceSpread spread, double noise)
    {
        double[] mass = [.. map.Neurons.Select(neuron => neuron.HitMass)];
        double gap = LonelyNeurons.Gap(spread, noise);
        // Half of what a heavier neuron won is not few.
        double most = 2 * LonelyNeurons.MostOfFew(mass);
        // Half of its samples lie further from its median than all others may from a neuron of their group. (Of 720 maps of clean normal samples, of two and
        // five features, none has such a neuron: the greatest MAD was 0.98 of the gap.)
        return [.. mass.Select((own, neuron) => own <= most && spread.Deviations[neuron] > gap ? 0 : own)];
    }
}
