using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dbgsom.Rows;

/// <summary>Reads and writes arrays in NumPy's <c>.npy</c> format.</summary>
public static class NpyFile
{
    private const int ChunkBytes = 1 << 20;
    private const ulong LargestExactInteger = 1UL << 53;

    /// <summary>Reads a two-dimensional array as samples. See <see cref="DataMatrix.LoadNpy"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not a readable two-dimensional array of finite numbers.</exception>
    public static DataMatrix ReadMatrix(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadMatrix(stream, path, stream.Length);
    }

    /// <summary>Reads a one-dimensional array of numbers: labels or sample weights.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not a readable one-dimensional array.</exception>
    public static double[] ReadVector(string path)
    {
        using var stream = File.OpenRead(path);
        var (shape, values) = ReadArray(stream, path, stream.Length);
        return shape.Length == 1 ? values : throw NpyHeader.Bad(path, $"the array has {shape.Length} dimensions; 1 is needed");
    }

    /// <summary>Writes a two-dimensional float64 array.</summary>
    public static void Write(string path, double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new double[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, flat.Length * sizeof(double));
        WholeFile.Write(path, stream => Write<double>(stream, flat, [values.GetLength(0), values.GetLength(1)]));
    }

    /// <summary>Writes samples as float32 if they are in single precision, as float64 otherwise.</summary>
    public static void Write(string path, DataMatrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        WholeFile.Write(path, stream => Write(stream, values));
    }

    /// <summary>Writes a one-dimensional float64 array.</summary>
    public static void Write(string path, ReadOnlySpan<double> values) => WriteVector(path, values);

    /// <summary>Writes a one-dimensional int32 array.</summary>
    public static void Write(string path, ReadOnlySpan<int> values) => WriteVector(path, values);

    /// <summary>Writes a one-dimensional bool array.</summary>
    public static void Write(string path, ReadOnlySpan<bool> values) => WriteVector(path, values);

    /// <summary>Writes a one-dimensional text array, as NumPy's fixed-width Unicode.</summary>
    public static void Write(string path, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        WholeFile.Write(path, stream => NpyText.Write(stream, values));
    }

    /// <summary>Writes a one-dimensional int64 array.</summary>
    public static void Write(string path, ReadOnlySpan<long> values) => WriteVector(path, values);

    /// <summary>Reads samples into memory, or into a scratch file where they are more than so many bytes.</summary>
    internal static DataMatrix ReadMatrix(
        Stream stream,
        string name,
        long available,
        long mostInMemory = long.MaxValue,
        string? scratchDirectory = null,
        CancellationToken cancellationToken = default
    )
    {
        var header = NpyHeader.Read(stream, name, available);
        header.RequireSamples(name);
        if (header.BytesInMemory > mostInMemory && (!header.FortranOrder || stream.CanSeek))
            return DataMatrix.Over(NpyMapping.Convert(stream, header, name, scratchDirectory, cancellationToken));
        if (header.Count > Array.MaxLength)
            throw NpyHeader.Bad(
                name,
                $"the array has shape {header.ShapeText}: more values than one array in memory holds; map the file (DataMatrix.MapNpy)"
            );
        try
        {
            return header.BecomesSingle
                ? DataMatrix.Own(ReadValues<float>(stream, header, name), (int)header.Shape[0], (int)header.Shape[1])
                : DataMatrix.Own(ReadValues<double>(stream, header, name), (int)header.Shape[0], (int)header.Shape[1]);
        }
        catch (ArgumentException e)
        {
            throw NpyHeader.Bad(name, e.Message);
        }
    }

    /// <summary>Reads an array of any number of dimensions as doubles, in C order.</summary>
    internal static (long[] Shape, double[] Values) ReadArray(Stream stream, string name, long available)
    {
        var header = NpyHeader.Read(stream, name, available);
        header.RequireNumbers(name);
        if (header.Count > Array.MaxLength)
            throw NpyHeader.Bad(name, $"the array has shape {header.ShapeText}: more values than one array in memory holds");
        return (header.Shape, ReadValues<double>(stream, header, name));
    }

