using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>What more threads bring.</summary>
internal sealed class ThreadSection() : Section("threads", "Threads")
{
    private const int Rows = 200_000;

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"The same epoch, {Report.Count(Rows)} × 32 floats, K = 400, on a growing number of threads, in turn. The peak of all cores over that of one says what the machine itself allows."
        );
        harness.Progress("threads");
        var data = Workload.Single(Rows, 32);
        int[] threads = [.. Doubled(Environment.ProcessorCount)];
        var epochs = Array.ConvertAll(threads, count => new EpochCase(data, 20, 20, count));
        var times = harness.Time(Array.ConvertAll(epochs, epoch => (Action)(() => epoch.Run())));
        report.Table(
            ["threads", "median", "least", "speed-up"],
            threads.Select(
                (count, i) =>
                    (IReadOnlyList<string>)
                        [
                            $"{count}",
                            Report.Time(times[i].Median),
                            Report.Time(times[i].Least),
                            Report.Digits(times[0].Median / times[i].Median),
                        ]
            )
        );
        report.Paragraph(
            $"Peak of all cores over that of one: {Report.Digits(times[0].Speed.Single / times[0].Speed.SingleOneCore)}."
        );
        if (Array.IndexOf(threads, 2) is > 0 and int two)
            goals.Add(Goal.AtLeast("1 → 2 threads: speed-up of the epoch", 1.85, times[0].Median / times[two].Median));
        foreach (var epoch in epochs)
            epoch.Dispose();
    }

    /// <summary>1, 2, 4, … and all.</summary>
    private static IEnumerable<int> Doubled(int cores)
    {
        for (int count = 1; count < cores; count *= 2)
            yield return count;
        yield return cores;
    }
}
