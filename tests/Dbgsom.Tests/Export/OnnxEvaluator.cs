using System.Buffers.Binary;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Tests.Export;

/// <summary>A tensor of ONNX: numbers of any type as double, or texts.</summary>
/// <param name="Shape">Length of each dimension; none for a single value.</param>
/// <param name="Values">The values, row-major.</param>
/// <param name="Texts">The texts; null for numbers.</param>
internal sealed record OnnxTensor(int[] Shape, double[] Values, string[]? Texts = null)
{
    /// <summary>The value at a place of a larger shape that this one is repeated over, as ONNX and NumPy do.</summary>
    public double At(int place, int[] shape)
    {
        int at = 0;
        int stride = 1;
        for (int d = shape.Length - 1, own = Shape.Length - 1; own >= 0; d--, own--)
        {
            at += Shape[own] == 1 ? 0 : place % shape[d] * stride;
            stride *= Shape[own];
            place /= shape[d];
        }
        return Values[at];
    }
}

/// <summary>
/// Evaluates the operators that maps are exported with, in double precision, by plain loops over the definitions of opset 18. What a
/// single-precision model rounds is in its constants only.
/// </summary>
internal sealed class OnnxEvaluator
{
    private readonly Dictionary<string, OnnxTensor> constants = [];
    private readonly List<(string Type, string[] Inputs, string[] Outputs, Dictionary<string, long> Attributes)> nodes = [];
    private readonly List<string> inputs = [];
    private readonly List<string> outputs = [];

    public OnnxEvaluator(byte[] model)
    {
        var fields = Fields(model);
        Opset = Fields(fields.Single(field => field.Field == 8).Bytes).Single(field => field.Field == 2).Number;
        foreach (var (_, _, pair) in fields.Where(field => field.Field == 14))
        {
            string[] texts = [.. Fields(pair).Select(field => Encoding.UTF8.GetString(field.Bytes))];
            Metadata.Add(texts[0], texts[1]);
        }
        foreach (var (field, _, bytes) in Fields(fields.Single(field => field.Field == 7).Bytes))
        {
            switch (field)
            {
                case 1:
                    nodes.Add(Node(Fields(bytes)));
                    break;
                case 5:
                    Add(Fields(bytes));
                    break;
                case 11:
                    inputs.Add(Text(Fields(bytes), 1));
                    break;
                case 12:
                    outputs.Add(Text(Fields(bytes), 1));
                    break;
            }
        }
    }

    public long Opset { get; }

    public Dictionary<string, string> Metadata { get; } = [];

    public IReadOnlyList<string> Inputs => inputs;

    /// <summary>The outputs for some rows: given as a whole, or a column to each input.</summary>
    public Dictionary<string, OnnxTensor> Run(DataMatrix data)
    {
        double[] values = Training.SameBitsTests.Flat(data);
        int columns = data.ColumnCount;
        var known = new Dictionary<string, OnnxTensor>(constants);
        foreach (var (i, name) in inputs.Index())
            known[name] =
                inputs.Count == 1
                    ? new([data.RowCount, columns], values)
                    : new([data.RowCount, 1], [.. values.Where((_, place) => place % columns == i)]);
        foreach (var (type, from, to, attributes) in nodes)
        {
            OnnxTensor[] arguments = [.. from.Select(name => known[name])];
            foreach (var (i, result) in Evaluate(type, arguments, attributes).Index())
                known[to[i]] = result;
        }
        return outputs.ToDictionary(name => name, name => known[name]);
    }

