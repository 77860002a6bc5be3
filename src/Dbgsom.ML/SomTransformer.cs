using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>A trained map in an ML.NET pipeline: a chain of ML.NET's own transformers, and the map they were made from.</summary>
/// <remarks>
/// Saving a pipeline saves the chain, so that a process with ML.NET alone can load it. Predictions are the same before saving and after
/// loading. The map itself is not in that file: save it with <see cref="SomMap.Save(string)"/>. The chain centers and scales in double
/// precision and compares in single precision. If the two nearest neurons of a row are equally far within rounding, the chain may
/// choose a different one than the library. A row with a NaN value has no "PredictedLabel" (the missing key).
/// </remarks>
public sealed class SomTransformer : ITransformer
{
    private readonly TransformerChain<ITransformer> chain;

    internal SomTransformer(SomMap map, TransformerChain<ITransformer> chain) => (Map, this.chain) = (map, chain);

    /// <summary>The map, for figures, reports and measures.</summary>
    public SomMap Map { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => chain.Transform(input);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => chain.GetOutputSchema(inputSchema);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) =>
        ((ITransformer)chain).GetRowToRowMapper(inputSchema);

    // The chain writes itself under its own name, and so is what comes back.
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)chain).Save(ctx);
}
