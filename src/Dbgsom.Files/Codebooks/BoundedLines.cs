using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Files.Codebooks;

/// <summary>The lines of a text, none of them longer than memory should take.</summary>
/// <param name="stream">The text as UTF-8.</param>
/// <param name="file">The file as messages name it.</param>
internal sealed class BoundedLines(Stream stream, string file) : IDisposable
{
    // A million long numbers fit.
    private const int Longest = 1 << 24;

    private readonly StreamReader reader = new(stream, new UTF8Encoding(false, true), leaveOpen: true);
    private readonly StringBuilder line = new();

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Disposes the reader; the stream stays open.</summary>
    public void Dispose() => reader.Dispose();

    /// <summary>The next line without its end; null behind the last.</summary>
    public string? Next()
    {
        line.Clear();
        Number++;
        try
        {
            int read;
            while ((read = reader.Read()) is not (-1 or '\n'))
            {
                if (read == 0)
                    throw DataPart.Bad(file, Naming.Text.Of($"line {Number} holds a NUL (\\0), which is not text"));
                if (line.Length == Longest)
                    throw DataPart.Bad(
                        file,
                        Naming.Text.Of($"line {Number} is longer than {Longest >> 20} MiB; this is not a text file of weights")
                    );
                line.Append((char)read);
            }
            return read == -1 && line.Length == 0 ? null : line.ToString();
        }
        catch (DecoderFallbackException)
        {
            throw DataPart.Bad(
                file,
                Naming.Text.Of($"line {Number} is not UTF-8, or the next one; this is not a text file of weights")
            );
        }
    }
}
