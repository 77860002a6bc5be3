using System.Numerics;
using Dbgsom.Clustering;
using Dbgsom.Groups;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom;

/// <content>Where groups of samples lie on the map.</content>
public sealed partial class SomMap
{
    /// <summary>The maximum number of groups that can be compared.</summary>
    public const int MostGroups = 1_000;

    // Numbers of a table of groups and neurons that a thread holds while labels are shuffled.
    private const int MostCells = 1 << 22;

    /// <summary>
    /// Compares the distribution of groups of samples over the map: the share of each group in every neuron and cluster, its features
    /// there, and whether differences are significant. A group may be any attribute of samples: a file, a month, a class.
    /// </summary>
    /// <remarks>
    /// Each group is tested against all others together by permuting the groups of units (of samples, if no units are given). The
    /// statistic is the square of Welch's t of the units' shares. See docs/groups.md. In a hierarchy, neurons are those of the first
    /// map. The result is the same bits on any number of threads.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="groups">The group of each sample; null to leave out a sample.</param>
    /// <param name="options">Units, clusters and tests; null for the defaults.</param>
    /// <param name="progress">Receives the share of the permutations that are done, from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map; the number of groups or units differs from the number of samples; all groups are
    /// missing, or more than <see cref="MostGroups"/> are different; a unit is in two groups; the clusters belong to another map; or an
    /// option is out of range.
    /// </exception>
    public MapGroups Groups(
        DataMatrix data,
        IReadOnlyList<string?> groups,
        GroupOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new GroupOptions();
        CheckCount(data, groups);
        if (options.Units is { } given && given.Count != data.RowCount)
            throw new ArgumentException($"{given.Count} units are given for {data.RowCount} rows", nameof(options));
        if (options.Permutations is < 0 or > GroupOptions.MostPermutations)
            throw new ArgumentException(
                $"{options.Permutations} permutations were requested; valid is 0 to {GroupOptions.MostPermutations}",
                nameof(options)
            );
        var clusters = options.Clusters ?? Cluster(cancellationToken: cancellationToken);
        RefuseOther(clusters, nameof(options));
        var (names, codes) = GroupNames.Code([.. groups.Select((group, row) => Counts(row) ? group : null)]);
        if (names.Length == 0)
            throw new ArgumentException(
                $"no row of a weight above 0 has a group{(options.Units is null ? "" : " and a unit")}, so nothing can be compared",
                nameof(groups)
            );
        if (names.Length > MostGroups)
            throw new ArgumentException(
                $"{names.Length} groups are more than {MostGroups}; group samples by an attribute that many of them share",
                nameof(groups)
            );
        if (options.TestsNeurons && (long)names.Length * Neurons.Count > MostCells)
            throw new ArgumentException(
                $"{names.Length} groups in {Neurons.Count} neurons are more than {MostCells} tests; compare clusters, or fewer groups",
                nameof(options)
            );
        int[]? units = options.Units is null ? null : UnitsOf(options.Units, codes, names);
        int[] winners = Predict(data, cancellationToken);
        var sample = SampleUnits.Of(units, codes, winners, data.SampleWeights);
        var masses = new double[names.Length, Neurons.Count];
        for (int row = 0; row < winners.Length; row++)
            if (codes[row] >= 0)
                masses[codes[row], winners[row]] += data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
        var team = new Team(Threads ?? Environment.ProcessorCount);
        var ofClusters = sample.In(clusters.Labels);
        double share = options.TestsNeurons ? 0.5 : 1;
        var first = PermutationTest.Run(
            ofClusters,
            names.Length,
            clusters.Count,
            options.Permutations,
            options.Seed,
            team,
            progress is null ? null : new PartOfProgress(progress, 0, share),
            cancellationToken
        );
        var second = PermutationTest.Run(
            sample,
            names.Length,
            Neurons.Count,
            options.TestsNeurons ? options.Permutations : 0,
            options.Seed,
            team,
            progress is null ? null : new PartOfProgress(progress, share, 1),
            cancellationToken
        );
        team.Rest();
        return new MapGroups(
            names,
            masses,
            [.. Neurons.Select(neuron => !neuron.IsDead)],
            units is null ? null : UnitCounts(sample, names.Length),
            clusters
        )
        {
            LeftOut = codes.Count(code => code < 0),
            ClusterDifferences = Differences(ofClusters, first.PValues, InClusters(masses, clusters)),
            NeuronDifferences =
                (long)names.Length * Neurons.Count <= MostCells ? Differences(sample, second.PValues, masses) : [],
            Profiles = GroupProfiles.Of(this, data, codes, names.Length, winners, clusters, cancellationToken),
            PValue = names.Length > 1 ? first.Overall : double.NaN,
            LowestPValue =
                names.Length > 1 && options.Permutations > 0
                    ? Math.Max(1.0 / (1 + options.Permutations), LowestOf(sample.Groups, names.Length))
                    : double.NaN,
        };

        bool Counts(int row) =>
            (data.SampleWeights.IsEmpty || data.SampleWeights[row] > 0)
            && (options.Units is null || options.Units[row] is not null);
    }

