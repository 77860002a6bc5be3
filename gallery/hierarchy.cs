// Maps inside maps
//
// A coarse map of ten neurons comes first. Neurons with a high error (the mean distance of their samples exceeds Tau2 times that of all
// samples to one prototype) get a child map, recursively. With labels, the figure shows the class of each neuron.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Classification;
using Dbgsom.Plots;
using Dbgsom.Rows;

string[] shapes = ["moon 1", "moon 2", "blob 1", "blob 2", "blob 3", "ring", "bar", "noise"];
DataMatrix data = SampleData.Shapes();
string[] labels = [.. SampleData.ShapeLabels().Select(label => shapes[label])];

var options = SomOptions.Default with { TargetNeurons = 10, VerticalGrowth = true, Tau2 = 0.15, MinSamplesVerticalGrowth = 40 };
ClassifierMap<string> classifier = new SomClassifier(options).Fit(data, labels, shapes);
SomMap top = classifier.Map;

Console.WriteLine($"{top.AllMaps().Count()} maps on {top.Depth + 1} levels, {top.LabelCount} clusters");
Console.WriteLine($"{classifier.Score(data, labels):0.0 %} of the training samples are classified correctly");
Console.WriteLine($"the first sample goes down by neurons {string.Join(" → ", top.PredictPath(data)[0])}");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
top.PlotNested().SavePng(Path.Combine(figures, "nested.png"), 760, 540);
top.PlotTree().SavePng(Path.Combine(figures, "tree.png"), 760, 480);
