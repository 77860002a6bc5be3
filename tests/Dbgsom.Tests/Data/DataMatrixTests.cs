using System.IO.Compression;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests.Data;

public sealed class DataMatrixTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_samples_from_every_kind_of_array()
    {
        double[,] grid =
        {
            { 1, 2, 3 },
            { 4, 5, 6 },
        };
        float[,] single =
        {
            { 1, 2, 3 },
            { 4, 5, 6 },
        };
        DataMatrix[] all =
        [
            DataMatrix.From(grid),
            DataMatrix.From(single),
            DataMatrix.From(new double[][] { [1, 2, 3], [4, 5, 6] }),
            DataMatrix.From(new float[][] { [1, 2, 3], [4, 5, 6] }),
            DataMatrix.From([1.0, 2, 3, 4, 5, 6], 3),
            DataMatrix.From([1f, 2, 3, 4, 5, 6], 3),
        ];
        var row = new double[3];
        foreach (var data in all)
        {
            Assert.Equal((2, 3, 6.0), (data.RowCount, data.ColumnCount, data[1, 2]));
            data.CopyRow(0, row);
            Assert.Equal([1, 2, 3], row);
        }
        grid[0, 0] = 99;
        Assert.Equal(1, all[0][0, 0]);
    }

    [Fact]
    public void What_is_no_matrix_of_finite_numbers_is_refused_where_it_is_wrong()
    {
        Refused("row 1", () => DataMatrix.From(new double[][] { [1, 2], [3] }));
        Refused("row 1, column 0 is -Infinity", () => DataMatrix.From([1.0, 2, double.NegativeInfinity, 4], 2));
        Refused("row 0, column 1 is Infinity", () => DataMatrix.From([1f, float.PositiveInfinity, 3, 4], 2));
        Refused("0 rows", () => DataMatrix.From(new double[0, 3]));
        Refused("whole rows", () => DataMatrix.From([1.0, 2, 3], 2));
        Refused("number of columns is 0", () => DataMatrix.From([1.0], 0));
        var data = DataMatrix.From([1.0, 2, 3, 4], 2);
        Refused("3 feature names", () => data.WithFeatureNames(["a", "b", "c"]));
        Refused("'a' is given 2 times", () => data.WithFeatureNames(["a", "a"]));
        Refused("column 1 is empty", () => data.WithFeatureNames(["a", " "]));
        Refused("3 sample weights", () => data.WithSampleWeights([1, 2, 3]));
        Refused("row 1 is -1", () => data.WithSampleWeights([1, -1]));
        Refused("row 0 is NaN", () => data.WithSampleWeights([double.NaN, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[0, -1]);
    }

    [Fact]
    public void Parts_make_one_matrix()
    {
        var a = DataMatrix.From([1.0, 2, 3, 4], 2).WithFeatureNames(["x", "y"]);
        var b = DataMatrix.From([5f, 6], 2).WithSampleWeights([3]);
        var both = DataMatrix.Concatenate([a, b]);
        Assert.Equal((3, 6.0, false), (both.RowCount, both[2, 1], both.IsSingle));
        Assert.Equal(["x", "y"], both.FeatureNames!);
        Assert.Equal([1, 1, 3], both.SampleWeights.ToArray());
        Assert.True(DataMatrix.Concatenate([b, b]).IsSingle);
        Refused("3 columns", () => DataMatrix.Concatenate([a, DataMatrix.From([1.0, 2, 3], 3)]));
        Refused("other feature names", () => DataMatrix.Concatenate([a, a.WithFeatureNames(["y", "x"])]));
        Refused("no part", () => DataMatrix.Concatenate([]));
    }

    [Fact]
    public void One_part_is_itself_and_so_are_samples_in_the_precision_they_have()
    {
        var data = DataMatrix.From([1f, 2, 3, 4], 2);
        Assert.Same(data, DataMatrix.Concatenate([data]));
        Assert.Same(data, data.ToSingle());
        var wide = data.ToDouble();
        Assert.Same(wide, wide.ToDouble());
    }

    [Fact]
    public void A_row_needs_room_for_all_its_values()
    {
        var data = DataMatrix.From([1.0, 2, 3, 4, 5, 6], 3);
        var room = new double[5];
        data.CopyRow(1, room.AsSpan(1));
        Assert.Equal([0, 4, 5, 6, 0], room);
        Refused(
            "the destination has 2 places; a row has 3 values (Parameter 'destination')",
            () => data.CopyRow(1, room.AsSpan(3))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyRow(2, room));
    }

    /// <summary>2,048 parts of 2^20 values are 2^31: refused before room is made for them, and where rows stay in files, if they are too many to count.</summary>
    [Fact]
    public void Parts_with_too_many_values_together_are_refused()
    {
        var part = DataMatrix.From(new double[1 << 20], 1);
        Assert.Equal(
            "2147483648 rows of 1 columns are more values than one array in memory holds",
            Assert.Throws<ArgumentException>(() => DataMatrix.Concatenate([.. Enumerable.Repeat(part, 2048)])).Message
        );
        NpyFile.Write(folder.At("part.npy"), part);
        using var mapped = DataMatrix.MapNpy(folder.At("part.npy"));
        Refused(
            "the data has 2147483648 rows or more; the maximum is 2147483647 (Parameter 'parts')",
            () => DataMatrix.Concatenate([.. Enumerable.Repeat(mapped, 2048)])
        );
    }

    /// <summary>More rows than are read at once: 2^15 values.</summary>
    [Fact]
    public void Mapped_rows_are_loaded_as_they_are()
    {
        double[] values = [.. Enumerable.Range(0, 70_000).Select(i => i * 0.1)];
        double[] weights = [.. Enumerable.Range(0, 10_000).Select(i => i % 3.0)];
        string[] names = ["a", "b", "c", "d", "e", "f", "g"];
        foreach (bool single in new[] { false, true })
        {
            var data = DataMatrix.From(values, 7);
            NpyFile.Write(folder.At("m.npy"), single ? data.ToSingle() : data);
            using var mapped = DataMatrix.MapNpy(folder.At("m.npy"));
            var some = mapped.WithFeatureNames(names).WithSampleWeights(weights).Rows(5, 9990);
            Assert.Equal(values[35 + 7], some[1, 0], 1e-3);
            var loaded = some.Loaded();
            Assert.Equal((false, single), (loaded.Storage.IsMapped, loaded.IsSingle));
            Assert.Equal(names, loaded.FeatureNames!);
            Assert.Equal(weights[5..9995], loaded.SampleWeights.ToArray());
            double[] wanted = [.. values[35..69_965].Select(value => single ? (float)value : value)];
            Assert.Equal(wanted, Training.SameBitsTests.Flat(loaded));
        }
    }

    /// <summary>Parts of one whole go together: closing it closes all, and what was closed lets go of what was held already.</summary>
    [Fact]
    public void Joined_parts_are_closed_together()
    {
        NpyFile.Write(folder.At("j.npy"), DataMatrix.From([1.0, 2], 1));
        var first = DataMatrix.MapNpy(folder.At("j.npy"));
        var second = DataMatrix.MapNpy(folder.At("j.npy"));
        var joined = DataMatrix.Concatenate([first, second]);
        Assert.Equal((4, 2.0), (joined.RowCount, joined[3, 0]));
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => joined.CopyRow(0, new double[1]));
        Assert.Equal(1, first[0, 0]);
        joined.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.CopyRow(0, new double[1]));
    }

    /// <summary>Column 0: 1, 3, 5 (mean 3, population variance 8/3); column 1 is constant.</summary>
    [Fact]
    public void Scalers_by_hand()
    {
        var data = DataMatrix.From([1.0, 0.1, 3, 0.1, 5, 0.1], 2);
        var standard = StandardScaler.Fit(data);
        Assert.Equal([1], standard.ConstantColumns);
        var scaled = standard.Transform(data);
        Assert.Equal(-2 / Math.Sqrt(8.0 / 3), scaled[0, 0], 1e-15);
        Assert.Equal((0.0, 0.0), (scaled[1, 0], scaled[2, 1]));
        var range = MinMaxScaler.Fit(data).Transform(data);
        Assert.Equal((0.0, 0.5, 1.0, 0.0), (range[0, 0], range[1, 0], range[2, 0], range[0, 1]));
        double[] row = [scaled[2, 0], scaled[2, 1]];
        standard.Invert(row);
        Assert.Equal([5, 0.1], row);
        Refused("3 columns", () => standard.Transform(DataMatrix.From([1.0, 2, 3], 3)));
    }

    [Fact]
    public void An_archive_gives_its_only_array_or_the_one_named()
    {
        string path = folder.At("a.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            NpzFile.Add(archive, "one.npy", stream => NpyFile.Write<double>(stream, [1, 2, 3, 4], [2, 2]));
            NpzFile.Add(archive, "two.npy", stream => NpyFile.Write<int>(stream, [5, 6], [2, 1]));
        }
        NpzFile.Write(folder.At("b.npz"), [("a", DataMatrix.From([1.0, 2], 1)), ("b", DataMatrix.From([3f, 4], 2))]);
        Assert.Equal(["a", "b"], NpzFile.Names(folder.At("b.npz")));
        Assert.Equal(
            (4.0, true),
            (NpzFile.ReadMatrix(folder.At("b.npz"), "b")[0, 1], NpzFile.ReadMatrix(folder.At("b.npz"), "b").IsSingle)
        );
        Refused(
            "'a' is empty or given twice",
            () => NpzFile.Write(path, [("a", DataMatrix.From([1.0], 1)), ("a", DataMatrix.From([1.0], 1))])
        );
        Assert.Equal(["one", "two"], NpzFile.Names(path));
        Assert.Equal(6, NpzFile.ReadMatrix(path, "two")[1, 0]);
        Assert.Contains(
            "one, two",
            Assert.Throws<InvalidDataException>(() => NpzFile.ReadMatrix(path)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no array 'three'",
            Assert.Throws<InvalidDataException>(() => NpzFile.ReadMatrix(path, "three")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_unpacks()
    {
        string path = folder.At("bomb.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var stream = archive.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open())
        {
            stream.Write(NpyHeader.Write("<f8", [1L << 15, 1L << 9]));
            for (int i = 0; i < 128; i++)
                stream.Write(new byte[1 << 20]);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "unpack",
            Assert.Throws<InvalidDataException>(() => NpzFile.ReadMatrix(path)).Message,
            StringComparison.Ordinal
        );
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 22);
    }

    [Fact]
    public void Damaged_archives_are_refused()
    {
        string path = folder.Write("a.npz", [.. "PK\x03\x04 and then nothing of use"u8]);
        Assert.Contains(
            "a.npz",
            Assert.Throws<InvalidDataException>(() => NpzFile.ReadMatrix(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_embedded_sample()
    {
        var data = SampleData.Shapes();
        Assert.Equal((2400, 2), (data.RowCount, data.ColumnCount));
        Assert.Equal(["x", "y"], data.FeatureNames!);
        Assert.Equal(
            [420, 420, 380, 300, 160, 340, 236, 144],
            SampleData.ShapeLabels().GroupBy(label => label).OrderBy(g => g.Key).Select(g => g.Count())
        );
    }

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
