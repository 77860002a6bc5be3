using CsCheck;
using Dbgsom.Grid;
using Dbgsom.Space;
using Dbgsom.Tests.Contracts;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>Training, and growth alone, against their definitions, with every option of the contract.</summary>
public sealed class OracleTests
{
    private const double Rounding = 1e-9;

    // A run that ends early would compare little. Each number is at or somewhat below what the shortest run reaches.
    private const int FewestEpochs = 15;
    private const int FewestGrowthSteps = 1;
    private const int FewestEpochsWithWeights = 30;
    private const int FewestEpochsWithGaps = 10;
    private const int FewestGrowthStepsWithWeights = 4;
    private const int FewestStepsOfAnyGrowth = 1000;
    private const int FewestNeuronsOfAnyGrowth = 3000;

    // Up to this limit a map may keep its first four neurons.
    private const int NeuronsWithoutGrowth = 5;

    public static IEnumerable<TheoryDataRow<string>> Variants => Variant.SomeNames;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_epoch_is_its_definition(string name)
    {
        var options = Variant.Of(name).Options;
        var (epochs, growthSteps) = Compare(Variant.Of(name), null);
        Assert.InRange(epochs, Math.Min(FewestEpochs, options.Epochs ?? FewestEpochs), int.MaxValue);
        if (
            options.Grid is null
            && options.Epochs is null or >= FewestEpochs
            && options.MaxNeurons is null or > NeuronsWithoutGrowth
        )
            Assert.InRange(growthSteps, FewestGrowthSteps, epochs);
    }

    /// <summary>Weights 1, 2, 3, …, the first rows of each start, and some that do not count.</summary>
    [Theory]
    [InlineData("SomVq, default")]
    [InlineData("SomVq, reference")]
    [InlineData("SomVq, default, metric cosine")]
    [InlineData("SomClassifier, default, growth-criterion entropy")]
    public void With_weights_too(string name)
    {
        double[] mass = [.. Enumerable.Range(0, Samples.Rows).Select(row => row % 4 * 0.5)];
        var (epochs, growthSteps) = Compare(Variant.Of(name), mass);
        Assert.InRange(epochs, FewestEpochsWithWeights, int.MaxValue);
        Assert.InRange(growthSteps, FewestGrowthStepsWithWeights, epochs);
    }

    /// <summary>A fifth of the values is missing, at random: in some rows all but one.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void With_gaps_too(string name)
    {
        var variant = Variant.Of(name);
        var (epochs, _) = Compare(variant, null, WithGaps(Samples.Data));
        Assert.InRange(epochs, Math.Min(FewestEpochsWithGaps, variant.Options.Epochs ?? FewestEpochsWithGaps), int.MaxValue);
        double[] mass = [.. Enumerable.Range(0, Samples.Rows).Select(row => row % 4 * 0.5)];
        Compare(variant, mass, WithGaps(Samples.Data));
    }

    private static DataMatrix WithGaps(DataMatrix data)
    {
        var random = new Random(10);
        double[] values = [.. data.ToArray().Cast<double>()];
        for (int row = 0; row < data.RowCount; row++)
        {
            int kept = random.Next(data.ColumnCount);
            for (int c = 0; c < data.ColumnCount; c++)
                if (c != kept && random.NextDouble() < 0.2)
                    values[(row * data.ColumnCount) + c] = double.NaN;
        }
        return DataMatrix.From(values, data.ColumnCount);
    }

    /// <summary>Whether a row lacks more than it may and is not trained on.</summary>
    private static bool Lacks(double[] row, SomOptions options)
    {
        double[] shares = options.FeatureWeights?.SharesOf(null, row.Length) ?? [.. Enumerable.Repeat(1.0, row.Length)];
        double missing = row.Zip(shares, (value, share) => double.IsNaN(value) ? share : 0).Sum();
        return missing > (options.MaxMissing ?? 0.5) * shares.Sum();
    }

    /// <summary>Compares epoch by epoch and returns how many epochs, and how many of them with new neurons, were alike.</summary>
    private static (int Epochs, int GrowthSteps) Compare(Variant variant, double[]? mass, DataMatrix? samples = null)
    {
        var data = mass is null ? samples ?? Samples.Data : (samples ?? Samples.Data).WithSampleWeights(mass);
        using var engine = variant.Estimator.Engine(variant.Request(data));
        var run = TrainingRun.Start(variant.Options, engine);
        double[][] rows = [.. Enumerable.Range(0, Samples.Rows).Select(row => engine.ReadRow(row))];
        int[] labels = [.. Enumerable.Range(0, Samples.Rows).Select(row => Samples.Labels[row])];
        double[][] start = [.. run.Weights.Values.ToArray().Chunk(Samples.Columns)];
        double[] counted =
        [
            .. Enumerable.Range(0, Samples.Rows).Select(row => Lacks(rows[row], run.Effective) ? 0 : mass?[row] ?? 1),
        ];
        var slow = new SlowTraining(run.Effective, rows, counted, labels, start);
        var (epochs, growthSteps) = (0, 0);
        while (!run.IsFinished)
        {
            var report = run.Advance();
            slow.Advance();
            int[] winners = engine.SaveWinners();
            var parted = Enumerable.Range(0, rows.Length).Where(row => winners[row] != slow.Winners[row]).ToArray();
            // Where a row is as far from one neuron as from another rounding decides; from there on the two are on their own.
            foreach (int row in parted)
                Assert.Equal(
                    slow.Distance(rows[row], slow.Before[slow.Winners[row]]),
                    slow.Distance(rows[row], slow.Before[winners[row]]),
                    Rounding
                );
            if (parted.Length > 0)
                break;
            Assert.Equal(slow.Grid.Places, run.Positions.Select(place => (place.X, place.Y)));
            AssertNear([.. slow.Weights.SelectMany(weights => weights)], run.Neurons.Weights);
            AssertNear(slow.Error, run.Neurons.Error);
            Assert.Equal(slow.Sigma, run.Sigma, Rounding);
            Assert.Equal(slow.Threshold, run.GrowingThreshold, Rounding * Math.Max(1, slow.Threshold));
            Assert.Equal((slow.IsFine, slow.Epoch, slow.Ended), (run.Phase == TrainingPhase.Fine, run.Epoch, run.IsFinished));
            AssertInvariants(run.Neurons, report.NeuronsAfter, slow.Grid);
            epochs++;
            growthSteps += report.NeuronsAfter > report.Neurons ? 1 : 0;
        }
        return (epochs, growthSteps);
    }

