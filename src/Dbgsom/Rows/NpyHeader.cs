// Over 300 lines: the header of one format, with every refusal beside what it refuses.

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>The kind of value in a NumPy array.</summary>
internal enum NpyKind
{
    Boolean,
    Signed,
    Unsigned,
    Float,
    Text,
}

/// <summary>The content of the header of a <c>.npy</c> file. Format: NumPy enhancement proposal 1, versions 1.0 to 3.0.</summary>
/// <param name="Kind">Kind of number.</param>
/// <param name="Size">Bytes a number.</param>
/// <param name="BigEndian">True if the bytes of a number are in big-endian order.</param>
/// <param name="FortranOrder">True if the first index moves fastest.</param>
/// <param name="Shape">Length of each dimension.</param>
internal sealed record NpyHeader(NpyKind Kind, int Size, bool BigEndian, bool FortranOrder, long[] Shape)
{
    private const int LongestText = 1 << 20;
    private const int BytesPerCharacter = 4;
    private const int LongestHeader = 1 << 16;
    private const string Readable = "supported types are bool, int8 to int64, uint8 to uint64 and float16 to float64";

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of values, checked against overflow when the header was read.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>"(3, 4)".</summary>
    public string ShapeText => Describe(Shape);

    /// <summary>The type as NumPy writes it, for messages: "float64".</summary>
    public string TypeText =>
        Kind switch
        {
            NpyKind.Boolean => "bool",
            NpyKind.Signed => $"int{Size * 8}",
            NpyKind.Unsigned => $"uint{Size * 8}",
            NpyKind.Text => "text",
            _ => $"float{Size * 8}",
        };

    /// <summary>True if the values are held in single precision: float32 and float16.</summary>
    public bool BecomesSingle => this is { Kind: NpyKind.Float, Size: 2 or 4 };

    /// <summary>Bytes the values take as samples in memory.</summary>
    public long BytesInMemory
    {
        get
        {
            long size = BecomesSingle ? sizeof(float) : sizeof(double);
            return Count > long.MaxValue / size ? long.MaxValue : Count * size;
        }
    }

    /// <summary>Refuses what is no two-dimensional array of numbers with at least one value.</summary>
    public void RequireSamples(string name)
    {
        RequireNumbers(name);
        if (Shape.Length != 2)
            throw Bad(name, $"the array has {Shape.Length} dimensions, shape {ShapeText}; samples have two: rows and columns");
        if (Count == 0)
            throw Bad(name, $"the array has shape {ShapeText}: it contains no values");
    }

    /// <summary>Refuses what holds no numbers.</summary>
    public void RequireNumbers(string name)
    {
        if (Kind == NpyKind.Text)
            throw Bad(name, $"the array holds text; {Readable}");
    }

    /// <summary>Reads the header; the stream is left at the first value.</summary>
    /// <param name="stream">The stream, at its first byte.</param>
    /// <param name="name">The name of the array in messages.</param>
    /// <param name="available">Bytes the stream holds from its first byte on.</param>
    /// <exception cref="InvalidDataException">The bytes are no header, or one of a type or size that is not readable.</exception>
    public static NpyHeader Read(Stream stream, string name, long available)
    {
        Span<byte> start = stackalloc byte[12];
        if (available < 10 || stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10)
            throw Bad(name, $"the file has {available} bytes, too few for a .npy header");
        if (!start[..6].SequenceEqual(Magic))
            throw Bad(name, "the first bytes are not \\x93NUMPY, so this is not a .npy array");
        int major = start[6];
        if (major is < 1 or > 3)
            throw Bad(name, $"the .npy format version is {major}.{start[7]}; versions 1 to 3 are supported");
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        int prefix = 10;
        if (major > 1)
        {
            if (stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2)
                throw Bad(name, "the file ends inside the header");
            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
            prefix = 12;
        }
        if (length > LongestHeader || length > available - prefix)
            throw Bad(name, $"the header claims {length} bytes where {Math.Min(LongestHeader, available - prefix)} are possible");
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Bad(name, "the file ends inside the header");
        var header = new Parser((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes), name).Parse();
        long size = header.Size;
        foreach (long dimension in header.Shape)
        {
            if (dimension < 0)
                throw Bad(name, $"the shape {header.ShapeText} has a negative length");
            size =
                dimension == 0 ? 0
                : size > long.MaxValue / dimension ? long.MaxValue
                : size * dimension;
        }
        long present = available - prefix - length;
        if (size > present)
            throw Bad(
                name,
                $"the header declares {header.ShapeText} of {header.TypeText}, but only {present} bytes of values follow"
            );
        if (size < present)
            throw Bad(
                name,
                $"{present - size} bytes follow the last value of {header.ShapeText} of {header.TypeText}; write each array to its own file"
            );
        return header;
    }

