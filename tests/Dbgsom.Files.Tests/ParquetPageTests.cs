using System.Buffers.Binary;

namespace Dbgsom.Files.Tests;

/// <summary>What the head of a page says is believed only where it can be.</summary>
public sealed class ParquetPageTests : IDisposable
{
    private const int Rows = 1000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Places of numbers in the head of the first page: its type, two lengths, and what follows in a head of its own.</summary>
    public enum Place
    {
        Type,
        Unpacked,
        Packed,
        Values,
    }

    [Theory]
    [InlineData(Place.Unpacked, int.MaxValue, "unpack to 2147483647; at most 67108864 are taken")]
    [InlineData(Place.Unpacked, (64 << 20) + 1, "unpack to 67108865; at most 67108864 are taken")]
    [InlineData(Place.Unpacked, -1, "unpack to -1; at most 67108864 are taken")]
    [InlineData(Place.Unpacked, 1L << 40, "1099511627776 where 32 bits are expected")]
    [InlineData(Place.Packed, int.MaxValue, "takes 2147483647 bytes where")]
    [InlineData(Place.Packed, -1, "takes -1 bytes where")]
    [InlineData(Place.Values, Rows + 1, "holds 1001 values where 1000 are left")]
    [InlineData(Place.Values, -5, "holds -5 values where 1000 are left")]
    // A page of another kind, whose length nothing vouches for, and no page of data after it.
    [InlineData(Place.Type, 1, "column 'x'")]
    public void A_head_that_cannot_be_is_refused(Place place, long number, string expected)
    {
        byte[] whole = Write();
        Assert.Equal(Rows, Number(whole, Place.Values).Value);
        string path = folder.At("odd.parquet");
        File.WriteAllBytes(path, With(whole, place, number));
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path])).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("'x'", message, StringComparison.Ordinal);
    }

    /// <summary>Snappy begins with the length again, and the library takes room for that.</summary>
    [Fact]
    public void A_length_beside_that_of_the_head_is_refused()
    {
        byte[] whole = Write();
        int footer = BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(whole.Length - 8));
        int start = whole.Length - 8 - footer - (int)Number(whole, Place.Packed).Value;
        int length = Array.FindIndex(whole, start, value => value < 128) + 1 - start;
        string path = folder.At("odd.parquet");
        // 2³⁰ − 1 in five bytes.
        File.WriteAllBytes(path, [.. whole[..start], 255, 255, 255, 255, 3, .. whole[(start + length)..]]);
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path])).Message;
        long unpacked = Number(whole, Place.Unpacked).Value;
        Assert.EndsWith($"unpacks to {unpacked} bytes, and that it unpacks to 1073741823", message, StringComparison.Ordinal);
    }

    /// <summary>Heads are longer where numbers are: it is not the place of the bytes that is refused.</summary>
    [Fact]
    public void A_head_that_says_the_same_in_more_bytes_is_read()
    {
        string path = folder.At("same.parquet");
        byte[] whole = Write();
        File.WriteAllBytes(path, With(whole, Place.Unpacked, Number(whole, Place.Unpacked).Value, atLeast: 5));
        Assert.Equal(Rows, DataFiles.Load([path]).Data.RowCount);
    }

    private byte[] Write()
    {
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => row * 0.37)];
        return File.ReadAllBytes(ParquetFiles.Write(folder.At("whole.parquet"), [Rows], ParquetFiles.Of("x", values)));
    }

    // The only column's only page follows PAR1: 1: type, 2: bytes unpacked, 3: bytes packed, 5: {1: values, …, each a byte of which field and a number.
    private static (int At, int Length, long Value) Number(byte[] file, Place place)
    {
        int at = 4;
        for (int field = 0; ; field++)
        {
            at += field == (int)Place.Values ? 2 : 1;
            int length = 1;
            ulong zigzag = (ulong)(file[at] & 127);
            for (; file[at + length - 1] > 127; length++)
                zigzag |= (ulong)(file[at + length] & 127) << (7 * length);
            if (field == (int)place)
                return (at, length, (long)(zigzag >> 1) ^ -(long)(zigzag & 1));
            at += length;
        }
    }

    private static byte[] With(byte[] file, Place place, long number, int atLeast = 1)
    {
        var (at, length, _) = Number(file, place);
        var bytes = new List<byte>();
        ulong zigzag = (ulong)((number << 1) ^ (number >> 63));
        for (; zigzag > 127 || bytes.Count + 1 < atLeast; zigzag >>= 7)
            bytes.Add((byte)(zigzag | 128));
        bytes.Add((byte)zigzag);
        return [.. file[..at], .. bytes, .. file[(at + length)..]];
    }
}
