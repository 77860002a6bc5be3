using Dbgsom.Change;
using Dbgsom.Groups;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom;

/// <content>Features whose values have moved.</content>
public sealed partial class SomMap
{
    // Rows of either side whose features are compared; of more, so many are drawn.
    private const int MostComparedRows = 20_000;

    /// <summary>Compares the means of the features: no map is needed for that, so that all of the reference counts.</summary>
    private (FeatureDrift[] Features, double PValue) FindFeatureDrift(
        DataMatrix reference,
        DataMatrix data,
        DriftOptions options,
        Team team,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var (old, now) = (FeatureMatch.Find(this, reference).Select(reference), FeatureMatch.Find(this, data).Select(data));
        int[] oldUnits = Numbered(options.ReferenceUnits, old.RowCount, out int units);
        int[] newUnits = Numbered(options.Units, now.RowCount, out int newCount);
        bool hasUnits = options.Units is not null || options.ReferenceUnits is not null;
        int[] oldRows = hasUnits ? [.. Enumerable.Range(0, old.RowCount)] : Drawn(old.RowCount, options.Seed);
        int[] newRows = hasUnits ? [.. Enumerable.Range(0, now.RowCount)] : Drawn(now.RowCount, options.Seed + 1);
        // A unit has the means of its rows; without units each row is one.
        int count = hasUnits ? units + newCount : oldRows.Length + newRows.Length;
        var (sums, masses, sides, weights) = (
            new double[count * FeatureCount],
            new double[count * FeatureCount],
            new int[count],
            new double[count]
        );
        using (old.Storage.Hold())
            for (int i = 0; i < oldRows.Length; i++)
                Take(old, oldRows[i], hasUnits ? oldUnits[oldRows[i]] : i, 0);
        using (now.Storage.Hold())
            for (int i = 0; i < newRows.Length; i++)
                Take(now, newRows[i], hasUnits ? units + newUnits[newRows[i]] : oldRows.Length + i, 1);
        int[] counted = [.. Enumerable.Range(0, count).Where(unit => weights[unit] > 0)];
        var (shares, features) = (new double[counted.Length * FeatureCount], new FeatureDrift[FeatureCount]);
        for (int feature = 0; feature < FeatureCount; feature++)
        {
            int at = feature;
            double[] values = Array.ConvertAll(
                counted,
                unit => sums[(unit * FeatureCount) + at] / masses[(unit * FeatureCount) + at]
            );
            // Each unit counts once, as in the test; without units a row counts by its weight.
            double Mean(int? side) =>
                MeanOf(values, counted, unit => side is null || sides[unit] == side, hasUnits ? null : weights);
            double mean = Mean(null);
            double variance = MeanOf(
                Array.ConvertAll(values, value => (value - mean) * (value - mean)),
                counted,
                _ => true,
                weights
            );
            double deviation = Math.Sqrt(variance);
            // Differences of less are rounding.
            bool varies = deviation > 1e-12 * Math.Abs(mean);
            for (int i = 0; i < counted.Length; i++)
                shares[(i * FeatureCount) + feature] = varies && !double.IsNaN(values[i]) ? (values[i] - mean) / deviation : 0;
            features[feature] = new FeatureDrift(
                feature,
                Mean(0),
                Mean(1),
                varies ? (Mean(1) - Mean(0)) / deviation : 0,
                double.NaN
            );
        }
        var sample = new SampleUnits(
            Array.ConvertAll(counted, unit => sides[unit]),
            Array.ConvertAll(counted, unit => hasUnits ? 1 : weights[unit]),
            [.. Enumerable.Range(0, counted.Length + 1).Select(unit => unit * FeatureCount)],
            [.. Enumerable.Range(0, shares.Length).Select(i => i % FeatureCount)],
            shares
        );
        var test = PermutationTest.Run(
            sample,
            2,
            FeatureCount,
            options.Permutations,
            options.Seed,
            team,
            progress is null ? null : new PartOfProgress(progress, 2 * Third, 1),
            cancellationToken
        );
        double[] adjusted = PermutationTest.Adjust(test.PValues.AsSpan(0, FeatureCount));
        return (
            [.. features.Select(one => one with { AdjustedPValue = adjusted[one.Feature] })],
            double.IsNaN(test.Greatest) ? 1 : test.Greatest
        );

        void Take(DataMatrix rows, int row, int unit, int side)
        {
            double weight = rows.SampleWeights.IsEmpty ? 1 : rows.SampleWeights[row];
            sides[unit] = side;
            weights[unit] += weight;
            for (int feature = 0; feature < FeatureCount; feature++)
                if (rows[row, feature] is var value && !double.IsNaN(value))
                {
                    sums[(unit * FeatureCount) + feature] += weight * value;
                    masses[(unit * FeatureCount) + feature] += weight;
                }
        }
    }

    private static double MeanOf(double[] values, int[] units, Func<int, bool> counts, double[]? weights)
    {
        var (mass, mean) = (0.0, double.NaN);
        for (int i = 0; i < values.Length; i++)
            if (counts(units[i]) && !double.IsNaN(values[i]))
            {
                double weight = weights?[units[i]] ?? 1;
                mean = mass == 0 ? values[i] : mean + (weight / (mass + weight) * (values[i] - mean));
                mass += weight;
            }
        return mean;
    }

    private static int[] Drawn(int rows, uint seed) =>
        rows <= MostComparedRows
            ? [.. Enumerable.Range(0, rows)]
            : [.. NumPyRandom.PermutationHead(seed, rows, MostComparedRows).Select(row => (int)row).Order()];
}
