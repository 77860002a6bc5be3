using System.Globalization;
using Dbgsom.Passes;
using Dbgsom.Studies;
using Dbgsom.Training;

namespace Dbgsom.Compare.Sections;

/// <summary>What leaving rows out of the search saves, and that it changes nothing.</summary>
internal sealed class PruningSection() : Section("pruning", "Pruning")
{
    private const int Rows = 200_000;
    private const int Last = 10;

    private const string SameBytes = "the same bytes";

    // Both end near 400 neurons: by itself, a little beyond the target, and where growth is cut short.
    private static readonly (string Name, SomOptions Options)[] Fits =
    [
        ("target-neurons 360", SomOptions.Default with { TargetNeurons = 360 }),
        ("lambda 1, max-neurons 400", SomOptions.Default with { Lambda = 1, MaxNeurons = 400 }),
    ];
    private const int EpochsBetweenSpeeds = 50;

    private static readonly string[] Columns =
    [
        "options",
        "neurons",
        "ended by",
        "epochs",
        $"last {Last}: pruning",
        "without",
        "ratio",
        "searched again",
        "weights moved",
        "all epochs: pruning",
        "without",
        "ratio",
        "searched again",
        "models",
    ];

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"Fits on {Report.Count(Rows)} × 32 floats, 50 Gaussian blobs, seed 1, default options but for those named, on all cores: one with pruning and one without, an epoch of the first, then the same of the other. "
                + $"One pair of fits each; the mean of the last {Last} epochs, and the sum of all. A row is *searched again* where the bound left with it does not rule out all but a few neurons; all are looked at then. "
                + "*weights moved* is the norm of the change of all weights, the mean of the same epochs."
        );
        report.Table(Columns, Fits.Select(fit => Row(fit.Name, fit.Options, harness, goals)));
    }

    private static IReadOnlyList<string> Row(string name, SomOptions options, Harness harness, List<Goal> goals)
    {
        var data = Workload.Single(Rows, 32);
        using var pruned = new Fit(data, options, true);
        using var full = new Fit(data, options, false);
        while (!pruned.Training.IsFinished)
        {
            if (pruned.Training.Epoch % EpochsBetweenSpeeds == 0)
            {
                harness.Progress($"pruning: {name}, epoch {pruned.Training.Epoch}, {pruned.Training.NeuronCount} neurons");
                harness.Speed();
            }
            pruned.Advance();
            full.Advance();
        }
        harness.Speed();
        string models = pruned.File().AsSpan().SequenceEqual(full.File()) ? SameBytes : "other bytes";
        double ratio = LastMean(pruned) / LastMean(full);
        string what = $"pruning, {name}, {pruned.Training.NeuronCount} neurons";
        goals.Add(Goal.AtMost($"{what}: last {Last} epochs over the same without", 1.0 / 3, ratio));
        goals.Add(new Goal($"{what}: the model", SameBytes, models, models == SameBytes));
        return
        [
            name,
            $"{pruned.Training.NeuronCount}",
            $"{pruned.Training.StopReason}",
            $"{pruned.Training.Epoch}",
            Report.Time(LastMean(pruned)),
            Report.Time(LastMean(full)),
            Report.Digits(ratio),
            Percent(pruned.SearchedAgain.TakeLast(Last).Average()),
            Report.Digits(pruned.Training.History.TakeLast(Last).Average(epoch => epoch.WeightChange)),
            Report.Time(pruned.Seconds.Sum()),
            Report.Time(full.Seconds.Sum()),
            Report.Digits(pruned.Seconds.Sum() / full.Seconds.Sum()),
            Percent(pruned.SearchedAgain.Average()),
            models,
        ];
    }

    private static double LastMean(Fit fit) => fit.Seconds.TakeLast(Last).Average();

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>A fit an epoch at a time.</summary>
    private sealed class Fit : IDisposable
    {
        private readonly LocalEngine engine;

        public Fit(DataMatrix data, SomOptions options, bool pruning)
        {
            engine = new LocalEngine(data) { Pruning = pruning };
            Training = TrainingRun.Start(options, engine);
        }

        public TrainingRun Training { get; }

        public List<double> Seconds { get; } = [];

        /// <summary>The share of rows for which all neurons were looked at, in each epoch.</summary>
        public List<double> SearchedAgain { get; } = [];

        public void Advance()
        {
            Seconds.Add(Harness.Seconds(() => Training.Advance()));
            SearchedAgain.Add((double)Training.Searched / engine.RowCount);
        }

        public byte[] File()
        {
            string path = Path.GetTempFileName();
            try
            {
                Training.Finish().Save(path);
                return System.IO.File.ReadAllBytes(path);
            }
            finally
            {
                System.IO.File.Delete(path);
            }
        }

        public void Dispose() => engine.Dispose();
    }
}
