using System.Diagnostics;
using System.Globalization;
using Dbgsom.Clustering;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>
/// A fifth of the values of a set is taken away; a map of what is left fills it in. Beside it scikit-learn's KNNImputer on the same values, at its best of 3, 5
/// and 10 neighbors, and the map of the complete data. Errors are in standard deviations of the complete data. ARI: Ward's clusters of the neurons, as many as
/// there are classes, beside the classes of the complete rows. Within: the share of the values filled in whose error is below their deviation, .68 for a
/// normal distribution. All rows are trained on, however much they lack.
/// </summary>
public static class ImputationStudy
{
    private const int Seeds = 20;
    private const double Share = 0.2;

    private static readonly string[] Sets = ["wine", "breast_cancer", "digits"];

    private const string Script =
        "import sys, numpy as np\n"
        + "from sklearn.impute import KNNImputer\n"
        + "full, gaps = np.load(sys.argv[1]), np.load(sys.argv[2])\n"
        + "lost = np.isnan(gaps)\n"
        + "for k in (3, 5, 10):\n"
        + "    x = KNNImputer(n_neighbors=k).fit_transform(gaps)\n"
        + "    print(np.sqrt(np.mean((x[lost] - full[lost]) ** 2)))\n";

    /// <param name="output">Where the table goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine(
            "| data | missing | RMSE, map | RMSE, KNNImputer, best k | within | QE on complete data / that of the map of complete data | ARI, map | ARI, map of complete data | seeds |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (string name in Sets)
        foreach (bool random in new[] { true, false })
            if (SampleSets.LoadLabeled(name) is { } set)
                output.WriteLine(Line(name, Standardized(set.Data), set.Labels, random));
            else
                output.WriteLine($"| {name} | its file is not here |");
    }

    private static string Line(string name, double[][] full, string[] labels, bool random)
    {
        var (ours, theirs, errors) = (new List<double>(), new List<double?>(), new List<double>());
        var (within, agreement, wanted) = (new List<double>(), new List<double>(), new List<double>());
        for (int seed = 1; seed <= Seeds; seed++)
        {
            double[][] gaps = TakeAway(full, random, seed);
            var options = SomOptions.Default with { Seed = (uint)seed, MaxMissing = 1 };
            var map = new SomVq(options).Fit(DataMatrix.From(gaps));
            var complete = DataMatrix.From(full);
            var imputed = map.ImputeWithDeviations(DataMatrix.From(gaps));
            ours.Add(Error(full, gaps, imputed.Values));
            within.Add(Within(full, gaps, imputed));
            var whole = new SomVq(options).Fit(complete);
            errors.Add(map.QuantizationError(complete) / whole.QuantizationError(complete));
            agreement.Add(Agreement(map, complete, labels));
            wanted.Add(Agreement(whole, complete, labels));
            theirs.Add(NearestNeighbors(full, gaps));
        }
        string beside = theirs[0] is null ? "not here" : Text(Statistics.Median([.. theirs.Select(one => one!.Value)]));
        string kind = random ? "at random" : "by the first column";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Share:P0} {kind} | {Text(Statistics.Median([.. ours]))} | {beside} | {Text(Statistics.Median([.. within]))} | {Text(Statistics.Median([.. errors]))} | {Text(Statistics.Median([.. agreement]))} | {Text(Statistics.Median([.. wanted]))} | {Seeds} |"
        );
    }

    private static double Within(double[][] full, double[][] gaps, ImputedData imputed)
    {
        var (inside, count) = (0.0, 0);
        for (int row = 0; row < full.Length; row++)
        for (int c = 0; c < full[row].Length; c++)
            if (double.IsNaN(gaps[row][c]))
            {
                inside += Math.Abs(imputed.Values[row, c] - full[row][c]) < imputed.Deviations[row, c] ? 1 : 0;
                count++;
            }
        return inside / count;
    }

    private static double Agreement(SomMap map, DataMatrix data, string[] labels)
    {
        string[] classes = [.. labels.Distinct()];
        int[] clusters = [.. map.Cluster(ClusterMethod.Ward, classes.Length).Labels];
        return LabelAgreement
            .Of(
                Array.ConvertAll(map.Predict(data), neuron => clusters[neuron]),
                Array.ConvertAll(labels, label => Array.IndexOf(classes, label)),
                []
            )
            .AdjustedRandIndex;
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Every value with the same chance, or with twice the chance, or none, by whether the first column, which stays, is above its mean.</summary>
    private static double[][] TakeAway(double[][] full, bool random, int seed)
    {
        var generator = new Random(seed);
        return
        [
            .. full.Select(row =>
            {
                double share =
                    random ? Share
                    : row[0] > 0 ? 2 * Share
                    : 0;
                int kept = random ? generator.Next(row.Length) : 0;
                return row.Select((value, c) => c != kept && generator.NextDouble() < share ? double.NaN : value).ToArray();
            }),
        ];
    }

    private static double Error(double[][] full, double[][] gaps, DataMatrix filled)
    {
        var (sum, count) = (0.0, 0);
        for (int row = 0; row < full.Length; row++)
        for (int c = 0; c < full[row].Length; c++)
            if (double.IsNaN(gaps[row][c]))
            {
                sum += (filled[row, c] - full[row][c]) * (filled[row, c] - full[row][c]);
                count++;
            }
        return Math.Sqrt(sum / count);
    }

    /// <summary>The best of the three numbers of neighbors; null where Python has no scikit-learn.</summary>
    private static double? NearestNeighbors(double[][] full, double[][] gaps)
    {
        string folder = Directory.CreateTempSubdirectory("dbgsom-imputation-").FullName;
        try
        {
            string[] files = [Path.Combine(folder, "full.npy"), Path.Combine(folder, "gaps.npy")];
            NpyFile.Write(files[0], DataMatrix.From(full));
            NpyFile.Write(files[1], DataMatrix.From(gaps));
            var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script, .. files])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var python = Process.Start(start)!;
            string[] lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return python.WaitForExit(60_000) && python.ExitCode == 0
                ? lines.Min(line => double.Parse(line, CultureInfo.InvariantCulture))
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Columns of mean 0 and deviation 1; those of one value are left out.</summary>
    private static double[][] Standardized(DataMatrix data)
    {
        int[] rows = [.. Enumerable.Range(0, data.RowCount)];
        double[][] columns =
        [
            .. Enumerable
                .Range(0, data.ColumnCount)
                .Select(c => Array.ConvertAll(rows, row => data[row, c]))
                .Where(column => column.Max() > column.Min())
                .Select(column =>
                {
                    double mean = column.Average();
                    double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
                    return Array.ConvertAll(column, value => (value - mean) / deviation);
                }),
        ];
        return [.. rows.Select(row => columns.Select(column => column[row]).ToArray())];
    }
}
