using System.IO.Compression;

namespace Dbgsom.Rows;

/// <summary>Reads and writes NumPy archives (<c>.npz</c>): zip files of <c>.npy</c> arrays.</summary>
public static class NpzFile
{
    /// <summary>Every entry carries this time, so that the same content is the same bytes.</summary>
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int MostEntries = 100_000;
    private const long LargestUnsuspicious = 64L << 20;
    private const long HighestRatio = 100;

    /// <summary>Returns the names of the arrays, without ".npy", in file order.</summary>
    /// <param name="path">The archive.</param>
    /// <exception cref="InvalidDataException">The file is not a readable archive.</exception>
    public static IReadOnlyList<string> Names(string path)
    {
        using var archive = Open(path);
        return [.. archive.Entries.Where(IsArray).Select(entry => entry.FullName[..^4])];
    }

    /// <summary>Reads one two-dimensional array as samples.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="array">The name of the array without ".npy"; null if the archive contains only one.</param>
    /// <exception cref="InvalidDataException">
    /// The array does not exist, no name was given for one of several arrays, or the array cannot be read as samples.
    /// </exception>
    public static DataMatrix ReadMatrix(string path, string? array = null) =>
        ReadOrMap(path, array, long.MaxValue, null, CancellationToken.None);

    /// <summary>Reads an array, or maps it through a scratch file if its samples exceed the given number of bytes.</summary>
    internal static DataMatrix ReadOrMap(
        string path,
        string? array,
        long mostInMemory,
        string? scratchDirectory,
        CancellationToken cancellationToken
    ) => ReadOrMap(Open(path), path, array, mostInMemory, scratchDirectory, cancellationToken);

    /// <summary>Reads from an open archive and closes it.</summary>
    internal static DataMatrix ReadOrMap(
        ZipArchive opened,
        string path,
        string? array,
        long mostInMemory,
        string? scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        using var archive = opened;
        var arrays = archive.Entries.Where(IsArray).ToArray();
        string names = string.Join(", ", arrays.Select(entry => entry.FullName[..^4]));
        var chosen = array is null
            ? arrays.Length == 1
                ? arrays[0]
                : throw NpyHeader.Bad(
                    path,
                    arrays.Length == 0
                        ? "the archive contains no arrays"
                        : $"the archive contains several arrays; name one of: {names}"
                )
            : Array.Find(arrays, entry => entry.FullName == array + ".npy")
                ?? throw NpyHeader.Bad(path, $"the archive has no array '{array}'; its arrays are: {names}");
        return ReadEntry(
            chosen,
            path,
            stream =>
                NpyFile.ReadMatrix(
                    stream,
                    $"{path}, array '{chosen.FullName[..^4]}'",
                    chosen.Length,
                    mostInMemory,
                    scratchDirectory,
                    cancellationToken
                )
        );
    }

