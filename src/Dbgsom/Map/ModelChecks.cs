using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>Refuses numbers in a model file that no training gives, though each is a number: they would lead to wrong or infinite results later.</summary>
internal static class ModelChecks
{
    /// <summary>Sums over the neurons are those over the samples, but for rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Training refuses samples whose squares have a greater sum, and neurons lie among samples.</summary>
    private const double MostSquares = 1e290;

    /// <summary>Checks the content of a map against itself.</summary>
    /// <exception cref="InvalidDataException">It contradicts itself.</exception>
    public static void Check(ArchiveReader archive, MapContent map)
    {
        var training = map.Training;
        CheckWeights(archive, "weights.npy", map.Weights, map.Scaler);
        double hits = Ordered.Sum(Array.ConvertAll(map.HitCount, count => (double)count));
        if (hits < 1 || hits > training.RowCount)
            throw archive.Bad(
                Text.Of(
                    $"'hit_count.npy' counts {hits} rows; valid is 1 to {training.RowCount}, the rows trained on (training.rows)"
                )
            );
        double mass = Ordered.Sum(map.HitMass);
        if (!IsNear(mass, training.SampleMass, training.SampleMass))
            throw archive.Bad(
                Text.Of($"'hit_mass.npy' sums to {mass}; the mass trained on (training.sample_mass) is {training.SampleMass}")
            );
        for (int neuron = 0; neuron < map.HitMass.Length; neuron++)
        {
            if (map.HitMass[neuron] > 0 && map.HitCount[neuron] == 0)
                throw archive.Bad(
                    Text.Of(
                        $"'hit_mass.npy' holds {map.HitMass[neuron]} at {neuron}, where 'hit_count.npy' holds 0: valid is 0 there"
                    )
                );
            if (map.EpochCreated[neuron] > training.Epochs)
                throw archive.Bad(
                    $"'epoch_created.npy' holds {map.EpochCreated[neuron]} at {neuron}; valid is 0 to {training.Epochs}, the epochs trained"
                );
            if (
                map.ClassMass is { } masses
                && SumOf(masses, neuron, map.Classes!.Count) is var labeled
                // Rows without a class count for the neuron alone.
                && labeled > map.HitMass[neuron]
                && !IsNear(labeled, map.HitMass[neuron], training.SampleMass)
            )
                throw archive.Bad(
                    Text.Of(
                        $"row {neuron} of 'class_mass.npy' sums to {SumOf(masses, neuron, map.Classes!.Count)}; 'hit_mass.npy' holds {map.HitMass[neuron]} there"
                    )
                );
        }
        if (map.Options.Metric != map.Effective.Metric || map.Options.Scaling != map.Effective.Scaling)
            throw archive.Bad(
                $"'effective_options' have metric {map.Effective.Metric} and scale {map.Effective.Scaling} where 'options' have {map.Options.Metric} and {map.Options.Scaling}; they are the same in a model"
            );
    }

    /// <summary>Refuses weights whose distances, or whose values in the user's units, are beyond the range of double.</summary>
    public static void CheckWeights(ArchiveReader archive, string name, WeightMatrix weights, Scaler? scaler)
    {
        double[] bounds = RunSetup.WeightBounds(weights.Values, weights.FeatureCount);
        double square = Ordered.Sum(Array.ConvertAll(bounds, bound => 4 * bound * bound));
        if (!(square < MostSquares))
            throw archive.Bad(
                Text.Of($"'{name}' holds values up to {bounds.Max()} in magnitude, whose squares have no finite sum")
            );
        double[] values = weights.Values.ToArray();
        scaler?.Invert(values);
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        if (at >= 0)
            throw archive.Bad(
                $"row {at / weights.FeatureCount}, column {at % weights.FeatureCount} of '{name}' is beyond the range of double in the units of the data, by 'scaler_divisor.npy'"
            );
    }

    private static bool IsNear(double value, double expected, double scale) => Math.Abs(value - expected) <= Rounding * scale;

    private static double SumOf(double[] masses, int neuron, int classes) =>
        Ordered.Sum(masses.AsSpan(neuron * classes, classes));
}
