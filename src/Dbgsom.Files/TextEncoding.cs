using System.ComponentModel;
using System.Text;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>The encoding of a text file. A byte order mark (UTF-8, UTF-16 or UTF-32) takes precedence.</summary>
[JsonConverter(typeof(NamedJsonConverter<TextEncoding>))]
[TypeConverter(typeof(NamedTypeConverter<TextEncoding>))]
public sealed class TextEncoding : INamed<TextEncoding>
{
    private readonly Func<Encoding>? decoder;

    private TextEncoding(string name, Func<Encoding>? decoder) => (Name, this.decoder) = (name, decoder);

    /// <summary>UTF-8. Invalid bytes are rejected.</summary>
    public static TextEncoding Utf8 { get; } = new("utf-8", null);

    /// <summary>UTF-16, little-endian unless a byte order mark says otherwise.</summary>
    public static TextEncoding Utf16 { get; } = new("utf-16", () => Strict(Encoding.Unicode));

    /// <summary>ISO 8859-1: every byte is the character with its number.</summary>
    public static TextEncoding Latin1 { get; } = new("latin1", () => Encoding.Latin1);

    /// <summary>Windows-1252, for Western European text: Latin-1 with the euro sign, dashes and typographic quotes.</summary>
    public static TextEncoding Windows1252 { get; } =
        new("windows-1252", () => CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    /// <inheritdoc/>
    public static IReadOnlyList<TextEncoding> All { get; } = [Utf8, Utf16, Latin1, Windows1252];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// Stands for bytes that are not valid in an encoding other than UTF-8. Unicode keeps it free of any meaning; the usual U+FFFD may be in a text, and
    /// a NUL is left out by the decoder.
    /// </summary>
    internal const char Invalid = '\uFFFF';

    /// <summary>A file of this encoding as UTF-8, with <see cref="Invalid"/> for what is not valid; UTF-8 itself is passed on as it is.</summary>
    /// <param name="file">The file at its beginning; it is closed with the result.</param>
    internal Stream AsUtf8(Stream file)
    {
        byte[] mark = new byte[4];
        int read = file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        var whole = new ReplayedStream(mark.AsSpan(0, read).ToArray(), file);
        var encoding = Marked(mark.AsSpan(0, read)) ?? this;
        return encoding.decoder is { } decoder
            ? Encoding.CreateTranscodingStream(whole, decoder(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
            : whole;
    }

    private static TextEncoding? Marked(ReadOnlySpan<byte> mark)
    {
        Encoding[] wide =
        [
            Encoding.UTF32,
            new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            Encoding.Unicode,
            Encoding.BigEndianUnicode,
        ];
        if (mark.StartsWith(Encoding.UTF8.Preamble))
            return Utf8;
        foreach (var encoding in wide)
            if (mark.StartsWith(encoding.Preamble))
                return new TextEncoding(encoding.WebName, () => Strict(encoding));
        return null;
    }

    /// <summary>The encoding with <see cref="Invalid"/> for what is not valid in it.</summary>
    internal static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new DecoderReplacementFallback($"{Invalid}");
        return strict;
    }
}
