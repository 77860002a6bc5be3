using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Reads the entries of a model or run file; every array is checked against the size it has to have.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly ZipArchive archive;
    private readonly string path;
    private readonly string folder = "";

    public ArchiveReader(string path)
        : this(path, () => NpzFile.Open(path)) { }

    /// <summary>An archive in memory.</summary>
    /// <param name="bytes">The archive.</param>
    /// <param name="name">The name used in messages.</param>
    public ArchiveReader(byte[] bytes, string name)
        : this(name, () => NpzFile.Open(new MemoryStream(bytes, writable: false), name)) { }

    private ArchiveReader(string path, Func<ZipArchive> open)
    {
        this.path = path;
        try
        {
            archive = open();
        }
        catch (InvalidDataException e)
        {
            throw NpyHeader.Bad(
                path,
                $"this is not a map or run saved by Dbgsom, or it is damaged: {e.Message.Replace($"{path}: ", "", StringComparison.Ordinal)}"
            );
        }
    }

    private ArchiveReader(ArchiveReader above, string folder)
    {
        (archive, path) = (above.archive, above.path);
        this.folder = above.folder + folder;
    }

    /// <summary>The entries of a folder in the archive; it goes with the archive it is of.</summary>
    public ArchiveReader Below(string name) => new(this, name);

    public void Dispose() => archive.Dispose();

    /// <summary>Runs a reading; what still goes wrong – a key given twice, half a character – is the file's fault as well.</summary>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            // A row that a pass refuses is no matter of the request that asks for the pass.
            when (e
                    is (ArgumentException and not RowException)
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
            )
        {
            throw Bad($"the file contradicts itself ({e.Message})");
        }
    }

    public bool Has(string name) => archive.GetEntry(folder + name) is not null;

    /// <summary>A count that the file claims, refused where an array that holds at least so many values is too short for it.</summary>
    /// <param name="json">Where the count stands.</param>
    /// <param name="field">Under which name.</param>
    /// <param name="array">The array.</param>
    /// <param name="least">The least that is valid.</param>
    public int Claimed(JsonFields json, string field, string array, int least = 0)
    {
        int count = json.Integer(field);
        long most = Math.Min(archive.GetEntry(folder + array)?.Length ?? 0, int.MaxValue);
        return count >= least && count <= most
            ? count
            : throw json.Bad(field, $"is {count} where '{folder}{array}' has room for {most} at most and {least} are needed");
    }

    public JsonFields Json(string name)
    {
        var entry =
            archive.GetEntry(folder + name)
            ?? throw Bad($"it contains no '{folder + name}', so this is not a {Path.GetFileNameWithoutExtension(name)} file");
        return NpzFile.ReadEntry(entry, path, stream => JsonFields.Parse(stream, $"{path}, {folder}{name}"));
    }

    /// <summary>A text.</summary>
    /// <param name="name">Entry name.</param>
    /// <param name="mostBytes">The bytes of UTF-8 it has at most.</param>
    public string ReadText(string name, int mostBytes)
    {
        var entry = archive.GetEntry(folder + name) ?? throw Bad($"it contains no '{folder + name}'");
        if (entry.Length > mostBytes)
            throw Bad($"'{folder}{name}' has {entry.Length} bytes; valid is at most {mostBytes}");
        byte[] bytes = NpzFile.ReadEntry(
            entry,
            path,
            stream =>
            {
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                return copy.ToArray();
            }
        );
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Bad($"'{folder}{name}' is not UTF-8, so it is damaged");
        }
    }

    /// <summary>A two-dimensional array of finite numbers.</summary>
    /// <param name="name">Entry name.</param>
    /// <param name="rows">Rows it has to have; null for any.</param>
    /// <param name="columns">Columns it has to have; null for any.</param>
    public (double[] Values, int Rows, int Columns) Matrix(string name, int? rows, int? columns)
    {
        var (shape, values) = NpzFile.ReadArray(archive, folder + name, path);
        if (shape.Length != 2 || (rows is not null && shape[0] != rows) || (columns is not null && shape[1] != columns))
            throw Bad($"'{folder}{name}' has shape ({string.Join(", ", shape)}); ({Want(rows)}, {Want(columns)}) is needed");
        CheckFinite(name, values);
        return (values, (int)shape[0], (int)shape[1]);
    }

    /// <summary>A one-dimensional array of finite numbers.</summary>
    public double[] Vector(string name, int length)
    {
        var (shape, values) = NpzFile.ReadArray(archive, folder + name, path);
        if (shape.Length != 1 || shape[0] != length)
            throw Bad($"'{folder}{name}' has shape ({string.Join(", ", shape)}); ({length}) is needed");
        CheckFinite(name, values);
        return values;
    }

    /// <summary>A one-dimensional array of finite numbers of at least 0.</summary>
    public double[] Quantities(string name, int length)
    {
        double[] values = Vector(name, length);
        int at = Array.FindIndex(values, value => value < 0);
        return at < 0 ? values : throw Bad(Text.Of($"'{folder}{name}' holds {values[at]} at {at}; valid is at least 0"));
    }

    /// <summary>A one-dimensional array of numbers of any kind, infinite ones too.</summary>
    public double[] Numbers(string name, long length)
    {
        var (shape, values) = NpzFile.ReadArray(archive, folder + name, path);
        return shape.Length == 1 && shape[0] == length
            ? values
            : throw Bad($"'{folder}{name}' has shape ({string.Join(", ", shape)}); ({length}) is needed");
    }

    /// <summary>A two-dimensional array of numbers of any kind, infinite ones and NaN too.</summary>
    public double[] MatrixOfNumbers(string name, int rows, int columns)
    {
        var (shape, values) = NpzFile.ReadArray(archive, folder + name, path);
        return shape.Length == 2 && shape[0] == rows && shape[1] == columns
            ? values
            : throw Bad($"'{folder}{name}' has shape ({string.Join(", ", shape)}); ({rows}, {columns}) is needed");
    }

    /// <summary>A one-dimensional array of whole numbers from 0.</summary>
    /// <param name="name">Entry name.</param>
    /// <param name="length">How many there have to be.</param>
    /// <param name="most">The greatest that is valid; beyond 2^53 numbers are not exact.</param>
    public long[] Counts(string name, int length, long most = 1L << 53)
    {
        double[] values = Vector(name, length);
        int at = Array.FindIndex(values, value => !(value >= 0 && value == Math.Floor(value) && value <= most));
        return at < 0
            ? Array.ConvertAll(values, value => (long)value)
            : throw Bad(Text.Of($"'{folder}{name}' holds {values[at]} at {at}, not a whole number from 0 to {most}"));
    }

    public InvalidDataException Bad(string what) => NpyHeader.Bad(path, what);

    private void CheckFinite(string name, double[] values)
    {
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        if (at >= 0)
            throw Bad(Text.Of($"'{folder}{name}' holds {values[at]} at {at}; numbers must be finite"));
    }

    private static string Want(int? size) => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any";
}

