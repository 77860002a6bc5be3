using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Tests.Kernels;
using Dbgsom.Threading;

namespace Dbgsom.Tests.Search;

/// <summary>A search that leaves rows out finds, epoch after epoch, the winners and distances of one that looks at every neuron.</summary>
public sealed class PrunedSearchTests
{
    /// <summary>How rows are left out.</summary>
    private enum Kind
    {
        Motion,
        Regions,
        RegionsAroundNeurons,
    }

    /// <summary>How a map changes from epoch to epoch, and what the rows are.</summary>
    [Theory]
    [InlineData(16, 120, 0.01, 0)]
    [InlineData(16, 120, 0.3, 0)]
    [InlineData(32, 150, 0.001, 5)]
    [InlineData(32, 150, 0.05, 5)]
    [InlineData(11, 200, 0.02, 9)]
    [InlineData(9, 40, 0.02, 3)]
    [InlineData(70, 130, 0.02, 3)]
    public void Same_winners_while_neurons_move_and_come(int columns, int neurons, double step, int added)
    {
        foreach (var kind in Enum.GetValues<Kind>())
        foreach (
            var (offset, scale) in new[]
            {
                (0.0, 1.0),
                (1000.0, 1.0),
                (0.0, 1e-22),
                (0.0, 1e-30),
                (0.0, 1e-44),
                (0.0, 1e19),
                (0.0, 1e30),
                (-3e7, 1.0),
            }
        )
            Assert.True(Check(columns, neurons, step, added, offset, scale, kind, duplicates: false) >= 0);
    }

    /// <summary>No groups: more neurons are beside a row's winner than are looked at one by one.</summary>
    [Fact]
    public void Same_winners_where_rows_lie_evenly()
    {
        foreach (int columns in new[] { 6, 12, 24 })
        foreach (var kind in new[] { Kind.Regions, Kind.RegionsAroundNeurons })
            Check(columns, 200, 0.002, 0, 0, 1, kind, duplicates: false, blobs: 1);
    }

    /// <summary>Neurons at one place: the lowest index wins, in every epoch.</summary>
    [Fact]
    public void Ties_go_to_the_lowest_index()
    {
        foreach (var kind in Enum.GetValues<Kind>())
            Check(12, 120, 0.02, 0, 0, 1, kind, duplicates: true);
    }

    /// <summary>It is worth something: where a map settles, most rows are left out.</summary>
    [Fact]
    public void Few_rows_are_searched_where_neurons_hardly_move()
    {
        Assert.True(Check(32, 150, 0.001, 0, 0, 1, Kind.Regions, duplicates: false) < 0.2);
        Assert.True(Check(32, 150, 0.001, 0, 0, 1, Kind.RegionsAroundNeurons, duplicates: false) < 0.5);
        Assert.True(Check(32, 150, 0.0001, 0, 0, 1, Kind.Motion, duplicates: false) < 0.3);
    }

