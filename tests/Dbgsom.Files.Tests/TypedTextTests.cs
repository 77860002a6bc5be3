using Apache.Arrow;
using Apache.Arrow.Types;
using Dbgsom.Naming;

namespace Dbgsom.Files.Tests;

/// <summary>Text in columns of Arrow and Parquet is read exactly or refused by row and column: two names never become one.</summary>
public sealed class TypedTextTests : IDisposable
{
    private static readonly string[] Texts = ["Ärger \uFFFD", "x", "M~uller", "M~oller", "Ärger"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public enum Form
    {
        Plain,
        Large,
        View,
        Dictionary,
        Parquet,
        ParquetWithoutNull,
    }

    public static TheoryData<Form> Forms => [.. Enum.GetValues<Form>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Bytes_that_are_not_utf_8_are_refused_as_labels_ids_and_categories(Form form)
    {
        string path = Write(form, "who", Texts);
        Assert.Equal(Texts, DataFiles.Load([path], new() { LabelColumn = "who" }).Labels!);
        Replace(path, "~u"u8, [0xFC, (byte)'u']);
        Replace(path, "~o"u8, [0xF6, (byte)'o']);
        foreach (
            var options in new DataFileOptions[]
            {
                new() { LabelColumn = "who" },
                new() { IdColumn = "who" },
                new() { OneHot = ["who"] },
            }
        )
            Assert.StartsWith(
                path + ": row 2, column 1 ('who'): 'M\uFFFDuller' is not UTF-8",
                Refused(path, options),
                StringComparison.Ordinal
            );
        Assert.Equal(5, DataFiles.Load([path], new() { Columns = ["a"] }).Data.RowCount);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Nul_is_refused_as_in_other_text(Form form) =>
        Assert.Contains(
            "row 1, column 1 ('who'): 'x\\0' holds a NUL",
            Refused(Write(form, "who", "x", "x\0"), new() { LabelColumn = "who" }),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(Form.Plain)]
    [InlineData(Form.Parquet)]
    public void Names_of_columns_that_are_not_utf_8_are_refused(Form form)
    {
        string path = Write(form, "M~uller", "x", "y");
        Replace(path, "~u"u8, [0xFC, (byte)'u']);
        Assert.StartsWith(
            path + ": the name of column 1, 'M\uFFFDuller', is not text: it is not UTF-8",
            Refused(path, new() { Columns = ["a"] }),
            StringComparison.Ordinal
        );
    }

    /// <summary>In this encoding a text begins with so many bytes of the text before, which may end within a letter.</summary>
    [Fact]
    public void Texts_that_share_bytes_are_read_as_they_were_written()
    {
        var loaded = DataFiles.Load(
            [Cases.At("parquet-wasm-shared-bytes.parquet")],
            new() { LabelColumn = "who", IdColumn = "id" }
        );
        Assert.Equal(["Müllerxy", "Müllerab", "Möller", "Möl", "日本", "日曜"], loaded.Labels!);
        Assert.Equal(["é0", "é1", "é2", "é3", "é4", "é5"], loaded.Ids!);
    }

    private string Write(Form form, string name, params string[] texts)
    {
        double?[] numbers = [.. Enumerable.Range(0, texts.Length).Select(row => (double?)row)];
        if (form is Form.Parquet or Form.ParquetWithoutNull)
            return ParquetFiles.Write(
                folder.At("a.parquet"),
                [texts.Length],
                ParquetFiles.Nullable("a", numbers),
                form == Form.Parquet ? ParquetFiles.Text(name, texts) : ParquetFiles.TextWithoutNull(name, texts)
            );
        IArrowArray cells = form switch
        {
            Form.Large => new LargeStringArray.Builder().AppendRange(texts).Build(),
            Form.View => new StringViewArray.Builder().AppendRange(texts).Build(),
            Form.Dictionary => new DictionaryArray(
                new DictionaryType(Int8Type.Default, StringType.Default, false),
                new Int8Array.Builder().AppendRange(Enumerable.Range(0, texts.Length).Select(row => (sbyte)row)).Build(),
                ArrowFiles.Texts(texts)
            ),
            _ => ArrowFiles.Texts(texts),
        };
        return ArrowFiles.Write(folder.At("a.arrow"), null, ArrowFiles.Batch(("a", ArrowFiles.Doubles(numbers)), (name, cells)));
    }

    private static void Replace(string path, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int count = 0;
        for (int at = 0; bytes.AsSpan(at).IndexOf(from) is >= 0 and var next; at += next + from.Length, count++)
            to.CopyTo(bytes.AsSpan(at + next));
        Assert.NotEqual(0, count);
        File.WriteAllBytes(path, bytes);
    }

    private static string Refused(string path, DataFileOptions options) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
