using System.IO.Compression;
using System.Text;

namespace Dbgsom.Files.Tests;

/// <summary>Text in any encoding is read exactly or refused by line and column: two names never become one.</summary>
public sealed class EncodingTests : IDisposable
{
    private const string Csv = "a,b,naïve,who\n1,2,x,Müller\n3,4,y,Möller\n5,6,y,Müller\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Latin_1_is_two_classes_where_it_is_named_and_refused_where_it_is_not()
    {
        string path = Cases.At("latin1-labels.csv");
        var loaded = DataFiles.Load([path], new() { LabelColumn = "who", Encoding = TextEncoding.Latin1 });
        Assert.Equal(
            [("Müller", 20), ("Möller", 20)],
            loaded.Labels!.CountBy(label => label).Select(pair => (pair.Key, pair.Value))
        );
        string message = Refused(path, new() { LabelColumn = "who" });
        Assert.StartsWith(path + ": line 2, column 3 ('who'): 'M\\xFCller' is not UTF-8", message, StringComparison.Ordinal);
        Assert.Contains("--encoding latin1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_beyond_the_last_name_is_refused_by_its_index()
    {
        string path = folder.At("wide.csv");
        File.WriteAllBytes(path, [.. "a,b\n1,2\n3,4,"u8, 0xFF, (byte)'\n']);
        Assert.StartsWith(
            path + ": line 3, column 2: '\\xFF' is not UTF-8",
            Refused(path, new DataFileOptions()),
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, TextEncoding, Encoding> Written =>
        new()
        {
            { "utf8.csv", TextEncoding.Utf8, new UTF8Encoding(false) },
            { "utf8-mark.csv", TextEncoding.Utf8, new UTF8Encoding(true) },
            { "utf8-mark-wrong-name.csv", TextEncoding.Latin1, new UTF8Encoding(true) },
            { "utf16-mark.csv", TextEncoding.Utf8, new UnicodeEncoding(false, true) },
            { "utf16-big-mark.csv", TextEncoding.Utf8, new UnicodeEncoding(true, true) },
            { "utf16-big-mark-named.csv", TextEncoding.Utf16, new UnicodeEncoding(true, true) },
            { "utf16.csv", TextEncoding.Utf16, new UnicodeEncoding(false, false) },
            { "utf32-mark.csv", TextEncoding.Utf8, new UTF32Encoding(false, true) },
            { "latin1.csv", TextEncoding.Latin1, Encoding.Latin1 },
            { "windows.csv", TextEncoding.Windows1252, CodePagesEncodingProvider.Instance.GetEncoding(1252)! },
            { "packed.csv.gz", TextEncoding.Latin1, Encoding.Latin1 },
        };

    [Theory]
    [MemberData(nameof(Written))]
    public void Names_labels_ids_and_categories_are_read_as_they_were_written(
        string name,
        TextEncoding encoding,
        Encoding written
    )
    {
        string path = Write(name, Csv, written);
        var options = new DataFileOptions
        {
            Encoding = encoding,
            LabelColumn = "who",
            IdColumn = "naïve",
        };
        foreach (var loaded in new[] { DataFiles.Load([path], options), FromInput(path, options) })
        {
            Assert.Equal(["Müller", "Möller", "Müller"], loaded.Labels!);
            Assert.Equal(["x", "y", "y"], loaded.Ids!);
            Assert.Equal(["a", "b"], loaded.Data.FeatureNames!);
            Assert.Equal((1.0, 6.0), (loaded.Data[0, 0], loaded.Data[2, 1]));
        }
        var codes = DataFiles.Load(
            [path],
            new()
            {
                Encoding = encoding,
                OneHot = ["who"],
                Columns = ["who"],
            }
        );
        Assert.Equal(["who=Möller", "who=Müller"], codes.Data.FeatureNames!);
        string labels = Write("labels.csv", "who\nMüller\nMöller\nMüller\n", written);
        Assert.Equal(["Müller", "Möller", "Müller"], LabelFile.Load(labels, 3, new() { Encoding = encoding }).Texts);
    }

    [Fact]
    public void Windows_1252_has_what_latin_1_has_not()
    {
        var written = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        string path = Write("euro.csv", "a,price\n1,5 €\n2,„6“\n", written);
        var loaded = DataFiles.Load([path], new() { IdColumn = "price", Encoding = TextEncoding.Windows1252 });
        Assert.Equal(["5 €", "„6“"], loaded.Ids!);
    }

    /// <summary>Labels, ids, categories, names of columns, label files: each of them is text that must not change.</summary>
    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused_wherever_they_stand()
    {
        string path = Write("latin1.csv", Csv, Encoding.Latin1);
        Assert.Contains(
            "line 1, column 2: 'na\\xEFve'",
            Refused(path, new() { LabelColumn = "who", IdColumn = "2" }),
            StringComparison.Ordinal
        );
        path = Write("rows.csv", "a,b,c\n1,2,x\n3,4,Mü\n", Encoding.Latin1);
        foreach (
            var options in new DataFileOptions[]
            {
                new() { LabelColumn = "c" },
                new() { IdColumn = "c" },
                new() { OneHot = ["c"] },
                new() { Columns = ["a", "b"] },
            }
        )
            Assert.Contains("line 3, column 2 ('c'): 'M\\xFC' is not UTF-8", Refused(path, options), StringComparison.Ordinal);
        path = Write("labels.csv", "Müller\nMöller\n", Encoding.Latin1);
        string message = Assert.Throws<InvalidDataException>(() => LabelFile.Load(path, 2)).Message;
        Assert.StartsWith(path + ": line 1, column 0: 'M\\xFCller' is not UTF-8", message, StringComparison.Ordinal);
        path = Write("cut.csv", "a,b\n1,2\n3,\xC3", Encoding.Latin1);
        Assert.Contains("line 3", Refused(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n5\0,3\n")]
    [InlineData("a,b\n1,2\n5,6\0\0\0\0\n")]
    [InlineData("a,b\n1,2\n5,6\n\0\0\0\0")]
    [InlineData("a,b\n1,2\n3\0\04,6\n")]
    [InlineData("a,b\0\n1,2\n")]
    [InlineData("a,b,c\n1,2,x\0y\n")]
    public void Nul_bytes_are_refused(string text)
    {
        var options = new DataFileOptions { Columns = ["0", "1"] };
        Assert.Contains("\\0", Refused(Write("nul.csv", text, Encoding.UTF8), options), StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_nul_bytes_behind_a_number_are_refused_by_line_and_column()
    {
        string path = Write("nul.csv", "a,b\n1,2\n5,6" + new string('\0', 4096), Encoding.UTF8);
        Assert.Contains("line 3, column 1 ('b'): '6\\0\\0", Refused(path), StringComparison.Ordinal);
        Assert.InRange(Refused(path).Length, 1, 400);
        string labels = Write("labels.csv", "a\nb\0\n", Encoding.UTF8);
        Assert.Contains(
            "\\0",
            Assert.Throws<InvalidDataException>(() => LabelFile.Load(labels, 2)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Utf_16_without_a_mark_or_damaged_is_refused_with_what_to_do()
    {
        string path = Write("utf16.csv", Csv, new UnicodeEncoding(false, false));
        Assert.Contains("--encoding utf-16", Refused(path), StringComparison.Ordinal);
        byte[] whole = File.ReadAllBytes(Write("mark.csv", Csv, new UnicodeEncoding(false, true)));
        // A half of a pair alone, in the name at the end of line 2.
        int at = 2 + (2 * Csv.IndexOf("Müller", StringComparison.Ordinal)) + 2;
        (whole[at], whole[at + 1]) = (0x00, 0xD8);
        File.WriteAllBytes(folder.At("half.csv"), whole);
        Assert.Contains(
            "line 2, column 3 ('who'): 'M\uFFFDller' is not UTF-16",
            Refused(folder.At("half.csv"), new() { LabelColumn = "who", IdColumn = "naïve" }),
            StringComparison.Ordinal
        );
    }

    private static LoadedData FromInput(string path, DataFileOptions options)
    {
        using var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal)
            ? DataFiles.Load(["-"], options, new GZipStream(file, CompressionMode.Decompress))
            : DataFiles.Load(["-"], options, file);
    }

    private string Write(string name, string text, Encoding encoding)
    {
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        using Stream file = File.Create(folder.At(name));
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(bytes);
        return folder.At(name);
    }

    private static string Refused(string path, DataFileOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
