using System.Collections.Concurrent;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

/// <summary>Questions to a map: one sample or many, on few threads or many, canceled or not.</summary>
public class PredictionTests
{
    public static TheoryData<int, string, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, string, string>();
            foreach (int columns in new[] { 1, 2, 3, 7, 8, 9, 20, 33 })
            foreach (string scaling in new[] { "none", "standard" })
            foreach (string metric in new[] { "euclidean", "cosine" })
                kinds.Add(columns, scaling, metric);
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sample_alone_gets_what_it_gets_among_others(int columns, string scaling, string metric)
    {
        var data = SameBitsTests.Make(150, columns, 7);
        var map = Fit(data, 20, scaling, metric);
        int[] labels = map.PredictLabel(data);
        int[] neurons = map.Predict(data);
        var matches = map.FindBestMatches(data);
        for (int i = 0; i < data.RowCount; i++)
        {
            var sample = new double[columns];
            data.CopyRow(i, sample);
            Assert.Equal(labels[i], map.PredictLabel(sample));
            Assert.Equal(neurons[i], map.Predict(sample));
            Assert.Equal(matches[i, 0], map.FindBestMatch(sample));
        }
    }

    /// <summary>Three groups that are far apart leave neurons between them without samples.</summary>
    [Fact]
    public void Neurons_are_indices_and_labels_count_those_that_are_alive()
    {
        double[][] rows = [.. Enumerable.Range(0, 300).Select(i => new[] { (1000.0 * (i % 3)) + (i / 300.0), i * 7 % 11 })];
        var data = DataMatrix.From(rows);
        var map = new SomVq(new SomOptions { TargetNeurons = 30, Seed = 1 }).Fit(data);
        Assert.Contains(map.Neurons, neuron => neuron.IsDead);
        int[] neurons = map.Predict(data);
        int[] alive = [.. map.Neurons.Where(neuron => !neuron.IsDead).Select(neuron => neuron.Index)];
        Assert.Equal(
            map.Neurons.Select(neuron => neuron.HitCount),
            map.Neurons.Select(n => (long)neurons.Count(i => i == n.Index))
        );
        Assert.Equal(neurons, map.PredictLabel(data).Select(label => alive[label]));
        Assert.Equal(alive.Length, map.LabelCount);
    }

    [Fact]
    public void A_span_gets_what_the_array_gets()
    {
        var data = SameBitsTests.Make(300, 3, 4);
        var flat = new SomOptions { TargetNeurons = 6 };
        var deep = flat with { VerticalGrowth = true, VerticalRule = VerticalRule.MeanError, MinSamplesVerticalGrowth = 30 };
        foreach (var options in new[] { flat, deep })
        {
            var map = new SomVq(options).Fit(data);
            var labels = new int[302];
            labels.AsSpan().Fill(-1);
            map.PredictLabel(data, labels.AsSpan(1, 300));
            Assert.Equal([-1, .. map.PredictLabel(data), -1], labels);
            map.Predict(data, labels.AsSpan(1, 300));
            Assert.Equal([-1, .. map.Predict(data), -1], labels);
        }
    }

    [Fact]
    public void A_span_of_another_length_is_refused()
    {
        var data = SameBitsTests.Make(40, 3, 4);
        var map = new SomVq().Fit(data);
        foreach (int length in new[] { 0, 39, 41 })
        {
            var e = Assert.Throws<ArgumentException>(() => map.PredictLabel(data, new int[length].AsSpan()));
            Assert.StartsWith($"the span has {length} places; the data has 40 rows", e.Message, StringComparison.Ordinal);
            Assert.Equal("labels", e.ParamName);
            e = Assert.Throws<ArgumentException>(() => map.Predict(data, new int[length].AsSpan()));
            Assert.StartsWith($"the span has {length} places; the data has 40 rows", e.Message, StringComparison.Ordinal);
            Assert.Equal("neurons", e.ParamName);
        }
        var labels = new int[40];
        Assert.Throws<OperationCanceledException>(() => map.PredictLabel(data, labels.AsSpan(), new CancellationToken(true)));
        Assert.Equal(new int[40], labels);
        Assert.Throws<OperationCanceledException>(() => map.Predict(data, labels.AsSpan(), new CancellationToken(true)));
        Assert.Equal(new int[40], labels);
        Assert.Throws<ArgumentNullException>(() => map.PredictLabel(null!, labels.AsSpan()));
        Assert.Throws<ArgumentNullException>(() => map.Predict(null!, labels.AsSpan()));
    }

