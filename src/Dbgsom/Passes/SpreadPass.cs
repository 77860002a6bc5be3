using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Squared deviations from the mean, and the sum of the distances to it.</summary>
/// <param name="mean">The mean of each column.</param>
/// <param name="range">Their ranges.</param>
/// <param name="metric">Of which distances are summed; null for the Euclidean one.</param>
internal sealed class SpreadPass(double[] mean, RangeSums range, Metric? metric)
    : DataPass<SpreadSums>,
        ITravelingPass<SpreadSums>
{
    public override long CostPerRow => 8 * mean.Length;

    public override SpreadSums NewSums() => new(range, metric);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Process(in RowBlock block, SpreadSums sums)
    {
        var squares = sums.Squares;
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            var row = block.Row(i);
            if (sums.Powers is { } powers)
                for (int c = 0; c < row.Length; c++)
                {
                    double difference = (row[c] - mean[c]) * powers[c];
                    squares[c] = difference * difference;
                }
            else
                SquaredDifferences.Run(row, mean, squares);
            if (block.Gaps?.IndexOf(i) is >= 0 and var gap)
            {
                foreach (int column in block.Gaps.Missing(gap))
                    squares[column] = 0;
                sums.Rows.Add(0, squares, block.Mass(i));
                double distance = (metric ?? Metric.Euclidean).Distance(row, mean, block.Gaps.Known(gap), block.Gaps.Scale(gap));
                sums.Distance.Add(0, distance * block.Mass(i));
                continue;
            }
            sums.Rows.Add(0, squares, block.Mass(i));
            sums.Distance.Add(0, (metric?.Distance(row, mean) ?? Math.Sqrt(SquaredDistance.Between(row, mean))) * block.Mass(i));
        }
    }

    public string Name => "spread";

    public PassNeeds Needs => new(mean.Length);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        SpreadSums.WriteMetric(json, metric);
        archive.Vector("mean.npy", mean);
    }

    public static SpreadPass Read(ArchiveReader archive, JsonFields json)
    {
        var range = RangeSums.Read(archive, json);
        return new SpreadPass(archive.Vector("mean.npy", range.Minimum.Length), range, SpreadSums.ReadMetric(json));
    }
}

/// <summary>The sums of <see cref="SpreadPass"/>.</summary>
internal sealed class SpreadSums : ITravelingSums<SpreadSums>
{
    // Covers the rounding of a square or a distance.
    private const double Slack = 1.001;

    // Squares of differences below 2^-400 begin to lose digits where these are small beside the widest.
    private static readonly double Small = Math.ScaleB(1, -400);

    private const int GreatestPower = 1000;

    private readonly RangeSums range;
    private readonly Metric? metric;

    public SpreadSums(RangeSums range, Metric? metric)
    {
        (this.range, this.metric) = (range, metric);
        double[] reaches = Reaches(range);
        var squares = Array.ConvertAll(reaches, reach => reach * reach * Slack);
        Powers = Array.Exists(reaches, IsSmall) ? Array.ConvertAll(reaches, Power) : null;
        double[] raised = Powers is { } powers
            ? [.. reaches.Zip(powers, (reach, power) => reach * power * (reach * power) * Slack)]
            : squares;
        Rows = new RowSums(1, Array.ConvertAll(raised, bound => SumGrid.For(range.RowCount, bound * range.GreatestMass)));
        double reached =
            metric?.Bound(reaches, new double[reaches.Length], range.GreatestScale)
            ?? Math.Sqrt(Ordered.Sum(squares) * range.GreatestScale);
        Distance = new ReproducibleSums(1, SumGrid.For(range.RowCount, reached * Slack * range.GreatestMass));
        Squares = new double[squares.Length];
    }

    /// <summary>The factors of the differences in each column before squaring, so that no square underflows; null if none would.</summary>
    public double[]? Powers { get; }

    private static bool IsSmall(double reach) => reach > 0 && reach < Small;

    /// <summary>A power of two, so that nothing is rounded.</summary>
    private static double Power(double reach) => IsSmall(reach) ? Math.ScaleB(1, Math.Min(-Math.ILogB(reach), GreatestPower)) : 1;

    /// <summary>No value is further from the mean than the column is wide, but for the rounding of the mean.</summary>
    private static double[] Reaches(RangeSums range) =>
        [.. range.Minimum.Zip(range.Maximum, (low, high) => high - low + (1e-15 * Math.Max(Math.Abs(low), Math.Abs(high))))];

    public RowSums Rows { get; }

    public ReproducibleSums Distance { get; }

    /// <summary>Room for the squared deviations of one row.</summary>
    public double[] Squares { get; }

    public void Merge(SpreadSums other)
    {
        Rows.Merge(other.Rows);
        Distance.Merge(other.Distance);
    }

    public static string Name => "spread";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        WriteMetric(json, metric);
        SumEntries.Write(archive, "sums.npy", Rows, 1);
        SumEntries.Write(archive, "distance.npy", Distance);
    }

    /// <summary>Requests and sums of the Euclidean distance have no such entry.</summary>
    public static void WriteMetric(JsonObject json, Metric? metric)
    {
        if (metric is not null)
            json["metric"] = metric.Name;
    }

    public static Metric? ReadMetric(JsonFields json) => json.Has("metric") ? Named.Parse<Metric>(json.String("metric")) : null;

    public IReadOnlyList<double> Shape => [.. range.Shape, Distance.Grid.First, Distance.Grid.Second, .. Rows.Grids];

    public static SpreadSums Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new SpreadSums(RangeSums.Read(archive, json), ReadMetric(json));
        SumEntries.Read(archive, "sums.npy", 1, json.Integer("columns"), sums.Rows);
        SumEntries.Read(archive, "distance.npy", 1, sums.Distance);
        return sums;
    }
}
