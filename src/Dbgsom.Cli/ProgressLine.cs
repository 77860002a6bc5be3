using System.Diagnostics;
using Dbgsom.Classification.Lvq;
using Dbgsom.Training;

namespace Dbgsom.Cli;

/// <summary>A progress line on the terminal, which is cleared at the end.</summary>
internal sealed class ProgressLine(bool shown) : IProgress<EpochReport>, IProgress<double>, IProgress<LvqReport>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);

    // Sooner, an estimate jumps about.
    private static readonly TimeSpan LeastToJudgeBy = TimeSpan.FromSeconds(1);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan next;

    // When the work of a map was first told of, and how much of it was done then.
    private (string Path, TimeSpan At, double Done)? first;
    private int length;

    public void Report(EpochReport value)
    {
        if (value.Done is { } now && first?.Path != value.Path)
            first = (value.Path, clock.Elapsed, now);
        if (!IsDue())
            return;
        string changed = value.ChangedShare is { } share ? $" · {Numbers.Percent(share)} changed" : "";
        Show(
            $"{(value.Path.Length == 0 ? "" : $"map {value.Path} · ")}{Done(value)}epoch {value.Epoch + 1} · {(value.Phase == TrainingPhase.Coarse ? "growing" : "fine")} · {value.NeuronsAfter} neurons"
                + $" · error {Numbers.Show(value.QuantizationError)}{changed}{Rate(value)}"
        );
    }

    /// <summary>How much is done and how long the rest will take, if it goes on as since the first report.</summary>
    private string Done(EpochReport value)
    {
        if (value.Done is not { } done || first is not { } start)
            return "";
        var passed = clock.Elapsed - start.At;
        bool known = done > start.Done && passed > LeastToJudgeBy;
        string left = known ? $", {Numbers.Duration(passed * ((1 - done) / (done - start.Done)))} left" : "";
        return $"{Numbers.Percent(done)} done{left} · ";
    }

    /// <summary>Epochs in a second, where nothing better is known.</summary>
    private string Rate(EpochReport value) =>
        value.Done is null ? $" · {Numbers.Count(Math.Round((value.Epoch + 1) / clock.Elapsed.TotalSeconds))}/s" : "";

    /// <summary>Shares of what is done, as in "12.0 % of the shuffles".</summary>
    public IProgress<double> Of(string what) => new Share(this, what);

    private sealed class Share(ProgressLine line, string what) : IProgress<double>
    {
        public void Report(double value) => line.Report(() => $"{Numbers.Percent(value)} of the {what}");
    }

    /// <summary>A line of its own, where one is due.</summary>
    public void Report(Func<string> text)
    {
        if (IsDue())
            Show(text());
    }

    /// <summary>The share of the rows that are done.</summary>
    public void Report(double value)
    {
        if (IsDue())
            Show($"{Numbers.Percent(value)} of the rows");
    }

    public void Report(LvqReport value)
    {
        if (IsDue())
            Show($"iteration {value.Iteration + 1} · {Numbers.Percent(value.Accuracy)} of the samples right");
    }

    public void Dispose()
    {
        if (length == 0)
            return;
        Show("");
        Console.Error.Write('\r');
    }

    private bool IsDue()
    {
        if (!shown || clock.Elapsed < next)
            return false;
        next = clock.Elapsed + Pause;
        return true;
    }

    private void Show(string what)
    {
        string text = Failure.OneLine(what);
        // A line that fills the width wraps, and the next one would stand below it.
        int width = Console.WindowWidth is > 1 and var columns ? columns - 1 : 79;
        string line = text.Length > width ? text[..width] : text;
        Console.Error.Write("\r" + line.PadRight(Math.Min(length, width)));
        length = line.Length;
    }
}
