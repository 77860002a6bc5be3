using System.Diagnostics;
using System.Globalization;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Studies;

/// <summary>
/// Rows that lack a fifth of their values beside the R package kohonen: the winners among the neurons of its map, whose distance with gaps is the same rule,
/// and the time of a map of 100 neurons. Needs Rscript and the package.
/// </summary>
public static class KohonenStudy
{
    private const double Share = 0.2;
    private const int Epochs = 20;
    private const int Fits = 10;

    // Rows that lack more than half are left out there, too.
    private const string Script = """
        library(kohonen)
        args <- commandArgs(trailingOnly = TRUE)
        x <- as.matrix(read.csv(args[1], header = FALSE))
        set.seed(1)
        side <- as.integer(args[3]); epochs <- as.integer(args[4])
        t <- system.time(s <- som(x, grid = somgrid(side, side, "rectangular"), rlen = epochs, mode = "pbatch", cores = as.integer(args[5]), maxNA.fraction = 0.5))
        write.table(formatC(s$codes[[1]], digits = 17, format = "g"), file.path(args[2], "codes.csv"), sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
        write.table(map(s, x, maxNA.fraction = 0.5)$unit.classif, file.path(args[2], "winners.csv"), row.names = FALSE, col.names = FALSE)
        cat(t[["elapsed"]], as.character(packageVersion("kohonen")), "\n")
        """;

    /// <param name="output">Where the table goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| data | kohonen | rows answered | same winners | kohonen, seconds | ours, seconds | times as fast |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        if (SampleSets.Load("wine") is { } wine)
            output.WriteLine(Line("wine", wine, 8));
        else
            output.WriteLine("| wine | its file is not here |");
        output.WriteLine(Line("20 blobs", Generators.Blobs(20_000, 16, 20, 1), 10));
    }

    private static string Line(string name, DataMatrix data, int side)
    {
        var gaps = TakeAway(data);
        using var folder = new StudyFolder("kohonen");
        File.WriteAllText(folder.Path("script.R"), Script);
        File.WriteAllLines(folder.Path("data.csv"), Enumerable.Range(0, gaps.RowCount).Select(row => Cells(gaps, row)));
        string size = $"{name}, {data.RowCount} × {data.ColumnCount}, {side * side} neurons";
        string[] arguments =
        [
            folder.Path("script.R"),
            folder.Path("data.csv"),
            folder.FullName,
            Text(side),
            Text(Epochs),
            Text(Environment.ProcessorCount),
        ];
        if (RScript.Run(arguments) is not [var seconds, var version, ..])
            return $"| {size} | not here |";
        double[] codes = Numbers(folder.Path("codes.csv"));
        double[] theirs = Numbers(folder.Path("winners.csv"));
        using var rows = new LocalEngine(gaps);
        using var ours = rows.Winners(new Assigner(Metric.Euclidean, codes, gaps.ColumnCount), CancellationToken.None);
        // Rows that lack too much have the winner NA there.
        int answered = theirs.Count(winner => !double.IsNaN(winner));
        int same = theirs.Index().Count(pair => ours.All[pair.Index] == pair.Item - 1);
        var options = SomOptions.Default with { TargetNeurons = side * side, Scaling = Scaling.None };
        // The code is compiled anew while it is used, so the first fits are slow.
        double[] fits = [.. Enumerable.Range(0, 2 * Fits).Select(_ => Seconds(() => new SomVq(options).Fit(gaps)))];
        double mine = Statistics.Median(fits[Fits..]);
        double other = double.Parse(seconds, CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {size} | {version}, pbatch, {Epochs} epochs, {Environment.ProcessorCount} cores | {answered} | {same} | {other:0.00} | {mine:0.000} | {other / mine:0.0} |"
        );
    }

    private static double Seconds(Action fit)
    {
        var clock = Stopwatch.StartNew();
        fit();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>A fifth of the values at random, but never the last one of a row.</summary>
    private static DataMatrix TakeAway(DataMatrix data)
    {
        var random = new Random(1);
        var values = new double[data.RowCount * data.ColumnCount];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % data.ColumnCount;
            values[i] = column > 0 && random.NextDouble() < Share ? double.NaN : data[i / data.ColumnCount, column];
        }
        return DataMatrix.From(values, data.ColumnCount);
    }

    private static string Cells(DataMatrix data, int row) =>
        string.Join(
            ',',
            Enumerable.Range(0, data.ColumnCount).Select(c => double.IsNaN(data[row, c]) ? "NA" : Text(data[row, c]))
        );

    private static double[] Numbers(string path) =>
        [
            .. File.ReadLines(path)
                .SelectMany(line => line.Split(','))
                .Select(cell => cell == "NA" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)),
        ];

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
