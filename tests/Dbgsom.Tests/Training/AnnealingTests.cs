using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

public sealed class AnnealingTests
{
    private static readonly DataMatrix Blobs = SameBitsTests.Make(6000, 5, 3);

    /// <summary>From the smallest map on, below and above the sizes at which the grid is refined, in one step and in two.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(59)]
    [InlineData(399)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(1000)]
    public void The_map_has_the_size_asked_for(int target)
    {
        foreach (uint seed in new uint[] { 0, 1 })
        {
            var map = Fit(Blobs, SomOptions.Default with { TargetNeurons = target, Seed = seed });
            Assert.Equal(target, map.Neurons.Count);
            Assert.Equal(StopReason.TargetSize, map.Training.StopReason);
            Assert.DoesNotContain(map.Diagnostics, one => one.Kind == DiagnosticKind.CappedAboveThreshold);
        }
    }

    [Fact]
    public void A_map_is_not_larger_than_it_may_be()
    {
        Assert.Equal(30, Fit(Blobs, SomOptions.Default with { TargetNeurons = 30, MaxNeurons = 30 }).Neurons.Count);
        // Without a size, as with the default preset.
        var free = SomOptions.Default with
        {
            MaxNeurons = 50,
        };
        Assert.Equal(free.Resolve(Blobs.RowCount).TargetNeurons, Fit(Blobs, free).Neurons.Count);
    }

    [Fact]
    public void There_are_no_more_neurons_than_different_rows()
    {
        double[] three = [.. Enumerable.Range(0, 120).SelectMany(row => new double[] { row % 3, row % 3 * 2 })];
        Assert.Equal(3, Fit(DataMatrix.From(three, 2), SomOptions.Default).Neurons.Count);
    }

    /// <summary>The sample is one of the rows that count: of few among many there are enough.</summary>
    [Fact]
    public void Few_rows_that_count_among_many()
    {
        double[] weights = [.. Enumerable.Range(0, Blobs.RowCount).Select(row => row % 50 == 0 ? 1.0 : 0)];
        var map = Fit(Blobs.WithSampleWeights(weights), SomOptions.Default with { TargetNeurons = 20 });
        Assert.Equal(20, map.Neurons.Count);
        Assert.Equal(map.ToBytes(), SomMap.Load(map.ToBytes(), "map").ToBytes());
    }

    [Fact]
    public void A_lambda_or_a_rule_that_overshoots_grows_by_a_threshold()
    {
        Assert.IsType<AnnealingPlan>(TrainingPlan.For(SomOptions.Default));
        foreach (
            var options in new[]
            {
                SomOptions.Default with
                {
                    Lambda = 1,
                },
                SomOptions.Default with
                {
                    GrowthRule = GrowthRule.FirstBlockedStops,
                },
            }
        )
            Assert.IsType<DirectedGrowthPlan>(TrainingPlan.For(options));
    }

    [Fact]
    public void Rows_that_are_all_equal_make_a_map()
    {
        var map = Fit(DataMatrix.From(new double[40], 2), SomOptions.Default);
        Assert.Contains(map.Diagnostics, one => one.Kind == DiagnosticKind.AllRowsEqual);
    }

    /// <summary>Few rows at first, all at the end; each epoch's rows hold those of the epoch before.</summary>
    [Fact]
    public void Samples_grow_and_the_width_ends_where_it_should()
    {
        var options = SomOptions.Default with { TargetNeurons = 100, SigmaFine = 0.5 };
        using var rows = new LocalEngine(Blobs, 1);
        var run = TrainingRun.Start(options, rows);
        double share = 0;
        while (!run.IsFinished)
        {
            double next = run.NextPass().Sample.Share;
            Assert.True(next >= share);
            Assert.True(share > 0 || next < 0.2);
            share = next;
            var report = run.Advance();
            Assert.True(report.QuantizationError > 0);
            if (run.IsFinished)
                Assert.Equal((1, 0.5), (share, report.Sigma));
        }
        Assert.Equal(10, run.History.Count(report => report.Phase == TrainingPhase.Fine));
        // The first of the two epochs on all rows follows one on half of them.
        Assert.Null(run.History[^2].WinnersChanged);
        Assert.NotNull(run.History[^1].WinnersChanged);
    }

