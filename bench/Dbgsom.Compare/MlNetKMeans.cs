using Dbgsom.Clustering;
using Dbgsom.Studies;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Dbgsom.Compare;

/// <summary>ML.NET's k-means over rows of 32 floats, cached in memory as it likes them.</summary>
internal sealed class MlNetKMeans
{
    public const int Columns = 32;

    private readonly IDataView rows;

    public MlNetKMeans(DataMatrix data)
    {
        var buffer = new double[Columns];
        var list = new List<Row>(data.RowCount);
        for (int row = 0; row < data.RowCount; row++)
        {
            data.CopyRow(row, buffer);
            list.Add(new Row { Features = Array.ConvertAll(buffer, value => (float)value) });
        }
        var context = NewContext();
        rows = context.Data.Cache(context.Data.LoadFromEnumerable(list));
    }

    /// <summary>Trains from random starting centroids, the same in every call, with no tolerance that could end it early.</summary>
    /// <returns>The centroids, one after the other.</returns>
    public double[] Fit(int clusters, int iterations, int threads)
    {
        var trainer = NewContext()
            .Clustering.Trainers.KMeans(
                new KMeansTrainer.Options
                {
                    NumberOfClusters = clusters,
                    InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.Random,
                    MaximumNumberOfIterations = iterations,
                    OptimizationTolerance = float.Epsilon,
                    NumberOfThreads = threads,
                }
            );
        VBuffer<float>[] centroids = [];
        trainer.Fit(rows).Model.GetClusterCentroids(ref centroids, out _);
        return [.. centroids.SelectMany(centroid => centroid.DenseValues()).Select(value => (double)value)];
    }

    private static MLContext NewContext() => new(seed: 1);

    private sealed class Row
    {
        [VectorType(Columns)]
        public float[] Features { get; set; } = [];
    }
}
