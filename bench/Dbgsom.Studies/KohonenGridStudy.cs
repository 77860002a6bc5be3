using System.Diagnostics;
using System.Globalization;
using Dbgsom.Grid;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>
/// Maps of given size beside the R package kohonen: hexagons, planar and toroidal, from the same starting weights by the same rules, and the default of either. Needs
/// Rscript and the package.
/// </summary>
/// <remarks>
/// The rules that are made the same: batch training, Gaussian neighborhood of straight lines between the middles of hexagons, a width that falls by equal steps – there from r0 towards r1 without
/// reaching it, so ours ends where theirs does –, all rows in every epoch, no scaling. Their first row of hexagons lies half a cell to the right, ours the second, so columns are counted from the
/// other side.
/// </remarks>
public static class KohonenGridStudy
{
    private const int Epochs = 20;
    private const int Fits = 7;
    private const double FirstRadius = 5;
    private const double LastRadius = 0.5;

    // The last argument is TRUE for a default map of theirs: drawn start, bubble, their radius and a hundred epochs.
    private const string Script = """
        library(kohonen)
        a <- commandArgs(trailingOnly = TRUE)
        x <- as.matrix(read.csv(a[1], header = FALSE))
        side <- as.integer(a[3]); torus <- as.logical(a[4]); cores <- as.integer(a[5])
        if (as.logical(a[6])) {
          set.seed(1)
          t <- system.time(s <- som(x, grid = somgrid(side, side, "hexagonal", toroidal = torus), mode = "pbatch", cores = cores))
        } else {
          init <- as.matrix(read.csv(a[7], header = FALSE))
          g <- somgrid(side, side, "hexagonal", "gaussian", torus)
          t <- system.time(s <- som(x, grid = g, rlen = as.integer(a[8]), radius = as.numeric(a[9:10]), mode = "pbatch", cores = cores, init = init))
        }
        write.table(formatC(s$codes[[1]], digits = 17, format = "g"), file.path(a[2], "codes.csv"), sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
        cat(t[["elapsed"]], mean(sqrt(map(s, x)$distances)), as.character(packageVersion("kohonen")), "\n")
        """;

    /// <param name="output">Where the tables go.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine(
            "| data | neurons | grid | kohonen | greatest difference of a weight, of the range | kohonen, seconds | ours, seconds | times as fast |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        (string Name, DataMatrix? Data, int Side)[] sets =
        [
            ("wine", Standardized(SampleSets.Load("wine")), 8),
            ("digits", Standardized(SampleSets.Load("digits")), 14),
            ("20 blobs", Standardized(Generators.Blobs(20_000, 16, 20, 1)), 20),
        ];
        foreach (var (name, data, side) in sets)
        foreach (bool torus in new[] { false, true })
            output.WriteLine(data is null ? $"| {name} | its file is not here |" : Same(name, data, side, torus));
        output.WriteLine();
        output.WriteLine(
            "| data | neurons | kohonen, its defaults: error | seconds | ours, our defaults: error | seconds | ours, order 0: error | seconds |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, data, side) in sets)
            output.WriteLine(data is null ? $"| {name} | its file is not here |" : Defaults(name, data, side));
    }

    private static string Same(string name, DataMatrix data, int side, bool torus)
    {
        using var folder = new StudyFolder("kohonen");
        double[] start = EpochCase.DrawnWeights(data, side * side);
        File.WriteAllLines(folder.Path("init.csv"), Lines(data.ColumnCount, start, side));
        string size = $"{name}, {data.RowCount} × {data.ColumnCount} | {side} × {side}";
        if (Theirs(folder, data, side, torus, false) is not [var seconds, _, var version, ..])
            return $"| {size} | | not here |";
        double[] codes = [.. File.ReadLines(folder.Path("codes.csv")).SelectMany(line => line.Split(',')).Select(Number)];
        double last = FirstRadius - ((FirstRadius - LastRadius) * (Epochs - 1) / Epochs);
        var options = SomOptions.Default with
        {
            Grid = new GridSize(side, side),
            Topology = MapGrid.Hexagonal,
            Boundary = torus ? GridBoundary.Toroidal : GridBoundary.Planar,
            Scaling = Space.Scaling.None,
            Epochs = Epochs,
            SigmaStart = FirstRadius,
            SigmaEnd = last,
            SigmaFine = last,
            Decay = Decay.Linear,
        };
        var weights = DataMatrix.From(start, data.ColumnCount);
        var map = new SomVq(options).FitFrom(data, weights);
        double greatest = 0;
        double range = codes.Max() - codes.Min();
        for (int unit = 0; unit < side * side; unit++)
        for (int c = 0; c < data.ColumnCount; c++)
            greatest = Math.Max(
                greatest,
                Math.Abs(codes[(unit * data.ColumnCount) + c] - map.Weights[Ours(unit, side), c]) / range
            );
        double mine = Median(() => new SomVq(options).FitFrom(data, weights));
        double other = Number(seconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {size} | {(torus ? "toroidal" : "planar")} | {version}, pbatch, {Environment.ProcessorCount} cores, {Epochs} epochs | {greatest:0.0e+0} | {other:0.000} | {mine:0.0000} | {other / mine:0.0} |"
        );
    }

