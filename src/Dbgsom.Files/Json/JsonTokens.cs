using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dbgsom.Files.Json;

/// <summary>The tokens of a text of JSON of any length, in the room of its longest one.</summary>
/// <param name="text">The text as UTF-8.</param>
/// <param name="file">The file as messages name it.</param>
internal sealed class JsonTokens(Stream text, string file)
{
    /// <summary>The most bytes of a token, and of a record.</summary>
    public const int Longest = 1 << 24;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool isEnd;
    private bool hasBegun;
    private JsonReaderState state = new(new JsonReaderOptions { AllowMultipleValues = true });

    /// <summary>A reader that goes on where the one before ended, see <see cref="Keep"/>.</summary>
    public Utf8JsonReader Go() => new(buffer.AsSpan(start, end - start), isEnd, state);

    /// <summary>Remembers how far a reader came.</summary>
    public void Keep(ref Utf8JsonReader reader)
    {
        start += (int)reader.BytesConsumed;
        state = reader.CurrentState;
    }

    /// <summary>Goes to the next token, however far away its end is.</summary>
    /// <returns>True if another one was read.</returns>
    /// <exception cref="InvalidDataException">The text is no JSON, or damaged.</exception>
    public bool Next(ref Utf8JsonReader reader)
    {
        try
        {
            while (!reader.Read())
            {
                if (isEnd)
                    return false;
                Keep(ref reader);
                Fill();
                reader = Go();
            }
            return true;
        }
        catch (JsonException e)
        {
            throw Bad(e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw DataPart.Bad(file, e.Message.TrimEnd('.'));
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(
                ref buffer,
                end < Longest
                    ? 2 * end
                    : throw DataPart.Bad(
                        file,
                        $"a text or number is longer than {Longest >> 20} MiB: this is not a table, or a quote is never closed"
                    )
            );
        int read = text.ReadAtLeast(buffer.AsSpan(end), hasBegun ? 1 : Encoding.UTF8.Preamble.Length, throwOnEndOfStream: false);
        isEnd = read == 0;
        if (!hasBegun && buffer.AsSpan(0, read).StartsWith(Encoding.UTF8.Preamble))
            start = Encoding.UTF8.Preamble.Length;
        hasBegun = true;
        end += read;
    }

    // The message of .NET ends with the place.
    private InvalidDataException Bad(JsonException e)
    {
        string why = e.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
        return DataPart.Bad(
            file,
            string.Create(
                CultureInfo.InvariantCulture,
                $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: this is not JSON, or truncated: {why}; valid is an array of records, or one record per line, with null for a missing value"
            )
        );
    }
}
