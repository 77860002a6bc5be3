using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>A trained map in a pipeline of ML.NET: a chain of ML.NET's own transformers, and the map they were made from.</summary>
/// <remarks>
/// What is saved is the chain, so that a process with nothing but ML.NET loads it, and answers are the same before saving and after loading. The map
/// itself is not in that file: save it with <see cref="SomMap.Save(string)"/>. The chain centers and scales in double precision and compares in
/// single; a row whose two nearest neurons are equally far but for that rounding may go to the other of them than in the library.
/// A row with a value that is not a number has no "PredictedLabel" (the missing key).
/// </remarks>
public sealed class SomTransformer : ITransformer
{
    private readonly TransformerChain<ITransformer> chain;

    internal SomTransformer(SomMap map, TransformerChain<ITransformer> chain) => (Map, this.chain) = (map, chain);

    /// <summary>The map: for figures, reports and measures.</summary>
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