    /// <summary>
    /// Fewer epochs than the map needs shorten its annealing, and where half of them are too few for its growth, that, too. The width ends where it should, on
    /// all rows.
    /// </summary>
    [Theory]
    [InlineData(500, 10, StopReason.TargetSize)]
    [InlineData(60, 10, StopReason.TargetSize)]
    [InlineData(24, 10, StopReason.Epochs)]
    [InlineData(13, 6, StopReason.Epochs)]
    [InlineData(2, 1, StopReason.Epochs)]
    [InlineData(1, 0, StopReason.Epochs)]
    public void Fewer_epochs_shorten_the_annealing(int epochs, int fine, StopReason reason)
    {
        var map = Fit(Blobs, SomOptions.Default with { TargetNeurons = 100, Epochs = epochs, SigmaFine = 0.5 });
        Assert.Equal(reason, map.Training.StopReason);
        Assert.Equal(fine, map.Training.FineEpochs);
        Assert.InRange(map.Training.Epochs, 1, epochs);
        if (reason == StopReason.Epochs)
            Assert.Equal(epochs, map.Training.Epochs);
        if (fine > 0)
            Assert.Equal(0.5, map.Training.History[^1].Sigma);
        Assert.DoesNotContain(map.Diagnostics, one => one.Kind == DiagnosticKind.NeverConverged);
        Assert.Equal(reason == StopReason.Epochs, map.Diagnostics.Any(one => one.Kind == DiagnosticKind.GrowthCutByEpochs));
    }

