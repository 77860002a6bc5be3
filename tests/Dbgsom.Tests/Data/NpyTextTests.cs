using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>Labels in NumPy arrays: what is written comes back, and what are no labels is refused with file and place.</summary>
public sealed class NpyTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Texts_come_back()
    {
        Check(["setosa", "", "ä", "\U0001F600\U0001F600", "日本", "a b\tc\n", "in\0side"]);
        Check([""]);
        Check([.. Enumerable.Range(0, 300).Select(i => new string('x', i))]);
        // Any text that does not end in what the format fills up with.
        Gen.Int[1, 0x10FFFF]
            .Where(Rune.IsValid)
            .Array[0, 5]
            .Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString())))
            .Array[1, 8]
            .Sample(Check, iter: 50, threads: 1);
    }

    /// <summary>The bytes numpy.save writes for np.array(["b", "\U0001F600c"]): '&lt;U2', four bytes a character.</summary>
    [Fact]
    public void The_bytes_are_those_of_NumPy()
    {
        using var stream = new MemoryStream();
        NpyText.Write(stream, ["b", "\U0001F600c"]);
        byte[] bytes = stream.ToArray();
        Assert.Contains("'descr': '<U2'", Encoding.ASCII.GetString(bytes[..128]), StringComparison.Ordinal);
        Assert.Equal([0x62, 0, 0, 0, 0, 0, 0, 0, 0, 0xF6, 1, 0, 0x63, 0, 0, 0], bytes[128..]);
    }

    [Fact]
    public void Big_endian_text()
    {
        string path = Write(">U2", [2], [0, 0, 0, 0x62, 0, 0, 0, 0, 0, 1, 0xF6, 0, 0, 0, 0, 0x63]);
        Assert.Equal(["b", "\U0001F600c"], NpyText.Read(path).Texts);
    }

    [Fact]
    public void Numbers_and_flags_become_texts()
    {
        Numbers(["false", "true", "true"], "|b1", 3, [0, 1, 1]);
        Numbers(["-1", "0", "127"], "|i1", 3, [255, 0, 127]);
        Numbers(["255"], "|u1", 1, [255]);
        Numbers(["-2"], "<i8", 1, [.. BitConverter.GetBytes(-2L)]);
        Numbers(["258"], ">i4", 1, [0, 0, 1, 2]);
        Numbers(["0", "-3", "0"], "<f8", 3, [.. new[] { 0, -3, -0.0 }.SelectMany(BitConverter.GetBytes)]);
        Numbers(["9007199254740991"], "<u8", 1, [.. BitConverter.GetBytes((1L << 53) - 1)]);
        Assert.Equal(["7", "8"], NpyText.Read(Write("|u1", [2, 1], [7, 8])).Texts);
    }

    [Fact]
    public void What_are_no_labels_is_refused_with_file_and_place()
    {
        Refused("value 1 is 2.5", "<f8", [2], [.. new[] { 1, 2.5 }.SelectMany(BitConverter.GetBytes)]);
        Refused("value 0 is NaN", "<f8", [1], [.. BitConverter.GetBytes(double.NaN)]);
        Refused("value 0 is", "<f8", [1], [.. BitConverter.GetBytes(double.PositiveInfinity)]);
        // 2^53 + 1 is no double: it must not quietly become the label 2^53.
        Refused("value 0 is", "<i8", [1], [.. BitConverter.GetBytes((1L << 53) + 1)]);
        Refused("value 0 is", "<u8", [1], [.. BitConverter.GetBytes(ulong.MaxValue)]);
        Refused("shape (2, 2)", "|u1", [2, 2], [1, 2, 3, 4]);
        Refused("shape (1, 2)", "<U1", [1, 2], new byte[8]);
        Refused("shape (0,)", "<U1", [0], []);
        Refused("shape ()", "|u1", [], [1]);
        Refused("only 7 bytes", "<U1", [2], new byte[7]);
        Refused("bytes of values follow", "<U1048576", [1L << 40], new byte[64]);
        Refused("'<U0'", "<U0", [1L << 31], []);
        Refused("'<U1048577'", "<U1048577", [1], new byte[64]);
        Refused("'|S3' (text)", "|S3", [1], new byte[3]);
        Refused("'<c16'", "<c16", [1], new byte[16]);
        var half = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(half.AsSpan(4), 0xD800);
        Refused("value 1 is not Unicode text", "<U1", [2], half);
        BinaryPrimitives.WriteInt32LittleEndian(half.AsSpan(4), 0x110000);
        Refused("value 1 is not Unicode text", "<U1", [2], half);
        Assert.Throws<InvalidDataException>(() => NpyText.Read(folder.Write("empty.npy", [])));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Write("<U3", [4], Encoding.UTF32.GetBytes("abcdefghijkl")));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut.npy", whole[..length]);
            Assert.StartsWith(
                path,
                Assert.Throws<InvalidDataException>(() => NpyText.Read(path)).Message,
                StringComparison.Ordinal
            );
        }
        Assert.Equal(["abc", "def", "ghi", "jkl"], NpyText.Read(folder.Write("cut.npy", whole)).Texts);
    }

    private void Check(string[] texts)
    {
        using (var stream = File.Create(folder.At("texts.npy")))
            NpyText.Write(stream, texts);
        Assert.True(NpyText.Read(folder.At("texts.npy")).AreText);
        Assert.Equal(texts, NpyText.Read(folder.At("texts.npy")).Texts);
    }

    private void Numbers(string[] expected, string type, int count, byte[] values) =>
        Assert.Equal(expected, NpyText.Read(Write(type, [count], values)).Texts);

    private void Refused(string what, string type, long[] shape, byte[] values)
    {
        string path = Write(type, shape, values);
        string message = Assert.Throws<InvalidDataException>(() => NpyText.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    private string Write(string type, long[] shape, byte[] values) =>
        folder.Write("array.npy", [.. NpyHeader.Write(type, shape), .. values]);
}
