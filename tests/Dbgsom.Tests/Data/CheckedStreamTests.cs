using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>The checksum is that of all bytes, each once, in whatever order and however far they were read.</summary>
public sealed class CheckedStreamTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 37 % 251))];

    [Theory]
    [InlineData("not at all")]
    [InlineData("half")]
    [InlineData("all")]
    [InlineData("the end first")]
    [InlineData("from the end")]
    [InlineData("skipping")]
    [InlineData("twice")]
    public void Any_order_of_reading_gives_the_checksum_of_all_bytes(string order)
    {
        using var stream = new CheckedStream(new MemoryStream(Bytes), Bytes.Length);
        var room = new byte[100_000];
        switch (order)
        {
            case "half":
                ReadAt(0, 100_000);
                break;
            case "all":
                ReadAt(0, 100_000);
                ReadAt(100_000, 100_000);
                break;
            case "the end first":
                stream.Position = 150_000;
                ReadAt(150_000, 50_000);
                stream.Seek(10, SeekOrigin.Begin);
                ReadAt(10, 20);
                break;
            case "from the end":
                stream.Seek(-5, SeekOrigin.End);
                ReadAt(199_995, 5);
                break;
            case "skipping":
                ReadAt(0, 10);
                stream.Seek(90, SeekOrigin.Current);
                ReadAt(100, 50);
                break;
            case "twice":
                ReadAt(0, 1000);
                stream.Position = 0;
                ReadAt(0, 1000);
                break;
        }
        Assert.Equal((Crc32.Of(Bytes), 200_000L), stream.Finish());

        void ReadAt(int at, int count)
        {
            Assert.Equal(at, stream.Position);
            stream.ReadExactly(room, 0, count);
            Assert.Equal(Bytes[at..(at + count)], room[..count]);
        }
    }

    /// <summary>One byte too many is enough to know that there are too many.</summary>
    [Theory]
    [InlineData(150_000)]
    [InlineData(200_000)]
    [InlineData(250_000)]
    public void More_or_fewer_bytes_than_announced_are_told(int announced)
    {
        using var stream = new CheckedStream(new MemoryStream(Bytes), announced);
        long found = stream.Finish().Count;
        Assert.Equal(Math.Sign(200_000 - announced), Math.Sign(found - announced));
        Assert.Equal(announced, stream.Length);
    }

    [Fact]
    public void It_is_for_reading_only()
    {
        using var stream = new CheckedStream(new MemoryStream(Bytes), Bytes.Length);
        stream.Flush();
        Assert.Equal((true, true, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
    }
}
