// From neurons to clusters
//
// A map has many neurons for each group of samples; Cluster joins the neurons into few clusters. Ward and k-means look for compact groups and
// choose their number themselves; the watershed follows the valleys of the U-matrix and so finds groups of any shape, such as moons and rings.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Clustering;
using Dbgsom.Plots;
using Dbgsom.Rows;

DataMatrix data = SampleData.Shapes();
IReadOnlyList<int> shapes = SampleData.ShapeLabels();
SomMap map = new SomVq().Fit(data);
Console.WriteLine($"{map.Neurons.Count} neurons for 7 shapes and noise");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
foreach (ClusterMethod method in ClusterMethod.All)
{
    MapClusters clusters = map.Cluster(method);
    int[] found = clusters.Predict(data);
    int agreeing = found
        .Zip(shapes)
        .GroupBy(pair => pair.First)
        .Sum(one => one.GroupBy(pair => pair.Second).Max(shape => shape.Count()));
    Console.WriteLine(
        $"{method, -9}  {clusters.Count} clusters, {(double)agreeing / found.Length:0.0 %} of the samples are of their cluster's shape"
    );
}
NeuronAttribute watershed = NeuronAttribute.Clusters(new ClusterRequest(ClusterMethod.Watershed));
map.PlotNetwork(data, color: watershed).SavePng(Path.Combine(figures, "clusters.png"), 640, 472);
