using System.Diagnostics;
using System.Globalization;
using Dbgsom.Grid;

namespace Dbgsom.Studies;

/// <summary>
/// The workloads that other programs publish times of, on data made anew in the stated sizes, and MiniSom in the same run. For MiniSom a Python with numba is needed, and
/// its folder in PYTHONPATH.
/// </summary>
public static class PublishedGridStudy
{
    private const int Fits = 3;

    // Their first call compiles.
    private const string Script = """
        import sys, time
        import numpy as np
        from minisom import MiniSom
        x = np.load(sys.argv[1])
        columns, rows, epochs = (int(a) for a in sys.argv[2:5])
        som = MiniSom(columns, rows, x.shape[1], sigma=float(sys.argv[5]), random_seed=0)
        som.pca_weights_init(x)
        MiniSom(2, 2, x.shape[1], sigma=1).train_batch_offline_fast(x[:10], 1)
        start = time.time()
        som.train_batch_offline_fast(x, epochs)
        print(time.time() - start, som.quantization_error(x))
        """;

    private static readonly Work[] Works =
    [
        new(16_000, 300, 25, 15, 100, "torchsom, its documentation: CPU of 8 cores 30.4 s, T4 11.6 s; MiniSom 1,939 s", 2),
        new(16_000, 300, 90, 70, 100, "torchsom: CPU of 8 cores 321 s, T4 19.5 s", 20),
        new(192_250, 18, 10, 10, 10, "FlowSOM for Python: 9.06 s, in batches 4.79 s", null),
        new(10_000_000, 50, 32, 32, 10, "XPySom, V100: 26.3 s; FloatSOM, four V100: 36.9 s; aweSOM: more than 1,800 s", 40),
    ];

    /// <param name="output">Where the tables go.</param>
    /// <param name="all">Whether to run the one with 2 GB of data, too.</param>
    public static void Run(TextWriter output, bool all)
    {
        output.WriteLine("| data | grid | epochs | published | wanted | seconds | QE | TE8 | TE4 |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var work in Works)
            output.WriteLine(work.Rows < 1_000_000 || all ? Ours(work) : $"| {work.Size} | | | {work.Published} | | not run |");
        output.WriteLine();
        output.WriteLine(
            "| data | grid | epochs | MiniSom, train_batch_offline_fast, seconds | QE | ours, seconds | QE | times as fast |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        output.WriteLine(BesideMiniSom(Works[0] with { Epochs = 10 }));
        output.WriteLine(BesideMiniSom(Works[2]));
    }

    private static string Ours(Work work)
    {
        var data = work.Data();
        SomMap map = null!;
        double seconds = Median(() => map = new SomVq(work.Options).Fit(data), work.Rows < 1_000_000 ? Fits : 1);
        var error = map.Training.TopographicError;
        return Text(
            $"| {work.Size} | {work.Columns} × {work.Down} | {work.Epochs} | {work.Published} | {work.Wanted} | {seconds:0.00} | {map.Training.QuantizationError:0.0000} | {error.EightNeighbor:0.000} | {error.FourNeighbor:0.000} |"
        );
    }

    private static string BesideMiniSom(Work work)
    {
        using var folder = new StudyFolder("minisom");
        var data = work.Data();
        Rows.NpyFile.Write(folder.Path("data.npy"), data);
        File.WriteAllText(folder.Path("script.py"), Script);
        double sigma = Math.Max(work.Columns, work.Down) / 2.0;
        string[]? theirs = Python([
            folder.Path("script.py"),
            folder.Path("data.npy"),
            Text($"{work.Columns}"),
            Text($"{work.Down}"),
            Text($"{work.Epochs}"),
            Text($"{sigma}"),
        ]);
        string name = Text($"| {work.Size} | {work.Columns} × {work.Down} | {work.Epochs} |");
        if (theirs is not [var other, var error])
            return $"{name} not here |";
        // Their width falls to 1, as ours here.
        var options = work.Options with
        {
            Scaling = Space.Scaling.None,
            SigmaStart = sigma,
            SigmaEnd = 1,
            SigmaFine = 1,
        };
        SomMap map = null!;
        double seconds = Median(() => map = new SomVq(options).Fit(data), Fits);
        double their = double.Parse(other, CultureInfo.InvariantCulture);
        return Text(
            $"{name} {their:0.00} | {double.Parse(error, CultureInfo.InvariantCulture):0.0000} | {seconds:0.000} | {map.Training.QuantizationError:0.0000} | {their / seconds:0} |"
        );
    }

    private static string[]? Python(string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("/usr/bin/python3", arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text.Trim().Split(' ') : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static double Median(Action work, int times) =>
        Statistics.Median(
            Enumerable
                .Range(0, times)
                .Select(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    work();
                    return clock.Elapsed.TotalSeconds;
                })
                .ToArray()
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Work(int Rows, int Features, int Columns, int Down, int Epochs, string Published, double? Wanted)
    {
        private const int Centers = 10;

        public string Size => Text($"{Rows} × {Features}");

        public SomOptions Options => SomOptions.Default with { Grid = new GridSize(Columns, Down), Epochs = Epochs };

        public DataMatrix Data() =>
            Rows < 1_000_000 ? Generators.Blobs(Rows, Features, Centers, 1) : Generators.SingleBlobs(Rows, Features, Centers, 1);
    }
}
