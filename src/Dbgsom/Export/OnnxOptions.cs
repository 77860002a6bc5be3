namespace Dbgsom.Export;

/// <summary>How a map is written as an ONNX model, see <see cref="SomMap.SaveOnnx"/>.</summary>
public sealed record OnnxOptions
{
    /// <summary>Whether numbers are double instead of single precision: slower, and what <see cref="SomMap.Predict(DataMatrix, CancellationToken)"/> computes with.</summary>
    public bool IsDouble { get; init; }

    /// <summary>
    /// Whether each feature is an input of its own, named as the feature, with one column; otherwise there is one input "features" with all of
    /// them in the order of the map. A feature without a name is "feature_0" and so on; one named as an output has an underscore appended.
    /// </summary>
    public bool HasInputPerFeature { get; init; }
}
