using System.Buffers.Binary;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Types =>
        new()
        {
            { "<f8", "float64" },
            { ">f8", "float64" },
            { "<f4", "float32" },
            { ">f4", "float32" },
            { "<f2", "float16" },
            { ">f2", "float16" },
            { "|i1", "int8" },
            { "<i2", "int16" },
            { ">i2", "int16" },
            { "<i4", "int32" },
            { ">i4", "int32" },
            { "<i8", "int64" },
            { ">i8", "int64" },
            { "|u1", "uint8" },
            { "<u2", "uint16" },
            { "<u4", "uint32" },
            { ">u8", "uint64" },
            { "|b1", "bool" },
        };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_number_type_in_either_order_and_every_version(string descr, string type)
    {
        double[] values =
            type == "bool" ? [0, 1, 1, 0, 0, 1]
            : type[0] == 'u' ? [0, 1, 2, 3, 100, 7]
            : [0, -1, 2, 3, 100, -7];
        foreach (bool fortran in new[] { false, true })
        foreach (int version in new[] { 1, 2, 3 })
        {
            double[] stored = fortran ? [values[0], values[3], values[1], values[4], values[2], values[5]] : values;
            string path = folder.Write(
                "a.npy",
                Npy(descr, "(2, 3)", fortran, version, [.. stored.SelectMany(value => Encode(descr, value))])
            );
            var data = DataMatrix.LoadNpy(path);
            Assert.Equal((2, 3), (data.RowCount, data.ColumnCount));
            Assert.Equal(values, Enumerable.Range(0, 6).Select(i => data[i / 3, i % 3]));
            Assert.Equal(type is "float32" or "float16", data.IsSingle);
        }
    }

    public static TheoryData<string, byte[], string> Bad
    {
        get
        {
            byte[] six = new byte[48];
            byte[] nan = new byte[48];
            BinaryPrimitives.WriteDoubleLittleEndian(nan.AsSpan(32), double.NegativeInfinity);
            byte[] big = new byte[48];
            BinaryPrimitives.WriteInt64LittleEndian(big.AsSpan(8), (1L << 53) + 1);
            return new()
            {
                { "empty", [], "too few" },
                { "no npy", Encoding.ASCII.GetBytes("a,b\n1,2\n3,4\n5,6\n"), "not a .npy" },
                { "objects", Npy("|O", "(2, 3)", false, 1, six), "Python objects" },
                { "text", Npy("<U8", "(2, 3)", false, 1, six), "text" },
                { "complex", Npy("<c16", "(3,1)", false, 1, six), "complex" },
                { "structured", Npy("[('a', '<f8')]", "(2, 3)", false, 1, six, quoted: false), "structured" },
                { "one dimension", Npy("<f8", "(6,)", false, 1, six), "1 dimensions" },
                { "three dimensions", Npy("<f8", "(1, 2, 3)", false, 1, six), "3 dimensions" },
                { "truncated", Npy("<f8", "(2, 3)", false, 1, six[..40]), "only 40 bytes" },
                { "too many rows", Npy("<f8", "(1000000000000000, 3)", false, 1, six), "only 48 bytes" },
                { "overflowing", Npy("<f8", "(9223372036854775807, 9223372036854775807)", false, 1, six), "only 48 bytes" },
                { "negative", Npy("<f8", "(-2, -3)", false, 1, six), "negative" },
                { "no rows", Npy("<f8", "(0, 3)", false, 1, []), "no value" },
                { "not finite", Npy("<f8", "(2, 3)", false, 1, nan), "row 1, column 1" },
                { "beyond 2^53", Npy("<i8", "(2, 3)", false, 1, big), "2^53" },
                { "version 9", Npy("<f8", "(2, 3)", false, 9, six), "version is 9" },
                { "cut header", Npy("<f8", "(2, 3)", false, 1, six)[..40], "header claims" },
                { "flags cut off", Npy("|b1", "(2, 3)", false, 1, six[..5]), "declares (2, 3) of bool, but only 5 bytes" },
                { "counts cut off", Npy("<u2", "(2, 3)", false, 1, six[..8]), "declares (2, 3) of uint16, but only 8 bytes" },
                { "integers cut off", Npy("<i4", "(2, 3)", false, 1, six[..8]), "declares (2, 3) of int32, but only 8 bytes" },
                { "version 2 of ten bytes", [0x93, .. "NUMPY"u8, 2, 0, 0, 0], "the file ends inside the header" },
                {
                    "no shape",
                    Npy("'<f8', }", "(2, 3)", false, 1, six, quoted: false),
                    "lacks one of descr, fortran_order and shape"
                },
                { "no literal", Npy("<f8", "{{{", false, 1, six), "cannot be read" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Whatever_is_no_readable_array_is_refused_with_what_was_found(string name, byte[] bytes, string message)
    {
        string path = folder.Write($"{name}.npy", bytes);
        Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => DataMatrix.LoadNpy(path)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>2^53 itself is exact, and so is its negative.</summary>
    [Fact]
    public void The_largest_exact_integer_is_read()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 1L << 53);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), -(1L << 53));
        var data = DataMatrix.LoadNpy(folder.Write("a.npy", Npy("<i8", "(2, 1)", false, 1, bytes)));
        Assert.Equal((9007199254740992.0, -9007199254740992.0), (data[0, 0], data[1, 0]));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];
        var data = DataMatrix.From(values, 4);
        foreach (var matrix in new[] { data, data.ToSingle() })
        {
            NpyFile.Write(folder.At("a.npy"), matrix);
            var again = DataMatrix.LoadNpy(folder.At("a.npy"));
            Assert.Equal(matrix.IsSingle, again.IsSingle);
            Assert.Equal(Values(matrix), Values(again));
        }
        NpyFile.Write(folder.At("v.npy"), [3, 1, 2]);
        Assert.Equal([3.0, 1, 2], NpyFile.ReadVector(folder.At("v.npy")));
    }

    /// <summary>Each type by its name and its little-endian bytes.</summary>
    [Fact]
    public void Vectors_are_written_as_what_they_are()
    {
        string path = folder.At("v.npy");
        NpyFile.Write(path, [true, false, true]);
        Check("|b1", "(3,)", [1, 0, 1]);
        NpyFile.Write(path, [-2L, 1L << 40]);
        Check("<i8", "(2,)", [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0]);
        NpyFile.Write(path, ["a", "bé"]);
        Check("<U2", "(2,)", [(byte)'a', 0, 0, 0, 0, 0, 0, 0, (byte)'b', 0, 0, 0, 0xE9, 0, 0, 0]);

        void Check(string descr, string shape, byte[] values)
        {
            byte[] bytes = File.ReadAllBytes(path);
            Assert.Equal(0, (bytes.Length - values.Length) % 64);
            string header = Encoding.ASCII.GetString(bytes[10..^values.Length]);
            Assert.Equal($"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}", header.TrimEnd());
            Assert.Equal(values, bytes[^values.Length..]);
        }
    }

    /// <summary>The file takes no space on disk: nothing was written to most of it.</summary>
    [Fact]
    public void More_values_than_an_array_holds_are_refused_before_they_are_read()
    {
        string path = folder.At("huge.npy");
        foreach (long[] shape in new[] { [65_536, 32_768], new[] { 1L << 31 } })
        {
            byte[] header = NpyHeader.Write("|i1", shape);
            using (var stream = File.Create(path))
            {
                stream.Write(header);
                stream.SetLength(header.Length + (1L << 31));
            }
            Action read = shape.Length == 2 ? () => DataMatrix.LoadNpy(path) : () => NpyFile.ReadVector(path);
            string text = shape.Length == 2 ? "(65536, 32768)" : "(2147483648,)";
            string remedy = shape.Length == 2 ? "; map the file (DataMatrix.MapNpy)" : "";
            Assert.Equal(
                $"{path}: the array has shape {text}: more values than one array in memory holds{remedy}",
                Assert.Throws<InvalidDataException>(read).Message
            );
        }
        Assert.Equal(
            $"{path}: the array has shape (2147483648,): more values than one array in memory holds",
            Assert.Throws<InvalidDataException>(() => NpyText.Read(path)).Message
        );
    }

    [Fact]
    public void Three_dimensions_in_Fortran_order_are_no_vector()
    {
        string path = folder.Write("a.npy", Npy("|i1", "(1, 2, 3)", true, 1, new byte[6]));
        Assert.Equal(
            $"{path}: a Fortran-ordered array of 3 dimensions is not readable",
            Assert.Throws<InvalidDataException>(() => NpyFile.ReadVector(path)).Message
        );
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        string path = folder.Write("a.npy", [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() =>
            WholeFile.Write(
                path,
                stream =>
                {
                    stream.WriteByte(9);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Several writers to one file: each write is whole, none fails, the last one stays; permissions and links are kept.</summary>
    [Fact]
    public void Writes_at_the_same_time_and_through_a_link()
    {
        string path = folder.Write("a.npy", [0]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.CreateSymbolicLink(folder.At("link.npy"), path);
            NpyFile.Write(folder.At("link.npy"), [1.0]);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal([1.0], NpyFile.ReadVector(path));
            File.Delete(folder.At("link.npy"));
        }
        Parallel.For(0, 64, i => NpyFile.Write(path, Enumerable.Repeat((double)i, 1000).ToArray().AsSpan()));
        Assert.Single(NpyFile.ReadVector(path).Distinct());
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static IEnumerable<double> Values(DataMatrix data) =>
        Enumerable.Range(0, data.RowCount * data.ColumnCount).Select(i => data[i / data.ColumnCount, i % data.ColumnCount]);

    internal static byte[] Npy(string descr, string shape, bool fortran, int version, byte[] values, bool quoted = true)
    {
        string header =
            $"{{'descr': {(quoted ? $"'{descr}'" : descr)}, 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        byte[] length =
            version == 1
                ? [(byte)header.Length, (byte)(header.Length >> 8)]
                : [(byte)header.Length, (byte)(header.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    internal static byte[] Encode(string descr, double value)
    {
        byte[] little = descr[1..] switch
        {
            "f8" => BitConverter.GetBytes(value),
            "f4" => BitConverter.GetBytes((float)value),
            "f2" => BitConverter.GetBytes((Half)value),
            "i1" or "b1" => [(byte)(sbyte)value],
            "u1" => [(byte)value],
            "i2" => BitConverter.GetBytes((short)value),
            "u2" => BitConverter.GetBytes((ushort)value),
            "i4" => BitConverter.GetBytes((int)value),
            "u4" => BitConverter.GetBytes((uint)value),
            "i8" => BitConverter.GetBytes((long)value),
            _ => BitConverter.GetBytes((ulong)value),
        };
        return descr[0] == '>' ? [.. little.Reverse()] : little;
    }
}
