using System.Text.Json.Nodes;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Options =>
        new()
        {
            { "default", "none" },
            { "default", "all" },
            { "reference", "fine" },
            { "reference", "all" },
        };

    [Theory]
    [MemberData(nameof(Options))]
    public void A_run_resumed_at_any_epoch_ends_with_the_identical_map(string preset, string scope)
    {
        var options = SomOption.All.Single(o => o.Name == "pointer-search").Parse(SameBitsTests.Small(preset), scope);
        var data = SameBitsTests.Make(400, 3, 8);
        byte[] whole = Bytes(new SomVq(options).Fit(data));
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows);
        var random = new Random(2);
        for (; !run.IsFinished; run.Advance())
        {
            if (random.Next(6) != 0)
                continue;
            run.Save(folder.At("run.npz"));
            using var others = new LocalEngine(data, 1);
            var resumed = TrainingRun.Resume(folder.At("run.npz"), others);
            Assert.Equal(run.Epoch, resumed.Epoch);
            while (!resumed.IsFinished)
                resumed.Advance();
            Assert.Equal(whole, Bytes(resumed.Finish()));
        }
        Assert.Equal(whole, Bytes(run.Finish()));
        Assert.Throws<InvalidOperationException>(() => run.Advance());
    }

    [Fact]
    public void A_run_is_not_resumed_on_other_samples()
    {
        var data = SameBitsTests.Make(100, 2, 1);
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(SomOptions.Default, rows);
        run.Advance();
        run.Save(folder.At("run.npz"));
        using var fewer = new LocalEngine(SameBitsTests.Make(99, 2, 1));
        Assert.Contains(
            "100 rows",
            Assert.Throws<ArgumentException>(() => TrainingRun.Resume(folder.At("run.npz"), fewer)).Message,
            StringComparison.Ordinal
        );
        using var others = new LocalEngine(SameBitsTests.Make(100, 2, 2));
        Assert.Contains(
            "the data differs",
            Assert.Throws<ArgumentException>(() => TrainingRun.Resume(folder.At("run.npz"), others)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_engine_belongs_to_one_run_at_a_time()
    {
        var data = SameBitsTests.Make(100, 2, 1);
        using var rows = new LocalEngine(data);
        var first = TrainingRun.Start(SomOptions.Default, rows);
        first.Advance();
        var second = TrainingRun.Start(SomOptions.Default with { Scaling = Scaling.None }, rows);
        Assert.Throws<InvalidOperationException>(() => first.Advance());
        Assert.Throws<InvalidOperationException>(() => first.Finish());
        Assert.Throws<InvalidOperationException>(() => first.Save(folder.At("run.npz")));
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingRun.Start(SomOptions.Default, rows, canceled.Token));
        Assert.Throws<InvalidOperationException>(() => second.Advance());
        second = TrainingRun.Start(second.Options, rows);
        while (!second.IsFinished)
            second.Advance();
        Assert.Equal(Bytes(new SomVq(second.Options).Fit(data)), Bytes(second.Finish()));
    }

    [Fact]
    public void A_canceled_epoch_leaves_the_run_as_it_was()
    {
        var data = SameBitsTests.Make(400, 3, 8);
        byte[] whole = Bytes(new SomVq().Fit(data));
        using var rows = new LocalEngine(data);
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        var run = TrainingRun.Start(SomOptions.Default, rows);
        while (!run.IsFinished)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => run.Advance(canceled.Token));
            run.Advance();
        }
        Assert.Equal(whole, Bytes(run.Finish()));
        Assert.ThrowsAny<OperationCanceledException>(() => new SomVq().Fit(data, cancellationToken: canceled.Token));
    }

    [Fact]
    public void Progress_tells_of_every_epoch()
    {
        var reports = new Reports();
        var map = new SomVq().Fit(SameBitsTests.Make(200, 3, 8), reports);
        Assert.Equal(map.Training.History, reports.All.Select(report => report with { Done = null }));
        Assert.Equal(1, reports.All[^1].Done);
        Assert.Equal(Enumerable.Range(0, map.Training.Epochs), reports.All.Select(report => report.Epoch));
    }

    /// <summary>Full before growth ends: the default goes on to the fine phase, the Python package's rule idles until the clock says so.</summary>
    [Fact]
    public void A_full_map_by_either_rule()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        var options = SomOptions.Default with { Lambda = 1, MaxNeurons = 12, Epochs = 1000 };
        var next = new SomVq(options).Fit(data);
        var idle = new SomVq(options with { IdleAtCapacity = true }).Fit(data);
        Assert.Equal((12, StopReason.Capacity), (next.Neurons.Count, next.Training.StopReason));
        Assert.Equal((12, StopReason.Capacity), (idle.Neurons.Count, idle.Training.StopReason));
        Assert.Equal(500, idle.Training.History.Last(report => report.Phase == TrainingPhase.Coarse).Epoch);
        Assert.True(next.Training.History.Last(report => report.Phase == TrainingPhase.Coarse).Epoch < 500);
        Assert.Contains(next.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.CappedAboveThreshold);
    }

    /// <summary>The Python package's rule looks at the greatest size only before a step, the default at every neuron.</summary>
    [Fact]
    public void The_reference_overshoots_and_the_default_does_not()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        int Size(SomOptions preset) =>
            new SomVq(preset with { Lambda = 0.01, MaxNeurons = 5, Epochs = 400 }).Fit(data).Neurons.Count;
        Assert.InRange(Size(SomOptions.Reference), 6, 8);
        Assert.Equal(5, Size(SomOptions.Default));
    }

    /// <summary>Files say "Clock" for what C# calls ScheduleEnded, as they did when both had one name.</summary>
    [Fact]
    public void The_word_of_files_for_an_ended_schedule_stays()
    {
        Assert.Equal(
            ["NotEnded", "Equilibrium", "Capacity", "Clock", "Epochs", "TargetSize", "Completed"],
            Enum.GetValues<StopReason>().Select(StopReasonNames.Word)
        );
        foreach (var reason in Enum.GetValues<StopReason>())
        {
            var json = new JsonFields(new JsonObject { ["ended_by"] = StopReasonNames.Word(reason) }, "a file");
            Assert.Equal(reason, StopReasonNames.Read(json, "ended_by"));
        }
        var unknown = new JsonFields(new JsonObject { ["ended_by"] = "ScheduleEnded" }, "a file");
        Assert.Contains(
            "Clock",
            Assert.Throws<InvalidDataException>(() => StopReasonNames.Read(unknown, "ended_by")).Message,
            StringComparison.Ordinal
        );
        var clock = new SomVq(SomOptions.Default with { Lambda = 0.01, Epochs = 60, CoarseFraction = 0.2 }).Fit(
            SameBitsTests.Make(600, 2, 3)
        );
        Assert.Equal(StopReason.ScheduleEnded, clock.Training.StopReason);
        clock.Save(folder.At("clock.npz"));
        Assert.Equal(StopReason.ScheduleEnded, SomMap.Load(folder.At("clock.npz")).Training.StopReason);
    }

    [Fact]
    public void Epochs_that_run_out_are_told()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        var cut = new SomVq(SomOptions.Default with { Epochs = 12 }).Fit(data);
        Assert.Equal((12, StopReason.Epochs), (cut.Training.Epochs, cut.Training.StopReason));
        Assert.False(cut.Training.History[^1].GrowthStep);
        Assert.Contains(cut.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.GrowthCutByEpochs);
        var coarse = new SomVq(SomOptions.Default with { Lambda = 3, Epochs = 20, Weighting = Rows.Weighting.Robust }).Fit(data);
        Assert.Contains(coarse.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.NeverConverged);
    }

    /// <summary>Too few epochs for the map to grow to its size: the last ones are left to annealing, and do not grow.</summary>
    [Fact]
    public void The_last_epoch_never_grows()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        var grown = new SomVq().Fit(data).Training.History.Last(report => report.Grown > 0);
        var cut = new SomVq(SomOptions.Default with { Epochs = grown.Epoch + 1 }).Fit(data);
        var last = cut.Training.History[^1];
        Assert.Equal((grown.Epoch, TrainingPhase.Fine, false), (last.Epoch, last.Phase, last.GrowthStep));
        Assert.Equal(last.Neurons, cut.Neurons.Count);
        Assert.InRange(cut.Neurons.Count, 5, grown.Neurons - 1);
        Assert.EndsWith(
            "allow more epochs, or a smaller target-neurons.",
            Assert.Single(cut.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.GrowthCutByEpochs).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Data that fills a plane wants more neurons than the target all along; the threshold that rises beyond it ends that.</summary>
    [Fact]
    public void Growth_ends_by_itself_near_the_target()
    {
        var options = SomOptions.Reference with
        {
            Lambda = null,
            TargetNeurons = 100,
            SigmaStart = 1.5,
            SigmaEnd = 0.8,
            GrowthRule = GrowthRule.AllBoundary,
            Scaling = Scaling.Standard,
            Patience = 30,
        };
        foreach (uint seed in new uint[] { 0, 1 })
        {
            var map = new SomVq(options with { Seed = seed }).Fit(SampleData.Shapes());
            Assert.Equal(StopReason.Equilibrium, map.Training.StopReason);
            Assert.InRange(map.Neurons.Count, 85, 118);
            Assert.True(map.Training.FineEpochs >= 2);
        }
    }

    /// <summary>With KeepConvergence a coarse map that had settled ends in the first fine epoch, after its update.</summary>
    [Fact]
    public void A_convergence_that_is_kept_ends_the_fine_phase_at_once()
    {
        var data = SameBitsTests.Make(600, 2, 3);
        var options = SomOptions.Default with
        {
            Lambda = 1,
            MaxNeurons = 4,
            Epochs = 60,
            IdleAtCapacity = true,
            SigmaStart = 0.8,
            SigmaFine = 0.5,
        };
        Assert.Equal(1, new SomVq(options with { KeepConvergence = true }).Fit(data).Training.FineEpochs);
        Assert.True(new SomVq(options).Fit(data).Training.FineEpochs > 1);
    }

    [Fact]
    public void The_width_never_rises_unless_it_may()
    {
        var map = new SomVq(SomOptions.Default with { SigmaEnd = null, SigmaStart = 0.2, TargetNeurons = 60 }).Fit(
            SameBitsTests.Make(600, 2, 3)
        );
        double[] sigmas = [.. map.Training.History.Select(report => report.Sigma)];
        Assert.Equal(sigmas.OrderDescending(), sigmas);
    }

    private byte[] Bytes(SomMap map)
    {
        map.Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }

    private sealed class Reports : IProgress<EpochReport>
    {
        public List<EpochReport> All { get; } = [];

        public void Report(EpochReport value) => All.Add(value);
    }
}
