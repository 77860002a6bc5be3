using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Adds the trainer to ML.NET's catalog for classification.</summary>
/// <example>
/// <code>
/// var pipeline = mlContext.Transforms.Concatenate("Features", "SepalLength", "SepalWidth")
///     .Append(mlContext.Transforms.Conversion.MapValueToKey("Label", "Species"))
///     .Append(mlContext.MulticlassClassification.Trainers.Dbgsom(mlContext));
/// </code>
/// </example>
public static class MulticlassCatalogExtensions
{
    /// <summary>Classifies with a growing self-organizing map, see <see cref="SomClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mlContext">The context of the catalog; log messages go there.</param>
    /// <param name="labelColumnName">The column of the classes.</param>
    /// <param name="featureColumnName">The column of the samples.</param>
    /// <param name="exampleWeightColumnName">The column with the weights of the rows; null if every row counts once.</param>
    /// <param name="targetNeurons">The target number of neurons, at least 4; null for 5·√n.</param>
    /// <param name="seed">The seed of random choices.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SomClassificationTrainer Dbgsom(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int? targetNeurons = null,
        uint seed = 0
    ) =>
        catalog.Dbgsom(
            mlContext,
            new SomClassificationOptions
            {
                LabelColumnName = labelColumnName,
                FeatureColumnName = featureColumnName,
                ExampleWeightColumnName = exampleWeightColumnName,
                Map = new SomOptions { TargetNeurons = targetNeurons, Seed = seed },
            }
        );

    /// <summary>Classifies with a growing self-organizing map, see <see cref="SomClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mlContext">The context of the catalog; log messages go there.</param>
    /// <param name="options">The columns to read and the options of the map.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SomClassificationTrainer Dbgsom(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext mlContext,
        SomClassificationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SomClassificationTrainer(mlContext, options);
    }
}
