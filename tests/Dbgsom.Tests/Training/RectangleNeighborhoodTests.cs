using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Tests.Contracts;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>Neighborhoods of maps of given size against the distances of their grids, pair by pair.</summary>
public sealed class RectangleNeighborhoodTests
{
    private static readonly GridSize[] Sizes = [new(7, 4), new(3, 6), new(12, 10), new(1, 8), new(9, 1)];

    public static TheoryData<string, string, string, double> Cases =>
        [
            .. from grid in MapGrid.All
            from boundary in GridBoundary.All
            from function in Neighborhood.All
            from sigma in new[] { 0.35, 1, 2.5, 40 }
            select new TheoryDataRow<string, string, string, double>(grid.Name, boundary.Name, function.Name, sigma),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_follow_from_the_straight_line(string grid, string boundary, string function, double sigma)
    {
        int checks = 0;
        foreach (var size in Sizes)
        {
            if (GridOf(grid, boundary, size) is not { } own)
                continue;
            var places = size.Places();
            var neighborhoods = At(own, size, function, sigma);
            var row = new double[size.Count];
            for (int a = 0; a < row.Length; a++)
            {
                neighborhoods.Row(a, row);
                for (int b = 0; b < row.Length; b++)
                    Assert.Equal(H(function, own.Distance(places[a], places[b]), sigma), row[b], 1e-12);
            }
            checks += row.Length;
        }
        Assert.InRange(checks, 18, int.MaxValue);
    }

    /// <summary>Some neurons win nothing, and one counts a billion times as much as others. The same bits on one thread and three.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Means_are_sums_over_all_pairs(string grid, string boundary, string function, double sigma)
    {
        foreach (var size in Sizes)
        {
            if (GridOf(grid, boundary, size) is not { } own)
                continue;
            foreach (int columns in new[] { 1, 3, 17 })
            {
                var neighborhoods = At(own, size, function, sigma);
                var values = Values(size.Count, columns);
                double[] otherwise = [.. Enumerable.Range(0, size.Count * columns).Select(i => -1.0 - i)];
                double[] means = neighborhoods.Means(values, otherwise, Team.Alone);
                Assert.Equal(means, neighborhoods.Means(values, otherwise, new Team(3)));
                var h = new double[size.Count];
                for (int i = 0; i < size.Count; i++)
                {
                    neighborhoods.Row(i, h);
                    double mass = values.Index.Sum(j => h[j] * values.Mass[j]);
                    for (int c = 0; c < columns; c++)
                    {
                        double sum = values.Index.Sum(j => h[j] * values.Mass[j] * values.Values[(j * columns) + c]);
                        double expected = mass > 0 ? sum / mass : otherwise[(i * columns) + c];
                        Assert.Equal(expected, means[(i * columns) + c], 1e-9 * Math.Max(1, Math.Abs(expected)));
                    }
                }
            }
        }
    }

    /// <summary>The map of two rows of hexagons, by hand: a neuron, its six neighbors, and those behind them.</summary>
    [Fact]
    public void Hexagons_by_hand()
    {
        var size = new GridSize(4, 3);
        var row = new double[size.Count];
        At(MapGrid.Hexagonal, size, "bubble", 1).Row(5, row);
        Assert.Equal([0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0], row);
        At(MapGrid.Square, size, "bubble", 1).Row(5, row);
        Assert.Equal([0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0], row);
        At(MapGrid.Toroidal(MapGrid.Square, size), size, "bubble", 1).Row(4, row);
        Assert.Equal([1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0], row);
    }

    private static MapGrid? GridOf(string grid, string boundary, GridSize size)
    {
        var shape = MapGrid.All.Single(one => one.Name == grid);
        return boundary == "planar" ? shape
            : ToroidalGrid.Refusal(shape, size) is null ? MapGrid.Toroidal(shape, size)
            : null;
    }

    private static NeuronNeighborhoods At(MapGrid grid, GridSize size, string function, double sigma) =>
        new RectangleDistances(grid, size).At(
            SomOptions.Default with
            {
                Neighborhood = Neighborhood.All.Single(one => one.Name == function),
            },
            TrainingPhase.Fine,
            sigma
        );

    private static double H(string function, double distance, double sigma) =>
        function switch
        {
            "bubble" => distance <= sigma + 1e-9 ? 1 : 0,
            "cutgauss" when distance > (3 * sigma) + 1e-9 => 0,
            _ => Math.Exp(-distance * distance / (2 * sigma * sigma)),
        };

    private static WeightedNeurons Values(int neurons, int columns)
    {
        var random = new Random((neurons * 100) + columns);
        double[] mass =
        [
            .. Enumerable
                .Range(0, neurons)
                .Select(j =>
                    j % 3 == 1 ? 0
                    : j == 2 ? 1e9
                    : random.NextDouble()
                ),
        ];
        return new WeightedNeurons(
            [.. Enumerable.Range(0, neurons).Where(j => mass[j] > 0)],
            mass,
            [.. Enumerable.Range(0, neurons * columns).Select(_ => (random.NextDouble() * 10) - 5)],
            columns
        );
    }
}