    internal static void Write<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        stream.Write(NpyHeader.Write(Descr<T>(), shape));
        WriteValues(stream, values);
    }

    internal static void Write(Stream stream, DataMatrix values)
    {
        stream.Write(NpyHeader.Write(values.IsSingle ? "<f4" : "<f8", [values.RowCount, values.ColumnCount]));
        var row = new double[values.ColumnCount];
        for (int r = 0; r < values.RowCount; r++)
        {
            values.CopyRow(r, row);
            if (values.IsSingle)
                WriteValues<float>(stream, Array.ConvertAll(row, value => (float)value));
            else
                WriteValues<double>(stream, row);
        }
    }

    private static void WriteVector<T>(string path, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var copy = values.ToArray();
        WholeFile.Write(path, stream => Write<T>(stream, copy, [copy.Length]));
    }

    private static string Descr<T>() =>
        default(T) switch
        {
            double => "<f8",
            float => "<f4",
            int => "<i4",
            long => "<i8",
            ushort => "<u2",
            bool => "|b1",
            _ => throw new NotSupportedException(typeof(T).Name),
        };

    private static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(bytes);
            return;
        }
        var swapped = bytes.ToArray();
        int size = bytes.Length / values.Length;
        for (int at = 0; at < swapped.Length; at += size)
            swapped.AsSpan(at, size).Reverse();
        stream.Write(swapped);
    }

    private static T[] ReadValues<T>(Stream stream, NpyHeader header, string name)
        where T : unmanaged
    {
        bool transpose = header.FortranOrder && header.Shape.Length == 2;
        if (header.FortranOrder && header.Shape.Length > 2)
            throw NpyHeader.Bad(name, $"a Fortran-ordered array of {header.Shape.Length} dimensions is not readable");
        // What an archive says of the length of packed values is not known to be true before they are all there: room is made as they come.
        var values = new T[stream.CanSeek || transpose ? header.Count : Math.Min(header.Count, ChunkBytes)];
        var chunk = new byte[(int)Math.Min(ChunkBytes, Math.Max(1, header.Count) * header.Size)];
        int perChunk = chunk.Length / header.Size;
        for (int start = 0; start < header.Count; start += perChunk)
        {
            int count = (int)Math.Min(perChunk, header.Count - start);
            var bytes = chunk.AsSpan(0, count * header.Size);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw NpyHeader.Bad(name, $"the file ends after {start} of {header.Count} values or is damaged");
            if (start + count > values.Length)
                Array.Resize(ref values, (int)Math.Min(header.Count, 2L * values.Length));
            if (!transpose && IsStoredAs<T>(header))
            {
                bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan(start, count)));
                continue;
            }
            for (int i = 0; i < count; i++)
            {
                int at = transpose ? CPosition(start + i, header.Shape) : start + i;
                double value =
                    Decode(bytes.Slice(i * header.Size, header.Size), header)
                    ?? throw NpyHeader.Bad(
                        name,
                        $"value {at} is an integer beyond 2^53, where integers are not exact as numbers"
                    );
                values[at] = typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
            }
        }
        return values;
    }

    /// <summary>True if the bytes of an array are those of its values here.</summary>
    private static bool IsStoredAs<T>(NpyHeader header)
        where T : unmanaged =>
        BitConverter.IsLittleEndian
        && !header.BigEndian
        && header.Kind == NpyKind.Float
        && (
            header.Size == sizeof(double)
                ? typeof(T) == typeof(double)
                : header.Size == sizeof(float) && typeof(T) == typeof(float)
        );

    private static int CPosition(int fortranPosition, long[] shape) =>
        (int)((fortranPosition % shape[0] * shape[1]) + (fortranPosition / shape[0]));

    internal static double? Decode(ReadOnlySpan<byte> bytes, NpyHeader header)
    {
        if (header.Kind == NpyKind.Boolean)
            return bytes[0] == 0 ? 0 : 1;
        ulong bits = header.Size switch
        {
            1 => bytes[0],
            2 => header.BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => header.BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => header.BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        return (header.Kind, header.Size) switch
        {
            (NpyKind.Unsigned, _) => bits > LargestExactInteger ? null : bits,
            (NpyKind.Signed, 1) => (sbyte)bits,
            (NpyKind.Signed, 2) => (short)bits,
            (NpyKind.Signed, 4) => (int)bits,
            (NpyKind.Signed, _) => (long)bits is > (long)LargestExactInteger or < -(long)LargestExactInteger ? null : (long)bits,
            (_, 2) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            (_, 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            _ => BitConverter.UInt64BitsToDouble(bits),
        };
    }
}
