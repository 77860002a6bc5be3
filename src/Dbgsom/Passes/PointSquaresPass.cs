using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Σ ‖x − p‖² over the rows, p one point; of rows that lack values over what is known, scaled to all features.</summary>
/// <param name="point">The point.</param>
/// <param name="grid">For the sum.</param>
internal sealed class PointSquaresPass(double[] point, SumGrid grid) : DataPass<TotalSum>, ITravelingPass<TotalSum>
{
    private readonly Assigner assigner = new(Metric.Euclidean, point, point.Length);

    public override long CostPerRow => point.Length + 20;

    public override TotalSum NewSums() => new(grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        var points = block.Scratch.Winners.AsSpan(0, block.Count);
        var squares = block.Scratch.Distances.AsSpan(0, block.Count);
        points.Clear();
        assigner.SquaresToOne(block, points, squares);
        for (int i = 0; i < block.Count; i++)
            sums.Add(squares[i], block.Mass(i));
    }

    public string Name => "point_squares";

    public PassNeeds Needs => new(point.Length);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = point.Length;
        archive.Vector("point.npy", point);
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static PointSquaresPass Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "point.npy", 1);
        return new PointSquaresPass(archive.Numbers("point.npy", columns), SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
    }
}
