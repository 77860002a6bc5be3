using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Contracts;

/// <summary>The contract of every metric on every grid with every plan. A new member of one of these lists is included automatically.</summary>
public sealed class AxisContractTests : IDisposable
{
    // Low enough for maps of every metric to have interior neurons.
    private const double Lambda = 1e-6;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Combinations =>
        [
            .. from metric in Metric.All
            from plan in TrainingPlan.All
            from boundary in plan.Name == "given-grid" ? GridBoundary.All : [GridBoundary.Planar]
            from grid in MapGrid.All
            select new TheoryDataRow<string, string, string>(metric.Name, $"{grid} {boundary}", plan.Name),
        ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Combinations))]
    public void One_thread_and_three_give_the_same_bytes(string metric, string grid, string plan)
    {
        var one = Train(metric, grid, plan, 1);
        Assert.Equal(one.ToBytes(), Train(metric, grid, plan, 3).ToBytes());
        string boundary = one.Grid.Torus is null ? "planar" : "toroidal";
        Assert.Equal((metric, grid), (one.Options.Metric.Name, $"{one.Grid.Shape} {boundary}"));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void No_neuron_has_more_neighbors_than_its_cell_has_sides(string metric, string grid, string plan)
    {
        var map = Train(metric, grid, plan, 2);
        int[] neighbors = [.. map.Neurons.Select(neuron => map.Lattice.Neighbors(neuron.Index).Count)];
        Assert.All(neighbors, count => Assert.InRange(count, 1, map.Grid.Sides));
        Assert.Contains(map.Grid.Sides, neighbors);
    }

    /// <summary>The run is saved and resumed before every epoch.</summary>
    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_resumed_run_ends_with_the_same_bytes(string metric, string grid, string plan)
    {
        string path = folder.At("run.npz");
        using var rows = Engine(1);
        var run = Start(metric, grid, plan, rows);
        run.Save(path);
        while (!run.IsFinished)
        {
            using var others = Engine(1 + (run.Epoch % 3));
            run = TrainingRun.Resume(path, others);
            run.Advance();
            run.Save(path);
        }
        Assert.Equal(Train(metric, grid, plan, 1).ToBytes(), TrainingRun.Resume(path, rows).Finish().ToBytes());
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_loaded_map_is_the_same_and_predicts_alike(string metric, string grid, string plan)
    {
        var map = Train(metric, grid, plan, 2);
        byte[] bytes = map.ToBytes();
        var loaded = SomMap.Load(bytes, "map");
        Assert.Equal(bytes, loaded.ToBytes());
        Assert.Equal(map.Grid.Name, loaded.Grid.Name);
        Assert.Equal(map.FindBestMatches(Samples.Data, 3), loaded.FindBestMatches(Samples.Data, 3));
        Assert.Equal(map.PredictLabel(Samples.Data), loaded.PredictLabel(Samples.Data));
        Assert.Equal(map.TopographicError(Samples.Data), loaded.TopographicError(Samples.Data));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_map_that_goes_on_keeps_its_neurons(string metric, string grid, string plan)
    {
        var map = Train(metric, grid, plan, 2);
        var next = map.WithThreads(1).Continue(Samples.Data);
        Assert.Equal(next.ToBytes(), map.WithThreads(3).Continue(Samples.Data).ToBytes());
        Assert.Equal(map.Grid.Name, next.Grid.Name);
        Assert.Equal(map.Options, next.Options);
        Assert.Equal(map.Neurons.Select(neuron => neuron.Position), next.Neurons.Select(neuron => neuron.Position));
        Assert.Equal(ContinueOptions.DefaultEpochs, next.Training.Epochs - map.Training.Epochs);
        Assert.Equal(next.ToBytes(), SomMap.Load(next.ToBytes(), "next").ToBytes());
        Assert.InRange(next.QuantizationError(Samples.Data), 0, 1.05 * map.QuantizationError(Samples.Data));
    }

    private static SomMap Train(string metric, string grid, string plan, int threads)
    {
        using var rows = Engine(threads);
        return Start(metric, grid, plan, rows).Complete();
    }

    private static TrainingRun Start(string metric, string grid, string plan, PassEngine rows)
    {
        var options = PlanContractTests.OptionsOf(TrainingPlan.All.Single(one => one.Name == plan));
        options = options with
        {
            Metric = Metric.All.Single(one => one.Name == metric),
            Lambda = options.Lambda is null ? null : Lambda,
            Topology = MapGrid.All.Single(one => grid.StartsWith(one.Name, StringComparison.Ordinal)),
            Boundary = GridBoundary.All.Single(one => grid.EndsWith(one.Name, StringComparison.Ordinal)),
        };
        return TrainingRun.Start(options, rows);
    }

    /// <summary>An engine that uses all its threads, however small the data.</summary>
    private static LocalEngine Engine(int threads) => new(Samples.Data, threads) { OperationsPerThread = 1 };
}
