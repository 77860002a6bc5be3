using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Adds the trainer to ML.NET's catalog for clustering.</summary>
/// <example>
/// <code>
/// var pipeline = mlContext.Transforms.Concatenate("Features", "SepalLength", "SepalWidth")
///     .Append(mlContext.Clustering.Trainers.Dbgsom(mlContext, targetNeurons: 30));
/// </code>
/// </example>
public static class ClusteringCatalogExtensions
{
    /// <summary>Clusters with a growing self-organizing map, see <see cref="SomClusteringTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mlContext">The context of the catalog; log messages go there.</param>
    /// <param name="featureColumnName">The column of the samples.</param>
    /// <param name="exampleWeightColumnName">The column with the weights of the rows; null if every row counts once.</param>
    /// <param name="targetNeurons">The target number of neurons, at least 4; null for 5·√n.</param>
    /// <param name="seed">The seed of random choices.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SomClusteringTrainer Dbgsom(
        this ClusteringCatalog.ClusteringTrainers catalog,
        MLContext mlContext,
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int? targetNeurons = null,
        uint seed = 0
    ) =>
        catalog.Dbgsom(
            mlContext,
            new SomClusteringOptions
            {
                FeatureColumnName = featureColumnName,
                ExampleWeightColumnName = exampleWeightColumnName,
                Map = new SomOptions { TargetNeurons = targetNeurons, Seed = seed },
            }
        );

    /// <summary>Clusters with a growing self-organizing map, see <see cref="SomClusteringTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mlContext">The context of the catalog; log messages go there.</param>
    /// <param name="options">The columns to read and the options of the map.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SomClusteringTrainer Dbgsom(
        this ClusteringCatalog.ClusteringTrainers catalog,
        MLContext mlContext,
        SomClusteringOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SomClusteringTrainer(mlContext, options);
    }
}
