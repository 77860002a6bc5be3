#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

// Tells the shapes of the embedded sample apart, and grows maps below neurons. Run: dotnet run gallery/classification.cs

using System.Globalization;
using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Data;
using Dbgsom.Plots;

string[] shapes = ["moon 1", "moon 2", "blob 1", "blob 2", "blob 3", "ring", "bar", "noise"];
DataMatrix data = SampleData.Shapes();
string[] labels = [.. SampleData.ShapeLabels().Select(label => shapes[label])];

ClassifierMap<string> classifier = new SomClassifier(SomOptions.Default with { TargetNeurons = 80 }).Fit(data, labels, shapes);
Show($"{classifier.Map.Neurons.Count} neurons tell {classifier.Score(data, labels):0.0 %} of the samples right");
var options = SomOptions.Default with { TargetNeurons = 10, VerticalGrowth = true, Tau2 = 0.15, MinSamplesVerticalGrowth = 40 };
SomMap hierarchy = new SomClassifier(options).Fit(data, labels, shapes).Map;
Show($"a hierarchy of {hierarchy.AllMaps().Count()} maps tells {hierarchy.TrainingAccuracy:0.0 %} right");

string images = args.Length > 0 ? args[0] : Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "docs", "images");
Directory.CreateDirectory(images);
hierarchy.PlotNested().SavePng(Path.Combine(images, "nested.png"), 760, 540);
Console.WriteLine($"figures in {Path.GetFullPath(images)}");

static void Show(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static string SourcePath([CallerFilePath] string path = "") => path;