    /// <summary>Every epoch by its definition, winners, strengths and update, by plain loops over the rows of its sample.</summary>
    [Fact]
    public void An_epoch_sees_the_rows_of_its_sample_alone()
    {
        var data = Blobs.SelectRows([.. Enumerable.Range(0, 2000)]);
        using var rows = new LocalEngine(data, 2);
        var run = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 40, Seed = 5 }, rows);
        int compared = 0;
        while (!run.IsFinished)
        {
            int[] some = [.. run.NextPass().Sample.Among(0, data.RowCount)];
            var (error, weights) = Epoch(run, [.. some.Select(row => rows.ReadRow(row))]);
            var report = run.Advance();
            Assert.Equal(error, report.QuantizationError, 1e-9);
            if (report.GrowthStep)
                continue;
            compared += some.Length < data.RowCount ? 1 : 0;
            Assert.Equal(weights, run.Weights.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
        }
        Assert.InRange(compared, 10, 100);
    }

    /// <summary>The mean distance, and w = Σ h n c / Σ h n.</summary>
    private static (double Error, double[] Weights) Epoch(TrainingRun run, double[][] rows)
    {
        var weights = run.Weights;
        int columns = rows[0].Length;
        var (count, strength, error) = (new double[run.NeuronCount], new double[run.NeuronCount], 0.0);
        double[][] sums = [.. Enumerable.Range(0, run.NeuronCount).Select(_ => new double[columns])];
        foreach (double[] row in rows)
        {
            double[] distances =
            [
                .. Enumerable
                    .Range(0, run.NeuronCount)
                    .Select(neuron => Math.Sqrt(Enumerable.Range(0, columns).Sum(c => Math.Pow(row[c] - weights[neuron, c], 2)))),
            ];
            int winner = Array.IndexOf(distances, distances.Min());
            double square = distances[winner] * distances[winner];
            double s =
                run.Phase == TrainingPhase.Fine ? 1 : 1 - Math.Sqrt(1 - Math.Exp(-square / run.Setup.Statistics.SquaredSpread));
            error += distances[winner];
            count[winner]++;
            strength[winner] += s;
            for (int c = 0; c < columns; c++)
                sums[winner][c] += s * row[c];
        }
        double[,] ways = WaysOverCorners(run.Positions);
        var updated = new double[run.NeuronCount * columns];
        for (int i = 0; i < updated.Length; i++)
        {
            var (upper, lower) = (0.0, 0.0);
            for (int other = 0; other < run.NeuronCount; other++)
                if (count[other] > 0)
                {
                    double length = ways[i / columns, other];
                    double near = Math.Exp(-length * length / (2 * run.Sigma * run.Sigma));
                    double h = near >= 1e-6 ? near * count[other] : 0;
                    upper += h * sums[other][i % columns] / strength[other];
                    lower += h;
                }
            updated[i] = upper / lower;
        }
        return (error / rows.Length, updated);
    }

    /// <summary>Lengths of shortest ways, where one to a neuron at a corner that has a neighbor in common is 1.4 steps long.</summary>
    internal static double[,] WaysOverCorners(IReadOnlyList<GridPosition> places)
    {
        var taken = places.ToHashSet();
        var length = new double[places.Count, places.Count];
        for (int a = 0; a < places.Count; a++)
        for (int b = 0; b < places.Count; b++)
        {
            var (p, q) = (places[a], places[b]);
            int apart = Math.Abs(p.X - q.X) + Math.Abs(p.Y - q.Y);
            bool corner =
                apart == 2 && p.X != q.X && p.Y != q.Y && (taken.Contains(new(p.X, q.Y)) || taken.Contains(new(q.X, p.Y)));
            length[a, b] =
                apart < 2 ? apart
                : corner ? 1.4
                : 1e9;
        }
        for (int k = 0; k < places.Count; k++)
        for (int a = 0; a < places.Count; a++)
        for (int b = 0; b < places.Count; b++)
            length[a, b] = Math.Min(length[a, b], length[a, k] + length[k, b]);
        return length;
    }

    /// <summary>Distortion is by the distances of training.</summary>
    [Fact]
    public void Distortion_from_its_definition()
    {
        var data = Blobs.SelectRows([.. Enumerable.Range(0, 200)]);
        var map = Fit(data, SomOptions.Default with { TargetNeurons = 30 });
        double[,] ways = WaysOverCorners([.. map.Neurons.Select(neuron => neuron.Position)]);
        double[][] rows = [.. map.AsCompared(SameBitsTests.Flat(data)).Chunk(5)];
        var near = map.FindBestMatches(data, 1);
        double expected = rows.Select(
                (row, i) =>
                    Enumerable
                        .Range(0, map.Neurons.Count)
                        .Sum(k =>
                            Near(Math.Exp(-Math.Pow(ways[near[i, 0].Neuron, k], 2) / (2 * 0.81)))
                            * row.Zip(map.Weights[k].ToArray(), (x, w) => (x - w) * (x - w)).Sum()
                        )
            )
            .Average();
        Assert.Equal(expected, map.Distortion(data, 0.9), 1e-10);

        static double Near(double h) => h >= 1e-6 ? h : 0;
    }

    [Fact]
    public void Hardly_a_neuron_wins_nothing()
    {
        var map = Fit(Blobs, SomOptions.Default with { TargetNeurons = 300 });
        Assert.InRange(map.Neurons.Count(neuron => neuron.IsDead), 0, 24);
    }

    [Fact]
    public void Pointer_search_sees_all_rows_from_the_start()
    {
        using var rows = new LocalEngine(Blobs, 1);
        var run = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 20, PointerSearch = PhaseScope.Fine }, rows);
        Assert.Equal(RowShare.Whole.Share, run.NextPass().Sample.Share);
        Assert.Equal(20, run.Complete().Neurons.Count);
    }

    [Theory]
    [InlineData("winner-stability", "0.5")]
    [InlineData("patience", "7")]
    [InlineData("convergence-threshold", "0.5")]
    public void Options_of_other_plans_have_no_effect_and_are_named(string option, string value)
    {
        var changed = Options.SomOption.All.Single(one => one.Name == option).Parse(SomOptions.Default, value);
        var map = Fit(Blobs, changed with { TargetNeurons = 10 });
        Assert.Contains(
            map.Diagnostics,
            one => one.Kind == DiagnosticKind.OptionWithoutEffect && one.Message.Contains(option, StringComparison.Ordinal)
        );
    }

    private static SomMap Fit(DataMatrix data, SomOptions options) => new SomVq(options).Fit(data);
}
