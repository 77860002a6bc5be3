using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>
/// The values of passive columns at the neurons: those that one more update step would give, if it moved these columns, too. In the
/// user's units.
/// </summary>
/// <param name="Division">Which columns are passive.</param>
/// <param name="Values">A value for each neuron and passive column, row-major; NaN where nothing is known.</param>
/// <param name="Means">The mean of the samples that have a value, for each passive column.</param>
/// <param name="Deviations">The standard deviations of these columns, n in the divisor.</param>
internal sealed record PassiveProfiles(FeatureDivision Division, double[] Values, double[] Means, double[] Deviations)
{
    private const string ValueFile = "passive.npy";
    private const string MeanFile = "passive_mean.npy";
    private const string DeviationFile = "passive_deviation.npy";

    /// <summary>Reads the samples again; null where no column is passive.</summary>
    /// <param name="setup">Facts about the samples.</param>
    /// <param name="options">The options as they took effect.</param>
    /// <param name="weighting">How much samples counted in the last epoch.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="neighborhoods">The neighborhoods of the last epoch.</param>
    /// <param name="rows">The samples, as trained on.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The values of a passive column are so large that they have no finite sum.</exception>
    public static PassiveProfiles? Of(
        RunSetup setup,
        SomOptions options,
        Weighting weighting,
        WeightMatrix weights,
        NeuronNeighborhoods neighborhoods,
        PassEngine rows,
        CancellationToken cancellationToken
    )
    {
        if (setup.Division is not { } division)
            return null;
        int columns = division.Passive.Length;
        double[] unknown = [.. Enumerable.Repeat(double.NaN, weights.NeuronCount * columns)];
        var range = rows.Run(new OnPassive<RangeSums>(new RangePass(columns), division.Passive), cancellationToken);
        if (range.CountedRows == 0)
            return new PassiveProfiles(division, unknown, new double[columns], new double[columns]);
        var statistics = StatisticsPasses.Measure(rows, null, cancellationToken, division);
        var trained = setup.Grids(weights.Values, options.Metric);
        var sums = rows.Run(
            new PassivePass
            {
                Columns = division.Passive,
                Assigner = new Assigner(options.Metric, weights.Values.ToArray(), weights.FeatureCount),
                Weighting = weighting,
                TotalVariance = setup.Statistics.SquaredSpread,
                Grids = EpochGrids.For(setup.Statistics.RowCount, setup.Statistics.GreatestMass, statistics.Bounds(), 0) with
                {
                    Distance = trained.Distance,
                },
            },
            cancellationToken
        );
        double[] centers = sums.Centers(unknown, rows.Team);
        double[] values = BatchUpdate.Compute(sums, centers, neighborhoods, unknown, columns, rows.Team);
        sums.Release();
        return new PassiveProfiles(division, values, statistics.Mean, statistics.Deviation);
    }

    /// <summary>The passive features as users see them.</summary>
    public IReadOnlyList<PassiveFeature> ToFeatures()
    {
        int columns = Division.Passive.Length;
        return Array.AsReadOnly(
            Enumerable
                .Range(0, columns)
                .Select(c => new PassiveFeature(
                    Division.PassiveName(c),
                    Division.Passive[c],
                    [.. Enumerable.Range(0, Values.Length / columns).Select(neuron => Values[(neuron * columns) + c])],
                    Means[c],
                    Deviations[c]
                ))
                .ToArray()
        );
    }

    /// <summary>Writes the arrays; <see cref="FeatureDivision.Write"/> writes the rest.</summary>
    public void Write(ArchiveWriter archive)
    {
        archive.Matrix(ValueFile, Values, Division.Passive.Length);
        archive.Vector(MeanFile, Means);
        archive.Vector(DeviationFile, Deviations);
    }

    /// <summary>Reads them; null where a file has none.</summary>
    public static PassiveProfiles? Read(
        ArchiveReader archive,
        JsonFields json,
        IReadOnlyList<string>? activeNames,
        int active,
        int neurons
    )
    {
        if (FeatureDivision.Read(json, activeNames, active) is not { } division)
            return null;
        int columns = division.Passive.Length;
        double[] values = archive.MatrixOfNumbers(ValueFile, neurons, columns);
        int at = Array.FindIndex(values, double.IsInfinity);
        return at < 0
            ? new PassiveProfiles(division, values, archive.Vector(MeanFile, columns), archive.Quantities(DeviationFile, columns))
            : throw archive.Bad(
                Text.Of(
                    $"'{ValueFile}' holds {values[at]} in row {at / columns}; values are finite numbers, or NaN where nothing is known"
                )
            );
    }
}
