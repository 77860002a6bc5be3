using CsCheck;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>The same samples give the same bytes, however they are held, cut or shared among threads.</summary>
public sealed class SameBitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The presets, the cosine metric, and a classifier with as many options in use as go together.</summary>
    public static TheoryData<string> Kinds => ["default", "by threshold", "reference", "cosine", "everything"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_number_of_threads(string kind)
    {
        var map = Fit(kind, Wide, 1);
        Assert.True(map.Neurons.Count > 4 && map.Children.Count > 0 == (kind == "everything"));
        byte[] one = Bytes(map);
        foreach (int threads in new[] { 1, 2, 3, 7 })
            Assert.Equal(one, Bytes(Fit(kind, Wide, threads)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Single_precision_and_the_same_values_as_double(string kind)
    {
        var single = Wide.ToSingle();
        foreach (var scaling in Scaling.All)
            Assert.Equal(Bytes(Fit(kind, single, scaling: scaling)), Bytes(Fit(kind, single.ToDouble(), scaling: scaling)));
    }

    /// <summary>Growing and settling maps, also ones that go on from a file, whose rows know no bounds at first.</summary>
    [Theory]
    [InlineData("default")]
    [InlineData("by threshold")]
    [InlineData("reference")]
    public void Pruning_changes_nothing(string kind)
    {
        var options = Small(kind) with { PointerSearch = PhaseScope.None };
        byte[] searched = Bytes(Run(pruning: false, resumeAfter: null));
        Assert.Equal(searched, Bytes(Run(pruning: true, resumeAfter: null)));
        foreach (int epochs in new[] { 3, 20 })
            Assert.Equal(searched, Bytes(Run(pruning: true, epochs)));

        SomMap Run(bool pruning, int? resumeAfter)
        {
            using var rows = new LocalEngine(Wide, 2) { Pruning = pruning };
            var run = TrainingRun.Start(options, rows);
            while (!run.IsFinished && run.Epoch != resumeAfter)
                run.Advance();
            if (resumeAfter is null)
                return run.Finish();
            run.Save(folder.At("run.npz"));
            using var others = new LocalEngine(Wide, 1) { Pruning = pruning };
            return TrainingRun.Resume(folder.At("run.npz"), others).Complete();
        }
    }

    [Fact]
    public void Parts_of_any_length()
    {
        byte[] whole = Bytes(new SomVq(Small("default")).Fit(Wide));
        var values = Flat(Wide);
        foreach (int[] cuts in new int[][] { [1, 2], [700, 701], [5, 1999] })
        {
            int[] bounds = [0, .. cuts, Wide.RowCount];
            var parts = Enumerable
                .Range(0, 3)
                .Select(p => DataMatrix.From(values.AsSpan(bounds[p] * 11, (bounds[p + 1] - bounds[p]) * 11), 11));
            Assert.Equal(whole, Bytes(new SomVq(Small("default")).Fit(DataMatrix.Concatenate([.. parts]))));
        }
    }

    /// <summary>Weights of every size, −0 beside 0, rows that do not count, constant columns.</summary>
    [Fact]
    public void Any_number_of_threads_on_awkward_data()
    {
        var random = new Random(8);
        var values = Flat(Make(3000, 5, 6));
        for (int i = 0; i < values.Length; i++)
            values[i] = (i % 5) switch
            {
                3 => random.Next(2) == 0 ? 0.0 : -0.0,
                4 => random.Next(2) == 0 ? 0.0
                : random.Next(2) == 0 ? -0.0
                : random.NextDouble(),
                _ => values[i],
            };
        double[] weights =
        [
            .. Enumerable.Range(0, 3000).Select(_ => random.Next(5) == 0 ? 0 : Math.Exp((random.NextDouble() * 40) - 20)),
        ];
        var data = DataMatrix.From(values, 5).WithSampleWeights(weights);
        foreach (var scaling in Scaling.All)
        {
            var options = Small("default") with { Scaling = scaling, TargetNeurons = 30 };
            byte[] one = Bytes(new SomVq(options) { Threads = 1 }.Fit(data));
            for (int i = 0; i < 6; i++)
                Assert.Equal(one, Bytes(new SomVq(options) { Threads = 2 + i }.Fit(data)));
        }
    }

    /// <summary>Sums do not depend on the order of the rows: a training on all rows from the same four neurons ends alike for any order.</summary>
    [Fact]
    public void Any_order_of_the_rows_from_the_same_start()
    {
        var values = Flat(Wide);
        int[] order = [.. Enumerable.Range(0, Wide.RowCount)];
        new Random(3).Shuffle(order);
        var shuffled = DataMatrix.From([.. order.SelectMany(row => values[(row * 11)..((row * 11) + 11)])], 11);
        // The fingerprint tells the orders apart, the weights do not.
        var (a, b) = (StartAtFirstRows(Wide, order), StartAtFirstRows(shuffled, [.. Enumerable.Range(0, order.Length)]));
        Assert.Equal(a.Weights.Values.ToArray(), b.Weights.Values.ToArray());
        Assert.NotEqual(a.Training.DataFingerprint, b.Training.DataFingerprint);
    }

    private static SomMap StartAtFirstRows(DataMatrix data, int[] rows)
    {
        using var engine = new LocalEngine(data, 2);
        var run = TrainingRun.Start(Small("by threshold"), engine);
        run.Neurons.Weights = [.. rows[..4].SelectMany(row => engine.ReadRow(row))];
        while (!run.IsFinished)
            run.Advance();
        return run.Finish();
    }

    internal static readonly DataMatrix Wide = Make(2000, 11, 5);

    /// <summary>A quick run of one of the <see cref="Kinds"/>; labels follow from the first feature.</summary>
    internal static SomMap Fit(string kind, DataMatrix data, int? threads = null, Scaling? scaling = null)
    {
        var options = Small(kind);
        options = options with { Scaling = scaling ?? options.Scaling };
        if (kind != "everything")
            return new SomVq(options) { Threads = threads }.Fit(data);
        int[] labels = [.. Enumerable.Range(0, data.RowCount).Select(row => (int)data[row, 0] % 3)];
        return new SomClassifier(options) { Threads = threads }
            .Fit(data, labels)
            .Map;
    }

    internal static SomOptions Small(string kind) =>
        kind switch
        {
            "cosine" => Small("default") with { Metric = Metric.Cosine },
            "everything" => SomOptions.Default with
            {
                Metric = Metric.Cosine,
                GrowthCriterion = GrowthCriterion.Entropy,
                Lambda = 0.3,
                SmoothingSteps = 1,
                Neighborhood = Neighborhood.CutGaussian,
                Decay = Decay.Linear,
                PointerSearch = PhaseScope.Fine,
                VerticalGrowth = true,
                Tau2 = 0.01,
                MinSamplesVerticalGrowth = 30,
                MaxDepth = 2,
                Epochs = 60,
                MaxNeurons = 40,
            },
            "by threshold" => Small("default") with { Lambda = 3 },
            _ => SomOptions.FromPreset(kind) with { Lambda = kind == "reference" ? 20 : null, Seed = 4, MaxNeurons = 60 },
        };

    internal static double[] Flat(DataMatrix data)
    {
        var values = new double[data.RowCount * data.ColumnCount];
        for (int row = 0; row < data.RowCount; row++)
            data.CopyRow(row, values.AsSpan(row * data.ColumnCount, data.ColumnCount));
        return values;
    }

    internal static DataMatrix Make(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        double[] centers = [.. Enumerable.Range(0, 6 * columns).Select(_ => random.NextDouble() * 8)];
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int center = random.Next(6);
            for (int c = 0; c < columns; c++)
                values[(row * columns) + c] = centers[(center * columns) + c] + random.NextDouble() + random.NextDouble();
        }
        return DataMatrix.From(values, columns);
    }

    private byte[] Bytes(SomMap map)
    {
        map.Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }
}