    /// <summary>The bytes of a version 1.0 header, padded so that the values begin at a multiple of 64.</summary>
    public static byte[] Write(string descr, ReadOnlySpan<long> shape)
    {
        string text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {Describe(shape)}, }}";
        int total = (10 + text.Length + 1 + 63) / 64 * 64;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        bytes.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>The error of a file that is not what it should be.</summary>
    public static InvalidDataException Bad(string name, string what) => new($"{name}: {what}");

    private static string Describe(ReadOnlySpan<long> shape) =>
        shape.Length == 1
            ? $"({shape[0]},)"
            : "(" + string.Join(", ", shape.ToArray().Select(length => length.ToString(CultureInfo.InvariantCulture))) + ")";

    /// <summary>Reads the one Python literal a header is: a dictionary with three known keys.</summary>
    private sealed class Parser(string text, string name)
    {
        private int at;

        public NpyHeader Parse()
        {
            string? descr = null;
            bool? fortran = null;
            List<long>? shape = null;
            Expect('{');
            while (!Take('}'))
            {
                string key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr":
                        descr =
                            Peek() == '['
                                ? throw Bad(name, "the array is structured (several fields per row); plain numbers are needed")
                                : Quoted();
                        break;
                    case "fortran_order":
                        fortran = Boolean();
                        break;
                    case "shape":
                        shape = Tuple();
                        break;
                    default:
                        throw Bad(name, $"the header has an unknown key '{key}'");
                }
                Take(',');
            }
            if (descr is null || fortran is null || shape is null)
                throw Bad(name, "the header lacks one of descr, fortran_order and shape");
            var (kind, size, bigEndian) = Type(descr);
            return new NpyHeader(kind, size, bigEndian, fortran.Value, [.. shape]);
        }

        private (NpyKind Kind, int Size, bool BigEndian) Type(string descr)
        {
            if (
                descr.Length >= 3
                && descr[0] is '<' or '>' or '|' or '='
                && int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            )
            {
                NpyKind? kind = (descr[1], size) switch
                {
                    ('b', 1) => NpyKind.Boolean,
                    ('i', 1 or 2 or 4 or 8) => NpyKind.Signed,
                    ('u', 1 or 2 or 4 or 8) => NpyKind.Unsigned,
                    ('f', 2 or 4 or 8) => NpyKind.Float,
                    ('U', > 0 and <= LongestText) => NpyKind.Text,
                    _ => null,
                };
                if (kind == NpyKind.Text)
                    size *= BytesPerCharacter;
                if (kind is { } known)
                    return (known, size, descr[0] == '>' || (descr[0] == '=' && !BitConverter.IsLittleEndian));
            }
            string what =
                descr.Contains('O', StringComparison.Ordinal) ? "Python objects"
                : descr.Contains('U', StringComparison.Ordinal) || descr.Contains('S', StringComparison.Ordinal) ? "text"
                : descr.Contains('c', StringComparison.Ordinal) ? "complex numbers"
                : descr.Contains('V', StringComparison.Ordinal) ? "raw bytes or records"
                : "an unknown type";
            throw Bad(name, $"the array has type '{descr}' ({what}); {Readable}");
        }

        private List<long> Tuple()
        {
            var values = new List<long>();
            Expect('(');
            while (!Take(')'))
            {
                Peek();
                int start = at;
                while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or '+'))
                    at++;
                if (
                    !long.TryParse(
                        text.AsSpan(start, at - start),
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out long value
                    )
                )
                    throw Malformed();
                if (at < text.Length && text[at] == 'L')
                    at++;
                values.Add(value);
                Take(',');
            }
            return values.Count <= 32 ? values : throw Malformed();
        }

        private bool Boolean()
        {
            Peek();
            foreach (var (word, value) in new[] { ("True", true), ("False", false) })
            {
                if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                {
                    at += word.Length;
                    return value;
                }
            }
            throw Malformed();
        }

        private string Quoted()
        {
            char quote = Peek();
            if (quote is not ('\'' or '"'))
                throw Malformed();
            int end = text.IndexOf(quote, at + 1);
            if (end < 0)
                throw Malformed();
            string value = text[(at + 1)..end];
            at = end + 1;
            return value;
        }

        private char Peek()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            return at < text.Length ? text[at] : throw Malformed();
        }

        private bool Take(char wanted)
        {
            if (Peek() != wanted)
                return false;
            at++;
            return true;
        }

        private void Expect(char wanted)
        {
            if (!Take(wanted))
                throw Malformed();
        }

        private InvalidDataException Malformed() => Bad(name, $"the .npy header cannot be read near character {at}");
    }
}
