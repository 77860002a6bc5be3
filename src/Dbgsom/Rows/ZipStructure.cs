using System.Buffers.Binary;
using System.IO.Compression;

namespace Dbgsom.Rows;

/// <summary>
/// Refuses archives that different programs would read differently: an entry that is repeated, encrypted, described differently in its own
/// header and in the directory, or laid over another one. <see cref="ZipArchive"/> looks at the directory only. Layout: PKWARE's APPNOTE 6.3,
/// sections 4.3.7 to 4.3.16.
/// </summary>
internal static class ZipStructure
{
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int DirectorySize = 46;
    private const int HeaderSize = 30;
    private const int LongestComment = ushort.MaxValue;
    private const uint In64Bits = uint.MaxValue;
    private const int DescribedLater = 1 << 3;
    private const int Encrypted = 1 | (1 << 6) | (1 << 13);
    private const string Mend = "write the archive again, or use an intact copy";

    /// <summary>Checks an archive that is open.</summary>
    /// <exception cref="InvalidDataException">It is ambiguous or damaged.</exception>
    public static void Check(Stream stream, ZipArchive archive, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
            if (!seen.Add(entry.FullName))
                throw NpyHeader.Bad(path, $"the archive holds two entries '{entry.FullName}'; {Mend}");
        long directory = FindDirectory(stream, path);
        var listed = new Listed[archive.Entries.Count];
        long at = directory;
        for (int i = 0; i < listed.Length; i++)
            listed[i] = Listed.Read(stream, ref at, archive.Entries[i], path);
        var spans = new (long Start, long End, string Name)[listed.Length];
        for (int i = 0; i < spans.Length; i++)
            spans[i] = CheckHeader(stream, listed[i], archive.Entries[i], path);
        Array.Sort(spans, (a, b) => a.Start.CompareTo(b.Start));
        for (int i = 0; i < spans.Length; i++)
            if (spans[i].End > (i + 1 < spans.Length ? spans[i + 1].Start : directory))
                throw NpyHeader.Bad(path, $"'{spans[i].Name}' overlaps what follows it in the archive; {Mend}");
    }

