using Dbgsom.Map;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>Maps in streams: in a database, over a network, in a web request.</content>
public sealed partial class SomMap
{
    private const string StreamName = "the stream";

    /// <summary>Writes the map to a stream, with the same bytes as <see cref="Save(string)"/>.</summary>
    /// <remarks>The stream does not have to be seekable. Writing starts at its position, and the stream stays open.</remarks>
    /// <param name="stream">A writable stream.</param>
    /// <exception cref="ArgumentException">The stream cannot be written to.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
            throw new ArgumentException("the stream cannot be written to", nameof(stream));
        // An archive written to a stream that cannot seek has other bytes: lengths follow the entries.
        stream.Write(ToBytes());
    }

    /// <summary>Loads a map from a stream that <see cref="Save(Stream)"/> or <see cref="Save(string)"/> wrote.</summary>
    /// <remarks>
    /// The stream does not have to be seekable. It is read from its position to its end and stays open. The content is not trusted:
    /// sizes and values are checked as for a file. The bytes are held in memory, so a map beyond 2 GB must be loaded from a file.
    /// </remarks>
    /// <param name="stream">A stream that can be read.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">The stream contains no valid map; the message gives the reason.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static SomMap Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("the stream cannot be read", nameof(stream));
        return ModelFile.Load(ReadToEnd(stream), StreamName);
    }

    private static byte[] ReadToEnd(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0; )
        {
            if (copy.Length + count > Array.MaxLength)
                throw NpyHeader.Bad(StreamName, $"it holds more than {Array.MaxLength} bytes; load such a map from a file");
            copy.Write(buffer, 0, count);
        }
        return copy.ToArray();
    }
}
