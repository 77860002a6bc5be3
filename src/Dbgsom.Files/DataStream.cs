using Dbgsom.Files.Json;
using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Reads data from a stream that its owner keeps: text as it comes, other formats from a copy in memory.</summary>
internal static class DataStream
{
    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="name">The name used in messages.</param>
    /// <param name="extension">The extension of the files that hold such data.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static DataPart Read(
        Stream stream,
        string name,
        string extension,
        DataFileOptions options,
        CancellationToken cancellationToken
    )
    {
        switch (extension)
        {
            case ".csv" or ".tsv" or ".txt" or ".dat" or ".data":
                return ReadText(new KeptOpenStream(stream));
            case ".csv.gz" or ".tsv.gz":
                try
                {
                    // How much packed text may unpack to depends on its length.
                    return ReadText(new PackedText(Copy(stream, name, cancellationToken), options.MaxUnpackedBytes));
                }
                catch (InvalidDataException e) when (!e.Message.StartsWith(name, StringComparison.Ordinal))
                {
                    throw DataPart.Bad(name, e.Message);
                }
        }
        if (JsonFile.Extensions.Contains(extension))
            return JsonFile.Use(
                stream,
                name,
                options,
                open => new JsonInput(open, name, options, cancellationToken).Read(options, cancellationToken),
                cancellationToken
            );
        var copy = Copy(stream, name, cancellationToken);
        switch (extension)
        {
            case ".npy":
                return ArrayFile.Read(
                    name,
                    options,
                    NpyFile.ReadMatrix(
                        copy,
                        name,
                        copy.Length,
                        options.MemoryMapThresholdBytes,
                        options.ScratchDirectory,
                        cancellationToken
                    )
                );
            case ".npz":
                return ArrayFile.Read(
                    name,
                    options,
                    NpzFile.ReadOrMap(
                        NpzFile.Open(copy, name),
                        name,
                        options.ArrayName,
                        options.MemoryMapThresholdBytes,
                        options.ScratchDirectory,
                        cancellationToken
                    )
                );
            default:
                using (
                    var table = extension == ".parquet" ? TableFormat.OpenParquet(copy, name) : TableFormat.OpenArrow(copy, name)
                )
                    return TableReader.Read(table, name, options, cancellationToken);
        }

        DataPart ReadText(Stream bytes)
        {
            using var text = options.Encoding.AsUtf8(bytes);
            return CsvFile.Read(text, name, DataSource.Separator(extension), options, null, cancellationToken);
        }
    }

    private static MemoryStream Copy(Stream stream, string name, CancellationToken cancellationToken)
    {
        var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (copy.Length + count > Array.MaxLength)
                throw DataPart.Bad(name, $"the stream holds more than {Array.MaxLength} bytes; read such data from a file");
            copy.Write(buffer, 0, count);
        }
        copy.Position = 0;
        return copy;
    }

    /// <summary>A stream that stays open when its reader is done.</summary>
    private sealed class KeptOpenStream(Stream stream) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
