using System.Globalization;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>What leaving rows out of the search saves, and that it changes nothing.</summary>
internal sealed class PruningSection() : Section("pruning", "Pruning")
{
    private const int Rows = 200_000;
    private const int Last = 10;
    private const int EpochsBetweenSpeeds = 50;

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            $"A fit on {Report.Count(Rows)} × 32 floats, 50 Gaussian blobs, seed 1, default options with `TargetNeurons` 400, on all cores: with pruning and without, an epoch of one, then the same of the other. "
                + "One fit each; a row is searched again where the bound left with it does not rule out every other neuron."
        );
        using var pruned = new Fit(Workload.Single(Rows, 32), true);
        using var full = new Fit(Workload.Single(Rows, 32), false);
        while (!pruned.Training.IsFinished)
        {
            if (pruned.Training.Epoch % EpochsBetweenSpeeds == 0)
            {
                harness.Progress($"pruning: epoch {pruned.Training.Epoch}, {pruned.Training.NeuronCount} neurons");
                harness.Speed();
            }
            pruned.Advance();
            full.Advance();
        }
        harness.Speed();
        bool same = pruned.File().AsSpan().SequenceEqual(full.File());
        report.Table(
            ["", "with pruning", "without", "ratio"],
            [
                Row($"last {Last} epochs, the mean", fit => fit.Seconds.TakeLast(Last).Average()),
                Row("longest of these", fit => fit.Seconds.TakeLast(Last).Max()),
                Row("all epochs", fit => fit.Seconds.Sum()),
            ]
        );
        string again = string.Join(", ", pruned.SearchedAgain.TakeLast(Last).Select(Percent));
        report.Paragraph(
            $"{pruned.Training.Epoch} epochs, {pruned.Training.NeuronCount} neurons, ended by {pruned.Training.EndedBy}. Rows searched again in the last {Last} epochs: {again}; "
                + $"over all epochs {Percent(pruned.SearchedAgain.Average())}. The two model files are {(same ? "the same bytes" : "NOT the same bytes")}."
        );
        goals.Add(Goal.AtMost($"pruning: last {Last} epochs over the same without", 1.0 / 3, LastMean(pruned) / LastMean(full)));
        goals.Add(new Goal("pruning: the model", "the same bytes", same ? "the same bytes" : "other bytes", same));

        IReadOnlyList<string> Row(string what, Func<Fit, double> seconds) =>
            [what, Report.Time(seconds(pruned)), Report.Time(seconds(full)), Report.Digits(seconds(pruned) / seconds(full))];
    }

    private static double LastMean(Fit fit) => fit.Seconds.TakeLast(Last).Average();

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>A fit an epoch at a time.</summary>
    private sealed class Fit : IDisposable
    {
        private readonly LocalEngine engine;
        private readonly bool pruning;

        public Fit(DataMatrix data, bool pruning)
        {
            this.pruning = pruning;
            engine = new LocalEngine(data) { Pruning = pruning };
            Training = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 400 }, engine);
        }

        public TrainingRun Training { get; }

        public List<double> Seconds { get; } = [];

        /// <summary>The share of rows searched again in each epoch, where rows are left out.</summary>
        public List<double> SearchedAgain { get; } = [];

        public void Advance()
        {
            if (pruning)
                SearchedAgain.Add(ShareOpen());
            Seconds.Add(Harness.Seconds(() => Training.Advance(engine)));
        }

        public byte[] File()
        {
            string path = Path.GetTempFileName();
            try
            {
                Training.Finish(engine).Save(path);
                return System.IO.File.ReadAllBytes(path);
            }
            finally
            {
                System.IO.File.Delete(path);
            }
        }

        public void Dispose() => engine.Dispose();

        private double ShareOpen() =>
            Training.Epoch == 0 ? 1 : (double)engine.Run(new OpenPass(Training), CancellationToken.None).Open / engine.RowCount;
    }

    /// <summary>Counts, outside of what is timed, the rows that <see cref="PrunedSearch"/> is about to search.</summary>
    private sealed class OpenPass(TrainingRun run) : DataPass<OpenRows>
    {
        private readonly double[] weights = run.Neurons.Weights;
        private readonly int columns = run.Neurons.Columns;
        private readonly int before = run.Epoch - 1;
        private readonly NeuronMotion motion = new(run.PreviousWeights, run.Neurons.Weights, run.Neurons.Columns);

        public override long CostPerRow => columns;

        public override OpenRows NewSums() => new();

        public override void Process(in RowBlock block, OpenRows sums)
        {
            if (!block.State.HasBounds(before))
            {
                sums.Open += block.Count;
                return;
            }
            for (int i = 0; i < block.Count; i++)
            {
                int row = block.Start + i;
                int winner = block.State.Winner(before, row);
                double distance = Metric.Euclidean.Distance(block.Row(i), weights.AsSpan(winner * columns, columns));
                if (distance >= motion.OthersNow(winner, distance, block.State.Bound(before, row)))
                    sums.Open++;
            }
        }
    }

    private sealed class OpenRows : IPassSums<OpenRows>
    {
        public long Open { get; set; }

        public void Merge(OpenRows other) => Open += other.Open;
    }
}
