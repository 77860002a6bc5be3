using Dbgsom.Studies;
using Microsoft.ML.Trainers;

namespace Dbgsom.Compare.Sections;

/// <summary>The other .NET library that clusters.</summary>
internal sealed class KMeansSection() : Section("kmeans", "ML.NET's k-means")
{
    private const int Iterations = 10;

    private static string Version => Machine.VersionOf(typeof(KMeansTrainer));

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"`KMeansTrainer` of ML.NET {Version} on the same rows, all in its cache, the same k and all cores, from random centroids: an iteration is a fit of {1 + Iterations} less a fit of 1, divided by {Iterations}. "
                + $"Beside it our epoch: with every neuron looked at, and as a fit runs it, with pruning, after {Iterations} epochs: both programs are then at the same age, and leave out what bounds of their own allow. "
                + "Ours also has the neighborhood of a map and gives the same bits on any number of threads. The last column says how far the last iteration of ML.NET still moved a centroid, root mean square: it did run."
        );
        report.Table(
            ["n × d", "k", "what", "median", "× fastest other", "still moved"],
            from rows in new[] { 100_000, 200_000 }
            from side in new[] { 8, 20 }
            from row in Rows(harness, rows, side)
            select row
        );
    }

    private static IReadOnlyList<string>[] Rows(Harness harness, int rows, int side)
    {
        harness.Progress($"kmeans: {rows} rows, k = {side * side}");
        int cores = Environment.ProcessorCount;
        var data = Workload.Single(rows, MlNetKMeans.Columns);
        var kMeans = new MlNetKMeans(data);
        using var full = new EpochCase(data, side, side);
        using var pruned = new EpochCase(data, side, side, null, Iterations, true);
        double[] before = kMeans.Fit(side * side, Iterations, cores);
        double[] after = [];
        var times = harness.Time(
            [
                () => kMeans.Fit(side * side, 1, cores),
                () => after = kMeans.Fit(side * side, 1 + Iterations, cores),
                () => full.Run(),
                () => pruned.Run(),
            ],
            3
        );
        double iteration = (times[1].Median - times[0].Median) / Iterations;
        double moved = Math.Sqrt(before.Zip(after, (a, b) => (a - b) * (a - b)).Sum() / (side * side));
        return
        [
            Row($"ML.NET {Version}, an iteration", iteration, Math.Min(times[2].Median, times[3].Median), Report.Digits(moved)),
            Row("ours, an epoch, full search", times[2].Median, iteration),
            Row("ours, an epoch, pruning", times[3].Median, iteration),
        ];

        IReadOnlyList<string> Row(string what, double seconds, double other, string stillMoved = "") =>
            [
                $"{Report.Count(rows)} × {MlNetKMeans.Columns}",
                $"{side * side}",
                what,
                Report.Time(seconds),
                Report.Digits(seconds / other),
                stillMoved,
            ];
    }
}
