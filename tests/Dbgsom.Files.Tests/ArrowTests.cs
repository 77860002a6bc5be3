using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

public sealed class ArrowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_type_of_number_is_read()
    {
        var batch = ArrowFiles.Batch(
            ("i8", new Int8Array.Builder().Append(-1).Build()),
            ("u8", new UInt8Array.Builder().Append(255).Build()),
            ("i16", new Int16Array.Builder().Append(-300).Build()),
            ("u16", new UInt16Array.Builder().Append(65535).Build()),
            ("i32", new Int32Array.Builder().Append(-70000).Build()),
            ("u32", new UInt32Array.Builder().Append(4294967295).Build()),
            ("i64", new Int64Array.Builder().Append(-5000000000).Build()),
            ("u64", new UInt64Array.Builder().Append(1UL << 53).Build()),
            ("f16", new HalfFloatArray.Builder().Append((Half)0.5).Build()),
            ("f32", new FloatArray.Builder().Append(0.1f).Build()),
            ("f64", new DoubleArray.Builder().Append(0.1).Build()),
            ("d128", new Decimal128Array.Builder(new Decimal128Type(20, 6)).Append(-2.000001m).Build()),
            ("d256", new Decimal256Array.Builder(new Decimal256Type(40, 2)).Append(1.25m).Build()),
            ("flag", new BooleanArray.Builder().Append(true).Build())
        );
        var data = DataFiles.Load([ArrowFiles.Write(folder.At("a.arrow"), null, batch)]).Data;
        Assert.Equal(
            [-1, 255, -300, 65535, -70000, 4294967295, -5000000000, 9007199254740992, 0.5, 0.1f, 0.1, -2.000001, 1.25, 1],
            Enumerable.Range(0, 14).Select(column => data[0, column])
        );
        Assert.False(data.IsSingle);
        Assert.True(DataFiles.Load([folder.At("a.arrow")], new() { Columns = ["f16", "f32"] }).Data.IsSingle);
    }

    [Theory]
    [InlineData("a.arrow", null)]
    [InlineData("a.feather", null)]
    [InlineData("a.feather", CompressionCodecType.Lz4Frame)]
    [InlineData("a.arrow", CompressionCodecType.Zstd)]
    [InlineData("a.arrows", null)]
    [InlineData("a.arrows", CompressionCodecType.Zstd)]
    [InlineData("größe und мера.arrow", CompressionCodecType.Lz4Frame)]
    public void Files_and_streams_of_several_batches(string name, CompressionCodecType? codec)
    {
        RecordBatch[] batches =
        [
            ArrowFiles.Batch(
                ("重さ", ArrowFiles.Doubles(1, 2)),
                ("t", ArrowFiles.Texts("ä", "b")),
                ("big", Large("x", "y")),
                ("color", Colors(0, 1))
            ),
            ArrowFiles.Batch(
                ("重さ", ArrowFiles.Doubles(3)),
                ("t", ArrowFiles.Texts("c")),
                ("big", Large("z")),
                ("color", Colors(1))
            ),
        ];
        string path = name.EndsWith('s')
            ? ArrowFiles.WriteStream(folder.At(name), codec, batches)
            : ArrowFiles.Write(folder.At(name), codec, batches);
        foreach (string label in new[] { "t", "big" })
        foreach (long limit in new[] { 0, 1L << 30 })
        {
            var options = new DataFileOptions
            {
                Columns = ["重さ"],
                LabelColumn = label,
                IdColumn = "color",
                MemoryMapThresholdBytes = limit,
            };
            var loaded = DataFiles.Load([path], options);
            Assert.Equal([1.0, 2, 3], Enumerable.Range(0, 3).Select(row => loaded.Data[row, 0]));
            Assert.Equal(label == "t" ? ["ä", "b", "c"] : ["x", "y", "z"], loaded.Labels!);
            Assert.Equal(["red", "blue", "blue"], loaded.Ids!);
            Assert.Equal(limit == 0 ? 1 : 0, loaded.Notes.Count);
            loaded.Data.Dispose();
        }
    }

    [Fact]
    public void Dictionaries_of_numbers_are_numbers()
    {
        var indices = new Int32Array.Builder().Append(1).Append(0).Append(1).Build();
        var cells = new DictionaryArray(
            new DictionaryType(Int32Type.Default, Int64Type.Default, false),
            indices,
            new Int64Array.Builder().Append(7).Append(9).Build()
        );
        string path = ArrowFiles.Write(folder.At("a.arrow"), null, ArrowFiles.Batch(("n", cells)));
        var loaded = DataFiles.Load([path], new() { Columns = ["n"] });
        Assert.Equal([9.0, 7, 9], Enumerable.Range(0, 3).Select(row => loaded.Data[row, 0]));
    }

    [Fact]
    public void What_is_no_sample_is_refused_with_column_and_row()
    {
        Refuse(
            "row 3, column 1 ('y'): the value is missing (null)",
            new() { Missing = MissingCells.Refuse },
            ArrowFiles.Doubles(1, 2),
            ArrowFiles.Doubles(3, null)
        );
        Refuse(
            "row 2, column 1 ('y'): 'NaN'",
            new() { Missing = MissingCells.Refuse },
            ArrowFiles.Doubles(1, 2),
            ArrowFiles.Doubles(double.NaN, 1)
        );
        Refuse("row 0, column 1 ('y'): '-Infinity'", new(), ArrowFiles.Doubles(-1.0 / 0, 2));
        Refuse("column 1 ('y') is text", new(), ArrowFiles.Texts("1", "2"));
        Refuse("row 1, column 1 ('y'): the value is missing (null)", new() { IdColumn = "y" }, ArrowFiles.Texts("a", null));
        Refuse(
            "row 2, column 1 ('y'): the text is empty",
            new() { IdColumn = "y" },
            ArrowFiles.Texts("a", "b"),
            ArrowFiles.Texts("", "b")
        );
        Refuse("row 1, column 1 ('y'): '-1' is not a weight", new() { WeightColumn = "y" }, ArrowFiles.Doubles(1, -1));
        Refuse("column 1 ('y') is text; weights are numbers", new() { WeightColumn = "y" }, ArrowFiles.Texts("1", "1"));
        Refuse(
            "column 1 ('y') is of type date32",
            new(),
            new Date32Array.Builder().Append(DateTime.UnixEpoch).AppendNull().Build()
        );
        Refuse("column 1 ('y') is of type list", new(), Lists());
        Refuse("row 1, column 1 ('y'): the value is missing (null)", new() { IdColumn = "y" }, Colors(0, null));
    }

    [Fact]
    public void Schemas_that_no_data_fits_are_refused()
    {
        var twice = ArrowFiles.Batch(("x", ArrowFiles.Doubles(1)), ("x", ArrowFiles.Doubles(2)));
        Assert.Contains(
            "the column name 'x' is given 2 times",
            Message(ArrowFiles.Write(folder.At("twice.arrow"), null, twice)),
            StringComparison.Ordinal
        );
        var none = ArrowFiles.Batch(("x", ArrowFiles.Doubles()));
        Assert.Contains(
            "it has no rows",
            Message(ArrowFiles.Write(folder.At("none.arrow"), null, none)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_that_are_cut_short_are_refused_by_name()
    {
        byte[] whole = File.ReadAllBytes(ArrowFiles.Write(folder.At("whole.arrow"), null, Two()));
        string path = folder.At("cut.arrow");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith(path, Message(path), StringComparison.Ordinal);
            if (length >= whole.Length - 10)
                continue;
            // The same with an end that looks right.
            File.WriteAllBytes(path, [.. whole[..length], .. whole[^10..]]);
            Assert.StartsWith(path, Message(path), StringComparison.Ordinal);
        }
        foreach (string text in new[] { "", "x,y\n1,2\n3,4\n5,6\n", "ARROW1", "ARROW1\0\0ARROW1", "FEA1............" })
            Assert.StartsWith(path, Message(folder.Write("cut.arrow", text)), StringComparison.Ordinal);
        Assert.Contains("Feather of version 1", Message(path), StringComparison.Ordinal);
    }

    /// <summary>A stream may end between batches without a mark: that cannot be told from one that was cut there.</summary>
    [Fact]
    public void Streams_that_are_cut_short_are_refused_or_told()
    {
        byte[] whole = File.ReadAllBytes(ArrowFiles.WriteStream(folder.At("whole.arrows"), null, Two()));
        string path = folder.At("cut.arrows");
        int read = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                var loaded = DataFiles.Load([path]);
                Assert.Contains("no end mark", Assert.Single(loaded.Notes), StringComparison.Ordinal);
                read++;
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(read, 1, 20);
        Assert.Empty(DataFiles.Load([folder.At("whole.arrows")]).Notes);
    }

    /// <summary>Whatever a damaged file says, it is either read or refused by name.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_files_are_read_or_refused(bool isFile)
    {
        RecordBatch[] batches =
        [
            ArrowFiles.Batch(("x", ArrowFiles.Doubles(1, 2)), ("t", ArrowFiles.Texts("a", "b")), ("c", Colors(0, 1))),
        ];
        byte[] whole = File.ReadAllBytes(
            isFile
                ? ArrowFiles.Write(folder.At("whole.arrow"), null, batches)
                : ArrowFiles.WriteStream(folder.At("whole.arrow"), null, batches)
        );
        string path = folder.At("odd.arrow");
        var random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] odd = [.. whole];
            odd[random.Next(odd.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, odd);
            try
            {
                DataFiles.Load([path], new() { LabelColumn = "t", IdColumn = "c" });
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
        Assert.True(refused > 40, $"{refused}");
    }

    [Fact]
    public void The_map_is_the_same_as_of_an_array()
    {
        var shapes = SampleData.Shapes();
        DoubleArray Column(int column, int start, int end) =>
            ArrowFiles.Doubles([.. Enumerable.Range(start, end - start).Select(row => (double?)shapes[row, column])]);
        RecordBatch Part(int start, int end) => ArrowFiles.Batch(("a", Column(0, start, end)), ("b", Column(1, start, end)));
        string path = ArrowFiles.Write(folder.At("a.arrow"), null, Part(0, 100), Part(100, 101), Part(101, shapes.RowCount));
        byte[] expected = Train(shapes.WithFeatureNames(["a", "b"]));
        Assert.Equal(expected, Train(DataFiles.Load([path]).Data));
        using var mapped = DataFiles.Load([path], new() { MemoryMapThresholdBytes = 0 }).Data;
        Assert.Equal(expected, Train(mapped));
    }

    [Fact]
    public void Reading_can_be_ended()
    {
        string path = ArrowFiles.Write(folder.At("a.arrow"), null, Two());
        Assert.ThrowsAny<OperationCanceledException>(() => DataFiles.Load([path], null, null, new(canceled: true)));
    }

    private static RecordBatch[] Two() =>
        [ArrowFiles.Batch(("x", ArrowFiles.Doubles(1, 2))), ArrowFiles.Batch(("x", ArrowFiles.Doubles(3, 4)))];

    private static DictionaryArray Colors(params int?[] indices)
    {
        var builder = new Int32Array.Builder();
        foreach (int? index in indices)
            builder.Append(index);
        return new DictionaryArray(
            new DictionaryType(Int32Type.Default, StringType.Default, false),
            builder.Build(),
            ArrowFiles.Texts("red", "blue")
        );
    }

    private static LargeStringArray Large(params string[] values)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(values));
        long[] offsets = [.. Enumerable.Range(0, values.Length + 1).Select(i => (long)values.Take(i).Sum(value => value.Length))];
        return new LargeStringArray(
            new ArrayData(
                LargeStringType.Default,
                values.Length,
                0,
                0,
                [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().AppendRange(offsets).Build(), new ArrowBuffer(bytes)]
            )
        );
    }

    private static ListArray Lists()
    {
        var builder = new ListArray.Builder(Int32Type.Default);
        builder.Append();
        ((Int32Array.Builder)builder.ValueBuilder).Append(1);
        builder.Append();
        return builder.Build();
    }

    private byte[] Train(DataMatrix data)
    {
        new SomVq(SomOptions.Default with { TargetNeurons = 12, Epochs = 6 }).Fit(data).Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }

    private void Refuse(string expected, DataFileOptions options, params IArrowArray[] second)
    {
        string path = ArrowFiles.Write(
            folder.At("bad.arrow"),
            null,
            [.. second.Select(cells => ArrowFiles.Batch(("x", ArrowFiles.Doubles(1, 2)), ("y", cells)))]
        );
        string message = Message(path, options);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static string Message(string path, DataFileOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
