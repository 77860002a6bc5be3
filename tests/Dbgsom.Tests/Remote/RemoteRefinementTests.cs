using Dbgsom.Classification.Lvq;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Remote;

/// <summary>A refined map is the same bits by samples here, held by an engine, and in parts on hosts that are lost.</summary>
public sealed class RemoteRefinementTests
{
    private const int Rows = 900;

    private static readonly Dictionary<string, SomOptions> All = new()
    {
        ["default"] = SomOptions.Default,
        ["cosine"] = SomOptions.Default with { Metric = Metric.Cosine, Scaling = Scaling.Standard },
        ["weights"] = SomOptions.Default with { Scaling = Scaling.Robust },
        ["some labels"] = SomOptions.Default,
        ["passive"] = SomOptions.Default with { FeatureWeights = FeatureWeights.Parse("c=0,a=2") },
    };

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maps_are_those_of_one_machine(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var (map, data, labels) = Case(name);
        foreach (bool best in new[] { true, false })
        {
            var refinement = new LvqRefinement { Iterations = 4, KeepBest = best };
            var refined = refinement.RefineMap(map, data, labels, null, token);
            Assert.True(best || refined.Training.LvqIterations == 4);
            byte[] wanted = refined.ToBytes();
            using var engine = new LocalEngine(data, 2, labels);
            Assert.Equal(wanted, refinement.RefineMap(map, engine, null, token).ToBytes());
            var random = new Random(3);
            foreach (int[] cuts in new int[][] { [], [1, 9, 500, 899] })
            {
                using var parts = new Parts(data, labels, cuts);
                parts.Before = _ => parts.Lose(random.Next(cuts.Length + 1));
                Assert.Equal(wanted, refinement.RefineMap(map, parts.Engine, null, token).ToBytes());
            }
        }
    }

    [Fact]
    public void What_cannot_be_refined_is_refused()
    {
        var token = TestContext.Current.CancellationToken;
        var (map, data, labels) = Case("default");
        using var without = new Parts(data, null, 400);
        Refused("the rows have no labels", without);
        using var others = new Parts(data, ClassLabels.From(Enumerable.Repeat("other", Rows).ToArray()), 400);
        Refused("the labels have the classes other, those of the map are", others);
        using var turned = new Parts(data.SelectColumns("b", "a", "c"), labels, 400);
        Refused("valid are those of the map in its order: a, b, c", turned);
        using var narrow = new Parts(data.SelectColumns("a", "b"), labels, 400);
        Refused("the data lacks 'c'", narrow);
        double[] gaps = SameBitsTests.Flat(data);
        gaps[1800] = double.NaN;
        using var lacking = new Parts(DataMatrix.From(gaps, 3).WithFeatureNames(data.FeatureNames), labels, 400);
        Refused("refinement by LVQ", lacking);
        var (passive, _, _) = Case("passive");
        using var unnamed = new Parts(DataMatrix.From(SameBitsTests.Flat(data), 3), labels, 400);
        var error = Assert.ThrowsAny<ArgumentException>(() =>
            new LvqRefinement().RefineMap(passive, unnamed.Engine, null, token)
        );
        Assert.Contains("the rows have no names of columns", error.Message, StringComparison.Ordinal);

        void Refused(string message, Parts parts) =>
            Assert.Contains(
                message,
                Assert.ThrowsAny<ArgumentException>(() => new LvqRefinement().RefineMap(map, parts.Engine, null, token)).Message,
                StringComparison.Ordinal
            );
    }

    private static (SomMap Map, DataMatrix Data, ClassLabels Labels) Case(string name)
    {
        var data = SameBitsTests.Make(Rows, 3, 6).WithFeatureNames(["a", "b", "c"]);
        if (name == "weights")
            data = data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => row % 7 * 0.3)]);
        double middle = Enumerable.Range(0, Rows).Select(row => data[row, 1]).Order().ElementAt(Rows / 2);
        string[] texts =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                    name == "some labels" && row % 5 == 0 ? ""
                    : data[row, 1] > middle + (data[row, 0] / 4) ? "up"
                    : "down"
                ),
        ];
        var labels = ClassLabels.FromPartial<string>(texts, string.IsNullOrEmpty);
        var map = new SomClassifier(All[name] with { TargetNeurons = 16, Epochs = 30 }).FitMap(
            data,
            labels,
            cancellationToken: TestContext.Current.CancellationToken
        );
        return (map, data, labels);
    }
}
