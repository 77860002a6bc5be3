using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dbgsom.Docs.Gallery;

/// <summary>PNG images with a color table, which Skia reads but does not write (W3C PNG, color type 3).</summary>
public static class PalettePng
{
    public static byte[] Encode(IReadOnlyList<int> pixels, int width, ColorTable table)
    {
        int height = pixels.Count / width;
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        Chunk(file, "IHDR", header);
        Chunk(
            file,
            "PLTE",
            [.. table.Colors.SelectMany(color => (byte[])[(byte)(color >> 16), (byte)(color >> 8), (byte)color])]
        );
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                packed.WriteByte(0); // no filter
                for (int x = 0; x < width; x++)
                    packed.WriteByte((byte)table.IndexOf[pixels[(y * width) + x]]);
            }
        }
        Chunk(file, "IDAT", rows.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        }
        return ~crc;
    }
}
