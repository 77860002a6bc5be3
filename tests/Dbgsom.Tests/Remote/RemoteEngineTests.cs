using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Tests.Training;
using Dbgsom.Threading;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Remote;

/// <summary>Rows in parts, each with a host that is sent requests, make the identical map.</summary>
public class RemoteEngineTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases => NeedsAttribute.TimeBeyondEvery(4, All.Keys);

    private static readonly Dictionary<string, (SomOptions Options, bool Single, bool Labels, bool Weights)> All = new()
    {
        ["default"] = (SomOptions.Default, false, false, false),
        // On samples of the rows that grow, and on a grid that is refined.
        ["annealing"] = (SomOptions.Default with { TargetNeurons = 40 }, false, true, true),
        ["refined"] = (SomOptions.Default with { TargetNeurons = 420 }, true, false, false),
        ["single precision"] = (SomOptions.Default, true, false, false),
        ["reference"] = (SomOptions.Reference with { PointerSearch = PhaseScope.None, Lambda = 30 }, false, false, false),
        ["scaled"] = (SomOptions.Default with { Scaling = Scaling.Standard, TargetNeurons = 120 }, false, false, false),
        ["cosine"] = (SomOptions.Default with { Metric = Metric.Cosine }, false, false, false),
        ["weights"] = (SomOptions.Default with { Scaling = Scaling.MinMax }, false, false, true),
        ["uniform weighting"] = (SomOptions.Default with { Weighting = Weighting.Uniform }, false, false, false),
        ["classifier"] = (SomOptions.Default, false, true, false),
        ["entropy"] = (SomOptions.Default with { GrowthCriterion = GrowthCriterion.Entropy, Lambda = 0.05 }, false, true, true),
        ["hierarchy"] = (
            SomOptions.Default with
            {
                VerticalGrowth = true,
                TargetNeurons = 20,
                MinSamplesVerticalGrowth = 30,
                Tau2 = 0.05,
                MaxDepth = 3,
            },
            false,
            true,
            false
        ),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_cutting_gives_the_bytes_of_one_machine(string name)
    {
        var (options, data, labels) = Case(name);
        byte[] wanted = Bytes(labels is null ? new SomVq(options).Fit(data) : new SomClassifier(options).FitMap(data, labels));
        foreach (int[] cuts in new int[][] { [], [1000], [1, 9, 700, 1999] })
        {
            using var parts = new Parts(data, labels, cuts);
            Assert.Equal(wanted, Bytes(Train(options, parts)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parts_that_lose_what_they_hold_find_it_again(string name)
    {
        var (options, data, labels) = Case(name);
        using var whole = new Parts(data, labels, 600, 1500);
        byte[] wanted = Bytes(Train(options, whole));
        var random = new Random(3);
        using var parts = new Parts(data, labels, 600, 1500) { Before = _ => { } };
        parts.Before = _ =>
        {
            if (random.Next(3) == 0)
                parts.Lose(random.Next(3));
        };
        Assert.Equal(wanted, Bytes(Train(options, parts)));
        Assert.Equal(whole.Requests, parts.Requests);
    }

    [Fact]
    public void A_request_that_is_repeated_is_answered_alike()
    {
        var (options, data, labels) = Case("classifier");
        using var parts = new Parts(data, labels, 700);
        var run = TrainingRun.Start(options, parts.Engine);
        while (!run.IsFinished)
        {
            // As when an answer is lost on the way.
            var pass = run.NextPass();
            var once = parts.Engine.Run(pass, CancellationToken.None);
            var twice = parts.Engine.Run(run.NextPass(), CancellationToken.None);
            Assert.Equal(once.Changed, twice.Changed);
            Assert.Equal(once.TotalDistance(), twice.TotalDistance());
            run.Advance(twice, Team.Alone);
        }
        var map = run.Finish();
        Assert.Equal(Bytes(new SomClassifier(options).FitMap(data, labels!)), Bytes(map));
    }

    [Fact]
    public void A_run_that_is_saved_goes_on_over_other_parts()
    {
        var (options, data, labels) = Case("classifier");
        string file = Path.GetTempFileName();
        using (var parts = new Parts(data, labels, 700))
        {
            var run = TrainingRun.Start(options, parts.Engine);
            for (int epoch = 0; epoch < 60; epoch++)
                run.Advance();
            run.Save(file);
        }
        using var others = new Parts(data, labels, 100, 300, 1800);
        var resumed = TrainingRun.Resume(file, others.Engine);
        byte[] found = Bytes(resumed.Complete());
        File.Delete(file);
        Assert.Equal(Bytes(new SomClassifier(options).FitMap(data, labels!)), found);
    }

    [Fact]
    public void Messages_are_as_long_as_weights_and_sums()
    {
        const int Columns = 32;
        var data = SameBitsTests.Make(4000, Columns, 1);
        using var parts = new Parts(data, null, 2000);
        var run = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 300, Epochs = 400 }, parts.Engine);
        while (!run.IsFinished)
            run.Advance();
        // Sums are two numbers a value, for value, strength and distance, and a count.
        long weights = 8L * Columns * run.NeuronCount;
        long sums = 8L * ((2 * (Columns + 2)) + 1) * run.NeuronCount;
        Assert.InRange(parts.Longest.Request + parts.Longest.Answer, 0, 1.5 * (weights + sums));
    }

    /// <summary>As when a part is elsewhere for a while, and then again where it was.</summary>
    [Fact]
    public void A_host_that_missed_a_search_does_not_answer_from_the_one_before()
    {
        var (_, data, _) = Case("default");
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 20, Order = 0 }).Fit(data);
        var other = new SomVq(SomOptions.Default with { TargetNeurons = 20, Order = 1 }).Fit(data);
        Assert.Equal(map.Neurons.Count, other.Neurons.Count);
        using var parts = new Parts(data, null, 700);
        map.Measure(parts.Engine);
        int asked = 0;
        parts.Elsewhere = part => part == 1 && asked++ == 0;
        var measures = other.Measure(parts.Engine);
        var wanted = other.Measure(data);
        Assert.True(asked > 1);
        Assert.Equal(
            (wanted.QuantizationError, wanted.ExplainedVariance, wanted.TopographicError),
            (measures.QuantizationError, measures.ExplainedVariance, measures.TopographicError)
        );
    }

    [Fact]
    public void Pointer_search_is_refused()
    {
        var (_, data, _) = Case("default");
        using var parts = new Parts(data, null, 700);
        var run = TrainingRun.Start(SomOptions.Reference with { PointerSearch = PhaseScope.All }, parts.Engine);
        run.Advance();
        var error = Assert.Throws<NotSupportedException>(() => run.Advance());
        Assert.Contains("pointer search", error.Message, StringComparison.Ordinal);
    }

    private static SomMap Train(SomOptions options, Parts parts) => TrainingRun.Start(options, parts.Engine).Complete();

    private static (SomOptions Options, DataMatrix Data, ClassLabels? Labels) Case(string name)
    {
        var (options, single, labeled, weighted) = All[name];
        const int Rows = 2000;
        const int Columns = 5;
        var blobs = SameBitsTests.Make(Rows, Columns, 4);
        var random = new Random(5);
        float[] values = new float[Rows * Columns];
        int[] classes = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            for (int c = 0; c < Columns; c++)
                values[(row * Columns) + c] = (float)blobs[row, c];
            classes[row] = blobs[row, 0] > 0 ? random.Next(2) : 2;
        }
        var data = single
            ? DataMatrix.From(values, Columns)
            : DataMatrix.From(Array.ConvertAll(values, value => value * 1.1), Columns);
        if (weighted)
            data = data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => row % 7 * 0.3)]);
        return (options, data, labeled ? ClassLabels.From(classes) : null);
    }

    private static byte[] Bytes(SomMap map)
    {
        string file = Path.GetTempFileName();
        map.Save(file);
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }
}
