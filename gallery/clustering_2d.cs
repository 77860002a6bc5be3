// Clusters in the plane
//
// A map lays itself over 2,400 points: two moons, three blobs of unequal density, a ring, a bar and noise. Nobody says how many
// clusters there are; TargetNeurons says only how fine the map should be, and without it there would be about 5·√n neurons.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Plots;
using Dbgsom.Rows;

DataMatrix data = SampleData.Shapes();
SomMap map = new SomVq(SomOptions.Default with { TargetNeurons = 80 }).Fit(data);

Console.WriteLine($"{data.RowCount} samples, {map.Neurons.Count} neurons, {map.Edges.Count} edges");
Console.WriteLine($"quantization error {map.QuantizationError(data):0.0000}");
Console.WriteLine($"topographic product {map.TopographicProduct:0.0000}");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
map.PlotNetwork(data).SavePng(Path.Combine(figures, "network.png"), 640, 472);
map.Plot(color: NeuronAttribute.Error, size: NeuronAttribute.Hits).SavePng(Path.Combine(figures, "error.png"), 640, 455);
map.PlotTopographicFunction(data).SavePng(Path.Combine(figures, "topographic-function.png"), 675, 420);
