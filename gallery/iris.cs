// Iris: component planes and U-matrix
//
// What a map shows of a table: each component plane is one column of it laid out over the same neurons, so planes that look alike are columns
// that go together. The U-matrix shows where neighbors are far apart: the ridge is the gap between setosa and the other two species.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Files/Dbgsom.Files.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Files;
using Dbgsom.Measures;
using Dbgsom.Plots;

LoadedData iris = DataFiles.Load([Path.Combine(Here(), "data", "iris.csv")], new DataFileOptions { LabelColumn = "species" });
SomMap map = new SomVq().Fit(iris.Data);

Console.WriteLine($"{iris.Data.RowCount} flowers, features {string.Join(", ", map.FeatureNames!)}, {map.Neurons.Count} neurons");
LabelAgreement agreement = map.CompareClusters(iris.Data, iris.Labels!);
Console.WriteLine($"each neuron a cluster: {agreement.Purity:0.0 %} of the flowers are of their cluster's species");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
map.PlotComponents().SavePng(Path.Combine(figures, "iris-components.png"), 720, 620);
map.PlotUMatrix().SavePng(Path.Combine(figures, "iris-umatrix.png"), 560, 480);

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
