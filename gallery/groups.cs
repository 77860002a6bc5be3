// Groups and change
//
// Where do the three species of iris sit on a map that has not seen them, and is that more than chance? Two clusters, as the data has: one is setosa, the other holds both others. Groups may be files, months or patients as well. Then two thirds of the flowers train a map, and the
// last third is new: no drift. A ruler that measures one deviation too much is found, and named. At last the map goes on with all flowers, and most of them stay on their neuron.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Files/Dbgsom.Files.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Change;
using Dbgsom.Files;
using Dbgsom.Groups;
using Dbgsom.Plots;
using Dbgsom.Rows;

LoadedData iris = DataFiles.Load([Path.Combine(Here(), "data", "iris.csv")], new DataFileOptions { LabelColumn = "species" });
SomMap map = new SomVq().Fit(iris.Data);
MapGroups groups = map.Groups(iris.Data, iris.Labels!);
Console.WriteLine($"All groups and clusters together: p = {groups.PValue}");
foreach (GroupDifference one in groups.ClusterDifferences)
    Console.WriteLine(
        $"{groups.Names[one.Group], -10} {one.Share, 4:P0} in cluster {one.Part}, all others {one.OthersShare, 4:P0}, effect {one.EffectSize, 5:0.00}, p = {one.AdjustedPValue}"
    );

DataSplit split = iris.Data.Split(2 / 3.0, seed: 1);
SomMap before = new SomVq().Fit(split.Training);
var asked = new DriftOptions { Reference = split.Training };
Console.WriteLine($"New flowers: p = {before.FindDrift(split.Test, asked).Test!.PValue:0.000}");

double[,] misread = split.Test.ToArray();
for (int row = 0; row < misread.GetLength(0); row++)
    misread[row, 1] += 0.44;
DriftTest found = before.FindDrift(DataMatrix.From(misread).WithFeatureNames(iris.Data.FeatureNames!), asked).Test!;
Console.WriteLine($"Measured too long: p = {found.PValue:0.000}");
foreach (FeatureDrift moved in found.Features.Where(one => one.AdjustedPValue <= 0.05))
    Console.WriteLine($"  {iris.Data.FeatureNames![moved.Feature]} {moved.Mean:0.00}, before {moved.ReferenceMean:0.00}");

SomMap next = before.Continue(iris.Data);
bool[] elsewhere = MapChange.Between(before, next).FindElsewhere(split.Training);
Console.WriteLine(
    $"{next.Training.Epochs - before.Training.Epochs} epochs on: {elsewhere.Count(moved => !moved)} of {elsewhere.Length} flowers stay on their neuron"
);

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
map.PlotGroups(groups).SavePng(Path.Combine(figures, "groups.png"), 640, 250);

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
