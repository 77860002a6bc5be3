using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Dbgsom.Distributed;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>An archive whose bytes are not those that were written is refused, or gives what was written.</summary>
public sealed class ArchiveIntegrityTests : IDisposable
{
    // Written by Python's zipfile the way numpy.savez and numpy.savez_compressed call it; "streamed" into something that does not seek.
    private const string Savez =
        "UEsDBC0AAAAAAAAAIQDFzdCa//////////8FABQAeC5ucHkBABAAsAAAAAAAAACwAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgzLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAUQAAAAAAAABpAUEsBAi0DLQAAAAAAAAAhAMXN0JqwAAAAsAAAAAUAAAAAAAAAAAAAAIABAAAAAHgubnB5UEsFBgAAAAABAAEAMwAAAOcAAAAAAA==";
    private const string SavezStreamed =
        "UEsDBC0ACAAAAAAAIQAAAAAA//////////8FABQAeC5ucHkBABAAAAAAAAAAAAAAAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgzLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAUQAAAAAAAABpAUEsHCMXN0JqwAAAAAAAAALAAAAAAAAAAUEsBAi0DLQAIAAAAAAAhAMXN0JqwAAAAsAAAAAUAAAAAAAAAAAAAAIABAAAAAHgubnB5UEsFBgAAAAABAAEAMwAAAP8AAAAAAA==";
    private const string SavezCompressed =
        "UEsDBC0AAAAIAAAAIQDFzdCa//////////8FABQAeC5ucHkBABAAsAAAAAAAAABaAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6CkaaOgq1CmQDLgYw+GAPoRkcIBQHlBaA0iJQWsoBAFBLAQItAy0AAAAIAAAAIQDFzdCaWgAAALAAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLBQYAAAAAAQABADMAAACRAAAAAAA=";
    private const string SavezCompressedStreamed =
        "UEsDBC0ACAAIAAAAIQAAAAAA//////////8FABQAeC5ucHkBABAAAAAAAAAAAAAAAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6CkaaOgq1CmQDLgYw+GAPoRkcIBQHlBaA0iJQWsoBAFBLBwjFzdCaWgAAAAAAAACwAAAAAAAAAFBLAQItAy0ACAAIAAAAIQDFzdCaWgAAALAAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLBQYAAAAAAQABADMAAACpAAAAAAA=";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Savez)]
    [InlineData(SavezStreamed, Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData(SavezCompressed, Traits = [NeedsAttribute.Trait, Need.Time])]
    [InlineData(SavezCompressedStreamed)]
    public void What_NumPy_writes_is_read_and_no_flipped_bit_changes_it(string base64)
    {
        byte[] bytes = Convert.FromBase64String(base64);
        string path = folder.Write("x.npz", bytes);
        Assert.Equal([1, 2, 3, 4, 5, 6.5], Values(NpzFile.ReadMatrix(path)));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            File.WriteAllBytes(path, Flipped(bytes, bit));
            try
            {
                Assert.Equal([1, 2, 3, 4, 5, 6.5], Values(NpzFile.ReadMatrix(path, null)));
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Mapped arrays are copied out of the archive, so that they are checked too; those in Fortran order are read by seeking.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flipped_bit_is_found_where_the_array_is_mapped(bool fortran)
    {
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2, 3, 4, 5, 6], 2))]);
        if (fortran)
        {
            byte[] turned = Encoding.ASCII.GetBytes(
                Encoding.Latin1.GetString(Content(path, "x.npy")[..128]).Replace("False, ", "True,  ", StringComparison.Ordinal)[
                    1..
                ]
            );
            Rewrite(path, "x.npy", [0x93, .. turned, .. Content(path, "x.npy")[128..]]);
        }
        using (var right = NpzFile.ReadOrMap(path, null, 0, null, default))
            Assert.Equal(fortran ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6], Values(right));
        byte[] bytes = File.ReadAllBytes(path);
        int values = bytes.AsSpan().IndexOf("NUMPY"u8) - 1 + 128;
        for (int bit = values * 8; bit < (values + 48) * 8; bit += 5)
        {
            File.WriteAllBytes(path, Flipped(bytes, bit));
            string message = Assert.Throws<InvalidDataException>(() => NpzFile.ReadOrMap(path, null, 0, null, default)).Message;
            Assert.Contains("'x.npy' is damaged: its checksum (CRC-32) is ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_weights_of_a_model_is_refused()
    {
        string path = folder.At("map.som.npz");
        var map = new SomVq(new SomOptions { TargetNeurons = 6 }).Fit(Training.SameBitsTests.Make(200, 3, 8));
        map.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        int first = bytes.AsSpan().IndexOf("NUMPY"u8) - 1 + 128;
        for (int at = first; at < first + (map.Weights.Values.Length * 8); at++)
        {
            File.WriteAllBytes(path, Flipped(bytes, (at * 8) + (at % 8)));
            string message = Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message;
            Assert.StartsWith($"{path}: 'weights.npy' is damaged: its checksum", message, StringComparison.Ordinal);
            Assert.Contains("use an intact copy", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_a_run_file_is_refused_or_changes_nothing()
    {
        var data = Training.SameBitsTests.Make(100, 2, 8);
        using var rows = new LocalEngine(data, 1);
        var run = TrainingRun.Start(new SomOptions { TargetNeurons = 6 }, rows);
        for (int epoch = 0; epoch < 5; epoch++)
            run.Advance();
        string path = folder.At("run.npz");
        run.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        int refused = 0;
        for (int at = 0; at < bytes.Length; at += 3)
        {
            File.WriteAllBytes(path, Flipped(bytes, (at * 8) + (at % 8)));
            try
            {
                using var again = new LocalEngine(data, 1);
                var resumed = TrainingRun.Resume(path, again);
                resumed.Save(path);
                Assert.Equal(bytes, File.ReadAllBytes(path));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.True(refused > bytes.Length / 3 * 0.7, $"{refused} of {bytes.Length / 3}");
    }

    [Fact]
    public void A_flipped_bit_in_a_request_or_its_sums_is_refused()
    {
        using var host = new PassHost(Training.SameBitsTests.Make(60, 3, 8), 0, null, 1);
        byte[]? request = null;
        byte[]? sums = null;
        var rows = new RemoteEngine(
            new RemoteRows(60, 3, null, null),
            (asked, ct) =>
            {
                request = asked;
                return sums = host.Run(asked, "request", ct);
            },
            "test"
        );
        TrainingRun.Start(new SomOptions { TargetNeurons = 6 }, rows).Advance();
        byte[][] right = [request!, sums!];
        foreach (byte[] bytes in right)
            for (int at = bytes.AsSpan().IndexOf("NUMPY"u8) + 127; bytes[at] != 'P' || bytes[at + 1] != 'K'; at++)
            {
                byte[] flipped = Flipped(bytes, (at * 8) + 3);
                string message = Assert
                    .Throws<InvalidDataException>(() =>
                        bytes == request ? host.Run(flipped, "request", default) : PassSums.Merge([flipped, sums!])
                    )
                    .Message;
                Assert.Contains("is damaged: its checksum (CRC-32) is ", message, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void Two_entries_of_one_name_are_refused()
    {
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2)), ("y", DataMatrix.From([3.0, 4], 2))]);
        byte[] bytes = File.ReadAllBytes(path);
        for (int at = bytes.AsSpan().IndexOf("y.npy"u8); at >= 0; at = bytes.AsSpan().IndexOf("y.npy"u8))
            bytes[at] = (byte)'x';
        File.WriteAllBytes(path, bytes);
        Refused(path, "the archive holds two entries 'x.npy'");
    }

    public static TheoryData<string, bool, int, int, string> Headers =>
        new()
        {
            { "encrypted", true, 6, 0x01, "'x.npy' is encrypted" },
            { "encrypted in the directory", false, 8, 0x01, "'x.npy' is encrypted" },
            { "strongly encrypted", true, 6, 0x40, "'x.npy' is encrypted" },
            { "method", true, 8, 0x08, "'x.npy' has one compression method" },
            { "checksum", true, 14, 0x01, "'x.npy' has one checksum" },
            { "size", true, 18, 0x01, "'x.npy' has one size" },
            { "unpacked size", true, 22, 0x01, "'x.npy' has one size" },
            { "name", true, 30, 0x01, "'x.npy' has one name" },
            { "name in the directory", false, 46, 0x01, "'y.npy' has one name" },
            { "longer name", true, 26, 0x03, "'x.npy' has one name" },
        };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Headers_that_disagree_are_refused(string what, bool local, int offset, int bits, string message)
    {
        _ = what;
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2))]);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[(local ? 0 : bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8)) + offset] ^= (byte)bits;
        File.WriteAllBytes(path, bytes);
        Refused(path, message);
    }

    /// <summary>
    /// The end of the directory in 64 bits (APPNOTE 4.3.14 and 4.3.15), which its usual end refers to where it says that the directory begins
    /// at 2^32 − 1.
    /// </summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("end", "the archive is damaged, or the file is not an archive")]
    [InlineData("locator", "the archive is damaged, or the file is not an archive")]
    public void A_directory_with_an_end_in_64_bits_is_read(string damaged, string? message)
    {
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2))]);
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 16));
        byte[] end = new byte[56];
        (damaged == "end" ? "PK\u0006\u0005"u8 : "PK\u0006\u0006"u8).CopyTo(end);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(4), 44);
        (end[12], end[14]) = (45, 45);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(32), 1);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(40), at - directory);
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(48), directory);
        byte[] locator = new byte[20];
        (damaged == "locator" ? "PK\u0006\u0008"u8 : "PK\u0006\u0007"u8).CopyTo(locator);
        BinaryPrimitives.WriteInt64LittleEndian(locator.AsSpan(8), at);
        BinaryPrimitives.WriteInt32LittleEndian(locator.AsSpan(16), 1);
        byte[] last = bytes[at..];
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(16), uint.MaxValue);
        File.WriteAllBytes(path, [.. bytes[..at], .. end, .. locator, .. last]);
        if (message is null)
            Assert.Equal([1, 2], Values(NpzFile.ReadMatrix(path)));
        else
            Refused(path, message);
    }

    /// <summary>An entry takes about 100 bytes: the directory alone would keep a reader busy.</summary>
    [Fact]
    public void More_entries_than_anyone_needs_are_refused()
    {
        string path = folder.At("many.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            for (int i = 0; i <= 100_000; i++)
                archive.CreateEntry($"{i}.npy", CompressionLevel.NoCompression);
        Refused(path, "the archive has 100001 entries; at most 100000 are read");
    }

    /// <summary>Of packed values a million are made room for at first, and then twice as many as there were.</summary>
    [Theory]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((1 << 21) + 5)]
    public void Packed_values_are_all_there_however_many(int count)
    {
        string path = folder.At("packed.npz");
        double[] values = [.. Enumerable.Range(0, count).Select(i => i % 977 * 0.5)];
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            NpyFile.Write<double>(entry, values, [count, 1]);
        }
        Assert.Equal(values, Training.SameBitsTests.Flat(NpzFile.ReadMatrix(path)));
    }

    /// <summary>Through a pipe there is no going back to the directory's entries: it is read to its end first.</summary>
    [Fact]
    public async Task An_archive_can_come_through_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a named pipe is a file on Unix");
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2))]);
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        string pipe = folder.At("pipe.npz");
        Unix.MakePipe(pipe);
        var writing = Task.Run(
            () =>
            {
                using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write);
                stream.Write(bytes);
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal([1, 2], Values(NpzFile.ReadMatrix(pipe)));
        await writing;
    }

    [Fact]
    public void Entries_that_overlap_are_refused()
    {
        string path = folder.At("x.npz");
        var values = DataMatrix.From([1.0, 2], 2);
        NpzFile.Write(path, [("x", values), ("y", values)]);
        byte[] bytes = File.ReadAllBytes(path);
        // The second entry is called as the first, and both names stand for the first one's bytes.
        int directory = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        int second = directory + 4 + bytes.AsSpan(directory + 4).IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(second + 42), 0);
        File.WriteAllBytes(path, bytes);
        Refused(path, "'y.npy' has one name");
        // One that announces more bytes than lie before the next: in both of its headers.
        NpzFile.Write(path, [("x", values), ("y", values)]);
        bytes = File.ReadAllBytes(path);
        foreach (int size in new[] { 18, 22, directory + 20, directory + 24 })
            bytes[size] += 8;
        File.WriteAllBytes(path, bytes);
        Refused(path, "'x.npy' overlaps what follows it");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Bytes_after_the_values_of_an_array_are_refused(int count)
    {
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2))]);
        Rewrite(path, "x.npy", [.. Content(path, "x.npy"), .. new byte[count]]);
        Refused(path, $"array 'x': {count} bytes follow the last value of (1, 2) of float64");
        string array = folder.Write("x.npy", Content(path, "x.npy"));
        foreach (var read in new Func<object>[] { () => DataMatrix.LoadNpy(array), () => DataMatrix.MapNpy(array) })
            Assert.Contains(
                $"{count} bytes follow the last value",
                Assert.Throws<InvalidDataException>(read).Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void An_archive_with_folders_comments_and_bytes_before_the_end_is_read(CompressionLevel level)
    {
        string path = folder.At("x.npz");
        NpzFile.Write(path, [("x", DataMatrix.From([1.0, 2], 2))]);
        byte[] content = Content(path, "x.npy");
        File.Delete(path);
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            archive.Comment = "PK, but no end";
            archive.CreateEntry("folder/");
            using var entry = archive.CreateEntry("folder/größe.npy", level).Open();
            entry.Write(content);
        }
        Assert.Equal([1, 2], Values(NpzFile.ReadMatrix(path)));
    }

    private static void Refused(string path, string message)
    {
        string found = Assert.Throws<InvalidDataException>(() => NpzFile.ReadMatrix(path, "x")).Message;
        Assert.StartsWith(path, found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static double[] Values(DataMatrix data) =>
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .SelectMany(row => Enumerable.Range(0, data.ColumnCount).Select(c => data[row, c])),
        ];

    private static byte[] Content(string path, string entry)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.GetEntry(entry)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static void Rewrite(string path, string entry, byte[] content)
    {
        ChangedArchive.Remove(path, entry);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        NpzFile.Add(archive, entry, stream => stream.Write(content));
    }
}
