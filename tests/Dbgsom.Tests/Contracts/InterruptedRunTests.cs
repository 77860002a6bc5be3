using Dbgsom.Rows;

namespace Dbgsom.Tests.Contracts;

/// <summary>A run can be stepped, canceled amid any epoch, saved and gone on with elsewhere, and ends with the identical map.</summary>
public sealed class InterruptedRunTests
{
    public static IEnumerable<TheoryDataRow<string>> Variants => Variant.SomeNames;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_by_step_it_is_fit(string name)
    {
        var variant = Variant.Of(name);
        var request = variant.Request();
        var told = new List<EpochReport>();
        byte[] whole = variant.Estimator.Fit(request with { Progress = new Listener<EpochReport>(told.Add) }).ToBytes();
        using var rows = variant.Estimator.Engine(request with { Threads = 2 });
        var run = TrainingRun.Start(request.Options, rows);
        var stepped = new List<EpochReport>();
        while (!run.IsFinished)
            stepped.Add(run.Advance());
        Assert.Equal(run.History, stepped);
        Assert.Equal(told.Where(report => report.Path.Length == 0).Select(report => report with { Done = null }), stepped);
        Assert.Equal(whole, run.Finish().ToBytes());
    }

    /// <summary>
    /// In every epoch: canceled while the rows are read, with some of them done; saved; gone on with from the file, on other threads; canceled
    /// again; and then done.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Canceled_and_resumed_in_every_epoch_it_is_fit(string name)
    {
        var variant = Variant.Of(name);
        byte[] whole = variant.Fit().ToBytes();
        using var folder = new TemporaryFolder();
        string path = folder.At("run.npz");
        using var storage = new CancelingStorage(Samples.Values, Samples.Rows, Samples.Columns);
        var request = variant.Request(DataMatrix.Over(storage)) with { Threads = 1 };
        var rows = variant.Estimator.Engine(request);
        try
        {
            var run = TrainingRun.Start(request.Options, rows);
            while (!run.IsFinished)
            {
                AssertCanceled(run, storage);
                run.Save(path);
                rows.Dispose();
                rows = variant.Estimator.Engine(request with { Threads = 1 + (run.Epoch % 3) });
                run = TrainingRun.Resume(path, rows);
                AssertCanceled(run, storage);
                run.Advance();
            }
            Assert.Equal(whole, run.Finish().ToBytes());
        }
        finally
        {
            rows.Dispose();
        }
    }

    /// <summary>Canceled from the report of every epoch in turn: Fit ends there, and told of no epoch after it.</summary>
    [Fact]
    public void A_fit_canceled_in_any_epoch_ends_there()
    {
        foreach (var variant in Variant.All.DistinctBy(variant => (variant.Estimator, variant.Options.Preset)))
        {
            int epochs = variant.Fit().Training.Epochs;
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                using var source = new CancellationTokenSource();
                int told = 0;
                var progress = new Listener<EpochReport>(report =>
                {
                    told++;
                    if (report.Epoch == epoch)
                        source.Cancel();
                });
                var request = variant.Request() with { Progress = progress, Cancellation = source.Token };
                Assert.ThrowsAny<OperationCanceledException>(() => variant.Estimator.Fit(request));
                Assert.Equal(epoch + 1, told);
            }
        }
    }

    private static void AssertCanceled(TrainingRun run, CancelingStorage storage)
    {
        int epoch = run.Epoch;
        double[] before = run.Weights.Values.ToArray();
        using var source = new CancellationTokenSource();
        storage.CancelOnRead(source);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Advance(source.Token));
        storage.CancelOnRead(null);
        Assert.Equal(epoch, run.Epoch);
        Assert.Equal(epoch, run.History.Count);
        Assert.Equal(before, run.Weights.Values.ToArray());
    }

    /// <summary>Rows that cancel when a first block of them is read, so that it is done and those after it are not.</summary>
    private sealed class CancelingStorage(double[] values, int rows, int columns) : RowStorage(rows, columns), IDisposable
    {
        private CancellationTokenSource? source;

        public override bool IsSingle => false;

        /// <summary>As if in a file: they are read anew in each epoch, not copied.</summary>
        public override bool IsMapped => true;

        public override bool MayHaveGaps => false;

        public override bool NeedsScratch => false;

        public void CancelOnRead(CancellationTokenSource? onRead) => source = onRead;

        public override double At(int row, int column) => values[(row * ColumnCount) + column];

        public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
        {
            source?.Cancel();
            return values.AsSpan(start * ColumnCount, count * ColumnCount);
        }

        public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
            Gather(rows.ToArray(), scratchDirectory);

        public void Dispose() => source = null;
    }
}
