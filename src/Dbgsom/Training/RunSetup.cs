using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>Facts about the samples of a run, found once before the first epoch.</summary>
/// <param name="Statistics">Statistics of the rows as trained on.</param>
/// <param name="Fingerprint">Fingerprint of the rows as given, before scaling.</param>
/// <param name="Scaler">How rows are scaled; null for as given.</param>
/// <param name="Constant">The features with one value only, up to rounding; null where there are none.</param>
/// <param name="FeatureNames">Names of the columns, or null.</param>
/// <param name="Classes">The classes of the rows, or null where they have no labels.</param>
/// <param name="FirstError">Where no error can reach the growing threshold: the greatest one when the map first wants to grow; else null.</param>
/// <param name="DistinctRows">How many different rows there are, where they are few beside the neurons allowed and the rows; else null.</param>
/// <param name="Ancestry">Where the map stands in a hierarchy; null for the highest or only one.</param>
internal sealed partial record RunSetup(
    DataStatistics Statistics,
    ulong Fingerprint,
    Scaler? Scaler,
    ConstantFeatures? Constant,
    IReadOnlyList<string>? FeatureNames,
    ClassList? Classes,
    double? FirstError,
    int? DistinctRows,
    Ancestry? Ancestry
)
{
    /// <summary>Which columns are trained on and which are passive; null where none is.</summary>
    public FeatureDivision? Division { get; init; }

    /// <summary>The features that are transformed; null for none.</summary>
    public TransformedColumns? Transform { get; init; }

    /// <summary>The columns of which the scaling takes another number than its name says, see <see cref="Scaling.Exceptions"/>.</summary>
    public IReadOnlyList<int> ScalingExceptions { get; init; } = [];

    private const int FewestSamples = 4;

    /// <summary>The most weights of a map, two gigabytes: sums of an epoch take four times as much.</summary>
    public const long MostWeights = 1 << 28;

    // How often each class occurs is counted for every neuron: half a gigabyte.
    private const long MostCounts = 1 << 26;

    /// <summary>The fingerprint as models hold it.</summary>
    public string FingerprintText => Fingerprint.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Prepares rows for training with these options.</summary>
    /// <exception cref="ArgumentException">The rows cannot be trained on.</exception>
    public static RunSetup Prepare(SomOptions options, PassEngine rows, CancellationToken cancellationToken)
    {
        var setup = Prepare(
            options,
            rows,
            (trained, range) => TransformFit.Of(trained, rows, range, cancellationToken),
            (trained, given) => WeightedFeatures.Scaler(trained, given, rows.FeatureNames),
            given => Constants(options, given, null),
            cancellationToken,
            options.Scaling.NeedsMedians
        );
        if (!options.Metric.ScalesToLengthOne)
            setup.Statistics.RefuseUnderflow(rows.FeatureNames);
        return setup;
    }

    /// <summary>Prepares rows for the training of a map within a hierarchy.</summary>
    public static RunSetup Prepare(
        SomOptions options,
        PassEngine rows,
        Ancestry? ancestry,
        CancellationToken cancellationToken
    ) =>
        ancestry is null
            ? Prepare(options, rows, cancellationToken)
            : Prepare(
                options,
                rows,
                (_, _) => ancestry.Transform,
                (_, _) => ancestry.Scaler,
                given => Constants(options, given, ancestry.Constant),
                cancellationToken
            ) with
            {
                Ancestry = ancestry,
            };

    /// <summary>Measures the rows, scales them, measures them again.</summary>
    public static RunSetup Prepare(
        SomOptions options,
        PassEngine rows,
        Func<SomOptions, RangeSums, TransformedColumns?> transforming,
        Func<SomOptions, DataStatistics, Scaler?> scaling,
        Func<DataStatistics, ConstantFeatures?> constancy,
        CancellationToken cancellationToken,
        bool medians = false
    )
    {
        if (options.GrowthCriterion.NeedsLabels && rows.Classes is null)
            throw new OptionException(
                nameof(options.GrowthCriterion),
                of => $"{of(nameof(options.GrowthCriterion))} is {options.GrowthCriterion}, which needs labels; the data has none"
            );
        if (rows.RowCount < FewestSamples)
            throw new ArgumentException(
                $"the data has {rows.RowCount} {(rows.RowCount == 1 ? "row" : "rows")}; a map needs at least {FewestSamples}"
            );
        var (division, trained, transform, given, untransformed) = Look(options, rows, transforming, medians, cancellationToken);
        options = trained;
        if (given.CountedRows < FewestSamples)
            throw new ArgumentException(
                given.Missing is null
                    ? $"{given.CountedRows} {(given.CountedRows == 1 ? "row has" : "rows have")} a weight above 0; a map needs at least {FewestSamples}"
                    : Text.Of(
                        $"{given.CountedRows} {(given.CountedRows == 1 ? "row has a weight above 0 and lacks" : "rows have a weight above 0 and lack")} no more than a share of {options.MaxMissing ?? SomOptions.DefaultMaxMissing} of their values (max-missing); a map needs at least {FewestSamples}"
                    )
            );
        if (given.Mass < FewestSamples)
            throw new ArgumentException(
                Text.Of(
                    $"the row weights sum to {given.Mass}; they count repeats of a row, so the sum is at least {FewestSamples}: multiply them all, for example by {given.CountedRows / given.Mass}, and a row counts 1 on average"
                )
            );
        var scaler = scaling(options, given);
        var constant = constancy(untransformed);
        bool changed = rows.Enter(SpaceOf(options, division, transform, scaler, constant, constant?.Unlike(untransformed), rows));
        var statistics = changed ? StatisticsPasses.Measure(rows, options.Metric, cancellationToken) : given;
        RefuseManyWeights(options, options.Resolve(statistics.Mass).MaxNeurons!.Value, statistics.Mean.Length);
        if (rows.Classes is { } classes && (long)options.Resolve(statistics.Mass).MaxNeurons!.Value * classes.Count > MostCounts)
            throw new OptionException(
                nameof(options.MaxNeurons),
                of =>
                    $"{of(nameof(options.MaxNeurons))} is {options.Resolve(statistics.Mass).MaxNeurons} and there are {classes.Count} classes; their product is at most {MostCounts}"
            );
        if (options.Lambda is { } lambda && !double.IsFinite(lambda * statistics.SpreadNorm))
            throw new OptionException(
                nameof(options.Lambda),
                of =>
                    Text.Of(
                        $"{of(nameof(options.Lambda))} is {lambda}; multiplied by the spread of the data, {statistics.SpreadNorm}, the growing threshold is not finite"
                    )
            );
        return new RunSetup(
            statistics,
            untransformed.Fingerprint,
            scaler,
            constant,
            rows.FeatureNames,
            rows.Classes,
            null,
            options.Grid is null
                ? Distinct(options.Resolve(statistics.Mass).MaxNeurons!.Value, statistics, rows, cancellationToken)
                : null,
            null
        )
        {
            Division = division,
            Transform = transform,
            ScalingExceptions = medians ? options.Scaling.Exceptions(given) : [],
        };
    }

    private static void RefuseManyWeights(SomOptions options, int neurons, int features)
    {
        if ((long)neurons * features <= MostWeights)
            return;
        string name = options.Grid is { IsAuto: false } ? nameof(options.Grid) : nameof(options.MaxNeurons);
        throw new OptionException(
            name,
            of =>
                $"{of(name)} asks for {neurons} neurons; with {features} features at most {MostWeights / features} fit, which is two gigabytes of weights"
        );
    }

    private static FeatureSpace SpaceOf(
        SomOptions options,
        FeatureDivision? division,
        TransformedColumns? transform,
        Scaler? scaler,
        ConstantFeatures? constant,
        ConstantFeatures? replaced,
        PassEngine rows
    ) =>
        (
            AsGiven(options, division, rows) with
            {
                Transform = transform,
                Scaler = scaler,
                Metric = options.Metric,
                Constant = replaced,
            }
        ).WithIdle(constant);

    private static FeatureSpace AsGiven(SomOptions options, FeatureDivision? division, PassEngine rows)
    {
        var names = division is null ? rows.GivenNames : division.ActiveNames;
        int columns = division?.Active.Length ?? rows.GivenColumnCount;
        return FeatureSpace.AsGiven with
        {
            Columns = division?.Active,
            Shares = options.FeatureWeights?.SharesOf(names, columns),
            Variables = options.FeatureWeights?.VariablesOf(names, columns),
            MaxMissing = options.MaxMissing ?? SomOptions.DefaultMaxMissing,
        };
    }

    /// <summary>Where most rows are repeats: the number of different ones, if there are no more than neurons allowed.</summary>
    private static int? Distinct(int neurons, DataStatistics statistics, PassEngine rows, CancellationToken cancellationToken)
    {
        int most = (int)Math.Min(neurons, statistics.CountedRows / 2);
        int count = rows.Run(new DistinctPass(rows.ColumnCount, most), cancellationToken).Count;
        return count <= most ? count : null;
    }

    /// <summary>Where there are fewer different rows than a map usually starts from: the first of each kind; else null.</summary>
    public IReadOnlyList<long>? Different(PassEngine rows, CancellationToken cancellationToken) =>
        DistinctRows < MapGrid.StartingNeurons
            ? rows.Run(new DistinctPass(rows.ColumnCount, MapGrid.StartingNeurons), cancellationToken).Firsts
            : null;

    /// <summary>Makes rows ready for going on with a saved run.</summary>
    public void Attach(PassEngine rows, SomOptions options, CancellationToken cancellationToken)
    {
        int columns = Division?.ColumnCount ?? Statistics.Mean.Length;
        if (rows.GivenColumnCount != columns || rows.RowCount != Statistics.RowCount)
            throw new ArgumentException(
                $"the run was started on {Statistics.RowCount} rows of {columns} columns; this data has {rows.RowCount} of {rows.GivenColumnCount}"
            );
        if (Classes is null ? rows.Classes is not null : !Classes.SameAs(rows.Classes))
            throw new ArgumentException($"the run was started with {Describe(Classes)}; this data has {Describe(rows.Classes)}");
        if (Division is not null && !Division.Fits(rows.GivenNames, rows.GivenColumnCount))
            throw new ArgumentException(
                $"the run was started on the columns {string.Join(", ", Division.Names!)}; this data has {string.Join(", ", rows.GivenNames!)}"
            );
        options = FeatureDivision.Trained(Division, options);
        rows.Enter(AsGiven(options, Division, rows));
        if (RangePass.Over(rows, cancellationToken).Fingerprint != Fingerprint)
            throw new ArgumentException("the data differs from that of the run in values, their order, weights or labels");
        rows.Enter(SpaceOf(options, Division, Transform, Scaler, Constant, Constant?.Rounded, rows));
        // The sums of every epoch are exact only within these ranges.
        var range = RangePass.Over(rows, cancellationToken);
        if (
            !range.Minimum.AsSpan().SequenceEqual(Statistics.Minimum)
            || !range.Maximum.AsSpan().SequenceEqual(Statistics.Maximum)
            || range.GreatestMass != Statistics.GreatestMass
            || range.CountedRows != Statistics.CountedRows
            || range.GreatestScale > Statistics.GreatestScale
        )
            throw new ArgumentException(
                "the ranges of the scaled samples in the run file differ from those of the data: the file was changed"
            );
    }

    private static ConstantFeatures? Constants(SomOptions options, DataStatistics given, ConstantFeatures? above) =>
        ConstantFeatures.Find(given, TrainingPlan.For(options).ComparesExactly(options), above);

    private static string Describe(ClassList? classes) =>
        classes is null ? "no labels" : $"labels of {classes.Count} classes ({classes.Shown()})";

    /// <summary>The exponents of an epoch's sums, from the ranges of samples and weights.</summary>
    public EpochGrids Grids(ReadOnlySpan<double> weights, Metric metric)
    {
        var bounds = Statistics.Bounds();
        return EpochGrids.For(
            Statistics.RowCount,
            Statistics.GreatestMass,
            bounds,
            metric.Bound(bounds, WeightBounds(weights, bounds.Length), Statistics.GreatestScale)
        );
    }

    /// <summary>The greatest magnitude in each column of the weights.</summary>
    public static double[] WeightBounds(ReadOnlySpan<double> weights, int columns)
    {
        var bounds = new double[columns];
        for (int start = 0; start < weights.Length; start += columns)
            ValueRange.WidenMagnitude(weights.Slice(start, columns), bounds);
        return bounds;
    }
}
