using Dbgsom.Export;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Dbgsom.ML.Tests;

/// <summary>A map as ONNX model, evaluated by ONNX Runtime.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly OnnxOptions options;
    private readonly InferenceSession session;

    public OnnxModel(SomMap map, OnnxOptions? options = null)
    {
        this.options = options ?? new OnnxOptions();
        string path = Path.GetTempFileName();
        map.SaveOnnx(path, options);
        Bytes = File.ReadAllBytes(path);
        File.Delete(path);
        session = new InferenceSession(Bytes);
    }

    public byte[] Bytes { get; }

    public InferenceSession Session => session;

    public OnnxAnswers Run(float[][] rows)
    {
        string[] inputs = [.. session.InputMetadata.Keys];
        int width = options.HasInputPerFeature ? 1 : rows[0].Length;
        var values = inputs.Select(
            (name, i) => Value(name, [.. rows.SelectMany(row => options.HasInputPerFeature ? [row[i]] : row)], width)
        );
        return new OnnxAnswers(session.Run([.. values]));
    }

    public void Dispose() => session.Dispose();

    private NamedOnnxValue Value(string name, float[] values, int width)
    {
        int[] shape = [values.Length / width, width];
        return options.IsDouble
            ? NamedOnnxValue.CreateFromTensor(
                name,
                new DenseTensor<double>(Array.ConvertAll(values, value => (double)value), shape)
            )
            : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(values, shape));
    }
}

/// <summary>What an ONNX model answered.</summary>
internal sealed class OnnxAnswers(IReadOnlyCollection<NamedOnnxValue> values)
{
    public int[] Neurons => Wholes("neuron");

    public int[] Labels => Wholes("label");

    public int[] SecondNeurons => Wholes("second_neuron");

    public int[] Wholes(string name) => [.. Get(name).AsEnumerable<long>().Select(value => (int)value)];

    public T[] Values<T>(string name) => [.. Get(name).AsEnumerable<T>()];

    public double[] Reals(string name) =>
        Get(name).Value is Tensor<float> singles ? [.. singles.Select(value => (double)value)] : Values<double>(name);

    private NamedOnnxValue Get(string name) => values.First(value => value.Name == name);
}
