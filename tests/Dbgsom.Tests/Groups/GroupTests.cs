using Dbgsom.Groups;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom.Tests.Groups;

/// <summary>Groups on a map: counted by hand, tested against all assignments there are, and by how often chance is taken for a difference.</summary>
public class GroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [Needs(Need.SharedData)]
    [InlineData("iris.csv")]
    [InlineData("wine.csv")]
    [InlineData("digits.csv")]
    public void They_are_the_cross_table_of_the_winners(string file)
    {
        var (data, labels) = Load(file);
        var map = new SomVq().Fit(data, cancellationToken: Token);
        var found = map.Groups(data, labels, new GroupOptions { Permutations = 0 }, cancellationToken: Token);
        int[] winners = map.Predict(data, Token);
        var values = data.ToArray();
        Assert.Equal(labels.Distinct().Order(StringComparer.Ordinal), found.Names);
        for (int group = 0; group < found.Names.Count; group++)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == found.Names[group])];
            Assert.Equal(own.Length, found.Mass(group));
            for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
            {
                int count = own.Count(row => winners[row] == neuron);
                var one = found.NeuronDifferences[(group * map.Neurons.Count) + neuron];
                Assert.Equal((group, neuron, count), (one.Group, one.Part, (int)one.Mass));
                Assert.Equal((double)count / own.Length, one.Share, 1e-12);
                Assert.Equal(count, found.Mass(group, neuron));
            }
            int reached = map.Neurons.Count(neuron => !neuron.IsDead && own.Any(row => winners[row] == neuron.Index));
            Assert.Equal((double)reached / map.Neurons.Count(neuron => !neuron.IsDead), found.Coverage(group), 1e-12);
            for (int cluster = 0; cluster < found.Clusters.Count; cluster++)
            {
                int[] inside = [.. own.Where(row => found.Clusters.Labels[winners[row]] == cluster)];
                int all = winners.Count(winner => found.Clusters.Labels[winner] == cluster);
                var one = found.InCluster(group, cluster);
                double share = (double)inside.Length / own.Length;
                double others = (double)(all - inside.Length) / (labels.Length - own.Length);
                Assert.Equal(inside.Length, one.Mass);
                Assert.Equal(share, one.Share, 1e-12);
                Assert.Equal(others, one.OthersShare, 1e-12);
                Assert.Equal(share / ((double)all / labels.Length), one.Lift, 1e-9);
                Assert.Equal(2 * (Math.Asin(Math.Sqrt(share)) - Math.Asin(Math.Sqrt(others))), one.EffectSize, 1e-7);
                Assert.True(double.IsNaN(one.PValue));
                var profile = found.Profiles[(group * found.Clusters.Count) + cluster];
                Assert.Equal((group, cluster), (profile.Group, profile.Cluster));
                for (int feature = 0; feature < data.ColumnCount; feature++)
                {
                    double[] cells = [.. inside.Select(row => values[row, feature])];
                    Assert.Equal(cells.Length, profile.Features[feature].Mass);
                    double mean = cells.Length > 0 ? cells.Average() : double.NaN;
                    Assert.Equal(mean, profile.Features[feature].Mean, 1e-9);
                    double spread =
                        cells.Length > 0 ? Math.Sqrt(cells.Average(cell => (cell - mean) * (cell - mean))) : double.NaN;
                    Assert.Equal(spread, profile.Features[feature].StandardDeviation, 1e-9);
                }
            }
        }
    }

    /// <summary>Seven units in two groups can be divided in 35 ways; shuffles find the share of those that differ as much.</summary>
    [Fact]
    public void The_p_value_is_the_share_of_all_assignments()
    {
        double[] shares = [0.1, 0.3, 0.35, 0.2, 0.6, 0.55, 0.9];
        int[] groups = [0, 0, 0, 0, 1, 1, 1];
        var units = InTwoParts(groups, shares);
        int[][] all =
        [
            .. Enumerable
                .Range(0, 1 << 7)
                .Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) == 3)
                .Select(bits => Enumerable.Range(0, 7).Select(unit => (bits >> unit) & 1).ToArray()),
        ];
        Assert.Equal(35, all.Length);
        double observed = Welch(shares, groups);
        double exact = all.Count(way => Welch(shares, way) >= observed - 1e-9) / 35.0;
        var test = PermutationTest.Run(units, 2, 2, 20_000, 5, Team.Alone, null, Token);
        foreach (double p in test.PValues)
            Assert.Equal(exact, p, 0.005);
        var moments = new GroupMoments(units, 2, 2);
        moments.Take(groups);
        Assert.Equal(observed, moments.SquaredT(0, 0), 1e-9);
        Assert.Equal(observed, moments.SquaredT(1, 1), 1e-9);
    }

    /// <summary>p·m/rank, from the greatest down: .005·4/1, .01·4/2, min(.03·4/3, .04), .04.</summary>
    [Fact]
    public void False_discoveries_by_hand()
    {
        double[] adjusted = PermutationTest.Adjust([0.01, double.NaN, 0.04, 0.03, 0.005]);
        double[] expected = [0.02, double.NaN, 0.04, 0.04, 0.02];
        Assert.Equal(expected, adjusted, (a, b) => double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) < 1e-15);
    }

    /// <summary>
    /// Of 1,000 shuffled labelings 4 to 6 % are taken for a difference at 5 %: over all clusters, and in each cluster on average. Counts of few rows take few
    /// values, so that fewer are: of the 178 rows of wine 3.5 %.
    /// </summary>
    [Theory]
    [Needs(Need.SharedData)]
    [InlineData("digits.csv", false)]
    [InlineData("digits.csv", true)]
    [InlineData("wine.csv", true)]
    public void Chance_is_found_as_often_as_it_should(string file, bool hasUnits)
    {
        var (data, labels) = Load(file);
        var map = new SomVq().Fit(data, cancellationToken: Token);
        var clusters = map.Cluster(count: 4, cancellationToken: Token);
        int[] winners = map.Predict(data, Token);
        // Rows of a unit are alike: units are cut out of the classes.
        int[]? units = hasUnits ? [.. UnitsWithin(labels, 6)] : null;
        int count = units is null ? winners.Length : units.Max() + 1;
        var team = new Team(2);
        var (found, tests, overall) = (0, 0, 0);
        for (uint draw = 0; draw < 1000; draw++)
        {
            long[] order = NumPyRandom.Permutation(draw + 7, count);
            int[] groupOf = Array.ConvertAll(order, place => place < count / 2 ? 0 : 1);
            int[] groups = [.. winners.Select((_, row) => groupOf[units is null ? row : units[row]])];
            var sample = SampleUnits.Of(units, groups, winners, []).In(clusters.Labels);
            var test = PermutationTest.Run(sample, 2, clusters.Count, 99, draw, team, null, Token);
            // The second group is the mirror of the first.
            found += test.PValues.Take(clusters.Count).Count(p => p <= 0.05);
            tests += clusters.Count;
            overall += test.Overall <= 0.05 ? 1 : 0;
        }
        Assert.InRange((double)found / tests, 0.04, 0.06);
        Assert.InRange(overall / 1000.0, 0.04, 0.06);
    }

    /// <summary>Twenty units a side; those of one group have a tenth more of their 60 rows in one of five parts, and units differ by themselves.</summary>
    [Fact]
    public void A_planted_difference_is_found()
    {
        var team = new Team(2);
        int found = 0;
        for (uint draw = 0; draw < 200; draw++)
        {
            var random = new NumPyRandom(draw);
            double Uniform() => random.NextUpTo(1 << 30) / (double)(1 << 30);
            var (units, groups, winners) = (new List<int>(), new List<int>(), new List<int>());
            for (int unit = 0; unit < 40; unit++)
            {
                int group = unit < 20 ? 0 : 1;
                double first = 0.2 + (0.1 * group) + (0.06 * (Uniform() - 0.5));
                for (int row = 0; row < 60; row++)
                {
                    units.Add(unit);
                    groups.Add(group);
                    winners.Add(Uniform() < first ? 0 : 1 + (int)(4 * Uniform()));
                }
            }
            var sample = SampleUnits.Of([.. units], [.. groups], [.. winners], []);
            var test = PermutationTest.Run(sample, 2, 5, 499, draw, team, null, Token);
            found += PermutationTest.Adjust(test.PValues)[0] <= 0.05 ? 1 : 0;
        }
        Assert.InRange(found / 200.0, 0.9, 1);
    }

    /// <summary>Copies of a row that belong to one unit are no evidence, and without units they are.</summary>
    [Fact]
    public void Rows_of_a_unit_count_once()
    {
        var random = new NumPyRandom(3);
        var rows = new List<double[]>();
        var (groups, units) = (new List<string?>(), new List<string?>());
        for (int unit = 0; unit < 8; unit++)
        for (int copy = 0; copy < 40; copy++)
        {
            rows.Add([unit + (random.NextUpTo(1000) * 1e-4), unit * unit]);
            groups.Add(unit % 2 == 0 ? "even" : "odd");
            units.Add($"unit {unit}");
        }
        var data = DataMatrix.From(rows);
        var map = new SomVq().Fit(data, cancellationToken: Token);
        var clusters = map.Cluster(count: 4, cancellationToken: Token);
        var alone = map.Groups(data, groups, new GroupOptions { Clusters = clusters }, cancellationToken: Token);
        var together = map.Groups(
            data,
            groups,
            new GroupOptions { Clusters = clusters, Units = units },
            cancellationToken: Token
        );
        Assert.True(alone.PValue < 0.01);
        Assert.True(together.PValue > 0.2);
        Assert.Equal(new[] { 4, 4 }, together.UnitCounts!);
        Assert.Null(alone.UnitCounts);
        // 8!/(4!·4!) ways; exchanging both groups changes no difference.
        Assert.Equal(2 / 70.0, together.LowestPValue, 1e-12);
        Assert.Equal(0.001, alone.LowestPValue, 1e-12);
    }

    [Fact]
    [Needs(Need.SharedData)]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var (data, labels) = Load("iris.csv");
        var map = new SomVq().Fit(data, cancellationToken: Token);
        var options = new GroupOptions { TestsNeurons = true, Permutations = 99 };
        var one = map.WithThreads(1).Groups(data, labels, options, cancellationToken: Token);
        var four = map.WithThreads(4).Groups(data, labels, options, cancellationToken: Token);
        Assert.Equal(one.ClusterDifferences, four.ClusterDifferences);
        Assert.Equal(one.NeuronDifferences, four.NeuronDifferences);
        Assert.Equal(one.PValue, four.PValue);
        Assert.True(one.PValue == 0.01);
    }

    /// <summary>Weights that are whole numbers stand for as many rows; rows without a group, a unit or a weight are left out.</summary>
    [Fact]
    [Needs(Need.SharedData)]
    public void Weights_and_rows_without_a_group()
    {
        var (data, labels) = Load("iris.csv");
        var map = new SomVq().Fit(data, cancellationToken: Token);
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => row % 3.0)];
        string?[] groups = [.. labels.Select((label, row) => row % 10 == 0 ? null : label)];
        var weighted = map.Groups(
            data.WithSampleWeights(weights),
            groups,
            new GroupOptions { Permutations = 0 },
            cancellationToken: Token
        );
        int[] repeated = [.. Enumerable.Range(0, 150).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var copies = map.Groups(
            data.SelectRows(repeated),
            [.. repeated.Select(row => groups[row])],
            new GroupOptions { Permutations = 0 },
            cancellationToken: Token
        );
        Assert.Equal(50 + 10, weighted.LeftOut);
        for (int at = 0; at < weighted.ClusterDifferences.Count; at++)
        {
            Assert.Equal(copies.ClusterDifferences[at].Mass, weighted.ClusterDifferences[at].Mass);
            Assert.Equal(copies.ClusterDifferences[at].Share, weighted.ClusterDifferences[at].Share, 1e-12);
            for (int feature = 0; feature < 4; feature++)
                Assert.Equal(copies.Profiles[at].Features[feature].Mean, weighted.Profiles[at].Features[feature].Mean, 1e-12);
        }
    }

    [Fact]
    public void Numbers_are_ordered_as_numbers()
    {
        var (names, codes) = GroupNames.Code(["10", "9", null, "2", "9"]);
        Assert.Equal(["2", "9", "10"], names);
        Assert.Equal([2, 1, -1, 0, 1], codes);
        Assert.Equal(["10", "9", "x"], GroupNames.Code(["9", "10", "x"]).Names);
    }

    [Fact]
    [Needs(Need.SharedData)]
    public void What_cannot_be_compared_is_refused()
    {
        var (data, labels) = Load("iris.csv");
        var map = new SomVq().Fit(data, cancellationToken: Token);
        void Refused(string message, IReadOnlyList<string?> groups, GroupOptions? options = null) =>
            Assert.StartsWith(
                message,
                Assert.ThrowsAny<ArgumentException>(() => map.Groups(data, groups, options, cancellationToken: Token)).Message,
                StringComparison.Ordinal
            );

        Refused("3 labels are given for 150 rows", ["a", "b", "c"]);
        Refused("no row of a weight above 0 has a group, so nothing", new string?[150]);
        Refused("2 units are given for 150 rows", labels, new GroupOptions { Units = ["a", "b"] });
        Refused(
            "the unit 'u' is in two groups, 'setosa' and 'versicolor'; a unit",
            labels,
            new GroupOptions { Units = [.. labels.Select(_ => "u")] }
        );
        Refused("-1 permutations were requested; valid is 0 to 1000000", labels, new GroupOptions { Permutations = -1 });
        var other = new SomVq(new SomOptions { TargetNeurons = 5 })
            .Fit(data, cancellationToken: Token)
            .Cluster(cancellationToken: Token);
        Refused("the clusters are of a map with", labels, new GroupOptions { Clusters = other });
        var single = map.Groups(data, [.. labels.Select(_ => "all")], cancellationToken: Token);
        Assert.True(double.IsNaN(single.PValue));
        Assert.All(single.ClusterDifferences, one => Assert.True(double.IsNaN(one.OthersShare) && double.IsNaN(one.PValue)));
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => map.Groups(data, labels, cancellationToken: canceled.Token));
    }

    private static IEnumerable<int> UnitsWithin(string[] labels, int size)
    {
        var (number, seen) = (-1, 0);
        string? last = null;
        foreach (string label in labels)
        {
            if (label != last || seen == size)
                (number, seen, last) = (number + 1, 0, label);
            seen++;
            yield return number;
        }
    }

    private static SampleUnits InTwoParts(int[] groups, double[] shares) =>
        new(
            groups,
            [.. groups.Select(_ => 1.0)],
            [.. Enumerable.Range(0, groups.Length + 1).Select(unit => 2 * unit)],
            [.. groups.SelectMany(_ => new[] { 0, 1 })],
            [.. shares.SelectMany(share => new[] { share, 1 - share })]
        );

    private static double Welch(double[] shares, int[] groups)
    {
        double[] Own(int group) => [.. shares.Where((_, unit) => groups[unit] == group)];
        double Error(double[] own) => own.Sum(x => (x - own.Average()) * (x - own.Average())) / (own.Length - 1) / own.Length;
        double difference = Own(0).Average() - Own(1).Average();
        return difference * difference / (Error(Own(0)) + Error(Own(1)));
    }

    private static (DataMatrix Data, string[] Labels) Load(string file)
    {
        string[][] rows = [.. File.ReadLines(SharedFolder.Require("data", file)).Skip(1).Select(line => line.Split(','))];
        var data = DataMatrix.From([
            .. rows.Select(row =>
                row[..^1].Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
            ),
        ]);
        return (data, [.. rows.Select(row => row[^1])]);
    }
}