    [Fact]
    public void A_sample_alone_goes_down_a_hierarchy()
    {
        var data = SameBitsTests.Make(600, 3, 4);
        foreach (var rule in VerticalRule.All)
        {
            var options = new SomOptions
            {
                TargetNeurons = 6,
                VerticalGrowth = true,
                VerticalRule = rule,
                MinSamplesVerticalGrowth = 30,
            };
            var map = new SomVq(options).Fit(data);
            int[] labels = map.PredictLabel(data);
            var sample = new double[3];
            for (int i = 0; i < data.RowCount; i++)
            {
                data.CopyRow(i, sample);
                Assert.Equal(labels[i], map.PredictLabel(sample));
            }
        }
    }

    [Fact]
    public void A_sample_alone_is_checked()
    {
        var map = Fit(SameBitsTests.Make(100, 3, 7).WithFeatureNames(["a", "b", "c"]), 10, "standard", "euclidean");
        Assert.Contains("has 2 features", Assert.Throws<ArgumentException>(() => map.Predict([1, 2])).Message);
        Assert.Contains(
            "1 ('b') is Infinity",
            Assert.Throws<ArgumentException>(() => map.Predict([1, double.PositiveInfinity, 2])).Message
        );
        Assert.Contains("too far", Assert.Throws<ArgumentException>(() => map.PredictLabel([1, 1e200, 2])).Message);
    }

