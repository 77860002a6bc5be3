// Beside k-means of ML.NET
//
// The same digits, as many centers as the map has neurons. K-means minimizes the distance of the samples to their centers and nothing else, and
// comes nearer to them; the map gives up some of that for an order: its neurons have neighbors, and samples that are alike lie beside each other.

#:project ../src/Dbgsom/Dbgsom.csproj
#:package Microsoft.ML
#:property PublishAot=false

using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Rows;
using Dbgsom.Space;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

string file = Path.Combine(Here(), "data", "digits.npz");
DataMatrix pixels = NpzFile.ReadMatrix(file, "pixels");
DataMatrix digits = NpzFile.ReadMatrix(file, "digits");
string[] labels = [.. Enumerable.Range(0, digits.RowCount).Select(row => $"{digits[row, 0]}")];

SomMap map = new SomVq(SomOptions.Default with { Scaling = Scaling.None }).Fit(pixels);
LabelAgreement ours = map.CompareClusters(pixels, labels);
Console.WriteLine($"{map.Neurons.Count} neurons: mean distance {map.QuantizationError(pixels):0.00}, purity {ours.Purity:0.00}");
double apart = map.TopographicError(pixels).EightNeighbor;
Console.WriteLine($"the two nearest neurons of {1 - apart:0 %} of the samples are neighbors on the map");

var context = new MLContext(seed: 1);
var samples = context.Data.LoadFromEnumerable(
    Enumerable.Range(0, pixels.RowCount).Select(row => new Sample { Features = Values(row) })
);
var kMeans = new KMeansTrainer.Options
{
    NumberOfClusters = map.Neurons.Count,
    NumberOfThreads = 1,
    InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
};
var clusters = context.Clustering.Trainers.KMeans(kMeans).Fit(samples);
Answer[] answers = [.. context.Data.CreateEnumerable<Answer>(clusters.Transform(samples), reuseRowObject: false)];
double distance = answers.Average(answer => Math.Sqrt(Math.Max(0, answer.Distances.Min())));
double pure = answers
    .Zip(labels)
    .GroupBy(pair => pair.First.Cluster)
    .Sum(cluster => cluster.GroupBy(pair => pair.Second).Max(group => group.Count()));
Console.WriteLine($"{map.Neurons.Count} centers of k-means: mean distance {distance:0.00}, purity {pure / labels.Length:0.00}");

float[] Values(int row) => [.. Enumerable.Range(0, pixels.ColumnCount).Select(column => (float)pixels[row, column])];

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

internal sealed class Sample
{
    [VectorType(64)]
    public float[] Features { get; set; } = [];
}

internal sealed class Answer
{
    [ColumnName("PredictedLabel")]
    public uint Cluster { get; set; }

    [ColumnName("Score")]
    public float[] Distances { get; set; } = [];
}
