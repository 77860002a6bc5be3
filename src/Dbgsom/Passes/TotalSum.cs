using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>One sum over the rows, each counted by its weight.</summary>
internal sealed class TotalSum(SumGrid grid) : ITravelingSums<TotalSum>
{
    private readonly ReproducibleSums sum = new(1, grid);

    public double Sum => sum[0];

    public void Add(double square, double mass)
    {
        if (mass > 0)
            sum.Add(0, square * mass);
    }

    public void Merge(TotalSum other) => sum.Merge(other.sum);

    public static string Name => "total";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "sum.npy", sum);
    }

    public IReadOnlyList<double> Shape => [grid.First, grid.Second];

    public static TotalSum Read(ArchiveReader archive, JsonFields json)
    {
        var total = new TotalSum(SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "sum.npy", 1, total.sum);
        return total;
    }
}
