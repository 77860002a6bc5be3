namespace Dbgsom.Files.Parquet;

/// <summary>
/// A file whose end is an error to whoever asks for one byte more. The library takes the −1 that says so for a byte of a number that goes
/// on, and asks forever (Parquet.Net 6.1, heads of pages).
/// </summary>
/// <param name="file">The file, which is not closed with this.</param>
internal sealed class EndingStream(Stream file) : WatchedFile(file)
{
    private readonly Stream all = file;

    public override int ReadByte() =>
        all.ReadByte() is >= 0 and var value
            ? value
            : throw new EndOfStreamException("a page goes on beyond the end of the file");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        all.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        all.ReadAsync(buffer, cancellationToken);
}