    /// <summary>
    /// Writes an uncompressed archive of two-dimensional arrays: float32 for samples in single precision, float64 otherwise.
    /// </summary>
    /// <remarks>The same arrays give the same bytes.</remarks>
    /// <param name="path">The archive; an existing file is replaced.</param>
    /// <param name="arrays">The names, without ".npy", with their values, in file order.</param>
    /// <exception cref="ArgumentException">A name is empty or repeated.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, DataMatrix Values)> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in arrays)
            if (string.IsNullOrWhiteSpace(name) || !names.Add(name))
                throw new ArgumentException($"the array name '{name}' is empty or given twice", nameof(arrays));
        WholeFile.Write(
            path,
            stream =>
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                foreach (var (name, values) in arrays)
                    Add(archive, name + ".npy", entry => NpyFile.Write(entry, values));
            }
        );
    }

    /// <summary>Opens an archive; whatever is wrong with it becomes one kind of exception.</summary>
    internal static ZipArchive Open(string path)
    {
        var file = File.OpenRead(path);
        if (file.CanSeek)
            return Open(file, path);
        // A pipe.
        using (file)
        {
            var copy = new MemoryStream();
            file.CopyTo(copy);
            return Open(copy, path);
        }
    }

    /// <summary>Opens an archive from a stream; messages name it <paramref name="path"/>.</summary>
    internal static ZipArchive Open(Stream stream, string path)
    {
        try
        {
            return Guard(
                path,
                () =>
                {
                    var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                    if (archive.Entries.Count > MostEntries)
                        throw NpyHeader.Bad(
                            path,
                            $"the archive has {archive.Entries.Count} entries; at most {MostEntries} are read"
                        );
                    ZipStructure.Check(stream, archive, path);
                    return archive;
                }
            );
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads an entry. What was read is given back only if all its bytes have the checksum that the archive says.</summary>
    /// <remarks><see cref="ZipArchive"/> does not look at the checksum. A result that is refused is disposed of.</remarks>
    /// <exception cref="InvalidDataException">The entry is damaged, or <paramref name="read"/> refuses it.</exception>
    internal static T ReadEntry<T>(ZipArchiveEntry entry, string path, Func<Stream, T> read) =>
        Guard(
            path,
            () =>
            {
                using var inner = OpenEntry(entry, path);
                using var stream = new CheckedStream(inner, entry.Length);
                T result;
                try
                {
                    result = read(stream);
                }
                // Where the bytes are not those that were written, that is what is wrong, not what they seem to say.
                catch (Exception e) when (e is not (IOException or OperationCanceledException) && IsDamaged(entry, stream))
                {
                    throw Damaged(entry, path, stream);
                }
                if (!IsDamaged(entry, stream))
                    return result;
                (result as IDisposable)?.Dispose();
                throw Damaged(entry, path, stream);
            }
        );

    /// <summary>Opens an entry unchecked, for a look at its beginning; refuses one that would unpack to far more than it takes up.</summary>
    internal static Stream OpenEntry(ZipArchiveEntry entry, string path)
    {
        if (entry.Length > LargestUnsuspicious && entry.Length / HighestRatio > entry.CompressedLength)
            throw NpyHeader.Bad(
                path,
                $"'{entry.FullName}' would unpack from {entry.CompressedLength} to {entry.Length} bytes; if this is intended, store the data uncompressed"
            );
        return entry.Open();
    }

    private static bool IsDamaged(ZipArchiveEntry entry, CheckedStream stream) => stream.Finish() != (entry.Crc32, entry.Length);

    private static InvalidDataException Damaged(ZipArchiveEntry entry, string path, CheckedStream stream)
    {
        var (crc, count) = stream.Finish();
        return NpyHeader.Bad(
            path,
            count == entry.Length
                ? $"'{entry.FullName}' is damaged: its checksum (CRC-32) is {crc:x8} but the archive states {entry.Crc32:x8}; use an intact copy of the file, or write it again"
                : $"'{entry.FullName}' is damaged: it does not unpack to the {entry.Length} bytes that the archive states; use an intact copy of the file, or write it again"
        );
    }

    /// <summary>Reads an array of an open archive as doubles.</summary>
    internal static (long[] Shape, double[] Values) ReadArray(ZipArchive archive, string entryName, string path)
    {
        var entry = archive.GetEntry(entryName) ?? throw NpyHeader.Bad(path, $"the archive lacks '{entryName}'");
        return ReadEntry(entry, path, stream => NpyFile.ReadArray(stream, $"{path}, '{entryName}'", entry.Length));
    }

    /// <summary>Adds an entry, stored and with a fixed time.</summary>
    internal static void Add(ZipArchive archive, string entryName, Action<Stream> write)
    {
        var entry = archive.CreateEntry(entryName, CompressionLevel.NoCompression);
        entry.LastWriteTime = FixedTime;
        entry.ExternalAttributes = 0;
        using var stream = entry.Open();
        write(stream);
    }

    /// <summary>Turns the several exceptions of a damaged archive into <see cref="InvalidDataException"/>.</summary>
    internal static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw NpyHeader.Bad(path, $"the archive is damaged, or the file is not an archive ({e.Message})");
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or EndOfStreamException or OverflowException)
        {
            throw NpyHeader.Bad(path, $"the archive cannot be read ({e.Message})");
        }
    }

    private static bool IsArray(ZipArchiveEntry entry) => entry.FullName.EndsWith(".npy", StringComparison.Ordinal);
}
