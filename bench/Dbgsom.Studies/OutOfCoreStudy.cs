using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Dbgsom.Passes;

namespace Dbgsom.Studies;

/// <summary>What training on a large file costs, mapped or loaded: anonymous memory at its peak and rows a second. Linux only.</summary>
public static class OutOfCoreStudy
{
    private const int Epochs = 5;

    public static void Run(TextWriter output, string path, bool mapped, IReadOnlyList<string> changes)
    {
        using var memory = new AnonymousMemory();
        var clock = Stopwatch.StartNew();
        var options = MapSizeStudy.Change(SomOptions.Default with { Epochs = Epochs }, changes);
        using var data = mapped ? DataMatrix.MapNpy(path) : DataMatrix.LoadNpy(path);
        Say($"{data.RowCount} rows of {data.ColumnCount}", clock);
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows);
        Say($"statistics and starting samples of {run.NeuronCount} neurons", clock);
        double slowest = 0;
        double training = 0;
        var processor = Environment.CpuUsage.TotalTime;
        while (!run.IsFinished)
        {
            clock.Restart();
            var report = run.Advance();
            training += clock.Elapsed.TotalSeconds;
            slowest = Math.Max(slowest, clock.Elapsed.TotalSeconds);
            Say($"epoch {report.Epoch}, {report.Neurons} neurons", clock);
        }
        double busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        clock.Restart();
        var map = run.Finish();
        Say($"last search, {map.Neurons.Count} neurons, quantization error {map.Training.QuantizationError:R}", clock);
        Say($"SHA-256 of the model: {Hash(map)}");
        Say($"rows a second over all epochs: {run.Epoch * (double)data.RowCount / training / 1e6:F2} million");
        Say($"rows a second in the slowest epoch: {data.RowCount / slowest / 1e6:F2} million");
        Say($"rows a second of a processor over all epochs: {run.Epoch * (double)data.RowCount / busy / 1e6:F2} million");
        Say($"anonymous memory at most: {memory.Peak >> 20} MiB");

        void Say(FormattableString text, Stopwatch? since = null) =>
            output.WriteLine(
                text.ToString(CultureInfo.InvariantCulture)
                    + (since is null ? "" : since.Elapsed.TotalSeconds.ToString("': '0.00' s'", CultureInfo.InvariantCulture))
            );
    }

    private static string Hash(SomMap map)
    {
        string path = Path.GetTempFileName();
        try
        {
            map.Save(path);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
