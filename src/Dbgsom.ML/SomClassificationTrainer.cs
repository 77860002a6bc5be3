using Dbgsom.Classification;
using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Trains a classifier in ML.NET: a growing self-organizing map on labeled rows, see <see cref="SomClassifier"/>.</summary>
/// <remarks>
/// It adds the columns "PredictedLabel", a key whose values are the labels; "Score", the probability of each class, named by the class;
/// "Neuron", the winner as a key (neuron 0 is key 1). The winner alone decides (<see cref="ClassVote.Winner"/>), regardless of
/// <see cref="SomOptions.ClassVote"/>, because ML.NET's own transformers cannot count the votes of several neurons. The map is trained with
/// that vote, so that <see cref="SomMap.PredictClass"/> of <see cref="SomTransformer.Map"/> gives the same answers. For the votes of
/// the nearest neurons use <see cref="SomClassifier"/>, or its <see cref="SomMap.SaveOnnx"/>.
/// </remarks>
public sealed class SomClassificationTrainer : IEstimator<SomTransformer>
{
    private readonly MLContext context;

    internal SomClassificationTrainer(MLContext mlContext, SomClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (context, Options) = (mlContext, options);
    }

    /// <summary>The options of this classification trainer.</summary>
    public SomClassificationOptions Options { get; }

    /// <inheritdoc cref="SomClusteringTrainer.Fit"/>
    public SomTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var log = new TrainingLog(context, Options.CancellationToken);
        var rows = TrainingRows.Read(
            input,
            Options.FeatureColumnName,
            Options.ExampleWeightColumnName,
            Options.LabelColumnName,
            Options.Missing,
            log.Token
        );
        var keys = rows.Classes!;
        log.Start(rows);
        if (Options.Map.ClassVote != ClassVote.Winner)
            log.Note($"the winner alone determines the class; class-vote {Options.Map.ClassVote} is not used");
        var options = Options.Map with { ClassVote = ClassVote.Winner };
        var map = new SomClassifier(options) { Threads = Options.Threads }.FitMap(rows.Data, keys.Labels, log, log.Token);
        log.End(map);
        var chain = StockChain.Fit(context, map, input, Options.FeatureColumnName, NeuronLookup.Classes(context, map, keys));
        return new SomTransformer(map, chain);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var label = ColumnShapes.Check(inputSchema, Options, Options.LabelColumnName)!.Value;
        var lookup = NeuronLookup.ClassesShape(context, LabelReader.KeysOf(label));
        return StockChain.Shape(context, inputSchema, Options.FeatureColumnName, lookup);
    }
}
