namespace Dbgsom.Export;

/// <summary>Options for writing a map as an ONNX model, see <see cref="SomMap.SaveOnnx"/>.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// True for double precision, as in <see cref="SomMap.Predict(DataMatrix, CancellationToken)"/>; false for single precision, which
    /// is faster.
    /// </summary>
    public bool IsDouble { get; init; }

    /// <summary>
    /// True for one input with one column per feature, named as the feature; false for one input "features" with all features in the
    /// order of the map. A feature without a name is named "feature_0" and so on; one with the name of an output gets an underscore
    /// appended.
    /// </summary>
    public bool HasInputPerFeature { get; init; }
}
