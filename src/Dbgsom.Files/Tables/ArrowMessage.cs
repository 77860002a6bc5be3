using System.Buffers.Binary;

namespace Dbgsom.Files.Tables;

/// <summary>
/// Looks at the description of a record batch before the reader of Arrow does, which makes lists as long as the description says. A
/// description is a table in the format of FlatBuffers: fields are found through a list of their places, lists begin with their length.
/// </summary>
internal static class ArrowMessage
{
    private const byte DictionaryBatch = 2;
    private const byte RecordBatch = 3;

    // Fields of a message, of a dictionary batch and of a record batch.
    private const int HeaderType = 1;
    private const int Header = 2;
    private const int DictionaryData = 1;
    private static readonly (int Field, int Size)[] Lists = [(1, 16), (2, 16), (4, 8)];

    /// <summary>Refuses a description whose lists go beyond its end.</summary>
    /// <exception cref="InvalidDataException">One does.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Something else does.</exception>
    public static void Check(ReadOnlySpan<byte> message)
    {
        int root = Number(message, 0);
        int type = Field(message, root, HeaderType);
        int header = Field(message, root, Header);
        if (type == 0 || header == 0 || message[type] is not (DictionaryBatch or RecordBatch))
            return;
        int batch = header + Number(message, header);
        if (message[type] == DictionaryBatch)
        {
            int data = Field(message, batch, DictionaryData);
            if (data == 0)
                return;
            batch = data + Number(message, data);
        }
        foreach (var (field, size) in Lists)
        {
            int at = Field(message, batch, field);
            if (at == 0)
                continue;
            int list = at + Number(message, at);
            int count = Number(message, list);
            if (count < 0 || (long)count * size > message.Length - list - sizeof(int))
                throw new InvalidDataException($"a record batch declares {count} columns or buffers in {message.Length} bytes");
        }
    }

    /// <summary>The place of a field of a table; 0 where it has none.</summary>
    private static int Field(ReadOnlySpan<byte> message, int table, int index)
    {
        int places = table - Number(message, table);
        int place = sizeof(ushort) * (index + 2);
        if (place + sizeof(ushort) > BinaryPrimitives.ReadUInt16LittleEndian(message[places..]))
            return 0;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(message[(places + place)..]);
        return offset == 0 ? 0 : table + offset;
    }

    private static int Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadInt32LittleEndian(message[at..]);
}
