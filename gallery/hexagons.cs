// Hexagons
//
// The same 2,400 points on maps of hexagons: one that grows to the shape of the data, and one of 12 by 8 cells, as other packages train them. In the U-matrix of the first, cells between neurons show the distance along each edge. The mean tied rank counts at
// which place the second-nearest neuron stands by steps on the grid, so it compares hexagons with squares, where the topographic error does not.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Plots;
using Dbgsom.Rows;

DataMatrix data = SampleData.Shapes();
SomOptions grown = SomOptions.Default with { TargetNeurons = 96, Topology = MapGrid.Hexagonal };
SomMap map = new SomVq(grown).Fit(data);
SomMap given = new SomVq(SomOptions.Default with { Grid = new GridSize(12, 8), Topology = MapGrid.Hexagonal }).Fit(data);
SomMap squares = new SomVq(grown with { Topology = MapGrid.Square }).Fit(data);

foreach (var (name, one) in new[] { ("hexagons, grown", map), ("hexagons, 12 by 8", given), ("squares, grown", squares) })
{
    MapMeasures measures = one.Measure(data);
    Console.WriteLine(
        $"{name, -18} {one.Neurons.Count} neurons, {one.Edges.Count} edges, quantization error {measures.QuantizationError:0.0000}, mean tied rank {measures.MeanTiedRank:0.00}"
    );
}

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
map.PlotUMatrix().SavePng(Path.Combine(figures, "hexagons-umatrix.png"), 480, 440);
