using System.Buffers.Binary;

namespace Dbgsom.Files.Parquet;

/// <summary>
/// Looks through the description at the end of a Parquet file – a structure in Thrift's compact protocol – before the library reads it, which
/// takes each field for what it expects there, whatever the file says, and goes on beyond the end (Parquet.Net 6.1). What is checked: fields
/// that are known have their type, and nothing is longer than what is left.
/// </summary>
/// <remarks>
/// Apache Parquet, <i>parquet.thrift</i>, names fields and types; Apache Thrift, <i>Thrift compact protocol encoding</i>, how they are written.
/// </remarks>
internal ref struct ParquetFooter
{
    private const int Tail = 8;
    private const int Deepest = 32;

    private static readonly Shape Flag = new(Wire.True);
    private static readonly Shape Byte = new(Wire.Byte);
    private static readonly Shape Short = new(Wire.Short);
    private static readonly Shape Int = new(Wire.Int);
    private static readonly Shape Long = new(Wire.Long);
    private static readonly Shape Bytes = new(Wire.Bytes);
    private static readonly Shape Numbers = List(Long);

    private static readonly Shape TimeUnit = Structure((1, Structure()), (2, Structure()), (3, Structure()));
    private static readonly Shape Time = Structure((1, Flag), (2, TimeUnit));
    private static readonly Shape LogicalType = Structure([
        (5, Structure((1, Int), (2, Int))),
        (7, Time),
        (8, Time),
        (10, Structure((1, Byte), (2, Flag))),
        (16, Structure((1, Byte))),
        (17, Structure((1, Bytes))),
        (18, Structure((1, Bytes), (2, Int))),
        .. new[] { 1, 2, 3, 4, 6, 11, 12, 13, 14, 15 }.Select(id => (id, Structure())),
    ]);
    private static readonly Shape SchemaElement = Structure([
        (4, Bytes),
        (10, LogicalType),
        .. new[] { 1, 2, 3, 5, 6, 7, 8, 9 }.Select(id => (id, Int)),
    ]);
    private static readonly Shape KeyValue = Structure((1, Bytes), (2, Bytes));
    private static readonly Shape Statistics = Structure(
        (1, Bytes),
        (2, Bytes),
        (3, Long),
        (4, Long),
        (5, Bytes),
        (6, Bytes),
        (7, Flag),
        (8, Flag)
    );
    private static readonly Shape Crypto = Structure((1, Structure()), (2, Structure((1, List(Bytes)), (2, Bytes))));
    private static readonly Shape ColumnMetaData = Structure(
        (1, Int),
        (2, List(Int)),
        (3, List(Bytes)),
        (4, Int),
        (5, Long),
        (6, Long),
        (7, Long),
        (8, List(KeyValue)),
        (9, Long),
        (10, Long),
        (11, Long),
        (12, Statistics),
        (13, List(Structure((1, Int), (2, Int), (3, Int)))),
        (14, Long),
        (15, Int),
        (16, Structure((1, Long), (2, Numbers), (3, Numbers))),
        (17, Structure())
    );
    private static readonly Shape ColumnChunk = Structure(
        (1, Bytes),
        (2, Long),
        (3, ColumnMetaData),
        (4, Long),
        (5, Int),
        (6, Long),
        (7, Int),
        (8, Crypto),
        (9, Bytes)
    );
    private static readonly Shape RowGroup = Structure(
        (1, List(ColumnChunk)),
        (2, Long),
        (3, Long),
        (4, List(Structure((1, Int), (2, Flag), (3, Flag)))),
        (5, Long),
        (6, Long),
        (7, Short)
    );
    private static readonly Shape Cipher = Structure((1, Bytes), (2, Bytes), (3, Flag));
    private static readonly Shape FileMetaData = Structure(
        (1, Int),
        (2, List(SchemaElement)),
        (3, Long),
        (4, List(RowGroup)),
        (5, List(KeyValue)),
        (6, Bytes),
        (7, List(Structure((1, Structure())))),
        (8, Structure((1, Cipher), (2, Cipher))),
        (9, Bytes)
    );

    private readonly ReadOnlySpan<byte> footer;
    private int at;

    private ParquetFooter(ReadOnlySpan<byte> footer) => this.footer = footer;

    private enum Wire
    {
        True = 1,
        False = 2,
        Byte = 3,
        Short = 4,
        Int = 5,
        Long = 6,
        Double = 7,
        Bytes = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Structure = 12,
    }

    /// <summary>Checks the description of a file that begins and ends as Parquet does.</summary>
    /// <param name="file">The file, anywhere; it is left at its beginning.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Check(Stream file)
    {
        Span<byte> tail = stackalloc byte[Tail];
        file.Seek(-Tail, SeekOrigin.End);
        file.ReadExactly(tail);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > file.Length - Tail - 4)
            throw Damaged($"it says that it is {length} bytes long in a file of {file.Length}");
        byte[] bytes = new byte[length];
        file.Seek(-Tail - (long)length, SeekOrigin.End);
        file.ReadExactly(bytes);
        file.Position = 0;
        new ParquetFooter(bytes).Structure(FileMetaData, 0);
    }

    private static Shape Structure(params (int Id, Shape Shape)[] fields) =>
        new(Wire.Structure) { Fields = fields.ToDictionary(field => field.Id, field => field.Shape) };

    private static Shape List(Shape element) => new(Wire.List) { Element = element };

    private static InvalidDataException Damaged(string what) => new($"its description at the end does not hold together: {what}");

    private void Structure(Shape? shape, int depth)
    {
        int id = 0;
        while (true)
        {
            int head = Next();
            if (head == 0)
                return;
            var wire = (Wire)(head & 15);
            id = head >> 4 is > 0 and var more ? id + more : (short)Signed(Varint());
            var known = shape?.Fields.GetValueOrDefault(id);
            Expect(known, wire);
            if (wire is not (Wire.True or Wire.False))
                Value(known, wire, depth);
        }
    }

    private void Value(Shape? shape, Wire wire, int depth)
    {
        if (depth > Deepest)
            throw Damaged($"one thing within another, {depth} deep, at byte {at}");
        switch (wire)
        {
            case Wire.True or Wire.False or Wire.Byte:
                Skip(1);
                break;
            case Wire.Short or Wire.Int or Wire.Long:
                Varint();
                break;
            case Wire.Double:
                Skip(8);
                break;
            case Wire.Bytes:
                Skip(Varint());
                break;
            case Wire.List or Wire.Set:
                Elements(shape?.Element, depth);
                break;
            case Wire.Structure:
                Structure(shape, depth + 1);
                break;
            default:
                throw Damaged($"there is no type {(int)wire}, at byte {at}");
        }
    }

    private void Elements(Shape? shape, int depth)
    {
        int head = Next();
        var wire = (Wire)(head & 15);
        ulong count = head >> 4 is < 15 and var few ? (ulong)few : Varint();
        // Each takes a byte at least.
        if (count > (ulong)(footer.Length - at))
            throw Damaged($"a list of {count} in {footer.Length - at} bytes, at byte {at}");
        if (count == 0)
            return;
        Expect(shape, wire);
        for (ulong i = 0; i < count; i++)
            Value(shape, wire, depth + 1);
    }

    private readonly void Expect(Shape? shape, Wire wire)
    {
        if (shape is not null && shape.Wire != (wire == Wire.False ? Wire.True : wire))
            throw Damaged($"type {(int)wire} where {(int)shape.Wire} is expected, at byte {at}");
    }

    private int Next() => at < footer.Length ? footer[at++] : throw Damaged($"it goes on beyond its {footer.Length} bytes");

    private void Skip(ulong bytes)
    {
        if (bytes > (ulong)(footer.Length - at))
            throw Damaged($"{bytes} bytes where {footer.Length - at} are left, at byte {at}");
        at += (int)bytes;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = Next();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw Damaged($"a number of more than ten bytes, at byte {at}");
    }

    private static long Signed(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

    /// <summary>What is expected of a value: its type, and of what is in it.</summary>
    private sealed record Shape(Wire Wire)
    {
        public Dictionary<int, Shape> Fields { get; init; } = [];

        public Shape? Element { get; init; }
    }
}
