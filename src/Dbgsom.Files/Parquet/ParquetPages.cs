using Parquet.Meta;
using static Dbgsom.Files.Parquet.ThriftShape;

namespace Dbgsom.Files.Parquet;

/// <summary>
/// Looks through the heads of the pages of a column before the library reads them, which takes room for as much as a head says, whatever
/// that is (Parquet.Net 6.1).
/// </summary>
/// <remarks>Apache Parquet, <i>parquet.thrift</i>, names fields and types.</remarks>
internal static class ParquetPages
{
    /// <summary>A page may always unpack to this many bytes; writers fill pages of some MB at most, or one with all of a row group.</summary>
    private const long EnoughBytes = 64 << 20;

    /// <summary>To this many times the bytes it takes in the file: what gzip reaches at most, 1,032, about.</summary>
    private const long MostRatio = 1000;

    /// <summary>And to this many bytes a row: room for the rows is taken in any case.</summary>
    private const long BytesARow = 64;

    private static readonly ThriftShape PageHeader = Structure(
        (1, Noted(Note.Type)),
        (2, Noted(Note.Unpacked)),
        (3, Noted(Note.Packed)),
        (4, Int),
        (5, Structure((1, Noted(Note.Values)), (2, Int), (3, Int), (4, Int), (5, ParquetFooter.Statistics))),
        (6, Structure()),
        (7, Structure((1, Noted(Note.Entries)), (2, Int), (3, Flag))),
        (
            8,
            Structure(
                (1, Noted(Note.Values2)),
                (2, Int),
                (3, Int),
                (4, Int),
                (5, Noted(Note.DefinitionBytes)),
                (6, Noted(Note.RepetitionBytes)),
                (7, NotedFalse(Note.IsPlain)),
                (8, ParquetFooter.Statistics)
            )
        )
    );

    private enum Note
    {
        Type,
        Unpacked,
        Packed,
        Values,
        Entries,
        Values2,
        DefinitionBytes,
        RepetitionBytes,
        IsPlain,
    }

    /// <summary>Checks the pages of a column in a row group.</summary>
    /// <param name="file">The file; its position moves.</param>
    /// <param name="column">The name of the column, for messages.</param>
    /// <param name="chunk">The description of the chunk in the footer.</param>
    /// <exception cref="InvalidDataException">A page is damaged, or says that it unpacks to more than can be.</exception>
    public static void Check(Stream file, string column, ColumnMetaData chunk)
    {
        long end = file.Length - ParquetFooter.Tail;
        long at = chunk.DictionaryPageOffset is > 0 and var first ? Math.Min(first, chunk.DataPageOffset) : chunk.DataPageOffset;
        long[] notes = new long[Enum.GetValues<Note>().Length];
        for (long left = chunk.NumValues; left > 0; )
        {
            if (at < 0 || at >= end)
                throw Damaged($"begins at byte {at} of a file of {file.Length}");
            file.Position = at;
            Array.Clear(notes);
            var walk = new ThriftWalk(file, end, $"the head of a page of column '{column}'", notes);
            walk.Structure(PageHeader);

            long packed = Noted(Note.Packed);
            if (packed < 0 || packed > end - file.Position)
                throw Damaged($"says that it takes {packed} bytes where {end - file.Position} are left");
            long unpacked = Noted(Note.Unpacked);
            long most = Math.Max(EnoughBytes, Math.Max(MostRatio * packed, BytesARow * chunk.NumValues));
            if (unpacked < 0 || unpacked > most)
                throw Damaged($"says that its {packed} bytes unpack to {unpacked}; at most {most} are taken");
            CheckPart("levels of definition", Noted(Note.DefinitionBytes), unpacked);
            CheckPart("levels of repetition", Noted(Note.RepetitionBytes), unpacked);
            CheckPart("entries of a dictionary", Noted(Note.Entries), unpacked);

            var type = (PageType)Noted(Note.Type);
            long values = Noted(type == PageType.DATA_PAGE_V2 ? Note.Values2 : Note.Values);
            if (values < 0 || values > left)
                throw Damaged($"says that it holds {values} values where {left} are left");
            if (type is PageType.DATA_PAGE or PageType.DATA_PAGE_V2)
                left -= values;
            long next = file.Position + packed;
            // Snappy says once more what it unpacks to. Levels of the second version stand before it, as they are.
            long levels = Noted(Note.DefinitionBytes) + Noted(Note.RepetitionBytes);
            if (chunk.Codec == CompressionCodec.SNAPPY && Noted(Note.IsPlain) == 0 && levels < packed)
            {
                file.Position += levels;
                if (walk.Varint() is var length && length > (ulong)unpacked)
                    throw Damaged($"says that it unpacks to {unpacked} bytes, and that it unpacks to {length}");
            }
            at = next;

            long Noted(Note note) => notes[(int)note];

            // None takes less than a byte.
            void CheckPart(string what, long count, long bytes)
            {
                if (count < 0 || count > bytes)
                    throw Damaged($"says that it has {count} {what} in {bytes} bytes");
            }

            InvalidDataException Damaged(string what) => new($"a page of column '{column}', at byte {at} of the file, {what}");
        }
    }
}
