using System.Buffers.Binary;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

public sealed class MappedDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Mapped or converted, every array reads as <see cref="DataMatrix.LoadNpy"/> reads it.</summary>
    [Theory]
    [MemberData(nameof(NpyFileTests.Types), MemberType = typeof(NpyFileTests))]
    public void Every_number_type_in_either_order(string descr, string type)
    {
        string scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;
        double[] values = type == "bool" ? [0, 1, 1, 0, 0, 1] : [0, 1, 2, 3, 100, 7];
        foreach (bool fortran in new[] { false, true })
        foreach (string shape in new[] { "(2, 3)", "(6, 1)", "(1, 6)" })
        {
            byte[] bytes = NpyFileTests.Npy(
                descr,
                shape,
                fortran,
                1,
                [.. values.SelectMany(value => NpyFileTests.Encode(descr, value))]
            );
            string path = folder.Write("a.npy", bytes);
            var loaded = DataMatrix.LoadNpy(path);
            using var mapped = DataMatrix.MapNpy(path, scratch);
            Assert.True(mapped.Storage.IsMapped);
            Assert.Equal(loaded.IsSingle, mapped.IsSingle);
            Assert.Equal((loaded.RowCount, loaded.ColumnCount), (mapped.RowCount, mapped.ColumnCount));
            Assert.Equal(Training.SameBitsTests.Flat(loaded), Training.SameBitsTests.Flat(mapped));
            mapped.Dispose();
            Assert.Empty(Directory.GetFileSystemEntries(scratch));
        }
    }

    [Fact]
    public void A_long_Fortran_ordered_array_is_converted_in_blocks()
    {
        // More than one block of rows, the last one not full.
        const int Rows = 300_001;
        const int Columns = 17;
        var bytes = new byte[Rows * Columns * sizeof(float)];
        for (int i = 0; i < Rows * Columns; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), i);
        string path = folder.Write("f.npy", NpyFileTests.Npy("<f4", $"({Rows}, {Columns})", true, 1, bytes));
        using var mapped = DataMatrix.MapNpy(path);
        var row = new double[Columns];
        for (int r = 0; r < Rows; r += 997)
        {
            mapped.CopyRow(r, row);
            Assert.Equal(Enumerable.Range(0, Columns).Select(c => (double)(float)((c * Rows) + r)), row);
        }
        Assert.Equal((float)((Rows * Columns) - 1), mapped[Rows - 1, Columns - 1]);
    }

    [Fact]
    public void What_is_no_array_of_samples_is_refused_as_when_it_is_loaded()
    {
        byte[] six = new byte[48];
        foreach (
            byte[] bytes in new[]
            {
                [],
                NpyFileTests.Npy("<f8", "(6,)", false, 1, six),
                NpyFileTests.Npy("<f8", "(0, 3)", false, 1, six),
                NpyFileTests.Npy("<f8", "(3, 3)", false, 1, six),
                NpyFileTests.Npy("<U2", "(2, 3)", false, 1, six),
                NpyFileTests.Npy("<c16", "(1, 3)", false, 1, six),
                NpyFileTests.Npy("<f8", "(2, 3)", false, 1, six)[..^1],
            }
        )
        {
            string path = folder.Write("bad.npy", bytes);
            string expected = Assert.Throws<InvalidDataException>(() => DataMatrix.LoadNpy(path)).Message;
            Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => DataMatrix.MapNpy(path)).Message);
        }
        Assert.Throws<FileNotFoundException>(() => DataMatrix.MapNpy(folder.At("none.npy")));
    }

    [Fact]
    public void An_integer_that_is_not_exact_leaves_no_scratch_file()
    {
        string scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;
        var bytes = new byte[16];
        bytes.AsSpan(8).Fill(0x7F);
        string path = folder.Write("i.npy", NpyFileTests.Npy("<i8", "(2, 1)", false, 1, bytes));
        string message = Assert.Throws<InvalidDataException>(() => DataMatrix.MapNpy(path, scratch)).Message;
        Assert.Contains("beyond 2^53", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    [Fact]
    public void A_conversion_can_be_ended_early()
    {
        string scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;
        string path = folder.Write("i.npy", NpyFileTests.Npy("<i8", "(2, 1)", false, 1, new byte[16]));
        Assert.Throws<OperationCanceledException>(() => DataMatrix.MapNpy(path, scratch, new CancellationToken(true)));
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    /// <summary>A file of more than 2^31 values takes no space on disk where nothing was written.</summary>
    [Theory]
    [InlineData("<f4", 4)]
    [InlineData("<f8", 8)]
    public void Places_beyond_two_to_the_31_values(string descr, int size)
    {
        const int Columns = 32;
        const int Rows = 80_000_000;
        string path = folder.At("huge.npy");
        byte[] header = NpyHeader.Write(descr, [Rows, Columns]);
        using (var stream = File.Create(path))
        {
            stream.Write(header);
            stream.SetLength(header.Length + ((long)Rows * Columns * size));
            stream.Position = stream.Length - size;
            stream.Write(size == 4 ? BitConverter.GetBytes(5f) : BitConverter.GetBytes(5.0));
            stream.Position = header.Length + ((Rows - 10L) * Columns * size);
            stream.Write(size == 4 ? BitConverter.GetBytes(3f) : BitConverter.GetBytes(3.0));
        }
        using var mapped = DataMatrix.MapNpy(path);
        Assert.Equal((3, 5, 0), (mapped[Rows - 10, 0], mapped[Rows - 1, Columns - 1], mapped[Rows - 2, 0]));
        var room = new double[10 * Columns];
        var tail = mapped.Storage.Read(Rows - 10, 10, room);
        Assert.Equal((3, 5), (tail[0], tail[^1]));
        var joined = DataMatrix.Concatenate([DataMatrix.From(new double[1, Columns]), mapped]);
        Assert.Equal((Rows + 1, 5), (joined.RowCount, joined[Rows, Columns - 1]));
        Assert.Equal(3, mapped.SelectColumns([1, 0])[Rows - 10, 1]);
        Assert.Equal(5, mapped.SelectRows([0, Rows - 1])[1, Columns - 1]);
    }

    [Fact]
    public void More_rows_than_can_be_told_apart_are_refused()
    {
        string path = folder.At("long.npy");
        byte[] header = NpyHeader.Write("<f4", [int.MaxValue + 1L, 1]);
        using (var stream = File.Create(path))
        {
            stream.Write(header);
            stream.SetLength(header.Length + ((int.MaxValue + 1L) * 4));
        }
        string message = Assert.Throws<InvalidDataException>(() => DataMatrix.MapNpy(path)).Message;
        Assert.Contains("2147483648 rows or more; the maximum is 2147483647", message, StringComparison.Ordinal);
    }

    /// <summary>Three samples of two float32 take 24 bytes.</summary>
    [Theory]
    [InlineData(23, true)]
    [InlineData(24, false)]
    public void An_array_of_more_bytes_than_allowed_is_mapped(long most, bool mapped)
    {
        string path = folder.At("s.npy");
        NpyFile.Write(path, DataMatrix.From([1f, 2, 3, 4, 5, 6], 2));
        using var data = NpyMapping.ReadOrMap(path, most, null, TestContext.Current.CancellationToken);
        Assert.Equal((mapped, true), (data.Storage.IsMapped, data.IsSingle));
        Assert.Equal([1, 2, 3, 4, 5, 6], Training.SameBitsTests.Flat(data));
        NpyFile.Write(path, ["one", "two"]);
        Assert.Contains(
            "the array holds text",
            Assert
                .Throws<InvalidDataException>(() => NpyMapping.ReadOrMap(path, 0, null, TestContext.Current.CancellationToken))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_row_too_wide_to_be_converted_at_once_is_refused()
    {
        string path = folder.At("wide.npy");
        byte[] header = NpyHeader.Write("|u1", [1, (32 << 20) + 1]);
        using (var stream = File.Create(path))
        {
            stream.Write(header);
            stream.SetLength(header.Length + (32 << 20) + 1);
        }
        Assert.Equal(
            $"{path}: there are 33554433 columns; at most 33554432 can be mapped",
            Assert.Throws<InvalidDataException>(() => DataMatrix.MapNpy(path)).Message
        );
    }

    [Fact]
    public void A_file_may_begin_its_values_anywhere()
    {
        byte[] whole = NpyFileTests.Npy(
            "<f8",
            "(2, 1)",
            false,
            1,
            [.. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(2.5)]
        );
        // One space more in the header: the values are at an odd byte.
        int length = BinaryPrimitives.ReadUInt16LittleEndian(whole.AsSpan(8));
        byte[] odd = [.. whole[..(10 + length)], (byte)' ', .. whole[(10 + length)..]];
        BinaryPrimitives.WriteUInt16LittleEndian(odd.AsSpan(8), (ushort)(length + 1));
        using var mapped = DataMatrix.MapNpy(folder.Write("odd.npy", odd));
        Assert.Equal((1.5, 2.5), (mapped[0, 0], mapped[1, 0]));
    }

    [Fact]
    public void Another_precision_is_read_not_copied()
    {
        NpyFile.Write(
            folder.At("d.npy"),
            new[,]
            {
                { 0.1 },
                { 1e300 },
            }
        );
        using var mapped = DataMatrix.MapNpy(folder.At("d.npy"));
        var single = mapped.ToSingle();
        Assert.True(single is { IsSingle: true, Storage.IsMapped: true });
        Assert.Equal(0.1f, single[0, 0]);
        Assert.Equal(0.1f, single.ToDouble()[0, 0]);
        string message = Assert.Throws<ArgumentException>(() => single[1, 0]).Message;
        Assert.Contains("row 1, column 0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(long.MaxValue, false)]
    public void Rows_go_to_a_file_as_soon_as_they_are_too_many(long most, bool inFile)
    {
        foreach (bool isSingle in new[] { true, false })
        {
            using var sink = new RowSink("rows", 2, isSingle, most, null);
            for (int row = 0; row < (isSingle ? 8 : 4); row++)
                sink.Add([row, row + 0.5]);
            Assert.Equal(inFile, sink.IsMapped);
            var rows = DataMatrix.Over(sink.ToStorage());
            Assert.Equal((inFile, isSingle), (rows.Storage.IsMapped, rows.IsSingle));
            Assert.Equal(3.5, rows[3, 1]);
        }
    }

    /// <summary>Many more bytes than one segment, with rows that lie across segments.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData(long.MaxValue)]
    public void Rows_keep_their_order_however_they_are_kept(long most)
    {
        foreach (bool isSingle in new[] { true, false })
        {
            using var sink = new RowSink("rows", 7, isSingle, most, null);
            var row = new double[7];
            for (int r = 0; r < 60_000; r++)
            {
                for (int c = 0; c < 7; c++)
                    row[c] = (r * 7) + c;
                sink.Add(row);
            }
            using var rows = DataMatrix.Over(sink.ToStorage());
            Assert.Equal(Enumerable.Range(0, 420_000).Select(i => (double)i), Training.SameBitsTests.Flat(rows));
        }
    }

    [Fact]
    public void A_scratch_file_that_cannot_be_made_is_an_error_that_names_the_folder()
    {
        string none = folder.At("none");
        string message = Assert.Throws<IOException>(() => ScratchFile.Create(none)).Message;
        Assert.Contains(none, message, StringComparison.Ordinal);
        message = Assert.Throws<IOException>(() => ScratchFile.Create(folder.Path, 1L << 60)).Message;
        Assert.Contains($"a scratch file of {1L << 60} bytes does not fit in {folder.Path}", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
