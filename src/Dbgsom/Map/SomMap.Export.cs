using Dbgsom.Export;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>The map in formats of others.</content>
public sealed partial class SomMap
{
    /// <summary>Writes the map as an ONNX model (IR version 9, opset 18), which any ONNX runtime evaluates without this library.</summary>
    /// <remarks>
    /// Input: samples in the user's units, N × features, see <see cref="OnnxOptions.HasInputPerFeature"/>; a scaler is part of the model. Outputs, a value a
    /// row: "label" (<see cref="Neuron.Label"/>) and "neuron" (int64), "distance", "second_neuron", "second_distance"; of a map that knows
    /// classes "class" (int64, bool or string) and "probabilities", N × classes. In single precision a sample whose nearest neurons are equally far but
    /// for rounding may go to another of them than here. Metadata: feature_names and classes as JSON, metric, data_fingerprint.
    /// </remarks>
    /// <param name="path">The file, replaced as a whole if it is there.</param>
    /// <param name="options">Precision and inputs; null for single precision and one input.</param>
    /// <exception cref="InvalidOperationException">The map has maps below it, which a model of this kind cannot hold, or its metric does not rank neurons as the Euclidean distance does.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveOnnx(string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, stream => OnnxMap.Save(this, options ?? new OnnxOptions(), stream));
    }

    /// <summary>Writes the map in another program's format; <see cref="Save(string)"/> writes the map itself. The same map is the same bytes.</summary>
    /// <param name="path">The file, replaced as a whole if it is there.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="InvalidOperationException">The format is ONNX, and the map has maps below it or a metric that does not rank neurons as the Euclidean distance does;
    /// or it needs a full grid (<see cref="MapFormat.NeedsFullGrid"/>), and the map has none.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Export(string path, MapFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        WholeFile.Write(path, stream => format.Write(this, stream));
    }
}
