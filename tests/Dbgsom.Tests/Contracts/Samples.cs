using Dbgsom.Rows;

namespace Dbgsom.Tests.Contracts;

/// <summary>
/// Few samples in five groups. Values are multiples of 2^-20 below 16, so that moving them by 1024 or doubling them is exact; ties of
/// distances are next to impossible.
/// </summary>
internal static class Samples
{
    public const int Rows = 120;
    public const int Columns = 3;

    public static double[] Values { get; } = Make();

    public static DataMatrix Data { get; } = DataMatrix.From(Values, Columns);

    public static string[] Names { get; } =
    [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 0 ? "odd" : $"group {row % 5 / 2}")];

    public static ClassLabels Labels { get; } = ClassLabels.From(Names);

    /// <summary>The values of each row, changed.</summary>
    public static DataMatrix Changed(Func<double[], double[]> change) =>
        DataMatrix.From([.. Values.Chunk(Columns).Select(change)]);

    private static double[] Make()
    {
        var random = new Random(17);
        double[] centers = [.. Enumerable.Range(0, 5 * Columns).Select(_ => random.NextDouble() * 9)];
        var values = new double[Rows * Columns];
        for (int i = 0; i < values.Length; i++)
        {
            double value = centers[(i / Columns % 5 * Columns) + (i % Columns)] + random.NextDouble() + random.NextDouble();
            values[i] = Math.Round(value * (1 << 20)) / (1 << 20);
        }
        return values;
    }
}
