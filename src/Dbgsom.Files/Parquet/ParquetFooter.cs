using System.Buffers.Binary;
using static Dbgsom.Files.Parquet.ThriftShape;

namespace Dbgsom.Files.Parquet;

/// <summary>Looks through the description at the end of a Parquet file before the library reads it.</summary>
/// <remarks>Apache Parquet, <i>parquet.thrift</i>, names fields and types.</remarks>
internal static class ParquetFooter
{
    /// <summary>The size of the tail: the length of the description and four letters.</summary>
    public const int Tail = 8;

    /// <summary>The statistics of the values of a column chunk or a page.</summary>
    public static readonly ThriftShape Statistics = Structure(
        (1, Bytes),
        (2, Bytes),
        (3, Long),
        (4, Long),
        (5, Bytes),
        (6, Bytes),
        (7, Flag),
        (8, Flag)
    );

    private static readonly ThriftShape TimeUnit = Structure((1, Structure()), (2, Structure()), (3, Structure()));
    private static readonly ThriftShape Time = Structure((1, Flag), (2, TimeUnit));
    private static readonly ThriftShape LogicalType = Structure([
        (5, Structure((1, Int), (2, Int))),
        (7, Time),
        (8, Time),
        (10, Structure((1, Octet), (2, Flag))),
        (16, Structure((1, Octet))),
        (17, Structure((1, Bytes))),
        (18, Structure((1, Bytes), (2, Int))),
        .. new[] { 1, 2, 3, 4, 6, 11, 12, 13, 14, 15 }.Select(id => (id, Structure())),
    ]);
    private static readonly ThriftShape SchemaElement = Structure([
        (4, Bytes),
        (10, LogicalType),
        .. new[] { 1, 2, 3, 5, 6, 7, 8, 9 }.Select(id => (id, Int)),
    ]);
    private static readonly ThriftShape KeyValue = Structure((1, Bytes), (2, Bytes));
    private static readonly ThriftShape Crypto = Structure((1, Structure()), (2, Structure((1, List(Bytes)), (2, Bytes))));
    private static readonly ThriftShape ColumnMetaData = Structure(
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
        (16, Structure((1, Long), (2, List(Long)), (3, List(Long)))),
        (17, Structure())
    );
    private static readonly ThriftShape ColumnChunk = Structure(
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
    private static readonly ThriftShape RowGroup = Structure(
        (1, List(ColumnChunk)),
        (2, Long),
        (3, Long),
        (4, List(Structure((1, Int), (2, Flag), (3, Flag)))),
        (5, Long),
        (6, Long),
        (7, Short)
    );
    private static readonly ThriftShape Cipher = Structure((1, Bytes), (2, Bytes), (3, Flag));
    private static readonly ThriftShape FileMetaData = Structure(
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
            throw new InvalidDataException(
                $"its description at the end says that it is {length} bytes long in a file of {file.Length}"
            );
        long end = file.Length - Tail;
        file.Position = end - length;
        new ThriftWalk(file, end, "its description at the end", []).Structure(FileMetaData);
        file.Position = 0;
    }
}
