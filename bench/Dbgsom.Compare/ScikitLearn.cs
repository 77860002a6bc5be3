using System.Diagnostics;
using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Compare;

/// <summary>Clustering of scikit-learn, each fit a process of its own.</summary>
internal static class ScikitLearn
{
    // Debian's, with its packages; another Python may come first on the path.
    private const string Interpreter = "/usr/bin/python3";

    // What limits the threads of the libraries below it.
    private static readonly string[] LimitingVariables = ["OPENBLAS_", "OMP_"];

    /// <summary>The versions of all that takes part; null where it is not installed.</summary>
    public static string? Versions() => File.Exists(Interpreter) && Run() is (0, var said) ? said.Trim() : null;

    /// <summary>Fits, process start, reading and saving included.</summary>
    /// <param name="name">The class.</param>
    /// <param name="rows">The file of the rows.</param>
    /// <param name="centers">How many centers.</param>
    /// <param name="seed">Its random state.</param>
    /// <param name="output">Where the centers are saved.</param>
    /// <returns>The seconds of the process and of the fit in it, and the centers.</returns>
    public static (double Seconds, double FitSeconds, DataMatrix Centers) Fit(
        string name,
        string rows,
        int centers,
        uint seed,
        string output
    )
    {
        var clock = Stopwatch.StartNew();
        var (code, said) = Run(
            name,
            rows,
            centers.ToString(CultureInfo.InvariantCulture),
            seed.ToString(CultureInfo.InvariantCulture),
            output
        );
        double seconds = clock.Elapsed.TotalSeconds;
        return code == 0
            ? (seconds, double.Parse(said, CultureInfo.InvariantCulture), NpyFile.ReadMatrix(output))
            : throw new InvalidOperationException($"{name} ended with {code}");
    }

    private static (int Code, string Said) Run(params string[] args)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "kmeans.py");
        var start = new ProcessStartInfo(Interpreter, [script, .. args]) { RedirectStandardOutput = true };
        foreach (string variable in start.Environment.Keys.Where(key => LimitingVariables.Any(key.StartsWith)).ToList())
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
