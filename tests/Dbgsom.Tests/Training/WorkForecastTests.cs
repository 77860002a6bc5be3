using Dbgsom.Passes;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>How much of the work is done, and how much is still to come.</summary>
public sealed class WorkForecastTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Four neurons have their size at the start: three epochs until they could grow, and ten of annealing. Of 400 rows all take part in each: 13. Of 480,000
    /// a share of 2⁻⁸ … ½, 1, 1, and at least 15 · 64 / 480,000 = 0.002: 0.002 three times, then 2⁻⁸ to 1 and 1 again.
    /// </summary>
    [Fact]
    public void Four_neurons_by_hand()
    {
        Assert.Equal(13, Left(400), 1e-12);
        Assert.Equal(
            (0.002 * 3) + (1 / 256.0) + (1 / 128.0) + (1 / 64.0) + (1 / 32.0) + 0.0625 + 0.125 + 0.25 + 0.5 + 2,
            Left(480_000),
            1e-12
        );

        static double Left(long rows)
        {
            var plan = new AnnealingPlan();
            var options = (SomOptions.Default with { TargetNeurons = 4 }).Resolve(rows);
            var start = plan.Start(options, rows, _ => true);
            return WorkForecast.Left(plan, new PlanContext(options, 1, rows, null), start.State, 0, start.Positions.Count);
        }
    }

    /// <summary>What is done is never less than before, whole at the end, and about the same for a run that goes on from a file.</summary>
    [Fact]
    public void A_resumed_run_knows_what_was_done()
    {
        using var rows = new LocalEngine(SameBitsTests.Wide);
        var run = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 80 }, rows);
        double before = 0;
        while (!run.IsFinished)
        {
            double done = Next(run);
            Assert.InRange(done, before, 1);
            before = done;
            if (run.IsFinished || run.Epoch % 10 != 0)
                continue;
            run.Save(folder.At("run.npz"));
            using var others = new LocalEngine(SameBitsTests.Wide);
            Assert.InRange(Next(TrainingRun.Resume(folder.At("run.npz"), others)), done - 0.1, done + 0.1);
        }
        Assert.Equal(1, before);

        static double Next(TrainingRun run)
        {
            var told = new List<EpochReport>();
            int epoch = run.Epoch;
            new TrainingDriver { Progress = new Listener<EpochReport>(told.Add) }.Advance(run, at => at.Epoch > epoch);
            return Assert.Single(told).Done!.Value;
        }
    }

    [Fact]
    public void Growth_by_a_threshold_does_not_know()
    {
        using var rows = new LocalEngine(SameBitsTests.Wide);
        var told = new List<EpochReport>();
        TrainingRun.Start(SomOptions.Default with { Lambda = 2 }, rows).Complete(new Listener<EpochReport>(told.Add));
        Assert.All(told, report => Assert.Null(report.Done));
    }
}
