using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Dbgsom.ML;

/// <summary>A k-means model of ML.NET whose centroids are given, in their order.</summary>
/// <remarks>
/// Made by ML.NET's own constructors, which it keeps to itself. Its trainer, fitted on just these rows, would move centroids that lie closer together
/// than its single precision tells apart, and mix their order.
/// </remarks>
internal static class StockKMeans
{
    public static ITransformer Of(MLContext context, float[][] centroids, DataViewSchema schema, string features)
    {
        VBuffer<float>[] vectors = Array.ConvertAll(centroids, centroid => new VBuffer<float>(centroid.Length, centroid));
        try
        {
            var model = NewModel(context, vectors.Length, vectors, false);
            return Transformers<KMeansModelParameters>.New(context, model, schema, features, 0.5f, "Score");
        }
        catch (MissingMethodException missing)
        {
            throw new NotSupportedException(
                "the k-means models of this version of Microsoft.ML differ from those of version 5, which Dbgsom.ML requires",
                missing
            );
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern KMeansModelParameters NewModel(IHostEnvironment env, int k, VBuffer<float>[] centroids, bool copyIn);

    // The runtime looks for a member of a generic type from one with the same type parameters.
    private static class Transformers<TModel>
        where TModel : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern ClusteringPredictionTransformer<TModel> New(
            IHostEnvironment env,
            TModel model,
            DataViewSchema inputSchema,
            string featureColumn,
            float threshold,
            string thresholdColumn
        );
    }
}