    /// <summary>Trains nothing: moves neurons at random and compares; returns the share of rows that were searched after the first epoch.</summary>
    private static double Check(
        int columns,
        int neurons,
        double step,
        int added,
        double offset,
        double scale,
        Kind kind,
        bool duplicates,
        int blobs = 20
    )
    {
        const int Rows = 1500;
        const int Epochs = 8;
        var random = new Random(columns + neurons);
        double[] centers = Numbers(blobs * columns, () => 4 * (random.NextDouble() - 0.5));
        var values = new double[Rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] =
                offset
                + (
                    scale
                    * (centers[(i / columns % blobs * columns) + (i % columns)] + ((blobs == 1 ? 2 : 0.3) * random.NextDouble()))
                );
        FilteredSearchTests.SkipWithoutFilter();
        var data = DataMatrix.From(values, columns);
        // Some neurons amid the rows, some far off; drawn together as by a neighborhood.
        double[] weights = Numbers(neurons * columns, () => 0);
        for (int i = 0; i < weights.Length; i++)
            weights[i] =
                offset + ((values[(i / columns * 7 * columns) + (i % columns)] - offset) * (i / columns % 9 == 0 ? 0.4 : 0.9));
        if (duplicates)
            weights[..(weights.Length / 2)].CopyTo(weights, weights.Length / 2);
        using var engine = new LocalEngine(data, 2);
        double[] before = weights;
        double[]? anchors = null;
        long searched = 0;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            var packed = new PackedWeights(weights, columns);
            WinnerSearch search =
                kind != Kind.Motion
                    ? new RegionSearch(
                        packed,
                        columns,
                        epoch == 0
                            ? null
                            : new Regions(packed.Filter, before, weights, kind == Kind.Regions ? anchors : null, engine.Team),
                        epoch
                    )
                    : new MotionSearch(packed, columns, epoch == 0 ? null : new NeuronMotion(before, weights, columns), epoch);
            var sums = engine.Run(Pass(epoch, weights, columns, values, search), CancellationToken.None);
            var expected = new int[Rows];
            var distances = new double[Rows];
            packed.FindAmongAll<SquaredDistance>(values, expected, distances);
            Assert.Equal(expected, engine.SaveWinners());
            double total = 0;
            for (int neuron = 0; neuron < weights.Length / columns; neuron++)
                total += sums.Distance(neuron);
            Assert.Equal(distances.Sum(Math.Sqrt), total, Math.Abs(total) * 1e-12);
            searched += epoch == 0 ? 0 : sums.Searched;
            anchors = sums.Centers(weights, Team.Alone);
            before = weights;
            weights = Moved(weights, columns, added, scale * step, random);
        }
        return (double)searched / (Rows * (Epochs - 1));
    }

    /// <summary>All move a little, a few much; and some come.</summary>
    private static double[] Moved(double[] weights, int columns, int added, double step, Random random)
    {
        double[] moved = [.. weights, .. weights[..(added * columns)]];
        for (int i = 0; i < moved.Length; i++)
            moved[i] += step * (random.NextDouble() - 0.5) * (i / columns % 40 == 7 ? 10 : 1);
        return moved;
    }

    private static EpochPass Pass(int epoch, double[] weights, int columns, double[] values, WinnerSearch search)
    {
        double[] bounds = Bounds(values, columns);
        return new EpochPass
        {
            Epoch = epoch,
            NeuronCount = weights.Length / columns,
            Columns = columns,
            Weighting = Weighting.Uniform,
            TotalVariance = 1,
            Grids = EpochGrids.For(
                values.Length / columns,
                1,
                bounds,
                Metric.Euclidean.Bound(bounds, Bounds(weights, columns), 1)
            ),
            ClassCount = 0,
            Follows = epoch > 0,
            Search = search,
        };
    }

    private static double[] Bounds(double[] values, int columns)
    {
        var bounds = new double[columns];
        for (int i = 0; i < values.Length; i++)
            bounds[i % columns] = Math.Max(bounds[i % columns], Math.Abs(values[i]));
        return bounds;
    }

    private static double[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    /// <summary>Eight rows at a time are bounded as one by one, while no neuron is new and when one is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Bounds_by_motion_are_those_of_row_by_row(int added)
    {
        var random = new Random(added);
        double[] before = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())];
        double[] now = [.. before.Select(value => value + (0.1 * random.NextDouble())), .. before.Take(2 * added)];
        var motion = new NeuronMotion(before, now, 2);
        for (int count = 0; count <= 40; count++)
        {
            int[] winners = [.. Enumerable.Range(0, count).Select(_ => random.Next(20))];
            double[] distances = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
            float[] bounds = [.. Enumerable.Range(0, count).Select(i => i % 5 == 0 ? 0 : (float)random.NextDouble())];
            var all = new float[count];
            var open = new int[count];
            int left = motion.Bound(winners, distances, bounds, all, open, 100);
            var expected = new List<int>();
            for (int i = 0; i < count; i++)
            {
                var one = new float[1];
                if (motion.Bound(winners.AsSpan(i, 1), distances.AsSpan(i, 1), bounds.AsSpan(i, 1), one, new int[1], i) == 1)
                    expected.Add(100 + i);
                Assert.Equal(one[0], all[i]);
            }
            Assert.Equal(expected, open[..left]);
        }
    }
}