    /// <summary>The number of each sample's unit, by first appearance.</summary>
    private static int[] UnitsOf(IReadOnlyList<string?> units, int[] groups, string[] names)
    {
        var codes = new Dictionary<string, (int Code, int Group)>(StringComparer.Ordinal);
        var result = new int[units.Count];
        for (int row = 0; row < result.Length; row++)
        {
            result[row] = -1;
            if (groups[row] < 0)
                continue;
            string unit = units[row]!;
            if (!codes.TryGetValue(unit, out var known))
                codes[unit] = known = (codes.Count, groups[row]);
            if (known.Group != groups[row])
                throw new ArgumentException(
                    $"the unit '{unit}' is in two groups, '{names[known.Group]}' and '{names[groups[row]]}'; a unit must belong to one group",
                    nameof(units)
                );
            result[row] = known.Code;
        }
        return result;
    }

    private static int[] UnitCounts(SampleUnits units, int groups)
    {
        var counts = new int[groups];
        foreach (int group in units.Groups)
            counts[group]++;
        return counts;
    }

    private static double[,] InClusters(double[,] masses, MapClusters clusters)
    {
        var result = new double[masses.GetLength(0), clusters.Count];
        for (int group = 0; group < masses.GetLength(0); group++)
        for (int neuron = 0; neuron < masses.GetLength(1); neuron++)
            result[group, clusters.Labels[neuron]] += masses[group, neuron];
        return result;
    }

    private static GroupDifference[] Differences(SampleUnits units, double[] p, double[,] masses)
    {
        var (groups, parts) = (masses.GetLength(0), masses.GetLength(1));
        var moments = new GroupMoments(units, groups, parts);
        moments.Take(units.Groups);
        double[] adjusted = PermutationTest.Adjust(p);
        var result = new GroupDifference[groups * parts];
        for (int group = 0; group < groups; group++)
        for (int part = 0; part < parts; part++)
        {
            int at = (group * parts) + part;
            double share = Math.Clamp(moments.Share(group, part), 0, 1);
            double others = moments.OthersShare(group, part);
            double overall = moments.OverallShare(part);
            result[at] = new GroupDifference(
                group,
                part,
                masses[group, part],
                share,
                others,
                overall > 0 ? share / overall : double.NaN,
                2 * (Math.Asin(Math.Sqrt(share)) - Math.Asin(Math.Sqrt(others))),
                p[at],
                adjusted[at]
            );
        }
        return result;
    }

    /// <summary>
    /// The lowest p-value of a group against all others: 1 over the ways to choose its units, of the group with most ways; twice that where the others are as many, as
    /// exchanging both changes no difference.
    /// </summary>
    private static double LowestOf(int[] assigned, int groups)
    {
        var counts = new int[groups];
        foreach (int group in assigned)
            counts[group]++;
        double lowest = 1;
        foreach (int count in counts)
        {
            int others = assigned.Length - count;
            var ways = BigInteger.One;
            for (int i = 1; i <= Math.Min(count, others) && ways <= GroupOptions.MostPermutations; i++)
                ways = ways * (assigned.Length - i + 1) / i;
            lowest = Math.Min(lowest, (count == others ? 2 : 1) / (double)ways);
        }
        return lowest;
    }

    private sealed class PartOfProgress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + ((to - from) * value));
    }
}
