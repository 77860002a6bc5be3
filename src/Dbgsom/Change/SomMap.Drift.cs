using Dbgsom.Change;
using Dbgsom.Clustering;
using Dbgsom.Groups;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Threading;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>New samples on a map.</content>
public sealed partial class SomMap
{
    // The share of the samples held back beyond which a new one is far.
    private const double UsualShare = 0.95;

    // There are three tests.
    private const double Third = 1 / 3.0;

    /// <summary>
    /// Compares new samples with the training samples: distances, clusters and outliers. With earlier samples (<see
    /// cref="DriftOptions.Reference"/>) it also tests whether the difference is significant.
    /// </summary>
    /// <remarks>
    /// The test trains a map on half of the reference with the options of this map. In a hierarchy, neurons are those of the first map.
    /// The result is the same bits on any number of threads.
    /// </remarks>
    /// <param name="data">New samples with the features of the map.</param>
    /// <param name="options">Options of the comparison; null to compare with the training samples, as far as the map knows them.</param>
    /// <param name="progress">Receives the share of the permutations that are done, from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map; the number of units differs from the number of samples; the reference has fewer than
    /// eight units; the clusters belong to another map; an option is out of range; or all weights are 0.
    /// </exception>
    public MapDrift FindDrift(
        DataMatrix data,
        DriftOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new DriftOptions();
        ArgumentNullException.ThrowIfNull(data);
        CheckDrift(data, options);
        var clusters = options.Clusters ?? Cluster(cancellationToken: cancellationToken);
        RefuseOther(clusters, nameof(options));
        var matches = FindWinners(data, cancellationToken);
        var masses = new double[Neurons.Count];
        var (total, distance) = (0.0, 0.0);
        for (int row = 0; row < matches.Length; row++)
        {
            double weight = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
            masses[matches[row].Neuron] += weight;
            total += weight;
            distance += weight * matches[row].Distance;
        }
        if (total == 0)
            throw new ArgumentException("all weights are 0, so nothing can be compared", nameof(data));
        double odd = double.NaN;
        if (CanScoreOutliers)
        {
            double[] scores = OutlierScores(data, cancellationToken);
            odd = 0;
            for (int row = 0; row < scores.Length; row++)
                odd +=
                    scores[row] >= OutlierThreshold
                        ? data.SampleWeights.IsEmpty
                            ? 1
                            : data.SampleWeights[row]
                        : 0;
            odd /= total;
        }
        return new MapDrift
        {
            Clusters = clusters,
            RowCount = data.SampleWeights.IsEmpty ? data.RowCount : data.SampleWeights.ToArray().Count(weight => weight > 0),
            MeanDistance = distance / total,
            TrainingDistance = Training.QuantizationError,
            OddShare = odd,
            TrainingShares = SharesIn(clusters, [.. Neurons.Select(neuron => neuron.HitMass)]),
            Shares = SharesIn(clusters, masses),
            UnreachedNeurons = Array.AsReadOnly([
                .. Neurons.Where(neuron => neuron.HitMass > 0 && masses[neuron.Index] == 0).Select(neuron => neuron.Index),
            ]),
            Test =
                options.Reference is null || options.Permutations == 0
                    ? null
                    : TestDrift(data, options, progress, cancellationToken),
        };
    }

    private static void CheckDrift(DataMatrix data, DriftOptions options)
    {
        if (options.Permutations is < 0 or > GroupOptions.MostPermutations)
            throw new ArgumentException(
                $"{options.Permutations} permutations were requested; valid is 0 to {GroupOptions.MostPermutations}",
                nameof(options)
            );
        if (options.Units is { } units && units.Count != data.RowCount)
            throw new ArgumentException($"{units.Count} units are given for {data.RowCount} rows", nameof(options));
        if (options.ReferenceUnits is { } before && before.Count != options.Reference?.RowCount)
            throw new ArgumentException(
                $"{before.Count} units are given for {options.Reference?.RowCount ?? 0} rows of the reference",
                nameof(options)
            );
        if (options.Reference is null && options.Units is not null)
            throw new ArgumentException("units are for the test, which needs a reference", nameof(options));
    }

    private static double[] SharesIn(MapClusters clusters, double[] masses)
    {
        var shares = new double[clusters.Count];
        double total = Ordered.Sum(masses);
        for (int neuron = 0; neuron < masses.Length; neuron++)
            shares[clusters.Labels[neuron]] += masses[neuron] / total;
        return shares;
    }

