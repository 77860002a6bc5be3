namespace Dbgsom.Files.Json;

/// <summary>Opens JSON so that it can be read twice.</summary>
internal static class JsonFile
{
    /// <summary>The extensions of files of JSON: each may hold an array of records, or one record after the other.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"];

    /// <summary>Uses a file; one that can be read once only goes through a scratch file.</summary>
    public static T Use<T>(string path, DataFileOptions options, Func<Func<Stream>, T> use, CancellationToken cancellationToken)
    {
        if (DiskFiles.IsRegular(path))
            return use(() => TextFile.Open(path, options.Encoding, options.MaxUnpackedBytes));
        using var pipe = File.OpenRead(path);
        return Use(pipe, path, options, use, cancellationToken);
    }

    /// <summary>Uses a stream, which stays open, by way of a scratch file.</summary>
    public static T Use<T>(
        Stream stream,
        string name,
        DataFileOptions options,
        Func<Func<Stream>, T> use,
        CancellationToken cancellationToken
    )
    {
        using var copy = SpooledInput.Copy(stream, options.ScratchDirectory, cancellationToken);
        return use(() =>
        {
            copy.Position = 0;
            var kept = new KeptOpen(copy);
            try
            {
                return options.Encoding.AsUtf8(
                    name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                        ? new PackedText(kept, options.MaxUnpackedBytes)
                        : kept
                );
            }
            catch (InvalidDataException e)
            {
                throw DataPart.Bad(name, e.Message);
            }
        });
    }

    /// <summary>A stream that stays open when its reader is done.</summary>
    private sealed class KeptOpen(Stream stream) : ReadOnlyStream
    {
        public override long Length => stream.Length;

        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
