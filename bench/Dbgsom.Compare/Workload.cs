using Dbgsom.Studies;

namespace Dbgsom.Compare;

/// <summary>The data that all sections but the fits measure on: 50 blobs from seed 1.</summary>
internal static class Workload
{
    private const double OperationsWanted = 2.56e9;
    private const int FewestRows = 20_000;
    private const int MostRows = 1_000_000;

    /// <summary>The shapes of the maps: K = width · height.</summary>
    public static IReadOnlyList<(int Width, int Height)> Maps { get; } = [(4, 4), (8, 8), (20, 20), (50, 40)];

    /// <summary>Numbers of features.</summary>
    public static IReadOnlyList<int> Columns { get; } = [2, 8, 32, 128, 784];

    /// <summary>How <see cref="RowsFor"/> chooses, in words.</summary>
    public static string RowsRule =>
        $"n is what makes 2·n·K·d = {Report.Digits(OperationsWanted / 1e9)}·10⁹, within {Report.Count(FewestRows)} and {Report.Count(MostRows)}";

    public static string Description => "50 Gaussian blobs, seed 1; neurons are rows at even distances";

    public static DataMatrix Single(int rows, int columns) => Generators.SingleBlobs(rows, columns, 50, 1);

    /// <summary>Rows for a time that can be measured.</summary>
    public static int RowsFor(int columns, int neurons) =>
        (int)Math.Clamp(OperationsWanted / (2.0 * columns * neurons), FewestRows, MostRows);

    /// <summary>2·n·K·d.</summary>
    public static double Operations(int rows, int neurons, int columns) => 2.0 * rows * neurons * columns;

    /// <summary>The first rows.</summary>
    public static DataMatrix First(DataMatrix data, int rows) =>
        rows == data.RowCount ? data : data.SelectRows([.. Enumerable.Range(0, rows)]);
}