    /// <summary>
    /// Model-based: any errors, threshold, rule, limit and smoothing, step after step on one map. After each the map is that of the definition and
    /// every invariant of a grid holds.
    /// </summary>
    [Fact]
    public void Any_growth_is_its_definition_and_leaves_a_sound_grid()
    {
        var (steps, added) = (0, 0);
        Gen.Select(
                Gen.Double[0, 10].Array[80].Array[1, 9],
                Gen.Double[0, 9],
                Gen.Int[0, GrowthRule.All.Count - 1].Select(i => GrowthRule.All[i]),
                Gen.Int[0, Metric.All.Count - 1].Select(i => Metric.All[i]),
                Gen.Int[4, 70],
                Gen.Int[0, 2]
            )
            .Sample(
                (errors, threshold, rule, metric, most, smoothing) =>
                {
                    var options = SomOptions.Default with
                    {
                        GrowthRule = rule,
                        Metric = metric,
                        MaxNeurons = most,
                        SmoothingSteps = smoothing,
                    };
                    double[] start = [.. errors[0][..8]];
                    metric.Normalize(start, 2);
                    var neurons = new NeuronSet(Lattice.Start(MapGrid.Square), start, 2);
                    var grid = SlowGrid.Start();
                    List<double[]> weights = [.. start.Chunk(2)];
                    foreach (var (given, epoch) in errors.Select((given, epoch) => (given, epoch)))
                    {
                        int before = neurons.Count;
                        if (before >= 70 || before >= most)
                            break;
                        neurons.Error = given[..before];
                        new SlowGrowth(options, grid, weights, [.. given[..before]], threshold, Normal).Run(
                            out weights,
                            out var error
                        );
                        Assert.Equal(grid.Count - before, GrowthStep.Run(neurons, threshold, options, epoch));
                        Assert.Equal(grid.Places, neurons.Lattice.Positions.Select(place => (place.X, place.Y)));
                        AssertNear([.. weights.SelectMany(one => one)], neurons.Weights);
                        AssertNear(error, neurons.Error);
                        Assert.True(rule != GrowthRule.AllBoundary || neurons.Count <= most);
                        Assert.All(neurons.EpochCreated.Skip(before), created => Assert.Equal(epoch, created));
                        AssertInvariants(neurons, grid.Count, grid);
                        steps++;
                        added += grid.Count - before;
                    }

                    double[] Normal(double[] values)
                    {
                        double[] copy = [.. values];
                        metric.Normalize(copy, 2);
                        return copy;
                    }
                },
                iter: 400,
                threads: 1
            );
        Assert.InRange(steps, FewestStepsOfAnyGrowth, int.MaxValue);
        Assert.InRange(added, FewestNeuronsOfAnyGrowth, int.MaxValue);
    }

    /// <summary>Connected; an edge exactly where two neurons are adjacent; hops as by breadth-first search; one neuron a place; weights finite.</summary>
    private static void AssertInvariants(NeuronSet neurons, int count, SlowGrid grid)
    {
        var lattice = neurons.Lattice;
        Assert.Equal(count, lattice.Count);
        Assert.Equal(count * neurons.Columns, neurons.Weights.Length);
        Assert.Equal((count, count), (neurons.Error.Length, neurons.EpochCreated.Count));
        Assert.Equal(count, lattice.Positions.Distinct().Count());
        var edges = new HashSet<(int, int)>(lattice.Edges());
        for (int a = 0; a < count; a++)
        {
            Assert.Equal(a, lattice.At(lattice.Positions[a]));
            for (int b = a + 1; b < count; b++)
                Assert.Equal(grid.Neighbors[a].Contains(b), edges.Contains((a, b)));
        }
        var hops = new HopDistances(lattice);
        for (int from = 0; from < count; from++)
            Assert.Equal(BreadthFirst(from, edges, count), hops.Row(from).ToArray().Select(steps => (int)steps));
        Assert.All(neurons.Weights, weight => Assert.True(double.IsFinite(weight)));
    }

    private static int[] BreadthFirst(int from, HashSet<(int A, int B)> edges, int count)
    {
        int[] steps = [.. Enumerable.Repeat(-1, count)];
        steps[from] = 0;
        var neighbors = edges
            .SelectMany(edge => new[] { (edge.A, edge.B), (A: edge.B, B: edge.A) })
            .ToLookup(edge => edge.Item1, edge => edge.Item2);
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out int neuron))
            foreach (int next in neighbors[neuron].Where(next => steps[next] < 0))
            {
                steps[next] = steps[neuron] + 1;
                queue.Enqueue(next);
            }
        Assert.DoesNotContain(-1, steps);
        return steps;
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Rounding);
    }
}
