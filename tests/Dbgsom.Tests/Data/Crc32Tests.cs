using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

public sealed class Crc32Tests
{
    /// <summary>The check value of the catalog of CRCs (CRC-32/ISO-HDLC), and values of zlib's crc32.</summary>
    [Theory]
    [InlineData("", 0u)]
    [InlineData("a", 0xE8B7BE43)]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void Known_checksums(string text, uint expected) => Assert.Equal(expected, Crc32.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void As_bit_by_bit_at_every_length_and_cut()
    {
        var bytes = new byte[300];
        new Random(4).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            var cut = new Crc32();
            cut.Append(bytes.AsSpan(0, length / 3));
            cut.Append(bytes.AsSpan(length / 3, length - (length / 3)));
            uint expected = BitByBit(bytes.AsSpan(0, length));
            Assert.Equal(expected, Crc32.Of(bytes.AsSpan(0, length)));
            Assert.Equal(expected, cut.Value);
        }
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
