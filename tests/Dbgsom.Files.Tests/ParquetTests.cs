using System.Globalization;
using System.Text;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Parquet.Schema;

namespace Dbgsom.Files.Tests;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string scratch;

    public ParquetTests() => scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_type_of_number_is_read()
    {
        string path = ParquetFiles.Write(
            folder.At("a.parquet"),
            [2],
            ParquetFiles.Of<sbyte>("i8", -1, 2),
            ParquetFiles.Of<byte>("u8", 1, 255),
            ParquetFiles.Of<short>("i16", -300, 300),
            ParquetFiles.Of<ushort>("u16", 1, 65535),
            ParquetFiles.Of("i32", -70000, 70000),
            ParquetFiles.Of<uint>("u32", 1, 4294967295),
            ParquetFiles.Of<long>("i64", -5000000000, 5000000000),
            ParquetFiles.Of<ulong>("u64", 1, 1UL << 53),
            ParquetFiles.Of("f32", 0.1f, -0.2f),
            ParquetFiles.Of("f64", 0.1, -0.2),
            new(
                new DecimalDataField("dec", 20, 6),
                (g, f, s, c) => g.WriteAsync<decimal>(f, new[] { 1.1m, -2.000001m }.AsMemory())
            ),
            ParquetFiles.Of("flag", true, false)
        );
        var data = DataFiles.Load([path]).Data;
        Assert.Equal(
            [-1, 1, -300, 1, -70000, 1, -5000000000, 1, 0.1f, 0.1, 1.1, 1],
            Enumerable.Range(0, 12).Select(column => data[0, column])
        );
        Assert.Equal(
            [2, 255, 300, 65535, 70000, 4294967295, 5000000000, 9007199254740992, -0.2f, -0.2, -2.000001, 0],
            Enumerable.Range(0, 12).Select(column => data[1, column])
        );
        Assert.False(data.IsSingle);
        Assert.Equal("dec", data.FeatureNames![10]);
    }

    [Fact]
    public void Floats_alone_are_held_as_they_are()
    {
        string path = ParquetFiles.Write(
            folder.At("a.parquet"),
            [2],
            ParquetFiles.Nullable<float>("a", 0.1f, 0.2f),
            ParquetFiles.Of("b", 1, 2)
        );
        Assert.True(DataFiles.Load([path], new() { Columns = ["a"] }).Data.IsSingle);
        Assert.False(DataFiles.Load([path]).Data.IsSingle);
        Assert.True(DataFiles.Load([path], new() { Precision = DataPrecision.SinglePrecision }).Data.IsSingle);
        Assert.False(DataFiles.Load([path], new() { Columns = ["a"], Precision = DataPrecision.DoublePrecision }).Data.IsSingle);
    }

    [Theory]
    [InlineData("kind", "red,blue,red")]
    [InlineData("number", "1,2,3")]
    [InlineData("flag", "true,false,true")]
    [InlineData("real", "0.5,1.5,1E+300")]
    [InlineData("exact", "1.10,2.20,3.30")]
    public void Labels_and_ids_are_text_numbers_or_flags(string column, string expected)
    {
        string path = ParquetFiles.Write(
            folder.At("a.parquet"),
            [1, 2],
            ParquetFiles.Text("kind", "red", "blue", "red"),
            ParquetFiles.Nullable<long>("number", 1, 2, 3),
            ParquetFiles.Of("flag", true, false, true),
            ParquetFiles.Of("real", 0.5, 1.5, 1e300),
            new(
                new DecimalDataField("exact", 10, 2),
                (g, f, s, c) => g.WriteAsync<decimal>(f, new[] { 1.10m, 2.20m, 3.30m }.AsMemory(s, c))
            ),
            ParquetFiles.Of("weight", 1.0, 0.0, 2.5),
            ParquetFiles.Of("x", 1.0, 2.0, 3.0)
        );
        var options = new DataFileOptions
        {
            Columns = ["x"],
            LabelColumn = column,
            IdColumn = column == "kind" ? "number" : "kind",
            WeightColumn = "weight",
        };
        var loaded = DataFiles.Load([path], options);
        Assert.Equal(expected.Split(','), loaded.Labels!);
        Assert.Equal(column == "kind" ? ["1", "2", "3"] : ["red", "blue", "red"], loaded.Ids!);
        Assert.Equal([1.0, 0, 2.5], loaded.Data.SampleWeights.ToArray());
        Assert.Equal([1.0, 2, 3], Enumerable.Range(0, 3).Select(row => loaded.Data[row, 0]));
    }

    [Fact]
    public void Names_and_paths_may_be_of_any_letters()
    {
        string path = ParquetFiles.Write(
            folder.At("größe und – мера.PARQUET"),
            [1],
            ParquetFiles.Of("Länge in cm", 1.0),
            ParquetFiles.Of("重さ", 2.0),
            ParquetFiles.Text("Art", "Schwertlilie „blau“")
        );
        var loaded = DataFiles.Load([path], new() { LabelColumn = "Art", Columns = ["重さ", "Länge in cm"] });
        Assert.Equal(["重さ", "Länge in cm"], loaded.Data.FeatureNames!);
        Assert.Equal((2.0, 1.0, "Schwertlilie „blau“"), (loaded.Data[0, 0], loaded.Data[0, 1], loaded.Labels![0]));
    }

    [Fact]
    public void What_is_no_sample_is_refused_with_column_and_row()
    {
        Refuse(
            "row 3, column 1 ('y'): the value is missing (null)",
            new() { Missing = MissingCells.Refuse },
            [2, 2],
            Row,
            ParquetFiles.Nullable<double>("y", 1, 2, 3, null)
        );
        Refuse(
            "row 2, column 1 ('y'): 'NaN'",
            new() { Missing = MissingCells.Refuse },
            [2, 2],
            Row,
            ParquetFiles.Of("y", 1, 2, double.NaN, 4)
        );
        Refuse("row 0, column 1 ('y'): 'Infinity'", new(), [2, 2], Row, ParquetFiles.Nullable<float>("y", 1 / 0f, 2, 3, 4));
        Refuse("column 1 ('y') is text", new(), [4], Row, ParquetFiles.Text("y", "1", "2", "3", "4"));
        Refuse(
            "row 1, column 1 ('y'): the value is missing (null)",
            new() { IdColumn = "y" },
            [4],
            Row,
            ParquetFiles.Text("y", "a", null, "b", "c")
        );
        Refuse(
            "row 2, column 1 ('y'): the text is empty",
            new() { IdColumn = "y" },
            [2, 2],
            Row,
            ParquetFiles.Text("y", "a", "b", "", "c")
        );
        Refuse(
            "row 1, column 1 ('y'): '-1' is not a weight",
            new() { WeightColumn = "y" },
            [4],
            Row,
            ParquetFiles.Of("y", 1, -1, 1, 1)
        );
        Refuse("column 1 ('y') is of type DateTime", new(), [4], Row, ParquetFiles.Of("y", new DateTime[4]));
        Refuse(
            "column 1 ('y') is of type DateTime",
            new() { LabelColumn = "y" },
            [4],
            Row,
            ParquetFiles.Of("y", new DateTime[4])
        );
        Refuse("unknown column 'z'; valid is 'x'", new() { LabelColumn = "z" }, [4], Row);
        Refuse(
            "the map was trained on 'z', which the file lacks",
            new() { WantedFeatures = ["x", "z"], RequiresAllFeatures = true },
            [4],
            Row
        );
        Refuse("row 0, column 0", new() { Precision = DataPrecision.SinglePrecision }, [1], ParquetFiles.Of("x", 1e300));
    }

    [Fact]
    public void Nested_columns_and_files_without_rows_are_refused()
    {
        var fields = new Field[]
        {
            new DataField<int>("x", nullable: false),
            new ListField("list", new DataField<int>("item")),
            new StructField("pair", new DataField<int>("a"), new DataField<int>("b")),
            new MapField("map", new DataField<string>("key", false), new DataField<int>("value")),
            new DataField("many", typeof(int), isNullable: false, isArray: true),
        };
        string path = ParquetFiles.WriteEmpty(folder.At("nested.parquet"), fields);
        foreach (var field in fields[1..])
        {
            string message = Message(path, new() { Columns = ["x", field.Name] });
            Assert.StartsWith($"{path}: column", message, StringComparison.Ordinal);
            Assert.Contains($"('{field.Name}') is of type", message, StringComparison.Ordinal);
        }
        Assert.Equal($"{path}: it has no rows", Message(path, new() { Columns = ["x"] }));
        Assert.Contains(
            "it has no rows",
            Message(ParquetFiles.Write(folder.At("0.parquet"), [0], Row), new()),
            StringComparison.Ordinal
        );
    }

    /// <summary>A file that was cut anywhere, or is something else, is no data and no crash.</summary>
    [Fact]
    public void Files_that_are_cut_short_are_refused_by_name()
    {
        byte[] whole = File.ReadAllBytes(
            ParquetFiles.Write(folder.At("whole.parquet"), [2, 2], Row, ParquetFiles.Text("t", "a", "b", "c", "d"))
        );
        string path = folder.At("cut.parquet");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith(path, Message(path, new() { Columns = ["x"] }), StringComparison.Ordinal);
            if (length >= whole.Length - 8)
                continue;
            // The same with an end that looks right.
            File.WriteAllBytes(path, [.. whole[..length], .. whole[^8..]]);
            Assert.StartsWith(path, Message(path, new() { Columns = ["x"] }), StringComparison.Ordinal);
        }
        foreach (
            string text in new[]
            {
                "",
                "x,y\n1,2\n",
                "PAR1",
                "PAR1PAR1PAR1",
                "PAR1....PARE",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0PAR1",
            }
        )
            Assert.StartsWith(path, Message(folder.Write("cut.parquet", text), new()), StringComparison.Ordinal);
    }

    /// <summary>Whatever a damaged file says, it is either read or refused by name.</summary>
    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        byte[] whole = File.ReadAllBytes(
            ParquetFiles.Write(folder.At("whole.parquet"), [2, 2], Row, ParquetFiles.Text("t", "a", "b", "c", "d"))
        );
        string path = folder.At("odd.parquet");
        var random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] odd = [.. whole];
            odd[4 + random.Next(odd.Length - 8)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, odd);
            try
            {
                DataFiles.Load([path], new() { LabelColumn = "t" });
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
        Assert.True(refused > 30, $"{refused}");
    }

    /// <summary>In memory, through scratch files, in row groups of any length, and from other formats: one map.</summary>
    [Fact]
    public void The_map_is_the_same_whatever_the_file()
    {
        const int Rows = 40000;
        var random = new Random(5);
        double[][] columns =
        [
            .. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray()),
        ];
        ParquetFiles.Cells[] cells = [.. columns.Select((values, c) => ParquetFiles.Of("f" + c, values))];
        string one = ParquetFiles.Write(folder.At("one.parquet"), [Rows], cells);
        string many = ParquetFiles.Write(folder.At("many.parquet"), [1, 999, 15000, 24000], cells);
        var array = new double[Rows, 4];
        var text = new StringBuilder("f0,f1,f2,f3\n");
        for (int row = 0; row < Rows; row++)
        {
            for (int c = 0; c < 4; c++)
                array[row, c] = columns[c][row];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{array[row, 0]:R},{array[row, 1]:R},{array[row, 2]:R},{array[row, 3]:R}\n"
            );
        }
        NpyFile.Write(folder.At("a.npy"), array);
        byte[] expected = Train(folder.Write("a.csv", text.ToString()), new());
        Assert.Equal(expected, Train(one, new()));
        Assert.Equal(expected, Train(many, new()));
        // 1.28 MB in one row group: the columns go through a scratch file of their own, too.
        var mapped = new DataFileOptions { MemoryMapThresholdBytes = 0, ScratchDirectory = scratch };
        Assert.Equal(expected, Train(one, mapped));
        Assert.Equal(expected, Train(many, mapped));
        var named = DataFiles.Load([folder.At("a.npy")]).Data.WithFeatureNames(["f0", "f1", "f2", "f3"]);
        Assert.Equal(expected, Train(named));
        if (!OperatingSystem.IsWindows())
            Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    [Fact]
    public void Files_of_all_kinds_are_one_data_set()
    {
        ParquetFiles.Write(folder.At("1.parquet"), [2, 2], Row, ParquetFiles.Text("kind", "a", "b", "c", "d"));
        folder.Write("2.csv", "x,kind\n5,e\n");
        var loaded = DataFiles.Load([folder.Path], new() { LabelColumn = "kind" });
        Assert.Equal([1.0, 2, 3, 4, 5], Enumerable.Range(0, 5).Select(row => loaded.Data[row, 0]));
        Assert.Equal(["a", "b", "c", "d", "e"], loaded.Labels!);
        ParquetFiles.Write(folder.At("3.parquet"), [1], ParquetFiles.Of("z", 1.0));
        Assert.Contains(
            "3.parquet: unknown column 'x'; valid is 'z'",
            Assert
                .Throws<InvalidDataException>(() =>
                    DataFiles.Load([folder.At("1.parquet"), folder.At("3.parquet")], new() { Columns = ["0"] })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reading_can_be_ended()
    {
        string path = ParquetFiles.Write(folder.At("a.parquet"), [4], Row);
        Assert.ThrowsAny<OperationCanceledException>(() => DataFiles.Load([path], null, null, new(canceled: true)));
    }

    private static ParquetFiles.Cells Row => ParquetFiles.Of("x", 1.0, 2, 3, 4);

    private byte[] Train(string path, DataFileOptions options)
    {
        using var data = DataFiles.Load([path], options).Data;
        return Train(data);
    }

    private byte[] Train(DataMatrix data)
    {
        new SomVq(SomOptions.Default with { TargetNeurons = 12, Epochs = 6 }).Fit(data).Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }

    private void Refuse(string expected, DataFileOptions options, int[] groups, params ParquetFiles.Cells[] cells)
    {
        string path = ParquetFiles.Write(folder.At("bad.parquet"), groups, cells);
        string message = Message(path, options);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static string Message(string path, DataFileOptions options) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
