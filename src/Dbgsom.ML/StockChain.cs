using Dbgsom.Clustering;
using Dbgsom.Space;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Dbgsom.ML;

/// <summary>
/// The map as a chain of ML.NET's own transformers: samples to double precision, centered and scaled, to single precision, with the cosine metric to
/// length 1, to the nearest prototype (a k-means model whose centroids are the neurons), and to what a table says of that neuron.
/// </summary>
internal static class StockChain
{
    private const string Rows = "Dbgsom.Rows";
    private const string Winner = "Dbgsom.Winner";
    private const string Neuron = "Neuron";
    private const string Label = "PredictedLabel";

    /// <summary>The chain of a map.</summary>
    /// <param name="context">Where the transformers live.</param>
    /// <param name="map">The map.</param>
    /// <param name="input">Rows as the map was trained on; not read.</param>
    /// <param name="features">The column of the samples.</param>
    /// <param name="lookup">The lookup table of the neurons.</param>
    public static TransformerChain<ITransformer> Fit(
        MLContext context,
        SomMap map,
        IDataView input,
        string features,
        IDataView lookup
    )
    {
        var parts = new List<ITransformer>();
        var view = input;
        void Add(ITransformer part)
        {
            parts.Add(part);
            view = part.Transform(view);
        }

        var space = StockSpace.Of(context, map, Rows);
        Add(Widen(context, features).Fit(view));
        Add(space.Scaling);
        Add(Narrow(context).Fit(view));
        if (map.EffectiveOptions.Metric.ScalesToLengthOne)
            Add(context.Transforms.NormalizeLpNorm(Rows).Fit(view));
        Add(StockKMeans.Of(context, space.Prototypes, view.Schema, Rows));
        foreach (var part in After(context, lookup))
            Add(part.Fit(view));
        return new TransformerChain<ITransformer>([.. parts]);
    }

    /// <summary>Returns the columns that the chain of a map will have.</summary>
    public static SchemaShape Shape(MLContext context, SchemaShape input, string features, IDataView lookup)
    {
        IEnumerable<IEstimator<ITransformer>> parts =
        [
            Widen(context, features),
            Narrow(context),
            context.Clustering.Trainers.KMeans(Rows),
            .. After(context, lookup),
        ];
        return parts.Aggregate(input, (shape, part) => part.GetOutputSchema(shape));
    }

    private static TypeConvertingEstimator Widen(MLContext context, string features) =>
        context.Transforms.Conversion.ConvertType(Rows, features, DataKind.Double);

    private static TypeConvertingEstimator Narrow(MLContext context) =>
        context.Transforms.Conversion.ConvertType(Rows, Rows, DataKind.Single);

    private static IEnumerable<IEstimator<ITransformer>> After(MLContext context, IDataView lookup)
    {
        var key = lookup.Schema[NeuronLookup.Key];
        yield return context.Transforms.Conversion.ConvertType(Winner, Label, DataKind.UInt32);
        if (lookup.Schema.GetColumnOrNull(Label) is not null)
            yield return context.Transforms.CopyColumns(Neuron, Label);
        foreach (var column in lookup.Schema)
            if (column.Name != key.Name)
                yield return context.Transforms.Conversion.MapValue(column.Name, lookup, key, column, Winner);
        yield return context.Transforms.DropColumns(Rows, Winner);
    }
}
