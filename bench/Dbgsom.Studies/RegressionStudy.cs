using System.Diagnostics;
using System.Globalization;
using Dbgsom.Regression;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Studies;

/// <summary>
/// Predicting a number: the root mean square error on held-out rows, 5 folds, several seeds of folds and maps; beside it scikit-learn's k nearest neighbors, whose k and
/// weights are tuned by cross-validation within the rows trained on; and how many held-out rows the 90 % intervals hold.
/// </summary>
public static class RegressionStudy
{
    private const int Folds = 5;
    private const int Seeds = 5;

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "regression.py");

    /// <param name="output">Where the table goes.</param>
    /// <param name="only">The sets; all where none is named.</param>
    public static void Run(TextWriter output, params string[] only)
    {
        if (Python([]) is not [var versions])
        {
            output.WriteLine("/usr/bin/python3 has no scikit-learn, so there is no comparison");
            return;
        }
        output.WriteLine($"Beside: {versions}. {Folds} folds, {Seeds} seeds; every map standardized, otherwise default.");
        output.WriteLine();
        output.WriteLine(
            "| data | rows × features | RMSE, map | RMSE, tuned k-NN | map / k-NN | seeds in which the map is better | rows in 90 % intervals | mean width / 2 RMSE | span | seconds a fit |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        using var folder = new StudyFolder("regression");
        foreach (var (name, set) in Sets(folder).Where(one => only.Length == 0 || only.Contains(one.Name)))
            output.WriteLine(Line(name, set, folder));
    }

    private static IEnumerable<(string Name, Samples Set)> Sets(StudyFolder folder)
    {
        Python(["data", folder.FullName]);
        var features = DataMatrix.LoadNpy(folder.Path("X.npy"));
        double[] targets = [.. Targets(folder.Path("y.npy"))];
        yield return ("diabetes", new Samples(features, targets));
        yield return ("Friedman 1", TargetSets.Friedman(1000, 1));
        yield return ("noisy sheet", TargetSets.Sheet(1500, 2));
        yield return ("piecewise linear", TargetSets.Pieces(1200, 3));
    }

    private static string Line(string name, Samples set, StudyFolder folder)
    {
        int rows = set.Targets.Length;
        int[][] folds = [.. Enumerable.Range(0, Seeds).Select(seed => Deal(rows, seed))];
        double[] theirs = Theirs(set, folds, folder);
        var (ours, inside, width, spans, seconds) = (new double[Seeds], 0.0, 0.0, 0.0, 0.0);
        for (int seed = 0; seed < Seeds; seed++)
        {
            double squares = 0;
            for (int fold = 0; fold < Folds; fold++)
            {
                int[] train = [.. Enumerable.Range(0, rows).Where(row => folds[seed][row] != fold)];
                int[] test = [.. Enumerable.Range(0, rows).Where(row => folds[seed][row] == fold)];
                var clock = Stopwatch.StartNew();
                var map = new SomRegressor(SomOptions.Default with { Scaling = Scaling.Standard, Seed = (uint)seed }).Fit(
                    set.Data.SelectRows(train),
                    Array.ConvertAll(train, row => set.Targets[row])
                );
                seconds += clock.Elapsed.TotalSeconds / Folds / Seeds;
                spans += map.Span / Folds / Seeds;
                foreach (var (i, predicted) in map.PredictIntervals(set.Data.SelectRows(test)).Index())
                {
                    double target = set.Targets[test[i]];
                    squares += (predicted.Value - target) * (predicted.Value - target);
                    inside += target >= predicted.Low && target <= predicted.High ? 1.0 / rows / Seeds : 0;
                    width += (predicted.High - predicted.Low) / rows / Seeds;
                }
            }
            ours[seed] = Math.Sqrt(squares / rows);
        }
        double mean = ours.Average();
        int better = Enumerable.Range(0, Seeds).Count(seed => ours[seed] <= theirs[seed]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {rows:#,0} × {set.Data.ColumnCount} | {mean:0.###} | {theirs.Average():0.###} | {mean / theirs.Average():0.000} | {better} of {Seeds} | {100 * inside:0.0} % | {width / 2 / mean:0.00} | {spans:0.00} | {seconds:0.00} |"
        );
    }

    /// <summary>A fold a row, drawn by a seed.</summary>
    private static int[] Deal(int rows, int seed)
    {
        int[] folds = [.. Enumerable.Range(0, rows).Select(row => row % Folds)];
        new Random(seed).Shuffle(folds);
        return folds;
    }

    private static double[] Theirs(Samples set, int[][] folds, StudyFolder folder)
    {
        NpyFile.Write(folder.Path("rows.npy"), set.Data);
        NpyFile.Write(folder.Path("targets.npy"), DataMatrix.From(set.Targets, 1));
        NpyFile.Write(
            folder.Path("folds.npy"),
            DataMatrix.From([.. folds.Select(seed => Array.ConvertAll(seed, fold => (double)fold))])
        );
        string[] lines = Python(["fit", folder.Path("rows.npy"), folder.Path("targets.npy"), folder.Path("folds.npy")]);
        return Array.ConvertAll(lines, line => double.Parse(line, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<double> Targets(string path)
    {
        var (texts, _) = NpyText.Read(path);
        return texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>The lines that the script prints; none where Python or scikit-learn is not here.</summary>
    private static string[] Python(string[] args)
    {
        try
        {
            using var python = Process.Start(
                new ProcessStartInfo("/usr/bin/python3", [Script, .. args]) { RedirectStandardOutput = true }
            )!;
            string[] lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            return python.ExitCode == 0 ? lines : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}

/// <summary>Rows with a number beside their features.</summary>
/// <param name="Data">The features.</param>
/// <param name="Targets">The number of each row.</param>
public sealed record Samples(DataMatrix Data, double[] Targets);
