using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Tests.Remote;

namespace Dbgsom.Tests.Training;

/// <summary>A map has no more neurons than there are distinct rows.</summary>
public sealed class DistinctRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    public void Repeated_rows_get_no_more_neurons_than_there_are_different_ones(int distinct)
    {
        var data = Repeated(distinct, distinct == 1 ? 100 : 40);
        var map = new SomVq().Fit(data, cancellationToken: Token);
        // A row has a second winner, so a map has two neurons.
        Assert.InRange(map.Neurons.Count, 2, Math.Max(2, distinct));
        if (distinct > 1)
            Assert.StartsWith(
                $"The data has only {distinct} distinct rows, so the map stops at ",
                Assert.Single(map.Diagnostics, found => found.Kind == DiagnosticKind.FewDistinctRows).Message,
                StringComparison.Ordinal
            );
        Assert.DoesNotContain(map.Diagnostics, found => found.Message.Contains("bridge", StringComparison.Ordinal));
        int live = map.Neurons.Count(neuron => !neuron.IsDead);
        Assert.Equal(
            live < distinct,
            map.Diagnostics.Any(found => found.Message.Contains("share a neuron", StringComparison.Ordinal))
        );
        // The same bytes from rows elsewhere, from a file, and by a run that is interrupted.
        byte[] wanted = map.ToBytes();
        using var parts = new Parts(data, null, 1, 50);
        Assert.Equal(
            wanted,
            TrainingRun.Start(SomOptions.Default, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes()
        );
        NpyFile.Write(folder.At("a.npy"), data);
        using var mapped = DataMatrix.MapNpy(folder.At("a.npy"));
        Assert.Equal(
            wanted,
            new SomVq { Threads = 3 }
                .Fit(mapped, cancellationToken: Token)
                .ToBytes()
        );
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(SomOptions.Default, rows, Token);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(data);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
    }

    [Fact]
    public void Two_and_three_different_rows_have_a_neuron_each()
    {
        foreach (int distinct in new[] { 2, 3 })
        {
            var data = Repeated(distinct, 40);
            var map = new SomVq().Fit(data, cancellationToken: Token);
            Assert.Equal(distinct, map.Neurons.Count);
            Assert.Equal([.. Enumerable.Range(0, distinct).Order()], map.Predict(data).Distinct().Order());
            Assert.All(map.Neurons, neuron => Assert.Equal(40, neuron.HitCount));
        }
    }

    [Fact]
    public void Recorded_runs_have_as_many_neurons_as_ever()
    {
        var map = new SomVq(SomOptions.Reference with { Lambda = 5 }).Fit(Repeated(3, 40), cancellationToken: Token);
        var dead = map.Diagnostics.Where(found => found.Kind == DiagnosticKind.DeadNeurons);
        Assert.True(map.Neurons.Count >= 4);
        Assert.All(dead, found => Assert.EndsWith("the data has only 3 distinct rows.", found.Message, StringComparison.Ordinal));
        Assert.Null(
            TrainingRun.Start(SomOptions.Default, new LocalEngine(SameBitsTests.Make(100, 3, 1)), Token).Setup.DistinctRows
        );
    }

    [Fact]
    public void Rows_are_counted_alike_however_they_are_cut()
    {
        var data = Repeated(37, 30);
        foreach (int most in new[] { 36, 37, 1000 })
        foreach (int threads in new[] { 1, 4 })
        {
            using var rows = new LocalEngine(data, threads);
            int found = rows.Run(new DistinctPass(2, most), Token).Count;
            Assert.True(most < 37 ? found > most : found == 37);
        }
        double[] zeros = [0, -0.0, 0, 0, -0.0, 0];
        using var equal = new LocalEngine(DataMatrix.From(zeros, 2));
        Assert.Equal(1, equal.Run(new DistinctPass(2, 10), Token).Count);
        using var weighted = new LocalEngine(Repeated(3, 2).WithSampleWeights([1, 0, 0, 2, 0, 0]));
        Assert.Equal(1, weighted.Run(new DistinctPass(2, 10), Token).Count);
    }

    [Fact]
    public void Many_dead_neurons_come_with_advice()
    {
        double[][] rows =
        [
            .. Enumerable.Range(0, 60).Select(row => new double[] { row % 30 * (row % 30) * (row % 30), row / 30 }),
        ];
        var map = new SomVq(new SomOptions { TargetNeurons = 50 }).Fit(DataMatrix.From(rows), cancellationToken: Token);
        int dead = map.Neurons.Count(neuron => neuron.IsDead);
        string message = Assert.Single(map.Diagnostics, found => found.Kind == DiagnosticKind.DeadNeurons).Message;
        Assert.Equal(
            4 * dead >= map.Neurons.Count,
            message.EndsWith(
                $"; train with a smaller target-neurons, such as {map.Neurons.Count - dead}.",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void More_neurons_than_samples_are_said_to_be_many_with_a_size_that_suits()
    {
        double[][] rows = [.. Enumerable.Range(0, 40).Select(row => new[] { row * 0.37 % 1, row * 0.71 % 1, row * 0.13 % 1 })];
        var grid = new SomVq(new SomOptions { Grid = new Dbgsom.Grid.GridSize(9, 9) }).Fit(
            DataMatrix.From(rows),
            cancellationToken: Token
        );
        int dead = grid.Neurons.Count(neuron => neuron.IsDead);
        Assert.Equal(
            $"{dead} of 81 neurons win no sample; 81 neurons are too many for 40 rows; train with a smaller grid, or grid auto.",
            Assert.Single(grid.Diagnostics, found => found.Kind == DiagnosticKind.DeadNeurons).Message
        );
    }

    [Fact]
    public void A_few_neurons_without_samples_are_usual_where_rows_are_few()
    {
        int checkedMaps = 0;
        for (int size = 60; size < 100; size += 4)
        {
            double[][] rows =
            [
                .. Enumerable
                    .Range(0, size)
                    .Select(row => new[] { row * 0.37 % 1, row * 0.71 % 1, row * 0.13 % 1, row * 0.59 % 1 }),
            ];
            var options = new SomOptions { TargetNeurons = (size / 2) + 2 };
            var map = new SomVq(options).Fit(DataMatrix.From(rows), cancellationToken: Token);
            int dead = map.Neurons.Count(neuron => neuron.IsDead);
            if (dead == 0 || 4 * dead >= map.Neurons.Count || 2 * map.Neurons.Count <= size)
                continue;
            checkedMaps++;
            Assert.Equal(
                $"{dead} of {map.Neurons.Count} {(dead == 1 ? "neurons wins" : "neurons win")} no sample; with {map.Neurons.Count} neurons for {size} rows this is usual and harmless.",
                Assert.Single(map.Diagnostics, found => found.Kind == DiagnosticKind.DeadNeurons).Message
            );
        }
        Assert.True(checkedMaps > 0);
    }

    [Fact]
    public void A_map_below_a_neuron_is_not_told_to_take_another_target()
    {
        var options = new SomOptions
        {
            TargetNeurons = 10,
            VerticalGrowth = true,
            Tau2 = 0.2,
            MinSamplesVerticalGrowth = 40,
        };
        double[] weights = [.. Enumerable.Range(0, 800).Select(row => row % 7 * 0.5)];
        var data = SampleData.Shapes().SelectRows([.. Enumerable.Range(0, 800)]).WithSampleWeights(weights);
        var map = new SomVq(options).Fit(data, cancellationToken: Token);
        var below = map.AllMaps().Select(entry => entry.Map).Where(child => child != map).ToArray();
        Assert.Contains(below, child => 4 * child.Neurons.Count(neuron => neuron.IsDead) >= child.Neurons.Count);
        Assert.DoesNotContain(
            below.SelectMany(child => child.Diagnostics),
            found => found.Message.Contains("target-neurons", StringComparison.Ordinal)
        );
    }

    private static DataMatrix Repeated(int distinct, int times) =>
        DataMatrix.From([
            .. Enumerable
                .Range(0, distinct * times)
                .Select(i => new double[] { 1 + (2 * (i % distinct)), i % distinct * (i % distinct) }),
        ]);
}
