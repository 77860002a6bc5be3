#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

// Clusters points in the plane and draws the figures of the README. Run: dotnet run gallery/clustering_2d.cs

using System.Globalization;
using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Data;
using Dbgsom.Plots;

DataMatrix data = SampleData.Shapes();
SomMap map = new SomVq(SomOptions.Default with { TargetNeurons = 80 }).Fit(data);

Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"{data.RowCount} samples, {map.Neurons.Count} neurons, {map.Edges.Count} edges")
);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quantization error {map.QuantizationError(data):0.0000}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"topographic product {map.TopographicProduct:0.0000}"));

string images = args.Length > 0 ? args[0] : Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "docs", "images");
Directory.CreateDirectory(images);
map.PlotNetwork(data).SavePng(Path.Combine(images, "network.png"), 760, 560);
map.Plot(color: NeuronAttribute.Error, size: NeuronAttribute.Hits).SavePng(Path.Combine(images, "error.png"), 760, 540);
map.PlotTopographicFunction(data).SavePng(Path.Combine(images, "topographic-function.png"), 675, 420);
Console.WriteLine($"figures in {Path.GetFullPath(images)}");

static string SourcePath([CallerFilePath] string path = "") => path;
