using System.IO.Compression;
using System.Text;
using Dbgsom.Numerics;

namespace Dbgsom.Files.Tests;

/// <summary>Text in other forms: packed, with decimal commas, with other delimiters.</summary>
public sealed class TextFormTests : IDisposable
{
    private const string Csv = "name,x,y\na,1,0.1\nb,2,0.2\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.csv.gz", ',')]
    [InlineData("A.TSV.GZ", '\t')]
    [InlineData("with space.csv.gz", ';')]
    public void Packed_text_is_read_as_plain_text(string name, char delimiter)
    {
        string path = Pack(name, Csv.Replace(',', delimiter));
        foreach (long limit in new[] { 0, 1L << 30 })
        {
            var loaded = DataFiles.Load([path], new() { IdColumn = "name", MemoryMapThresholdBytes = limit });
            Assert.Equal(["a", "b"], loaded.Ids!);
            Assert.Equal(["x", "y"], loaded.Data.FeatureNames!);
            Assert.Equal([1.0, 0.1, 2, 0.2], [loaded.Data[0, 0], loaded.Data[0, 1], loaded.Data[1, 0], loaded.Data[1, 1]]);
            loaded.Data.Dispose();
        }
        folder.Write("z.csv", "name,x,y\nc,3,0.3\n");
        Assert.Equal(["a", "b", "c"], DataFiles.Load([folder.Path], new() { IdColumn = "name" }).Ids!);
    }

    [Fact]
    public void Packed_text_that_is_damaged_or_cut_short_is_refused_by_name()
    {
        byte[] whole = File.ReadAllBytes(Pack("a.csv.gz", Csv));
        string path = folder.At("cut.csv.gz");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            string message = Assert
                .Throws<InvalidDataException>(() => DataFiles.Load([path], new() { IdColumn = "name" }))
                .Message;
            Assert.StartsWith(path, message, StringComparison.Ordinal);
        }
        byte[] odd = [.. whole];
        odd[^6] ^= 1;
        File.WriteAllBytes(path, odd);
        Assert.StartsWith(
            path,
            Assert.Throws<InvalidDataException>(() => DataFiles.Load([path])).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            folder.Path,
            Assert.Throws<InvalidDataException>(() => DataFiles.Load([folder.Write("b.csv.gz", Csv)])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            ".gz",
            Assert.Throws<InvalidDataException>(() => DataFiles.Load([folder.Write("b.gz", Csv)])).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("x;y\n1,5;-2\n,25;1e-3\n", null)]
    [InlineData("x\ty\n1,5\t-2\n,25\t1e-3\n", '\t')]
    [InlineData("x,y\n\"1,5\",-2\n\",25\",\"1e-3\"\n", ',')]
    [InlineData("1,5|-2\n0,25|0,001\n", '|')]
    public void Decimals_may_follow_a_comma(string text, char? delimiter)
    {
        var data = DataFiles.Load([folder.Write("a.csv", text)], new() { DecimalComma = true, Delimiter = delimiter }).Data;
        Assert.Equal([1.5, -2, 0.25, 0.001], [data[0, 0], data[0, 1], data[1, 0], data[1, 1]]);
    }

    [Fact]
    public void Decimal_commas_are_for_standard_input_weights_and_tsv_too()
    {
        var loaded = DataFiles.Load(
            ["-"],
            new() { DecimalComma = true, WeightColumn = "w" },
            new MemoryStream("x;w\n1,5;0,5\n2,5;1\n"u8.ToArray())
        );
        Assert.Equal([0.5, 1.0], loaded.Data.SampleWeights.ToArray());
        Assert.Equal(2.5, DataFiles.Load([folder.Write("a.tsv", "1\t2,5\n")], new() { DecimalComma = true }).Data[0, 1]);
    }

    [Fact]
    public void The_wrong_sign_is_refused_with_advice()
    {
        string path = folder.Write("a.csv", "x;y\n1,5;2\n");
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], new() { Delimiter = ';' })).Message;
        Assert.Contains("or use --decimal-comma", message, StringComparison.Ordinal);
        path = folder.Write("b.csv", "x;y\n1.5;2\n");
        message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], new() { DecimalComma = true })).Message;
        Assert.Contains(
            "line 2, column 0 ('x'): '1.5' is not a finite number; a decimal comma was requested",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_delimiter_that_is_given_is_the_only_one()
    {
        string path = folder.Write("a.csv", "first, second|y\n1|2\n");
        Assert.Equal(["first, second", "y"], DataFiles.Load([path], new() { Delimiter = '|' }).Data.FeatureNames!);
        foreach (char wrong in "a1\".+-\n\0é")
            Assert.Throws<ArgumentException>(() => DataFiles.Load([path], new() { Delimiter = wrong }));
    }

    [Fact]
    [Needs(Need.Time)]
    public void A_bomb_of_packed_text_is_stopped_before_it_takes_much_scratch_space()
    {
        string path = folder.At("bomb.csv.gz");
        using (var stream = new GZipStream(File.Create(path), CompressionLevel.Optimal))
        {
            byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1,2\n", 1 << 18)));
            for (int i = 0; i < 80; i++)
                stream.Write(block);
        }
        string scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;
        var options = new DataFileOptions { MemoryMapThresholdBytes = 0, ScratchDirectory = scratch };
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
        Assert.StartsWith($"{path}: it unpacks to more than 64 MiB", message, StringComparison.Ordinal);
        Assert.Contains("--max-unpacked", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
        using var data = DataFiles.Load([path], options with { MaxUnpackedBytes = 80 << 20 }).Data;
        Assert.Equal(80 << 18, data.RowCount);
        message = Assert
            .Throws<InvalidDataException>(() =>
                DataFiles.Load([Pack("a.csv.gz", Csv)], new() { IdColumn = "name", MaxUnpackedBytes = 5 })
            )
            .Message;
        Assert.Contains("it unpacks to more than", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DataFiles.Load([path], new() { MaxUnpackedBytes = -1 }));
    }

    private string Pack(string name, string text)
    {
        using var stream = new GZipStream(File.Create(folder.At(name)), CompressionLevel.Optimal);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return folder.At(name);
    }
}
