using Dbgsom.Classification;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Remote;

/// <summary>Measures of labels and of pairs of samples are the same bits of samples here, held by an engine, and in parts on hosts that are lost.</summary>
public sealed class RemoteLabelTests
{
    private const int Rows = 1200;
    private const int Columns = 4;

    private static readonly Dictionary<string, SomOptions> All = new()
    {
        ["default"] = SomOptions.Default,
        ["near"] = SomOptions.Default with { ClassVote = ClassVote.Nearest, Metric = Metric.Cosine },
        ["scaled"] = SomOptions.Default with { Scaling = Scaling.Standard, Metric = Metric.Manhattan },
        ["gaps"] = SomOptions.Default with { Scaling = Scaling.MinMax },
        ["weights"] = SomOptions.Default with { Scaling = Scaling.Robust },
        ["repeats"] = SomOptions.Default,
        ["passive"] = SomOptions.Default with { FeatureWeights = FeatureWeights.Parse("c=0,a=2") },
    };

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Labels_are_measured_as_on_one_machine(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var (map, data, labels) = Case(name);
        // A label that the map does not know comes first, and some rows have none.
        string?[] seen =
        [
            .. labels.Select(
                (label, row) =>
                    row % 11 == 0 ? "new"
                    : row % 7 == 3 ? null
                    : label
            ),
        ];
        var agreement = map.CompareClusters(data, seen, token);
        var confusion = map.Confusion(data, seen, token);
        Assert.Equal(["new"], confusion.UnknownLabels);
        Assert.InRange(confusion.Accuracy, 0.3, 0.99);
        var coded = ClassLabels.FromPartial<string>([.. seen.Select(label => label ?? "")], string.IsNullOrEmpty);
        using var engine = new LocalEngine(data, 2, coded);
        Same(map.MeasureLabels(engine, token));
        var random = new Random(3);
        foreach (int[] cuts in new int[][] { [], [700], [1, 9, 700, 1199] })
        {
            using var parts = new Parts(data, coded, cuts);
            Same(map.MeasureLabels(parts.Engine, token));
            parts.Before = _ => parts.Lose(random.Next(cuts.Length + 1));
            Same(map.MeasureLabels(parts.Engine, token));
        }

        void Same(LabelMeasures found)
        {
            Assert.Equal(agreement, found.Agreement);
            Assert.Equal(confusion.Accuracy, found.Confusion!.Accuracy);
            Assert.Equal(confusion.Counts, found.Confusion.Counts);
            Assert.Equal(confusion.Classes, found.Confusion.Classes);
            Assert.Equal(confusion.UnknownLabels, found.Confusion.UnknownLabels);
            Assert.Equal(seen.Count(label => label is not null), found.LabeledRows);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pairs_are_measured_as_on_one_machine(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var (map, data, _) = Case(name);
        foreach (var (neighbors, size) in new (int?, int)[] { (null, SomMap.DefaultSampleSize), (7, 150) })
        {
            var wanted = new PairMeasures(
                map.Trustworthiness(data, neighbors, size, null, token),
                map.NeighborhoodPreservation(data, neighbors, size, null, token),
                map.CMeasure(data, size, null, token)
            );
            Assert.InRange(wanted.Trustworthiness.Value, 0.6, 1);
            using var engine = new LocalEngine(data, 2);
            Assert.Equal(wanted, map.MeasurePairs(engine, neighbors, size, null, token));
            foreach (int[] cuts in new int[][] { [], [1, 9, 700, 1199] })
            {
                using var parts = new Parts(data, null, cuts);
                parts.Before = request => parts.Lose(request % (cuts.Length + 1));
                Assert.Equal(wanted, map.MeasurePairs(parts.Engine, neighbors, size, null, token));
            }
        }
    }

    /// <summary>Labels by hand: four neurons that win two, two, one and one row, and one of a label that another neuron has most of.</summary>
    [Fact]
    public void By_hand()
    {
        var corners = DataMatrix.From(
            new double[,]
            {
                { 0, 0 },
                { 0, 9 },
                { 9, 0 },
                { 9, 9 },
            }
        );
        var map = new SomVq(SomOptions.Default with { Grid = new(2, 2) }).Fit(corners);
        Assert.Equal(4, map.Predict(corners).Distinct().Count());
        var data = DataMatrix.From(
            new double[,]
            {
                { 9, 9 },
                { 0, 0 },
                { 0, 0 },
                { 9, 9 },
                { 0, 9 },
                { 9, 0 },
            }
        );
        using var parts = new Parts(data, ClassLabels.From(["b", "a", "a", "a", "c", "c"]), 2);
        var found = map.MeasureLabels(parts.Engine, TestContext.Current.CancellationToken);
        Assert.Equal(5 / 6.0, found.Agreement!.Purity, 1e-15);
        Assert.Equal((4, 3, 6), (found.Agreement.Clusters, found.Agreement.Classes, found.LabeledRows));
        Assert.Null(found.Confusion);
        // Names of rows: nothing can agree with them.
        using var named = new Parts(data, ClassLabels.From(["b", "a", "c", "d", "e", "f"]), 2);
        Assert.Null(map.MeasureLabels(named.Engine, TestContext.Current.CancellationToken).Agreement);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        var token = TestContext.Current.CancellationToken;
        var (map, data, labels) = Case("default");
        using var without = new Parts(data, null, 700);
        Refused("the rows have no labels", () => map.MeasureLabels(without.Engine, token));
        Refused("sample size is 2", () => map.MeasurePairs(without.Engine, null, 2, null, token));
        Refused("neighbors is 60", () => map.MeasurePairs(without.Engine, 60, 100, null, token));
        using var nothing = new Parts(data.WithSampleWeights(new double[Rows]), ClassLabels.From(labels), 700);
        Refused("the weight of every row is 0", () => map.MeasureLabels(nothing.Engine, token));
        Refused("the weight of every row is 0", () => map.MeasurePairs(nothing.Engine, null, 100, null, token));
        double[] some = [.. labels.Select(label => label == "low" ? 0.0 : 1)];
        string[] lows = [.. labels.Select(label => label == "low" ? label : "")];
        using var unweighted = new Parts(
            data.WithSampleWeights(some),
            ClassLabels.FromPartial<string>(lows, string.IsNullOrEmpty),
            700
        );
        Refused("no row with a weight above 0 has a label", () => map.MeasureLabels(unweighted.Engine, token));
        using var narrow = new Parts(data.SelectColumns(0, 1), ClassLabels.From(labels), 700);
        Refused("the data lacks 'c', 'd'", () => map.MeasureLabels(narrow.Engine, token));
        Refused("the data lacks 'c', 'd'", () => map.MeasurePairs(narrow.Engine, null, 100, null, token));
        var hierarchy = new SomVq(
            SomOptions.Default with
            {
                VerticalGrowth = true,
                TargetNeurons = 10,
                MinSamplesVerticalGrowth = 100,
                Tau2 = 0.05,
                MaxDepth = 2,
                Epochs = 40,
            }
        ).Fit(data, cancellationToken: token);
        Assert.NotEmpty(hierarchy.Children);
        using var labeled = new Parts(data, ClassLabels.From(labels), 700);
        Refused("has child maps", () => hierarchy.MeasureLabels(labeled.Engine, token));

        static void Refused(string message, Action measure) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(measure).Message, StringComparison.Ordinal);
    }

    private static (SomMap Map, DataMatrix Data, string[] Labels) Case(string name)
    {
        double[] values = SameBitsTests.Flat(SameBitsTests.Make(Rows, Columns, 6));
        double[] sums = [.. Enumerable.Range(0, Rows).Select(row => values[row * Columns] + values[(row * Columns) + 1])];
        double[] ordered = [.. sums.Order()];
        string[] labels =
        [
            .. sums.Select(
                (sum, row) =>
                    sum < ordered[Rows / 4] ? "low"
                    : row % 9 == 0 ? "odd"
                    : sum > ordered[Rows / 2] ? "high"
                    : "mid"
            ),
        ];
        var random = new Random(5);
        if (name == "gaps")
            for (int i = 0; i < values.Length; i++)
                if (i % Columns > 0 && random.Next(4) == 0)
                    values[i] = double.NaN;
        var data = DataMatrix.From(values, Columns).WithFeatureNames(["a", "b", "c", "d"]);
        if (name == "weights")
            data = data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => row % 7 * 0.3)]);
        if (name == "repeats")
            data = data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => (double)(row % 3))]);
        var map = new SomClassifier(All[name] with { TargetNeurons = 30, Epochs = 40 })
            .Fit(data, labels, cancellationToken: TestContext.Current.CancellationToken)
            .Map;
        return (map, data, labels);
    }
}