    private static string Defaults(string name, DataMatrix data, int side)
    {
        using var folder = new StudyFolder("kohonen");
        string size = $"{name}, {data.RowCount} × {data.ColumnCount} | {side} × {side}";
        if (Theirs(folder, data, side, false, true) is not [var seconds, var error, ..])
            return $"| {size} | not here |";
        var options = SomOptions.Default with
        {
            Grid = new GridSize(side, side),
            Topology = MapGrid.Hexagonal,
            Scaling = Space.Scaling.None,
        };
        string theirs = string.Create(
            CultureInfo.InvariantCulture,
            $"| {size} | {Number(error):0.0000} | {Number(seconds):0.00} |"
        );
        return $"{theirs} {Fitted(options, data)} | {Fitted(options with { Order = 0 }, data)} |";
    }

    private static string Fitted(SomOptions options, DataMatrix data)
    {
        var map = new SomVq(options).Fit(data);
        double seconds = Median(() => new SomVq(options).Fit(data));
        return string.Create(CultureInfo.InvariantCulture, $"{map.Training.QuantizationError:0.0000} | {seconds:0.000}");
    }

    private static string[]? Theirs(StudyFolder folder, DataMatrix data, int side, bool torus, bool isDefault)
    {
        File.WriteAllText(folder.Path("script.R"), Script);
        File.WriteAllLines(folder.Path("data.csv"), Enumerable.Range(0, data.RowCount).Select(row => Line(Row(data, row))));
        return RScript.Run([
            folder.Path("script.R"),
            folder.Path("data.csv"),
            folder.FullName,
            Text(side),
            torus ? "TRUE" : "FALSE",
            Text(Environment.ProcessorCount),
            isDefault ? "TRUE" : "FALSE",
            folder.Path("init.csv"),
            Text(Epochs),
            Text(FirstRadius),
            Text(LastRadius),
        ]);
    }

    /// <summary>The neuron of one of their units.</summary>
    private static int Ours(int unit, int side) => (unit / side * side) + (side - 1 - (unit % side));

    private static IEnumerable<string> Lines(int columns, double[] weights, int side) =>
        Enumerable.Range(0, side * side).Select(unit => Line(weights.AsSpan(Ours(unit, side) * columns, columns).ToArray()));

    private static double Median(Action fit)
    {
        // The code is compiled anew while it is used, so the first fits are slow.
        double[] seconds =
        [
            .. Enumerable
                .Range(0, 2 * Fits)
                .Select(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    fit();
                    return clock.Elapsed.TotalSeconds;
                }),
        ];
        return Statistics.Median(seconds[Fits..]);
    }

    /// <summary>With standard deviation 1, as either program then takes it as it is.</summary>
    private static DataMatrix? Standardized(DataMatrix? data)
    {
        if (data is null)
            return null;
        var columns = Enumerable
            .Range(0, data.ColumnCount)
            .Select(c => Enumerable.Range(0, data.RowCount).Select(row => data[row, c]).ToArray())
            .Select(column =>
            {
                double mean = column.Average();
                double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
                return Array.ConvertAll(column, value => deviation > 0 ? (value - mean) / deviation : 0);
            })
            .ToArray();
        return DataMatrix.From(
            [.. Enumerable.Range(0, data.RowCount).SelectMany(row => columns.Select(column => column[row]))],
            data.ColumnCount
        );
    }

    private static double[] Row(DataMatrix data, int row) => [.. Enumerable.Range(0, data.ColumnCount).Select(c => data[row, c])];

    private static string Line(double[] values) => string.Join(',', values.Select(value => Text(value)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
