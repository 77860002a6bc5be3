using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dbgsom.Fuzz;

/// <summary>Changes bytes as damage and malice do: flipped bits, cut ends, doubled and spliced pieces, numbers at the edge of their type.</summary>
public static class Mutator
{
    private static readonly long[] Edges =
    [
        0,
        1,
        -1,
        2,
        7,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 32,
        long.MaxValue,
        long.MinValue,
        1L << 53,
    ];

    private static readonly double[] Numbers =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0,
        -0.0,
        -1,
        0.5,
        1e-320,
        double.MaxValue,
        -double.MaxValue,
        1e18,
        65536,
    ];

    private static readonly string[] Words =
    [
        "0",
        "-1",
        "1e999",
        "NaN",
        "2147483648",
        "99999999999999999999",
        "\"",
        "'",
        ",",
        "\n",
        "(",
        "{",
        "[",
        "None",
        "True",
        "<U9999999",
        ">c16",
        "../..",
        "\0",
        "\u00ff\u00fe",
    ];

    /// <summary>A changed copy.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="others">Other inputs of the kind, to splice with.</param>
    /// <param name="random">What decides.</param>
    public static byte[] Change(byte[] bytes, IReadOnlyList<byte[]> others, Random random)
    {
        for (int times = 1 + random.Next(3); times > 0; times--)
            bytes = ChangeOnce(bytes, others, random);
        return bytes;
    }

    /// <summary>A number at the edge of some type.</summary>
    public static long Edge(Random random) => Edges[random.Next(Edges.Length)];

    /// <summary>A number that calculations stumble on.</summary>
    public static double Number(Random random) => Numbers[random.Next(Numbers.Length)];

    private static byte[] ChangeOnce(byte[] bytes, IReadOnlyList<byte[]> others, Random random)
    {
        if (bytes.Length == 0)
            return Encoding.Latin1.GetBytes(Words[random.Next(Words.Length)]);
        // Headers are short and matter most.
        int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 160) : bytes.Length);
        int length = random.Next(1, Math.Min(bytes.Length - at, 64) + 1);
        byte[] changed = [.. bytes];
        switch (random.Next(10))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)Edge(random);
                return changed;
            case 2:
                return bytes[..random.Next(bytes.Length)];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                byte[] other = others[random.Next(others.Count)];
                return [.. bytes[..at], .. other[random.Next(other.Length + 1)..]];
            case 6:
                return Put(changed, at, random);
            case 7:
                return PutNumber(changed, at, random);
            case 8:
                return ChangeDigits(bytes, at, random);
            default:
                byte[] word = Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]);
                return [.. bytes[..at], .. word, .. bytes[(random.Next(2) == 0 ? at : at + length)..]];
        }
    }

    private static byte[] Put(byte[] bytes, int at, Random random)
    {
        Span<byte> value = stackalloc byte[8];
        if (random.Next(4) == 0)
            BinaryPrimitives.WriteInt64BigEndian(value, Edge(random));
        else
            BinaryPrimitives.WriteInt64LittleEndian(value, Edge(random));
        int size = Math.Min(1 << random.Next(4), bytes.Length - at);
        value[..size].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    // Numbers of an array lie at multiples of their size.
    private static byte[] PutNumber(byte[] bytes, int at, Random random)
    {
        at = at / 8 * 8;
        if (at + 8 <= bytes.Length)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), Number(random));
        return bytes;
    }

    /// <summary>Replaces the next number that is written in digits.</summary>
    private static byte[] ChangeDigits(byte[] bytes, int at, Random random)
    {
        int start = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
            return bytes;
        start += at;
        int end = start;
        while (end < bytes.Length && bytes[end] is >= (byte)'0' and <= (byte)'9')
            end++;
        byte[] digits = Encoding.ASCII.GetBytes(Edge(random).ToString(CultureInfo.InvariantCulture));
        return [.. bytes[..start], .. digits, .. bytes[end..]];
    }
}