    private static OnnxTensor[] Evaluate(string type, OnnxTensor[] x, Dictionary<string, long> attributes)
    {
        int axis = (int)attributes.GetValueOrDefault("axis");
        bool keeps = attributes.GetValueOrDefault("keepdims", 1) == 1;
        return type switch
        {
            "Identity" => [x[0]],
            "Abs" => [Each(x, v => Math.Abs(v[0]))],
            "Sqrt" => [Each(x, v => Math.Sqrt(v[0]))],
            "Add" => [Each(x, v => v[0] + v[1])],
            "Sub" => [Each(x, v => v[0] - v[1])],
            "Mul" => [Each(x, v => v[0] * v[1])],
            "Div" => [Each(x, v => v[0] / v[1])],
            "Equal" => [Each(x, v => v[0] == v[1] ? 1 : 0)],
            "Where" => [Each(x, v => v[0] != 0 ? v[1] : v[2])],
            "ReduceMax" => [Reduce(x[0], (int)x[1].Values[0], keeps, row => row.Max())],
            "ReduceMin" => [Reduce(x[0], (int)x[1].Values[0], keeps, row => row.Min())],
            "ReduceSum" => [Reduce(x[0], (int)x[1].Values[0], keeps, row => row.Sum())],
            "ArgMax" => [Reduce(x[0], axis, keeps, row => Array.IndexOf(row, row.Max()))],
            "MatMul" => [MatMul(x[0], x[1])],
            "Concat" => [Concat(x)],
            "Gather" => [Gather(x[0], x[1], axis)],
            "GatherElements" => [GatherElements(x[0], x[1])],
            "Unsqueeze" => [x[0] with { Shape = Inserted(x[0].Shape, (int)x[1].Values[0]) }],
            "TopK" => Smallest(x[0], (int)x[1].Values[0], attributes),
            _ => throw new NotSupportedException(type),
        };
    }

    private static OnnxTensor Each(OnnxTensor[] x, Func<double[], double> of)
    {
        var shape = new int[x.Max(tensor => tensor.Shape.Length)];
        foreach (var tensor in x)
            for (int d = 1; d <= tensor.Shape.Length; d++)
                shape[^d] = Math.Max(shape[^d], tensor.Shape[^d]);
        return new(
            shape,
            [.. Enumerable.Range(0, Product(shape)).Select(place => of(Array.ConvertAll(x, tensor => tensor.At(place, shape))))]
        );
    }

    private static OnnxTensor Reduce(OnnxTensor x, int axis, bool keeps, Func<double[], double> of)
    {
        int inner = Product(x.Shape[(axis + 1)..]);
        int length = x.Shape[axis];
        int[] rest = keeps ? [1] : [];
        return new(
            [.. x.Shape[..axis], .. rest, .. x.Shape[(axis + 1)..]],
            [
                .. Enumerable
                    .Range(0, Product(x.Shape) / length)
                    .Select(i =>
                        of([
                            .. Enumerable
                                .Range(0, length)
                                .Select(j => x.Values[(i / inner * length * inner) + (j * inner) + (i % inner)]),
                        ])
                    ),
            ]
        );
    }

