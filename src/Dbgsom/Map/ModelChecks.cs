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
    /// <param name="archive">The file.</param>
    /// <param name="map">The content of the file.</param>
    /// <param name="labeledMass">How many samples have a class, where that is not all of them; else null.</param>
    /// <exception cref="InvalidDataException">It contradicts itself.</exception>
    public static void Check(ArchiveReader archive, MapContent map, double? labeledMass)
    {
        var training = map.Training;
        CheckWeights(archive, "weights.npy", map.Weights, map.Scaler);
        double hits = Ordered.Sum(Array.ConvertAll(map.HitCount, count => (double)count));
        int least = training.RowCount == 0 ? 0 : 1;
        if (hits < least || hits > training.RowCount)
            throw archive.Bad(
                Text.Of(
                    $"'hit_count.npy' counts {hits} rows; valid is {least} to {training.RowCount}, the rows trained on (training.rows)"
                )
            );
        double mass = Ordered.Sum(map.HitMass);
        if (!IsNear(mass, training.SampleMass, training.SampleMass))
            throw archive.Bad(
                Text.Of($"'hit_mass.npy' sums to {mass}; the mass trained on (training.sample_mass) is {training.SampleMass}")
            );
        CheckLabels(archive, map, labeledMass);
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
                && !IsNear(labeled, map.HitMass[neuron], training.SampleMass)
                && (labeledMass is null || labeled > map.HitMass[neuron])
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
        if (BeyondRange(weights.Values, weights.FeatureCount) is { } why)
            throw archive.Bad($"'{name}' holds {why}");
        double[] values = weights.Values.ToArray();
        scaler?.Invert(values);
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        if (at >= 0)
            throw archive.Bad(
                $"row {at / weights.FeatureCount}, column {at % weights.FeatureCount} of '{name}' is beyond the range of double in the units of the data, by 'scaler_divisor.npy'"
            );
    }

    /// <summary>Why distances to weights are beyond the range of double; null where they are not.</summary>
    public static string? BeyondRange(ReadOnlySpan<double> weights, int columns)
    {
        double[] bounds = RunSetup.WeightBounds(weights, columns);
        double square = Ordered.Sum(Array.ConvertAll(bounds, bound => 4 * bound * bound));
        return square < MostSquares
            ? null
            : Text.Of($"values up to {bounds.Max()} in magnitude, whose squares have no finite sum");
    }

    private static bool IsNear(double value, double expected, double scale) => Math.Abs(value - expected) <= Rounding * scale;

    /// <summary>True if samples have no class.</summary>
    public static bool IsPartlyLabeled(MapContent map) =>
        map.ClassMass is { } masses
        && Enumerable
            .Range(0, map.HitMass.Length)
            .Any(neuron => !IsNear(SumOf(masses, neuron, map.Classes!.Count), map.HitMass[neuron], map.Training.SampleMass));

    private static void CheckLabels(ArchiveReader archive, MapContent map, double? labeledMass)
    {
        if (map.ClassMass is not { } masses)
            return;
        double labeled = Ordered.Sum(masses);
        if (labeledMass is { } given && !IsNear(labeled, given, map.Training.SampleMass))
            throw archive.Bad(
                Text.Of(
                    $"'class_mass.npy' sums to {labeled}; the mass of samples with a class (training.labeled_mass) is {given}"
                )
            );
        if (map.CorrectMass > labeled && !IsNear(map.CorrectMass.Value, labeled, map.Training.SampleMass))
            throw archive.Bad(
                Text.Of($"training.correct_mass is {map.CorrectMass}; valid is 0 to {labeled}, the mass of samples with a class")
            );
    }

    private static double SumOf(double[] masses, int neuron, int classes) =>
        Ordered.Sum(masses.AsSpan(neuron * classes, classes));
}
