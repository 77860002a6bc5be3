namespace Dbgsom.Files.Parquet;

/// <summary>
/// Looks through structures in Thrift's compact protocol before a library reads them that takes each field for what it expects there, whatever
/// the file says, and goes on beyond the end (Parquet.Net 6.1). What is checked: fields that are known have their type, and nothing is longer
/// than what is left.
/// </summary>
/// <param name="file">The file; its position moves on.</param>
/// <param name="end">Where what is looked at has to have ended.</param>
/// <param name="name">The name of the structure in messages.</param>
/// <param name="notes">Takes the numbers and truths whose shapes have a place in it.</param>
/// <remarks>Apache Thrift, <i>Thrift compact protocol encoding</i>.</remarks>
internal sealed class ThriftWalk(Stream file, long end, string name, long[] notes)
{
    private const int Deepest = 32;

    private long Left => end - file.Position;

    /// <summary>Looks through a structure, from where the file stands.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Structure(ThriftShape shape) => Structure(shape, 0);

    private void Structure(ThriftShape? shape, int depth)
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
            else if (known?.Note is { } note)
                notes[note] = wire == Wire.False ? 1 : 0;
        }
    }

    private void Value(ThriftShape? shape, Wire wire, int depth)
    {
        if (depth > Deepest)
            throw Damaged($"one thing within another, {depth} deep");
        switch (wire)
        {
            case Wire.True or Wire.False or Wire.Byte:
                Skip(1);
                break;
            case Wire.Short or Wire.Int or Wire.Long:
                long number = Signed(Varint());
                if (shape?.Wire is Wire.Int && number != (int)number)
                    throw Damaged($"{number} where 32 bits are expected");
                if (shape?.Note is { } note)
                    notes[note] = number;
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
                throw Damaged($"there is no type {(int)wire}");
        }
    }

    private void Elements(ThriftShape? shape, int depth)
    {
        int head = Next();
        var wire = (Wire)(head & 15);
        ulong count = head >> 4 is < 15 and var few ? (ulong)few : Varint();
        // Each takes a byte at least.
        if (count > (ulong)Left)
            throw Damaged($"a list of {count} in {Left} bytes");
        if (count == 0)
            return;
        Expect(shape, wire);
        for (ulong i = 0; i < count; i++)
            Value(shape, wire, depth + 1);
    }

    private void Expect(ThriftShape? shape, Wire wire)
    {
        if (shape is not null && shape.Wire != (wire == Wire.False ? Wire.True : wire))
            throw Damaged($"type {(int)wire} where {(int)shape.Wire} is expected");
    }

    private int Next() => Left > 0 && file.ReadByte() is >= 0 and var value ? value : throw Damaged("it goes on beyond its end");

    private void Skip(ulong bytes)
    {
        if (bytes > (ulong)Left)
            throw Damaged($"{bytes} bytes where {Left} are left");
        file.Position += (long)bytes;
    }

    /// <summary>A number from where the file stands, seven bits a byte.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = Next();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw Damaged("a number of more than ten bytes");
    }

    private static long Signed(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

    private InvalidDataException Damaged(string what) =>
        new($"{name} does not hold together: {what}, at byte {file.Position} of the file");
}
