using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Maps arrays in NumPy's <c>.npy</c> format, and converts first those that cannot be mapped as they are.</summary>
internal static class NpyMapping
{
    // A block that is converted at once.
    private const int BlockBytes = 32 << 20;

    /// <inheritdoc cref="DataMatrix.MapNpy"/>
    public static RowStorage Open(string path, string? scratchDirectory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var stream = new FileStream(path, new FileStreamOptions { Share = FileShare.Read, Options = FileOptions.SequentialScan });
        try
        {
            var header = NpyHeader.Read(stream, path, stream.Length);
            RefuseShape(header, path);
            var (rows, columns) = ((int)header.Shape[0], (int)header.Shape[1]);
            if (!IsNative(header))
                using (stream)
                    return Convert(stream, header, path, scratchDirectory, cancellationToken);
            return header.Size == sizeof(float)
                ? MappedStorage<float>.Open(stream, stream.Position, rows, columns, path)
                : MappedStorage<double>.Open(stream, stream.Position, rows, columns, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads an array into memory, or maps it where its samples are more than so many bytes.</summary>
    public static DataMatrix ReadOrMap(
        string path,
        long mostInMemory,
        string? scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        NpyHeader header;
        using (var stream = File.OpenRead(path))
            header = NpyHeader.Read(stream, path, stream.Length);
        return header.Shape.Length == 2 && header.Kind != NpyKind.Text && header.BytesInMemory > mostInMemory
            ? DataMatrix.MapNpy(path, scratchDirectory, cancellationToken)
            : NpyFile.ReadMatrix(path);
    }

    /// <summary>Reads an array whose values come one after the other into a scratch file.</summary>
    /// <param name="stream">The stream, at the first value. A Fortran-ordered array has to be of a kind that seeks.</param>
    /// <param name="header">What the values are.</param>
    /// <param name="name">The name of the array in messages.</param>
    /// <param name="scratchDirectory">The folder for the scratch file; null for that of temporary files.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static RowStorage Convert(
        Stream stream,
        NpyHeader header,
        string name,
        string? scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        RefuseShape(header, name);
        var (rows, columns) = (header.Shape[0], (int)header.Shape[1]);
        using var sink = new RowSink(name, columns, header.BecomesSingle, 0, scratchDirectory);
        int most = (int)Math.Clamp(BlockBytes / sizeof(double) / columns, 1, rows);
        var block = new double[most * columns];
        var bytes = new byte[(header.FortranOrder ? most : block.Length) * header.Size];
        long first = header.FortranOrder ? stream.Position : 0;
        for (long start = 0; start < rows; start += most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(most, rows - start);
            if (!header.FortranOrder)
                Decode(stream, header, name, bytes.AsSpan(0, count * columns * header.Size), block, 1);
            for (int column = 0; header.FortranOrder && column < columns; column++)
            {
                stream.Position = first + (((column * rows) + start) * header.Size);
                Decode(stream, header, name, bytes.AsSpan(0, count * header.Size), block.AsSpan(column), columns);
            }
            for (int row = 0; row < count; row++)
                sink.Add(block.AsSpan(row * columns, columns));
        }
        return sink.ToStorage();
    }

    /// <summary>Refuses what is no two-dimensional array of numbers that can be mapped.</summary>
    private static void RefuseShape(NpyHeader header, string name)
    {
        header.RequireSamples(name);
        if (header.Shape[0] > int.MaxValue)
            throw NpyHeader.Bad(name, RowSink.TooManyRows(header.Shape[0]));
        if (header.Shape[1] > BlockBytes)
            throw NpyHeader.Bad(name, $"there are {header.Shape[1]} columns; at most {BlockBytes} can be mapped");
    }

    /// <summary>
    /// True if the values lie in the file as they would in memory. Of a single row or column the order makes no difference.
    /// </summary>
    private static bool IsNative(NpyHeader header) =>
        header is { Kind: NpyKind.Float, Size: sizeof(float) or sizeof(double) }
        && header.BigEndian != BitConverter.IsLittleEndian
        && (!header.FortranOrder || header.Shape[0] == 1 || header.Shape[1] == 1);

    private static void Decode(Stream stream, NpyHeader header, string name, Span<byte> bytes, Span<double> target, int stride)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw NpyHeader.Bad(name, "the file ends before its last value or is damaged");
        for (int i = 0; i < bytes.Length / header.Size; i++)
            target[i * stride] =
                NpyFile.Decode(bytes.Slice(i * header.Size, header.Size), header)
                ?? throw NpyHeader.Bad(name, "a value is an integer beyond 2^53, where integers are not exact as numbers");
    }
}