/// <summary>Writes the entries of a model or run file in the order of the calls.</summary>
internal sealed class ArchiveWriter(ZipArchive archive, string folder = "")
{
    /// <summary>Writes into a folder of the archive.</summary>
    public ArchiveWriter Below(string name) => new(archive, folder + name);

    public static void Save(string path, Action<ArchiveWriter> write) => WholeFile.Write(path, stream => Save(stream, write));

    /// <summary>The bytes that <see cref="Save(string, Action{ArchiveWriter})"/> would write.</summary>
    public static byte[] ToBytes(Action<ArchiveWriter> write)
    {
        using var stream = new MemoryStream();
        Save(stream, write);
        return stream.ToArray();
    }

    private static void Save(Stream stream, Action<ArchiveWriter> write)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        write(new ArchiveWriter(archive));
    }

    public void Json(string name, JsonObject node) =>
        NpzFile.Add(archive, folder + name, stream => stream.Write(JsonFields.Write(node)));

    public void WriteText(string name, string text) =>
        NpzFile.Add(archive, folder + name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    public void Matrix<T>(string name, T[] values, int columns)
        where T : unmanaged =>
        NpzFile.Add(archive, folder + name, stream => NpyFile.Write<T>(stream, values, [values.Length / columns, columns]));

    public void Vector<T>(string name, T[] values)
        where T : unmanaged => NpzFile.Add(archive, folder + name, stream => NpyFile.Write<T>(stream, values, [values.Length]));
}
