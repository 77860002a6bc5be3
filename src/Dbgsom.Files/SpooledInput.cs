using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Keeps a stream that can be read once in a scratch file, so that it can be read again.</summary>
internal static class SpooledInput
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Copies a stream to its end; the copy is positioned at its start, and deleted when it is closed.</summary>
    /// <exception cref="IOException">The stream fails, or the scratch file cannot be written.</exception>
    public static Stream Copy(Stream stream, string? scratchDirectory, CancellationToken cancellationToken)
    {
        var copy = ScratchFile.Create(scratchDirectory);
        try
        {
            var buffer = new byte[BufferBytes];
            for (int count; (count = stream.Read(buffer)) > 0; )
            {
                cancellationToken.ThrowIfCancellationRequested();
                copy.Write(buffer, 0, count);
            }
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
