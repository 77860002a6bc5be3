using System.Diagnostics;
using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>Questions to a finished map, in a process that has run a while: the runtime has compiled what is used much again by then.</summary>
internal sealed class PredictSection() : Section("predict", "Prediction")
{
    private const int Columns = 32;
    private const int Neurons = 368;
    private const double WarmUpSeconds = 60;
    private const double QuickWarmUpSeconds = 20;

    // Together the shortest items last long enough to be timed.
    private const double LeastSeconds = 2e-3;

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        var data = Workload.Single(3000, Columns).ToDouble();
        var map = new SomVq(SomOptions.Default with { TargetNeurons = Neurons }).Fit(data).WithThreads(1);
        int neurons = map.Neurons.Count;
        report.Paragraph(
            $"On one thread, {Columns} features and {neurons} neurons; under the default settings of the runtime, after {(harness.Effort.Repeats < 7 ? QuickWarmUpSeconds : WarmUpSeconds):0} s of calls. "
                + "*The plain loop* finds the winner of the same rows, neurons and features one after the other in doubles, in the same process and in turn with it. `Predict` of one row takes a span."
        );
        double[] weights = map.Weights.Values.ToArray();
        double[] first = EpochCase.DrawnWeights(data, 3000);
        var sample = new double[Columns];
        data.CopyRow(0, sample);
        var items = new List<(string What, int Rows, Action Work)> { ("Predict(row)", 1, () => map.Predict(sample)) };
        foreach (int rows in new[] { 1, 64, 3000 })
        {
            var some = Workload.First(data, rows);
            foreach (int k in new[] { 1, 2, 5 })
                items.Add(($"FindBestMatches, k = {k}", rows, () => map.FindBestMatches(some, k)));
            int[] winners = new int[rows];
            double[] values = first[..(rows * Columns)];
            items.Add(("the plain loop", rows, () => TextbookSearch.RunOnOne(values, weights, Columns, winners)));
        }
        WarmUp(harness, items.ConvertAll(item => item.Work));
        var repeats = items.ConvertAll(item => Repeats(item.Work));
        var times = harness.Time([
            .. items.Select(
                (item, i) =>
                    (Action)(
                        () =>
                        {
                            for (int time = 0; time < repeats[i]; time++)
                                item.Work();
                        }
                    )
            ),
        ]);
        report.Table(
            ["rows", "what", "median", "least", "ns a row", "× the plain loop"],
            items.Select(
                (item, i) =>
                {
                    int loop = items.FindIndex(other => other.Rows == item.Rows && other.What == "the plain loop");
                    double least = times[i].Least / repeats[i];
                    return (IReadOnlyList<string>)
                        [
                            Report.Count(item.Rows),
                            item.What,
                            Report.Time(times[i].Median / repeats[i]),
                            Report.Time(least),
                            Report.Digits(least / item.Rows * 1e9),
                            Report.Digits(times[i].Least / repeats[i] / (times[loop].Least / repeats[loop])),
                        ];
                }
            )
        );
        Add("Predict(row)", 1, 2e-6);
        Add("FindBestMatches, k = 2", 64, 60e-6);

        void Add(string what, int rows, double limit)
        {
            int i = items.FindIndex(item => item.What == what && item.Rows == rows);
            double least = times[i].Least / repeats[i];
            goals.Add(new Goal($"{what}, {rows} rows", $"at most {Report.Time(limit)}", Report.Time(least), least <= limit));
        }
    }

    private static int Repeats(Action work)
    {
        work();
        return (int)Math.Clamp(LeastSeconds / Math.Max(Harness.Seconds(work), 1e-7), 1, 10_000);
    }

    private static void WarmUp(Harness harness, List<Action> items)
    {
        double seconds = harness.Effort.Repeats < 7 ? QuickWarmUpSeconds : WarmUpSeconds;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            foreach (var item in items)
                for (long once = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(once).TotalMilliseconds < 5; )
                    item();
    }
}
