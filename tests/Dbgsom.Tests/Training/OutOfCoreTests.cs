using System.Buffers.Binary;
using CsCheck;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training.Estimates;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>Samples in mapped files and state in scratch files give the bytes that memory gives.</summary>
public sealed class OutOfCoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DataMatrix single = SameBitsTests.Wide.ToSingle();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(SameBitsTests.Kinds), MemberType = typeof(SameBitsTests))]
    public void Mapped_samples_train_the_same_map(string kind)
    {
        foreach (var scaling in Scaling.All)
        {
            byte[] inMemory = Bytes(SameBitsTests.Fit(kind, single, 2, scaling));
            Assert.Equal(inMemory, Bytes(SameBitsTests.Fit(kind, Map(single), 2, scaling)));
            Assert.Equal(inMemory, Bytes(SameBitsTests.Fit(kind, Map(single.ToDouble()), 1, scaling)));
        }
    }

    [Fact]
    public void Weights_names_and_any_cutting_into_parts()
    {
        double[] weights = [.. Enumerable.Range(0, single.RowCount).Select(row => (double)(row % 4))];
        string[] names = [.. Enumerable.Range(0, single.ColumnCount).Select(c => $"f{c}")];
        byte[] whole = Bytes(Train(single.WithSampleWeights(weights).WithFeatureNames(names)));
        Assert.Equal(whole, Bytes(Train(Map(single).WithSampleWeights(weights).WithFeatureNames(names))));
        Gen.Int[1, single.RowCount - 2]
            .Select(Gen.Int[1, single.RowCount - 2])
            .Sample(
                (a, b) =>
                {
                    int[] cuts = a == b ? [0, a, single.RowCount] : [0, Math.Min(a, b), Math.Max(a, b), single.RowCount];
                    var parts = cuts[..^1].Select((first, p) => Rows(first, cuts[p + 1])).ToArray();
                    parts[^1] = Map(parts[^1].ToDouble());
                    var joined = DataMatrix.Concatenate(parts).WithSampleWeights(weights).WithFeatureNames(names);
                    Assert.Equal(whole, Bytes(Train(joined)));
                },
                iter: 8,
                threads: 1
            );
    }

    [Theory]
    [InlineData("default")]
    [InlineData("reference")]
    public void State_in_scratch_files_changes_nothing(string kind)
    {
        string scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;
        byte[] inMemory = Bytes(Run(Map(single), long.MaxValue, null));
        Assert.Equal(inMemory, Bytes(Run(Map(single), 0, null)));
        Assert.Equal(inMemory, Bytes(Run(Map(single), 0, 7)));

        SomMap Run(DataMatrix data, long most, int? resumeAfter)
        {
            using var rows = new LocalEngine(data, 2) { MostStateInMemory = most, ScratchDirectory = scratch };
            var run = TrainingRun.Start(SameBitsTests.Small(kind), rows);
            while (!run.IsFinished && run.Epoch != resumeAfter)
                run.Advance();
            if (!OperatingSystem.IsWindows())
                Assert.Empty(Directory.GetFileSystemEntries(scratch));
            if (resumeAfter is null)
                return run.Finish();
            run.Save(folder.At("run.npz"));
            using var others = new LocalEngine(data, 1) { MostStateInMemory = most, ScratchDirectory = scratch };
            return TrainingRun.Resume(folder.At("run.npz"), others).Complete();
        }
    }

    [Fact]
    public void A_hierarchy_grown_from_scratch_files_is_the_same()
    {
        var options = SameBitsTests.Small("everything") with { GrowthCriterion = GrowthCriterion.QuantizationError, Lambda = 3 };
        var expected = Train(single, options);
        Assert.NotEmpty(expected.Children);
        using var rows = new LocalEngine(Map(single), 2) { MostStateInMemory = 0 };
        Assert.Equal(Bytes(expected), Bytes(TrainingRun.Start(options, rows).Complete()));
    }

    [Fact]
    public void What_a_map_says_of_samples_does_not_depend_on_where_they_are()
    {
        string[] names = [.. Enumerable.Range(0, single.ColumnCount).Select(c => $"f{c}")];
        var map = new SomVq(SameBitsTests.Small("default") with { Scaling = Scaling.Standard }).Fit(
            single.WithFeatureNames(names)
        );
        int[] turned = [.. Enumerable.Range(0, names.Length).Reverse()];
        foreach (
            var given in new[] { single.WithFeatureNames(names), single.ToDouble().WithFeatureNames(names).SelectColumns(turned) }
        )
        {
            var mapped = Map(given).WithFeatureNames(given.FeatureNames);
            Assert.Equal(map.PredictLabel(given), map.PredictLabel(mapped));
            Assert.Equal(map.QuantizationError(given), map.QuantizationError(mapped));
            Assert.Equal(map.TopographicFunction(given).Values, map.TopographicFunction(mapped).Values);
        }
        Assert.Equal(
            GrowthEstimate.Estimate(single).ExpectedNeurons(10),
            GrowthEstimate.Estimate(Map(single)).ExpectedNeurons(10)
        );
    }

    /// <summary>On one thread all that is allocated is counted. Four times the rows take no more, from the first pass to the finished map.</summary>
    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        // Epochs on all rows: a sample may lie in memory up to a limit.
        var options = SomOptions.Default with
        {
            Epochs = 8,
            MaxNeurons = 12,
            Lambda = 1e-6,
            Scaling = Scaling.Standard,
        };
        Allocated(Map(SameBitsTests.Make(30_000, 2, 1)));
        long few = Allocated(Map(SameBitsTests.Make(30_000, 2, 1)));
        long many = Allocated(Map(SameBitsTests.Make(120_000, 2, 1)));
        // A byte for each of the rows there are more would be found.
        Assert.InRange(many - few, long.MinValue, 60_000);

        long Allocated(DataMatrix data)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using var rows = new LocalEngine(data, 1) { MostStateInMemory = 0 };
            TrainingRun.Start(options, rows).Complete();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Whoever reads a value that is not finite first is told where it is, the same on any number of threads.</summary>
    [Theory]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_not_finite_is_named(double value, string text)
    {
        foreach (bool isSingle in new[] { true, false })
        {
            string path = Path(isSingle ? single : single.ToDouble());
            byte[] bytes = File.ReadAllBytes(path);
            foreach (int place in new[] { (1999 * 11) + 10, (1501 * 11) + 3, (1501 * 11) + 2 })
                if (isSingle)
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(128 + (place * 4)), (float)value);
                else
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(128 + (place * 8)), value);
            File.WriteAllBytes(path, bytes);
            string expected =
                $"{path}: the value in row 1501, column 2 is {text}; valid is a finite number, or NaN for a missing value";
            Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => DataMatrix.LoadNpy(path)).Message);
            var map = new SomVq(SameBitsTests.Small("default") with { Metric = Metric.Cosine }).Fit(single);
            var data = DataMatrix.MapNpy(path);
            foreach (
                Action read in new Action[]
                {
                    () => new SomVq() { Threads = 1 }.Fit(data),
                    () => new SomVq(SomOptions.Default with { Scaling = Scaling.Standard }) { Threads = 3 }.Fit(data),
                    () => new SomVq().Fit(DataMatrix.Concatenate([single, data])),
                    () => map.PredictLabel(data),
                    () => map.Distances(data.ToDouble()),
                    () => GrowthEstimate.Estimate(data),
                    () => data.CopyRow(1501, new double[11]),
                    () => _ = data[1501, 2],
                    () => NpyFile.Write(folder.At("copy.npy"), data),
                }
            )
                Assert.Equal(expected, Assert.Throws<InvalidDataException>(read).Message);
        }
    }

    [Fact]
    public void A_value_too_far_out_to_be_scaled_is_named_alike()
    {
        var values = SameBitsTests.Flat(single);
        // A row that does not count has no part in the scale.
        for (int i = 0; i < values.Length; i += 11)
            values[i] = i / 11 % 2 * 1e-160;
        values[500 * 11] = 1e300;
        var weights = new double[single.RowCount];
        Array.Fill(weights, 1);
        weights[500] = 0;
        var data = DataMatrix.From(values, 11);
        var options = SameBitsTests.Small("default") with { Scaling = Scaling.MinMax };
        string expected = Assert.Throws<ArgumentException>(() => Train(data.WithSampleWeights(weights), options)).Message;
        Assert.Contains("row 500, column 0", expected, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>(() => Train(Map(data).WithSampleWeights(weights), options)).Message;
        Assert.Equal(expected.Replace(" (Parameter 'data')", "", StringComparison.Ordinal), message);
    }

    [Fact]
    public void An_engine_over_samples_that_were_let_go_of_says_so()
    {
        var data = Map(single);
        using var rows = new LocalEngine(data) { MostStateInMemory = 0 };
        var run = TrainingRun.Start(SameBitsTests.Small("by threshold"), rows);
        run.Advance();
        data.Dispose();
        Assert.Throws<ObjectDisposedException>(() => run.Advance());
        Assert.Throws<ObjectDisposedException>(() => data[0, 0]);
        using var other = Map(single);
        var closed = new LocalEngine(other) { MostStateInMemory = 0 };
        run = TrainingRun.Start(SameBitsTests.Small("by threshold"), closed);
        run.Advance();
        var pass = run.NextPass();
        closed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => closed.Run(pass, CancellationToken.None));
    }

    private static SomMap Train(DataMatrix data, SomOptions? options = null) =>
        new SomVq(options ?? SameBitsTests.Small("default")) { Threads = 2 }.Fit(data);

    private DataMatrix Rows(int first, int end)
    {
        var part = single.SelectRows([.. Enumerable.Range(first, end - first)]);
        return first % 2 == 0 ? part : Map(part);
    }

    private DataMatrix Map(DataMatrix data)
    {
        var mapped = DataMatrix.MapNpy(Path(data));
        Assert.True(mapped.Storage.IsMapped);
        return mapped.WithFeatureNames(data.FeatureNames);
    }

    private string Path(DataMatrix data)
    {
        string path = folder.At($"{Guid.NewGuid()}.npy");
        NpyFile.Write(path, data);
        return path;
    }

    private byte[] Bytes(SomMap map)
    {
        map.Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }
}