    private static OnnxTensor MatMul(OnnxTensor a, OnnxTensor b)
    {
        var (rows, inner, columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        var values = new double[rows * columns];
        for (int i = 0; i < values.Length; i++)
        for (int k = 0; k < inner; k++)
            values[i] += a.Values[(i / columns * inner) + k] * b.Values[(k * columns) + (i % columns)];
        return new([rows, columns], values);
    }

    private static OnnxTensor Concat(OnnxTensor[] x) =>
        new(
            [x[0].Shape[0], x.Length],
            [.. Enumerable.Range(0, x[0].Shape[0]).SelectMany(row => x.Select(column => column.Values[row]))]
        );

    private static OnnxTensor Gather(OnnxTensor data, OnnxTensor indices, int axis)
    {
        int inner = Product(data.Shape[(axis + 1)..]);
        int outer = Product(data.Shape[..axis]);
        int[] places =
        [
            .. from o in Enumerable.Range(0, outer)
            from index in indices.Values
            from i in Enumerable.Range(0, inner)
            select (((o * data.Shape[axis]) + (int)index) * inner) + i,
        ];
        return new(
            [.. data.Shape[..axis], .. indices.Shape, .. data.Shape[(axis + 1)..]],
            data.Texts is null ? Array.ConvertAll(places, place => data.Values[place]) : [],
            data.Texts is null ? null : Array.ConvertAll(places, place => data.Texts[place])
        );
    }

    private static OnnxTensor GatherElements(OnnxTensor data, OnnxTensor indices) =>
        new(
            indices.Shape,
            [.. indices.Values.Select((index, place) => data.Values[(place / indices.Shape[1] * data.Shape[1]) + (int)index])]
        );

    /// <summary>TopK as maps use it: along the rows, the smallest first, of equal ones the lower index.</summary>
    private static OnnxTensor[] Smallest(OnnxTensor x, int count, Dictionary<string, long> attributes)
    {
        Assert.Equal((1, 0, 1), (attributes["axis"], attributes["largest"], attributes["sorted"]));
        int[] shape = [x.Shape[0], count];
        double[] places =
        [
            .. x
                .Values.Chunk(x.Shape[1])
                .SelectMany(row => Enumerable.Range(0, row.Length).OrderBy(i => row[i]).Take(count))
                .Select(place => (double)place),
        ];
        return [GatherElements(x, new(shape, places)), new(shape, places)];
    }

    private static int[] Inserted(int[] shape, int axis) => [.. shape[..axis], 1, .. shape[axis..]];

    private static int Product(int[] shape) => shape.Aggregate(1, (product, length) => product * length);

    private static (string, string[], string[], Dictionary<string, long>) Node(
        List<(int Field, long Number, byte[] Bytes)> node
    ) =>
        (
            Text(node, 4),
            [.. node.Where(field => field.Field == 1).Select(field => Encoding.UTF8.GetString(field.Bytes))],
            [.. node.Where(field => field.Field == 2).Select(field => Encoding.UTF8.GetString(field.Bytes))],
            node.Where(field => field.Field == 5)
                .Select(field => Fields(field.Bytes))
                .ToDictionary(one => Text(one, 1), one => one.Single(field => field.Field == 3).Number)
        );

    private void Add(List<(int Field, long Number, byte[] Bytes)> tensor)
    {
        int[] shape = [.. tensor.Where(field => field.Field == 1).Select(field => (int)field.Number)];
        long type = tensor.Single(field => field.Field == 2).Number;
        byte[] raw = [.. tensor.Where(field => field.Field == 9).SelectMany(field => field.Bytes)];
        double[] values = type switch
        {
            1 => [.. raw.Chunk(4).Select(bytes => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes))],
            7 => [.. raw.Chunk(8).Select(bytes => (double)BinaryPrimitives.ReadInt64LittleEndian(bytes))],
            9 => [.. raw.Select(value => (double)value)],
            11 => [.. raw.Chunk(8).Select(bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes))],
            _ => [],
        };
        string[]? texts =
            type == 8 ? [.. tensor.Where(field => field.Field == 6).Select(field => Encoding.UTF8.GetString(field.Bytes))] : null;
        Assert.Equal(Product(shape), texts?.Length ?? values.Length);
        constants.Add(Text(tensor, 8), new(shape, values, texts));
    }

    private static string Text(List<(int Field, long Number, byte[] Bytes)> message, int field) =>
        Encoding.UTF8.GetString(message.Single(one => one.Field == field).Bytes);

    /// <summary>The fields of a protocol buffer message: numbers (wire type 0), and bytes (wire type 2).</summary>
    private static List<(int Field, long Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, long, byte[])>();
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint();
            ulong value = Varint();
            bool isNumber = (key & 7) == 0;
            Assert.True(isNumber || (key & 7) == 2);
            int end = at + (isNumber ? 0 : (int)value);
            fields.Add(((int)(key >> 3), isNumber ? (long)value : 0, message[at..end]));
            at = end;
        }
        return fields;

        ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = message[at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
        }
    }
}