    [Fact]
    public void A_sample_alone_allocates_nothing()
    {
        var data = SameBitsTests.Make(300, 32, 7);
        var map = Fit(data, 40, "standard", "euclidean");
        var sample = new double[32];
        data.CopyRow(3, sample);
        for (int i = 0; i < 100; i++)
            map.PredictLabel(sample);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            _ = map.PredictLabel(sample) + map.Predict(sample);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>By the distances to all neurons, lowest index on ties: of samples on a grid there are many.</summary>
    [Theory]
    [InlineData(3, "euclidean", 1)]
    [InlineData(12, "euclidean", 1)]
    [InlineData(12, "euclidean", 0.1)]
    [InlineData(12, "cosine", 1)]
    [InlineData(33, "euclidean", 1e-150)]
    public void The_nearest_neurons_are_those_of_all_distances(int columns, string metric, double unit)
    {
        var random = new Random(columns);
        double[] values = [.. Enumerable.Range(0, 400 * columns).Select(_ => unit * random.Next(3))];
        var data = DataMatrix.From(values, columns);
        var map = Fit(data, 60, "none", metric);
        foreach (int rows in new[] { 1, 3, 4, 23, 24, 25, 400 })
        {
            var some = DataMatrix.From(values.AsSpan(0, rows * columns), columns);
            double[,] distances = map.Distances(some);
            foreach (int k in new[] { 2, 3 })
            {
                var expected = Enumerable
                    .Range(0, rows)
                    .SelectMany(row =>
                        Enumerable
                            .Range(0, map.Neurons.Count)
                            .Select(neuron => new BestMatch(neuron, distances[row, neuron]))
                            .OrderBy(match => match.Distance)
                            .ThenBy(match => match.Neuron)
                            .Take(k)
                    );
                Assert.Equal(expected, map.FindBestMatches(some, k));
            }
        }
    }

    [Fact]
    public void Matches_are_found_by_row_and_rank()
    {
        var matches = new BestMatches([new(3, 0.5), new(1, 2), new(0, 0), new(2, 4)], 2);
        Assert.Equal((2, 2), (matches.RowCount, matches.MatchesPerRow));
        Assert.Equal([new BestMatch(0, 0), new BestMatch(2, 4)], matches[1].ToArray());
        Assert.Equal((3, 1, 0, 2), (matches[0, 0].Neuron, matches[0, 1].Neuron, matches[1, 0].Neuron, matches[1, 1].Neuron));
        Assert.Equal([3, 1, 0, 2], matches.Select(match => match.Neuron));
        Assert.Equal(matches, matches.All.ToArray());
        Assert.Equal("BestMatches: 2 rows of 2", matches.ToString());
        foreach (int wrong in new[] { -1, 2 })
        {
            Assert.Equal("row", Assert.Throws<ArgumentOutOfRangeException>(() => matches[wrong].Length).ParamName);
            Assert.Equal("row", Assert.Throws<ArgumentOutOfRangeException>(() => matches[wrong, 0]).ParamName);
            Assert.Equal("rank", Assert.Throws<ArgumentOutOfRangeException>(() => matches[0, wrong]).ParamName);
        }
    }

    [Fact]
    [Needs(Need.Time)]
    public void Threads_change_nothing_but_who_works()
    {
        var data = SameBitsTests.Make(3000, 6, 5);
        var map = Fit(data, 50, "standard", "euclidean");
        Assert.Null(map.Threads);
        foreach (int threads in new[] { 1, 2, 7, int.MaxValue })
        {
            var limited = map.WithThreads(threads);
            Assert.Equal(threads, limited.Threads);
            Assert.Equal(map.FindBestMatches(data, 3), limited.FindBestMatches(data, 3));
            Assert.Equal(map.QuantizationError(data), limited.QuantizationError(data));
            Assert.Equal(map.Trustworthiness(data), limited.Trustworthiness(data));
            Assert.Equal(map.TopographicProduct, limited.TopographicProduct);
            Assert.Equal(map.PMatrix(data), limited.PMatrix(data));
        }
        Assert.Null(map.WithThreads(3).WithThreads(null).Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.WithThreads(0));
    }

    [Fact]
    public void A_limit_to_threads_holds_for_maps_below()
    {
        var options = new SomOptions
        {
            TargetNeurons = 6,
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 30,
        };
        var map = new SomVq(options).Fit(SameBitsTests.Make(600, 3, 4));
        Assert.NotEmpty(map.Children);
        Assert.All(map.WithThreads(2).AllMaps(), one => Assert.Equal(2, one.Map.Threads));
        Assert.All(map.AllMaps(), one => Assert.Null(one.Map.Threads));
    }

    [Fact]
    public void One_thread_is_the_callers()
    {
        var data = SameBitsTests.Make(2500, 6, 5);
        var map = Fit(data, 20, "standard", "euclidean").WithThreads(1);
        Assert.Equal([Environment.CurrentManagedThreadId], ThreadsOf(report => map.Trustworthiness(data, progress: report)));
        Assert.Equal([Environment.CurrentManagedThreadId], ThreadsOf(report => map.MixtureCoefficients(data, report)));
    }

    [Fact]
    public void Small_inputs_stay_on_the_callers_thread()
    {
        var data = SameBitsTests.Make(400, 6, 5);
        var map = Fit(data, 20, "standard", "euclidean").WithThreads(8);
        for (int time = 0; time < 20; time++)
            Assert.Equal([Environment.CurrentManagedThreadId], ThreadsOf(report => map.Trustworthiness(data, progress: report)));
    }

    /// <summary>The data is read once.</summary>
    [Fact]
    public void The_first_reading_ends_when_canceled()
    {
        var data = SameBitsTests.Make(20_000, 4, 5);
        var map = Fit(DataMatrix.From(Values(data, 200), 4), 10, "none", "euclidean").WithThreads(1);
        using var source = new CancellationTokenSource();
        var storage = new CancelingStorage(data.Storage, source);
        Assert.Throws<OperationCanceledException>(() => map.PredictLabel(DataMatrix.Over(storage), source.Token));
        Assert.Equal(1, storage.Reads);
    }

    private static double[] Values(DataMatrix data, int rows)
    {
        var values = new double[rows * data.ColumnCount];
        for (int i = 0; i < rows; i++)
            data.CopyRow(i, values.AsSpan(i * data.ColumnCount, data.ColumnCount));
        return values;
    }

    private static SomMap Fit(DataMatrix data, int neurons, string scaling, string metric) =>
        new SomVq(
            new SomOptions
            {
                TargetNeurons = neurons,
                Epochs = 15,
                Scaling = Named.Parse<Scaling>(scaling),
                Metric = Named.Parse<Metric>(metric),
            }
        ).Fit(data);

    private static IEnumerable<int> ThreadsOf(Action<IProgress<double>> work)
    {
        var seen = new Seen();
        work(seen);
        return seen.Threads.Keys;
    }

    private sealed class Seen : IProgress<double>
    {
        public ConcurrentDictionary<int, bool> Threads { get; } = [];

        public void Report(double value) => Threads[Environment.CurrentManagedThreadId] = true;
    }

    /// <summary>Cancels when it is read.</summary>
    private sealed class CancelingStorage(RowStorage inner, CancellationTokenSource source)
        : RowStorage(inner.RowCount, inner.ColumnCount)
    {
        public int Reads { get; private set; }

        public override bool IsSingle => false;

        public override bool MayHaveGaps => false;

        public override bool NeedsScratch => inner.NeedsScratch;

        public override double At(int row, int column) => inner.At(row, column);

        public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
        {
            Reads++;
            source.Cancel();
            return inner.Read(start, count, scratch);
        }

        public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
            inner.Select(rows, scratchDirectory);
    }
}
