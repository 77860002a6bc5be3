// A map without edges
//
// Samples whose features come round, such as an hour of the day and a day of the year, lie on a torus, and a flat map has to tear them somewhere. On a grid whose opposite edges are
// joined nothing is torn: the two nearest neurons of every sample are side by side. A neighborhood of half the map lets it wrap around at first. A torus has no beginning,
// so a figure can be cut open anywhere: what leaves a component plane at the right comes back at the left.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Plots;

// Two circles: the hour and the day of 3,000 events, each as cosine and sine.
var random = new Random(11);
var rows = new double[3000, 4];
for (int i = 0; i < 3000; i++)
{
    double hour = 2 * Math.PI * random.NextDouble();
    double day = 2 * Math.PI * random.NextDouble();
    (rows[i, 0], rows[i, 1], rows[i, 2], rows[i, 3]) = (Math.Cos(hour), Math.Sin(hour), Math.Cos(day), Math.Sin(day));
}
DataMatrix data = DataMatrix.From(rows).WithFeatureNames(["hour, cosine", "hour, sine", "day, cosine", "day, sine"]);

SomOptions flat = SomOptions.Default with
{
    Grid = new GridSize(16, 16),
    Topology = MapGrid.Hexagonal,
    SigmaStart = 8,
    Epochs = 40,
};
SomMap planar = new SomVq(flat).Fit(data);
SomMap torus = new SomVq(flat with { Boundary = GridBoundary.Toroidal }).Fit(data);

foreach (var (name, map) in new[] { ("flat", planar), ("torus", torus) })
{
    MapMeasures measures = map.Measure(data);
    Console.WriteLine(
        $"{name, -5} {map.Edges.Count} edges, quantization error {measures.QuantizationError:0.000}, topographic error {measures.TopographicError.EightNeighbor:0.000}, mean tied rank {measures.MeanTiedRank:0.0}"
    );
}

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
torus
    .CutAt(new GridPosition(8, 8))
    .PlotComponents(["hour, cosine", "day, cosine"])
    .SavePng(Path.Combine(figures, "torus-components.png"), 560, 270);
