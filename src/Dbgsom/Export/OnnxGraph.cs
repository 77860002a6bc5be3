using System.Buffers.Binary;
using Dbgsom.Naming;

namespace Dbgsom.Export;

/// <summary>Types of ONNX tensors, by their numbers in TensorProto.</summary>
internal enum OnnxType
{
    Float = 1,
    Int64 = 7,
    Text = 8,
    Bool = 9,
    Double = 11,
}

/// <summary>
/// A graph of ONNX operators (onnx.proto, IR version 9, operators of opset 18): nodes in the order they are added, constants, inputs and
/// outputs. Numbers of fields are those of onnx.proto.
/// </summary>
/// <param name="real">The type of its numbers: float or double.</param>
internal sealed class OnnxGraph(OnnxType real)
{
    private const int IrVersion = 9;
    private const int Opset = 18;

    private readonly ProtobufWriter graph = new();
    private int named;

    /// <summary>Adds an operator; returns the name of its first result.</summary>
    public string Node(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, long Value)> attributes) =>
        Node(type, inputs, 1, attributes)[0];

    /// <summary>Adds an operator with several results.</summary>
    public string[] Node(
        string type,
        ReadOnlySpan<string> inputs,
        int outputs,
        ReadOnlySpan<(string Name, long Value)> attributes
    )
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => Fresh())];
        Write(type, inputs, names, attributes);
        return names;
    }

    /// <summary>An N × columns input of the graph.</summary>
    public string Input(string name, int columns)
    {
        graph.Message(11, info => Value(info, name, real, [null, columns]));
        return name;
    }

    /// <summary>Gives a result a name and makes it an output of the graph: one value a row, or <paramref name="columns"/> of them.</summary>
    public void Output(string name, string result, OnnxType type, int? columns = null)
    {
        Write("Identity", [result], [name], []);
        graph.Message(12, info => Value(info, name, type, columns is { } width ? [null, width] : [null]));
    }

    public string Reals(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape)
    {
        int size = real == OnnxType.Float ? sizeof(float) : sizeof(double);
        var bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
            if (real == OnnxType.Float)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * size), (float)values[i]);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * size), values[i]);
        return Constant(real, shape, bytes);
    }

    public string Wholes(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        return Constant(OnnxType.Int64, shape, bytes);
    }

    public string Flags(ReadOnlySpan<bool> values)
    {
        var bytes = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
            bytes[i] = values[i] ? (byte)1 : (byte)0;
        return Constant(OnnxType.Bool, [values.Length], bytes);
    }

    public string Texts(IReadOnlyList<string> values)
    {
        string name = Fresh();
        graph.Message(
            5,
            tensor =>
            {
                tensor.Number(1, values.Count);
                tensor.Number(2, (long)OnnxType.Text);
                foreach (string value in values)
                    tensor.Text(6, value);
                tensor.Text(8, name);
            }
        );
        return name;
    }

    /// <summary>The whole model file.</summary>
    /// <param name="output">The stream to write to.</param>
    /// <param name="name">Name of the graph.</param>
    /// <param name="description">A description of the graph.</param>
    /// <param name="version">Version of this library.</param>
    /// <param name="metadata">Pairs that readers can look up.</param>
    public void Save(
        Stream output,
        string name,
        string description,
        string version,
        IEnumerable<(string Key, string Value)> metadata
    )
    {
        graph.Text(2, name);
        graph.Text(10, description);
        var model = new ProtobufWriter();
        model.Number(1, IrVersion);
        model.Text(2, "Dbgsom");
        model.Text(3, version);
        model.Text(6, description);
        model.Bytes(7, graph.Written);
        model.Message(8, opset => opset.Number(2, Opset));
        foreach (var (key, value) in metadata)
            model.Message(
                14,
                pair =>
                {
                    pair.Text(1, key);
                    pair.Text(2, value);
                }
            );
        output.Write(model.Written);
    }

    // No feature is likely to have such a name, which is an input's then.
    private string Fresh() => Text.Of($"dbgsom:{named++}");

    private string Constant(OnnxType type, ReadOnlySpan<long> shape, byte[] bytes)
    {
        string name = Fresh();
        long[] sizes = shape.ToArray();
        graph.Message(
            5,
            tensor =>
            {
                foreach (long size in sizes)
                    tensor.Number(1, size);
                tensor.Number(2, (long)type);
                tensor.Text(8, name);
                tensor.Bytes(9, bytes);
            }
        );
        return name;
    }

    private void Write(
        string type,
        ReadOnlySpan<string> inputs,
        ReadOnlySpan<string> outputs,
        ReadOnlySpan<(string Name, long Value)> attributes
    )
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        foreach (string output in outputs)
            node.Text(2, output);
        node.Text(4, type);
        foreach (var (name, value) in attributes)
            node.Message(
                5,
                attribute =>
                {
                    attribute.Text(1, name);
                    attribute.Number(3, value);
                    attribute.Number(20, 2); // an INT
                }
            );
        graph.Bytes(1, node.Written);
    }

    private static void Value(ProtobufWriter info, string name, OnnxType type, long?[] shape)
    {
        info.Text(1, name);
        info.Message(
            2,
            kind =>
                kind.Message(
                    1,
                    tensor =>
                    {
                        tensor.Number(1, (long)type);
                        tensor.Message(
                            2,
                            sizes =>
                            {
                                foreach (long? size in shape)
                                    sizes.Message(
                                        1,
                                        dimension =>
                                        {
                                            if (size is { } fixedSize)
                                                dimension.Number(1, fixedSize);
                                            else
                                                dimension.Text(2, "N");
                                        }
                                    );
                            }
                        );
                    }
                )
        );
    }
}
