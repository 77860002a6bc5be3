using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Training;

namespace Dbgsom.Tests.Remote;

/// <summary>Measures are the same bits of samples here, held by an engine, and in parts on hosts, also when hosts are lost.</summary>
public sealed class RemoteMeasureTests
{
    private const int Rows = 1500;
    private const int Columns = 4;

    private static readonly Dictionary<string, SomOptions> All = new()
    {
        ["default"] = SomOptions.Default,
        ["cosine"] = SomOptions.Default with { Metric = Metric.Cosine },
        ["manhattan"] = SomOptions.Default with { Metric = Metric.Manhattan },
        ["scaled"] = SomOptions.Default with { Scaling = Scaling.Standard },
        ["gaps"] = SomOptions.Default with { Scaling = Scaling.MinMax },
        ["weights"] = SomOptions.Default with { Scaling = Scaling.Robust },
        ["passive"] = SomOptions.Default with { FeatureWeights = FeatureWeights.Parse("c=0,a=2") },
    };

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measures_are_those_of_one_machine(string name)
    {
        var (map, data) = Case(name);
        var here = map.Measure(data, CancellationToken.None);
        Assert.Equal(map.QuantizationError(data), here.QuantizationError);
        Assert.Equal(map.TopographicError(data), here.TopographicError);
        Assert.Equal(map.CombinedError(data), here.CombinedError);
        Assert.Equal(map.MeanTiedRank(data), here.MeanTiedRank);
        Assert.Equal(map.ExplainedVariance(data), here.ExplainedVariance);
        Assert.Equal(map.Hits(data), here.Hits);
        Assert.Equal(map.TopographicFunction(data).Values, here.TopographicFunction.Values);
        byte[] wanted = here.ToBytes();
        Assert.Equal(wanted, MapMeasures.Read(map, wanted, "measures", CancellationToken.None).ToBytes());

        using var engine = new LocalEngine(data, 2);
        Assert.Equal(wanted, map.Measure(engine, CancellationToken.None).ToBytes());
        Assert.Equal(wanted, map.Measure(engine, CancellationToken.None).ToBytes());
        var random = new Random(3);
        foreach (int[] cuts in new int[][] { [], [700], [1, 9, 700, 1499] })
        {
            using var parts = new Parts(data, null, cuts);
            Assert.Equal(wanted, map.Measure(parts.Engine, CancellationToken.None).ToBytes());
            parts.Before = _ => parts.Lose(random.Next(cuts.Length + 1));
            Assert.Equal(wanted, map.Measure(parts.Engine, CancellationToken.None).ToBytes());
        }
    }

    /// <summary>What a search keeps is added up on the grids that a reading before it would have given: the sums of two readings.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void One_reading_gives_the_sums_of_two(string name)
    {
        var (map, data) = Case(name);
        using var rows = new LocalEngine(map.FeatureNames is null ? data : data.SelectColumns([.. map.FeatureNames]), 1);
        rows.View(map.Space);
        var range = RangePass.Over(rows, CancellationToken.None);
        double[] weights = map.Weights.Values.ToArray();
        var metric = map.EffectiveOptions.Metric;
        double bound = metric.Bound(range.Bounds(), RunSetup.WeightBounds(weights, map.FeatureCount), range.GreatestScale);
        var pass = new MeasurePass
        {
            Assigner = new(metric, weights, map.FeatureCount),
            Grids = EpochGrids.For(range.RowCount, range.GreatestMass, range.Bounds(), bound),
            DensityWidth = 0,
        };
        var sums = rows.Run(pass, CancellationToken.None);
        double explained = map.ExplainedVariance(data);
        var twice = new MapMeasures(map, sums, explained, map.Distortion(data), CancellationToken.None);
        Assert.Equal(twice.ToBytes(), map.Measure(data, CancellationToken.None).ToBytes());
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        var (map, data) = Case("default");
        using var narrow = new LocalEngine(data.SelectColumns(0, 1), 1);
        var error = Assert.Throws<ArgumentException>(() => map.Measure(narrow, CancellationToken.None));
        Assert.Contains("the data lacks 'c', 'd'", error.Message, StringComparison.Ordinal);
        using var nothing = new Parts(data.WithSampleWeights(new double[Rows]), null, 700);
        error = Assert.Throws<ArgumentException>(() => map.Measure(nothing.Engine, CancellationToken.None));
        Assert.Contains("the weight of every row is 0", error.Message, StringComparison.Ordinal);
        double[] far = SameBitsTests.Flat(data);
        far[5] = 1e151;
        using var distant = new Parts(DataMatrix.From(far, Columns).WithFeatureNames(data.FeatureNames), null, 700);
        error = Assert.Throws<ArgumentException>(() => map.Measure(distant.Engine, CancellationToken.None));
        Assert.Contains("feature 1 ('b') is too far from the map", error.Message, StringComparison.Ordinal);
        var (other, _) = Case("scaled");
        byte[] bytes = other.Measure(data, CancellationToken.None).ToBytes();
        var damaged = Assert.Throws<InvalidDataException>(() => MapMeasures.Read(map, bytes, "these", CancellationToken.None));
        Assert.StartsWith("these: these are measures of a map of", damaged.Message, StringComparison.Ordinal);
    }

    private static (SomMap Map, DataMatrix Data) Case(string name)
    {
        double[] values = SameBitsTests.Flat(SameBitsTests.Make(Rows, Columns, 6));
        var random = new Random(5);
        if (name == "gaps")
            for (int i = 0; i < values.Length; i++)
                if (i % Columns > 0 && random.Next(4) == 0)
                    values[i] = double.NaN;
        var data = DataMatrix.From(values, Columns).WithFeatureNames(["a", "b", "c", "d"]);
        if (name == "weights")
            data = data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => row % 7 * 0.3)]);
        var map = new SomVq(All[name] with { TargetNeurons = name == "scaled" ? 20 : 30, Epochs = 40 }).Fit(data);
        // In another order, beside a column that the map does not know.
        return (map, name == "manhattan" ? WithAnother(data) : data);
    }

    private static DataMatrix WithAnother(DataMatrix data)
    {
        var values = new double[Rows, Columns + 1];
        for (int row = 0; row < Rows; row++)
        for (int c = 0; c <= Columns; c++)
            values[row, c] = c == 2 ? 7 : data[row, c < 2 ? 3 - c : 4 - c];
        return DataMatrix.From(values).WithFeatureNames(["d", "c", "z", "b", "a"]);
    }
}
