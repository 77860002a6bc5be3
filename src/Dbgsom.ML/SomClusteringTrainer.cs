using Dbgsom.Clustering;
using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Trains a clustering model in ML.NET: a growing self-organizing map, see <see cref="SomVq"/>.</summary>
/// <remarks>
/// It adds the columns "PredictedLabel", the winner as a key (neuron 0 is key 1); "Score", the squared distances to all neurons in the
/// space trained in (between vectors of length 1 with the cosine metric); "GridX" and "GridY", the grid position of the winner;
/// "Cluster", its cluster as a key, see <see cref="SomClusteringOptions.ClusterMethod"/>. See <see cref="SomTransformer"/> for their
/// precision.
/// </remarks>
public sealed class SomClusteringTrainer : IEstimator<SomTransformer>
{
    private readonly MLContext context;

    internal SomClusteringTrainer(MLContext mlContext, SomClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (context, Options) = (mlContext, options);
    }

    /// <summary>The options of this clustering trainer.</summary>
    public SomClusteringOptions Options { get; }

    /// <summary>Trains a map on the rows, which are read once.</summary>
    /// <param name="input">At least four rows with the columns named in the options.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has the wrong type, the input has no rows, a value is infinite, or the samples cannot be trained on; the
    /// message names column and row.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was canceled.</exception>
    public SomTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var log = new TrainingLog(context, Options.CancellationToken);
        var rows = TrainingRows.Read(
            input,
            Options.FeatureColumnName,
            Options.ExampleWeightColumnName,
            null,
            Options.Missing,
            log.Token
        );
        log.Start(rows);
        var map = new SomVq(Options.Map) { Threads = Options.Threads }.Fit(rows.Data, log, log.Token);
        var clusters = Options.ClusterMethod is { } method ? map.Cluster(method, Options.ClusterCount, log.Token) : null;
        log.End(map);
        var chain = StockChain.Fit(context, map, input, Options.FeatureColumnName, NeuronLookup.Places(context, map, clusters));
        return new SomTransformer(map, chain);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ColumnShapes.Check(inputSchema, Options);
        return StockChain.Shape(context, inputSchema, Options.FeatureColumnName, NeuronLookup.PlacesShape(context, Options));
    }
}