    /// <summary>Where the directory of the archive begins.</summary>
    private static long FindDirectory(Stream stream, string path)
    {
        long first = Math.Max(0, stream.Length - EndSize - LongestComment);
        byte[] tail = Read(stream, first, (int)(stream.Length - first), path);
        int at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndSize > tail.Length)
            throw NpyHeader.Bad(path, $"the archive has no end of its directory; {Mend}");
        uint offset = UInt32(tail, at + 16);
        if (offset != In64Bits)
            return offset;
        byte[] locator = Read(stream, Math.Max(0, first + at - LocatorSize), LocatorSize, path);
        byte[] end = Read(stream, (long)UInt64(locator, 8), 56, path);
        if (!locator.AsSpan().StartsWith("PK\u0006\u0007"u8) || !end.AsSpan().StartsWith("PK\u0006\u0006"u8))
            throw NpyHeader.Bad(path, $"the archive has no 64-bit end of its directory; {Mend}");
        return (long)UInt64(end, 48);
    }

    /// <summary>Compares an entry's own header with the directory.</summary>
    /// <returns>The bytes that the header and the content take.</returns>
    private static (long Start, long End, string Name) CheckHeader(
        Stream stream,
        Listed listed,
        ZipArchiveEntry entry,
        string path
    )
    {
        string name = entry.FullName;
        byte[] header = Read(stream, listed.Offset, HeaderSize, path);
        if (!header.AsSpan().StartsWith("PK\u0003\u0004"u8))
            throw NpyHeader.Bad(path, $"'{name}' is not at the position stated in the archive's directory; {Mend}");
        int flags = UInt16(header, 6);
        if (((flags | listed.Flags) & Encrypted) != 0)
            throw NpyHeader.Bad(path, $"'{name}' is encrypted, which is not supported; save the archive without a password");
        int nameLength = UInt16(header, 26);
        int extraLength = UInt16(header, 28);
        byte[] rest = Read(stream, listed.Offset + HeaderSize, nameLength + extraLength, path);
        if (!rest.AsSpan(0, nameLength).SequenceEqual(listed.Name))
            throw Differs("name");
        if (UInt16(header, 8) != listed.Method)
            throw Differs("compression method");
        if ((flags & DescribedLater) == 0)
        {
            var (packed, unpacked) = (UInt32(header, 18), UInt32(header, 22));
            var sizes = new Sizes(rest.AsSpan(nameLength), unpacked == In64Bits, packed == In64Bits, false);
            if (UInt32(header, 14) != entry.Crc32)
                throw Differs("checksum");
            if ((sizes.Unpacked ?? unpacked) != entry.Length || (sizes.Packed ?? packed) != entry.CompressedLength)
                throw Differs("size");
        }
        return (listed.Offset, listed.Offset + HeaderSize + nameLength + extraLength + entry.CompressedLength, name);

        InvalidDataException Differs(string what) =>
            NpyHeader.Bad(path, $"'{name}' has one {what} in its own header and another in the archive's directory; {Mend}");
    }

    private static byte[] Read(Stream stream, long at, int count, string path)
    {
        var bytes = new byte[count];
        if (at < 0 || at > stream.Length - count)
            throw NpyHeader.Bad(path, $"the archive refers to bytes beyond its end; {Mend}");
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong UInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    /// <summary>The fields of the directory that <see cref="ZipArchiveEntry"/> lacks.</summary>
    private readonly record struct Listed(int Flags, int Method, long Offset, byte[] Name)
    {
        public static Listed Read(Stream stream, ref long at, ZipArchiveEntry entry, string path)
        {
            byte[] fixedPart = ZipStructure.Read(stream, at, DirectorySize, path);
            int nameLength = UInt16(fixedPart, 28);
            int length = nameLength + UInt16(fixedPart, 30) + UInt16(fixedPart, 32);
            byte[] rest = ZipStructure.Read(stream, at + DirectorySize, length, path);
            at += DirectorySize + length;
            var (packed, unpacked, offset) = (UInt32(fixedPart, 20), UInt32(fixedPart, 24), UInt32(fixedPart, 42));
            var sizes = new Sizes(
                rest.AsSpan(nameLength, UInt16(fixedPart, 30)),
                unpacked == In64Bits,
                packed == In64Bits,
                offset == In64Bits
            );
            // Both readers have to have found the same directory.
            if (
                !fixedPart.AsSpan().StartsWith("PK\u0001\u0002"u8)
                || UInt32(fixedPart, 16) != entry.Crc32
                || (sizes.Packed ?? packed) != entry.CompressedLength
                || (sizes.Unpacked ?? unpacked) != entry.Length
            )
                throw NpyHeader.Bad(path, $"the archive's directory cannot be read at '{entry.FullName}'; {Mend}");
            return new Listed(UInt16(fixedPart, 8), UInt16(fixedPart, 10), sizes.Offset ?? offset, rest[..nameLength]);
        }
    }

    /// <summary>The numbers of 64 bits in an extra field, each only where its field of 32 bits says so.</summary>
    private readonly ref struct Sizes
    {
        public Sizes(ReadOnlySpan<byte> extra, bool unpacked, bool packed, bool offset)
        {
            while (extra.Length >= 4)
            {
                int length = Math.Min(UInt16(extra, 2), extra.Length - 4);
                if (UInt16(extra, 0) == 1)
                {
                    var numbers = extra.Slice(4, length);
                    Unpacked = Next(ref numbers, unpacked);
                    Packed = Next(ref numbers, packed);
                    Offset = Next(ref numbers, offset);
                    return;
                }
                extra = extra[(4 + length)..];
            }
        }

        public long? Unpacked { get; }

        public long? Packed { get; }

        public long? Offset { get; }

        private static long? Next(ref ReadOnlySpan<byte> numbers, bool isThere)
        {
            if (!isThere || numbers.Length < 8)
                return null;
            long number = (long)UInt64(numbers, 0);
            numbers = numbers[8..];
            return number;
        }
    }
}