    private DriftTest TestDrift(
        DataMatrix data,
        DriftOptions options,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        var reference = options.Reference!;
        // Equal rows go to the same half: a row that trained the map is near to it, and so is its twin.
        var known = RowKeys.Of(this, reference);
        int[] unitOfRow = options.ReferenceUnits is null
            ? known.Numbers
            : Numbered(options.ReferenceUnits, reference.RowCount, out _);
        int units = unitOfRow.Max() + 1;
        if (units < 8)
            throw new ArgumentException(
                $"the reference has {units} units{(options.ReferenceUnits is null ? " (rows that differ)" : "")}; the test trains a map on half of them and needs at least 8",
                nameof(options)
            );
        var trains = new bool[units];
        foreach (long unit in NumPyRandom.Permutation(options.Seed, units).Take(units / 2))
            trains[unit] = true;
        int[] heldBack = [.. Enumerable.Range(0, reference.RowCount).Where(row => !trains[unitOfRow[row]])];
        using var held = reference.SelectRows(heldBack);
        using var trained = reference.SelectRows([
            .. Enumerable.Range(0, reference.RowCount).Where(row => trains[unitOfRow[row]]),
        ]);
        // Labels and maps below play no part in where samples lie.
        var asked = Options with
        {
            VerticalGrowth = false,
            GrowthCriterion = GrowthCriterion.QuantizationError,
        };
        using var rows = new LocalEngine(FeatureMatch.FindAll(this, trained).Select(trained), Threads);
        var fresh = TrainingRun.Start(asked, rows, cancellationToken).Complete(null, cancellationToken).WithThreads(Threads);
        var clusters = fresh.Cluster(cancellationToken: cancellationToken);
        var (old, now) = (fresh.FindWinners(held, cancellationToken), fresh.FindWinners(data, cancellationToken));
        int[] groups = [.. old.Select(_ => 0), .. now.Select(_ => 1)];
        // A unit has one group: those of the new samples are others, whatever their names.
        int[] newUnits = Numbered(options.Units, data.RowCount, out _);
        int[]? all =
            options.Units is null && options.ReferenceUnits is null
                ? null
                : [.. heldBack.Select(row => unitOfRow[row]), .. newUnits.Select(unit => units + unit)];
        double[] weights =
            held.SampleWeights.IsEmpty && data.SampleWeights.IsEmpty ? [] : [.. WeightsOf(held), .. WeightsOf(data)];
        var counted = weights.Length == 0 ? groups : [.. groups.Select((group, row) => weights[row] > 0 ? group : -1)];
        var team = new Team(Threads ?? Environment.ProcessorCount);
        bool Counts(int row) => weights.Length == 0 || weights[row] > 0;
        // In parts of the greatest, so that what is rounding does not depend on units.
        double greatest = old.Concat(now).Where((_, row) => Counts(row)).Max(match => match.Distance);
        double[] distances = [.. old.Concat(now).Select(match => greatest > 0 ? match.Distance / greatest : 0)];
        var places = SampleUnits.Of(all, counted, [.. old.Concat(now).Select(match => match.Neuron)], weights);
        var far = SampleUnits.OfValues(all, counted, distances, weights);
        double ofDistances = greatest > 0 ? Test(far, 1, 0).PValues[0] : 1;
        double ofPlaces = Test(places.In(clusters.Labels), clusters.Count, Third).Overall;
        var (features, ofFeatures) = FindFeatureDrift(reference, data, options, team, progress, cancellationToken);
        team.Rest();
        var moments = new GroupMoments(far, 2, 1);
        moments.Take(far.Groups);
        double FarShare()
        {
            var (before, after) = (SidesOf(0), SidesOf(1));
            double all = Ordered.Sum([.. before.Select(one => one.Mass)]);
            double seen = 0;
            double limit = before.OrderBy(one => one.Distance).First(one => (seen += one.Mass) >= UsualShare * all).Distance;
            return Ordered.Sum([.. after.Where(one => one.Distance > limit).Select(one => one.Mass)])
                / Ordered.Sum([.. after.Select(one => one.Mass)]);
        }

        (double Distance, double Mass)[] SidesOf(int side) =>
            [
                .. Enumerable
                    .Range(0, counted.Length)
                    .Where(row => counted[row] == side)
                    .Select(row => (distances[row], weights.Length == 0 ? 1.0 : weights[row])),
            ];

        return new DriftTest(
            Math.Min(1, 3 * Math.Min(ofDistances, Math.Min(ofPlaces, ofFeatures))),
            ofDistances,
            ofPlaces,
            ofFeatures,
            greatest * moments.Share(0, 0),
            greatest * moments.Share(1, 0),
            FarShare()
        )
        {
            Features = features,
            RepeatedCount = known.CountIn(this, data),
        };

        PermutationTest Test(SampleUnits sample, int parts, double from) =>
            PermutationTest.Run(
                sample,
                2,
                parts,
                options.Permutations,
                options.Seed,
                team,
                progress is null ? null : new PartOfProgress(progress, from, from + Third),
                cancellationToken
            );
    }

    private static double[] WeightsOf(DataMatrix data)
    {
        if (!data.SampleWeights.IsEmpty)
            return data.SampleWeights.ToArray();
        var ones = new double[data.RowCount];
        Array.Fill(ones, 1);
        return ones;
    }

    /// <summary>The number of each row's unit, by first appearance; rows are units where none are named.</summary>
    private static int[] Numbered(IReadOnlyList<string>? units, int rows, out int count)
    {
        if (units is null)
        {
            count = rows;
            return [.. Enumerable.Range(0, rows)];
        }
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] result = [.. units.Select(unit => codes.TryGetValue(unit, out int code) ? code : codes[unit] = codes.Count)];
        count = codes.Count;
        return result;
    }
}
