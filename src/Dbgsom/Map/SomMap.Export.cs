using Dbgsom.Export;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>The map in formats of others.</content>
public sealed partial class SomMap
{
    /// <summary>Writes the map as an ONNX model (IR version 9, opset 18), which any ONNX runtime can evaluate without this library.</summary>
    /// <remarks>
    /// Input: samples in the user's units, N × features, see <see cref="OnnxOptions.HasInputPerFeature"/>; scaling is part of the
    /// model. Outputs, one value per row: "label" (<see cref="Neuron.Label"/>) and "neuron" (int64), "distance", "second_neuron",
    /// "second_distance"; for a map with classes also "class" (int64, bool or string) and "probabilities", N × classes. In single
    /// precision, a sample whose nearest neurons are equally far within rounding may get a different winner. Metadata: feature_names
    /// and classes as JSON, metric, data_fingerprint.
    /// </remarks>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="options">Precision and inputs; null for single precision and one input.</param>
    /// <exception cref="InvalidOperationException">
    /// The map has child maps, which ONNX cannot represent here, or its metric does not rank neurons as the Euclidean distance does.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveOnnx(string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, stream => OnnxMap.Save(this, options ?? new OnnxOptions(), stream));
    }

    /// <summary>
    /// Exports the map in another program's format; <see cref="Save(string)"/> saves the map itself. The same map gives the same bytes.
    /// </summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="InvalidOperationException">
    /// The format is ONNX, and the map has child maps or a metric that does not rank neurons as the Euclidean distance does; or the
    /// format needs a full grid (<see cref="MapFormat.NeedsFullGrid"/>), and the map has none.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Export(string path, MapFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        WholeFile.Write(path, stream => format.Write(this, stream));
    }
}
