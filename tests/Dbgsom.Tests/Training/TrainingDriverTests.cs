using Dbgsom.Passes;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

public sealed class TrainingDriverTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(400, 3, 8);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_calls_before_and_after_every_epoch()
    {
        var calls = new List<string>();
        using var rows = new LocalEngine(Data);
        var run = TrainingRun.Start(SomOptions.Default with { Epochs = 2 }, rows);
        var driver = new TrainingDriver
        {
            BeforeEpoch = before => calls.Add($"before {before.Epoch}"),
            Progress = new Listener<EpochReport>(report => calls.Add($"report {report.Epoch}")),
            AfterEpoch = (after, report) => calls.Add($"after {report.Epoch}, at {after.Epoch}"),
            Checkpoint = kept => calls.Add($"keep {kept.Epoch}"),
        };
        driver.Advance(run);
        Assert.Equal(["before 0", "report 0", "after 0, at 1", "before 1", "report 1", "after 1, at 2", "keep 2"], calls);
    }

    [Fact]
    public void It_keeps_the_run_after_growth_at_the_end_and_now_and_then()
    {
        var options = SomOptions.Default with { Lambda = 3, MaxNeurons = 6, WinnerStability = 0, Patience = 40 };
        var kept = new List<int>();
        using var rows = new LocalEngine(Data);
        var run = TrainingRun.Start(options, rows);
        new TrainingDriver { Checkpoint = at => kept.Add(at.Epoch) }.Advance(run);
        int last = 0;
        foreach (var report in run.History)
        {
            int epoch = report.Epoch + 1;
            bool due = report.GrowthStep || epoch == run.Epoch || epoch - last == TrainingDriver.MaxEpochsBetweenCheckpoints;
            Assert.Equal(due, kept.Contains(epoch));
            last = due ? epoch : last;
        }
        Assert.True(run.History.Count(report => report.GrowthStep) + 1 < kept.Count);
    }

    [Fact]
    public void A_checkpoint_can_be_due_for_another_reason()
    {
        int asked = 0;
        var kept = new List<int>();
        using var rows = new LocalEngine(Data);
        var run = TrainingRun.Start(SomOptions.Default with { Lambda = 3, Epochs = 9, WinnerStability = 0 }, rows);
        var driver = new TrainingDriver { CheckpointDue = () => ++asked % 3 == 0, Checkpoint = at => kept.Add(at.Epoch) };
        driver.Advance(run);
        Assert.Equal([3, 6, 9], kept);
    }

    [Fact]
    public void Any_checkpoint_resumes_to_the_identical_map()
    {
        using var rows = new LocalEngine(Data);
        var files = new List<string>();
        var driver = new TrainingDriver
        {
            Checkpoint = run =>
            {
                files.Add(folder.At($"{run.Epoch}.npz"));
                run.Save(files[^1]);
            },
        };
        byte[] whole = driver.Complete(TrainingRun.Start(SomOptions.Default, rows)).ToBytes();
        Assert.Equal(new SomVq().Fit(Data).ToBytes(), whole);
        foreach (string file in files)
        {
            using var others = new LocalEngine(Data);
            Assert.Equal(whole, TrainingRun.Resume(file, others).Complete().ToBytes());
        }
    }

    [Fact]
    public void It_stops_where_it_is_told_and_goes_on()
    {
        using var rows = new LocalEngine(Data);
        var run = TrainingRun.Start(SomOptions.Default, rows);
        var driver = new TrainingDriver();
        driver.Advance(run, grown => grown.NeuronCount > 8);
        Assert.False(run.IsFinished);
        Assert.True(run.NeuronCount > 8 && run.History[^1].Neurons <= 8);
        int epoch = run.Epoch;
        driver.Advance(run, _ => true);
        Assert.Equal(epoch, run.Epoch);
        Assert.Equal(new SomVq().Fit(Data).ToBytes(), driver.Complete(run).ToBytes());
    }

    [Fact]
    public void Canceled_it_leaves_the_run_at_the_last_whole_epoch()
    {
        using var rows = new LocalEngine(Data);
        using var source = new CancellationTokenSource();
        var run = TrainingRun.Start(SomOptions.Default, rows);
        var driver = new TrainingDriver
        {
            AfterEpoch = (_, report) =>
            {
                if (report.Epoch == 4)
                    source.Cancel();
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => driver.Complete(run, source.Token));
        Assert.Equal(5, run.Epoch);
        Assert.Equal(new SomVq().Fit(Data).ToBytes(), run.Complete().ToBytes());
    }
}
