using System.Buffers.Binary;

namespace Dbgsom.Rows;

/// <summary>The CRC-32 of zip files (ISO-HDLC: polynomial 0x04C11DB7, reflected), 16 bytes at a time from 16 tables (Kounavis &amp; Berry 2008).</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 16;

    // Table s holds, at s · 256 + b, the remainder of byte b followed by s zero bytes.
    private static readonly uint[] Tables = MakeTables();

    private uint remainder = uint.MaxValue;

    /// <summary>The checksum of the bytes so far; 0 for no bytes.</summary>
    public readonly uint Value => ~remainder;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        return crc.Value;
    }

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan(0, Slices * 256);
        uint crc = remainder;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            ulong low = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            ulong high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            crc =
                tables[(15 * 256) + (byte)low]
                ^ tables[(14 * 256) + (byte)(low >> 8)]
                ^ tables[(13 * 256) + (byte)(low >> 16)]
                ^ tables[(12 * 256) + (byte)(low >> 24)]
                ^ tables[(11 * 256) + (byte)(low >> 32)]
                ^ tables[(10 * 256) + (byte)(low >> 40)]
                ^ tables[(9 * 256) + (byte)(low >> 48)]
                ^ tables[(8 * 256) + (byte)(low >> 56)]
                ^ tables[(7 * 256) + (byte)high]
                ^ tables[(6 * 256) + (byte)(high >> 8)]
                ^ tables[(5 * 256) + (byte)(high >> 16)]
                ^ tables[(4 * 256) + (byte)(high >> 24)]
                ^ tables[(3 * 256) + (byte)(high >> 32)]
                ^ tables[(2 * 256) + (byte)(high >> 40)]
                ^ tables[(1 * 256) + (byte)(high >> 48)]
                ^ tables[(byte)(high >> 56)];
        }
        foreach (byte value in bytes)
            crc = tables[(byte)(crc ^ value)] ^ (crc >> 8);
        remainder = crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            tables[value] = crc;
        }
        for (int at = 256; at < tables.Length; at++)
            tables[at] = (tables[at - 256] >> 8) ^ tables[(byte)tables[at - 256]];
        return tables;
    }
}
