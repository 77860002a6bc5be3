using Dbgsom.Space;

namespace Dbgsom.Tests;

/// <summary>One map, used by many threads at once; many maps, one after the other.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task A_map_answers_sixteen_threads_as_it_answers_one()
    {
        var data = Training.SameBitsTests.Make(600, 5, 11);
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 30, Scaling = Scaling.Standard }).Fit(data);
        int[] labels = map.PredictLabel(data);
        double[] scores = map.OutlierScores(data);
        double error = map.QuantizationError(data);
        using var together = new Barrier(16);
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            together.SignalAndWait();
                            for (int time = 0; time < 5; time++)
                            {
                                Assert.Equal(labels, map.PredictLabel(data));
                                Assert.Equal(scores, map.OutlierScores(data));
                                Assert.Equal(error, map.QuantizationError(data));
                            }
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
    }

    /// <summary>What is kept after a fit is the map. Many more: <c>bench/Dbgsom.Studies -- soak</c>.</summary>
    [Fact]
    public void Fits_leave_nothing_behind()
    {
        var data = Training.SameBitsTests.Make(60, 3, 5);
        var kept = new List<WeakReference>();
        for (int time = 0; time < 20; time++)
            kept.Add(Fit(data));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(kept.Count(one => one.IsAlive) <= 1);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Fit(DataMatrix data) =>
        new(new SomVq(new SomOptions { TargetNeurons = 4, Epochs = 5 }).Fit(data));
}
