using Dbgsom.Naming;

namespace Dbgsom.Space;

/// <summary>Makes the scaler of options and data: that of <see cref="Scaling"/>, with the weights of the features in it.</summary>
internal static class WeightedFeatures
{
    /// <summary>The scaler; null where rows are taken as given.</summary>
    /// <param name="options">The options.</param>
    /// <param name="given">Statistics of the rows as given.</param>
    /// <param name="names">The names of the features, or null.</param>
    /// <exception cref="OptionException">A weight is that of no feature.</exception>
    public static Scaler? Scaler(SomOptions options, DataStatistics given, IReadOnlyList<string>? names)
    {
        var plain = options.Scaling.From(given);
        if (options.FeatureWeights is not { } weights)
            return plain;
        var features = weights.Resolve(names, given.Mean.Length, out string? unknown);
        RefuseUnknown(unknown, names, given.Mean.Length);
        double[] offset = plain is null ? new double[features.Length] : [.. plain.Offset];
        double[] divisor = plain is null ? [.. Enumerable.Repeat(1.0, features.Length)] : [.. plain.Divisor];
        int[] constant = plain is null ? given.NearlyConstantColumns() : [.. plain.ConstantColumns];
        double[] deviation = given.Deviation;
        for (int f = 0; f < features.Length; f++)
        {
            // As given, a feature of one value has a part in the direction of a row.
            if (constant.Contains(f) && !(plain is null && options.Metric.ScalesToLengthOne))
                continue;
            double weight = features[f].Weight;
            if (features[f].Variable is { } variable)
            {
                divisor[f] = options.Scaling.Together(variable.Except(constant).Select(c => deviation[c])) ?? divisor[f];
                // Where one category changes to another two features differ.
                weight /= 2;
            }
            divisor[f] /= options.Metric.FactorOf(weight);
            if (!(divisor[f] > 0) || !double.IsFinite(divisor[f]))
                throw new OptionException(
                    nameof(options.FeatureWeights),
                    of =>
                        Text.Of(
                            $"{of(nameof(options.FeatureWeights))} has a weight of {features[f].Weight}, too far from 1 for feature {f} to stay a finite number"
                        )
                );
        }
        return options.Scaling.Restore(offset, divisor, constant);
    }

    /// <summary>Refuses a weight of something else than a feature.</summary>
    /// <param name="unknown">The name that is unknown; null for none.</param>
    /// <param name="names">The names of the features, or null.</param>
    /// <param name="columns">Their number.</param>
    public static void RefuseUnknown(string? unknown, IReadOnlyList<string>? names, int columns)
    {
        if (unknown is not null)
            throw new OptionException(
                nameof(SomOptions.FeatureWeights),
                of =>
                    $"{of(nameof(SomOptions.FeatureWeights))} names '{unknown}', which is not a feature; the features are {Shown(names, columns)}"
            );
    }

    public static string Shown(IReadOnlyList<string>? names, int columns) =>
        names is null
            ? $"0 to {columns - 1}"
            : string.Join(", ", names.Take(5).Select(name => $"'{name}'"))
                + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
}
