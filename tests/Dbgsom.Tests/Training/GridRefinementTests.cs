using Dbgsom.Grid;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

public sealed class GridRefinementTests
{
    /// <summary>A map that is a plane stays that plane: parts lie a quarter of the way to the neighbors, also to those that are not there.</summary>
    [Fact]
    public void A_plane_stays_a_plane()
    {
        GridPosition[] places = [.. MapGrid.Square.Start, new(2, 0), new(2, 1), new(-1, 0)];
        var refined = GridRefinement.Refine(Neurons(places, place => [place.X, 10 * place.Y]), Metric.Euclidean, 9);
        Assert.Equal(4 * places.Length, refined.Count);
        Assert.Equal(MapGrid.Square.Start, refined.Lattice.Positions.Take(4));
        for (int i = 0; i < refined.Count; i++)
        {
            var place = refined.Lattice.Positions[i];
            // (0,0) becomes (0,0) to (1,1), whose middle is (½,½).
            double x = (place.X - 0.5) / 2;
            // At (-1,0) nothing is above or below.
            double y = place.X < 0 ? 0 : (place.Y - 0.5) / 2;
            Assert.Equal([x, 10 * y], refined.WeightsOf(i).ToArray());
            Assert.Equal((0.25, 9), (refined.Error[i], refined.EpochCreated[i]));
        }
    }

    /// <summary>0, 1, 100 in a row: the parts of the middle one stay near it and its near neighbor.</summary>
    [Fact]
    public void A_gap_draws_no_part_into_it()
    {
        GridPosition[] places = [.. MapGrid.Square.Start, new(2, 0), new(2, 1)];
        double[] values = [0, 1, 100];
        var refined = GridRefinement.Refine(Neurons(places, place => [values[place.X], 0]), Metric.Euclidean, 1);
        double At(int x) => refined.WeightsOf(refined.Lattice.At(new(x, 0)))[0];
        Assert.Equal([-0.25, 0.25, 0.75, 1.25, 75.25, 124.75], Enumerable.Range(0, 6).Select(At));
    }

    [Fact]
    public void Parts_have_length_one_under_cosine()
    {
        double r = Math.Sqrt(0.5);
        var refined = GridRefinement.Refine(
            Neurons([.. MapGrid.Square.Start], place => place.X == 0 ? [1, 0] : [r, r]),
            Metric.Cosine,
            1
        );
        for (int i = 0; i < refined.Count; i++)
            Assert.Equal(1, Math.Sqrt(refined.WeightsOf(i).ToArray().Sum(w => w * w)), 1e-12);
    }

    private static NeuronSet Neurons(GridPosition[] places, Func<GridPosition, double[]> weights) =>
        NeuronSet.Restore(
            Lattice.Replay(MapGrid.Square, places),
            [.. places.SelectMany(weights)],
            2,
            [.. places.Select(_ => 1.0)],
            places.Select(_ => 0)
        );
}
