using System.IO.Compression;
using System.Text;

namespace Dbgsom.Files.Tests;

/// <summary>Tables of JSON: an array of records, or one record after the other.</summary>
public sealed class JsonTests : IDisposable
{
    private const string Flowers = """
        [
          {"long": 5.1, "kind": "setosa", "w": 1, "wild": true},
          {"wild": false, "kind": "virg\u00EDnica", "long": -1e-1, "w": 2, "note": null},
          {"kind": "", "long": 3, "w": 0.5, "wild": true, "note": 7}
        ]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Forms =>
        new()
        {
            { "a.json", Flowers },
            { "a.json.gz", Flowers },
            { "a.jsonl", Flowers.Replace("\n  ", "", StringComparison.Ordinal) },
            { "b.jsonl", Lines("\n") },
            { "c.jsonl", "\ufeff" + Lines("\r\n\r\n") + "\r\n" },
            { "a.ndjson", Lines("") },
            { "a.ndjson.gz", Lines("\n") },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Records_are_rows_and_keys_are_columns(string name, string text)
    {
        string path = Write(name, text);
        var options = new DataFileOptions
        {
            WeightColumn = "w",
            OneHot = ["kind"],
            Columns = ["long", "wild", "note", "kind"],
            Missing = MissingCells.Use,
        };
        using var stream = new MemoryStream(File.ReadAllBytes(path));
        foreach (var loaded in new[] { DataFiles.Load([path], options), DataFiles.Load(stream, name, options) })
        {
            Assert.Equal(["long", "wild", "note", "kind=setosa", "kind=virgínica"], loaded.Data.FeatureNames!);
            Assert.Equal(
                [5.1, 1, double.NaN, 1, 0, -0.1, 0, double.NaN, 0, 1, 3, 1, 7, double.NaN, double.NaN],
                loaded.Data.ToArray().Cast<double>()
            );
            Assert.Equal([1.0, 2, 0.5], loaded.Data.SampleWeights.ToArray());
        }
        Assert.Equal(
            ["setosa", "virgínica"],
            DataFiles
                .Load(
                    [Write("two.jsonl", Lines("\n").Split("{\"kind\": \"\"")[0])],
                    new() { LabelColumn = "kind", Columns = ["long"] }
                )
                .Labels!
        );
        Assert.Equal(
            ["setosa", "virgínica", ""],
            DataFiles.Load([path], new() { LabelColumn = "kind", Columns = ["long"] }).Labels!
        );
    }

    [Fact]
    public void A_key_that_is_no_text_is_refused() =>
        Assert.Contains(
            "record 2",
            Refused(Write("half.json", """[{"abc":1,"b":2},{"\ud800":2}]"""), new()),
            StringComparison.Ordinal
        );

    /// <summary>A small file does not stand for any number of empty cells.</summary>
    [Fact]
    public void Records_with_a_key_each_are_no_table()
    {
        string path = Write("keys.jsonl", string.Concat(Enumerable.Range(0, 12_000).Select(i => $$"""{"k{{i}}":1}""" + "\n")));
        Assert.Contains(
            "12000 records have 12000 different keys, and less than 1 in 100",
            Refused(path, new()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Columns_come_in_the_order_of_their_first_appearance()
    {
        string path = Write("a.jsonl", """{"b": 1} {"a": 2, "b": 3} {"c": 4, "a": 5} {}""" + """{"a": 1, "b": 2, "c": 3}""");
        var part = DataFiles.Load([path], new() { Missing = MissingCells.Drop });
        Assert.Equal(["b", "a", "c"], part.Data.FeatureNames!);
        Assert.Equal([2.0, 1, 3], part.Data.ToArray().Cast<double>());
        Assert.Equal("4 of 5 rows are skipped, because a cell is missing", Assert.Single(part.Notes).Split(": ")[^1]);
    }

    [Fact]
    public void A_table_of_json_is_planned_as_one_of_text()
    {
        string[] colors = ["red", "green", "blue"];
        var rows = Enumerable
            .Range(0, 60)
            .Select(row =>
                $$"""{"name": "person {{row}}", "height": 1.{{10 + (row * 7 % 41)}}, "color": "{{colors[row % 3]}}", "member": {{(row % 4 == 0 ? "true" : "false")}}, "tags": [{{row}}]}"""
            );
        string path = Write("a.json", $"[{string.Join(",\n", rows)}]");
        var plan = TablePlan.FromJson(TablePlan.Create([path]).ToJson());
        Assert.Equal(["id", "number", "category", "yes/no", "drop"], plan.Columns.Select(column => column.Use.Name));
        Assert.Equal("cells of type array or object are not supported", plan.Columns[4].Reason);
        var loaded = DataFiles.Load([path], plan.ApplyTo());
        Assert.Equal(["height", "color=blue", "color=green", "color=red", "member"], loaded.Data.FeatureNames!);
        Assert.Equal([1.10, 0, 0, 1, 1], loaded.Data.ToArray().Cast<double>().Take(5));
        // The same numbers give the same samples from text, and several files are matched by name.
        string text = Write("b.csv", "height,color,member,name\n1.10,red,true,x\n");
        Assert.Equal(61, DataFiles.Load([path, text], plan.ApplyTo()).Data.RowCount);
        Assert.Equal("x", DataFiles.Load([text, path], plan.ApplyTo()).Ids![0]);
    }

    [Fact]
    public void Decimal_commas_are_for_texts()
    {
        string path = Write("a.json", """[{"a": 1.5, "b": "2,5"}, {"a": 2.25, "b": "3"}]""");
        var options = new DataFileOptions { DecimalComma = true };
        Assert.Equal([1.5, 2.5, 2.25, 3], DataFiles.Load([path], options).Data.ToArray().Cast<double>());
        Assert.Equal("number", TablePlan.Create([path], options).Columns[0].Role.Name);
    }

    [Theory]
    [InlineData("", "it contains no records")]
    [InlineData("[]", "it contains no records")]
    [InlineData("{}", "its records have no key")]
    [InlineData("[1, 2]", "record 1 is a number; a record is an object, such as")]
    [InlineData("[[1, 2]]", "record 1 is an array; a record is an object")]
    [InlineData("{\"a\": 1}\n\"x\"", "record 2 is a text; a record is an object")]
    [InlineData("[{\"a\": 1}]\n[{\"a\": 1}]", "text follows the array of records")]
    [InlineData("[{\"a\": 1}] x", "line 1, byte 12: this is not JSON, or truncated: 'x' is an invalid start of a value")]
    [InlineData(
        "{\"a\": 1}\n{\"a\": NaN}",
        "line 2, byte 7: this is not JSON, or truncated: 'N' is an invalid start of a value; valid is"
    )]
    [InlineData("[{\"a\": 1},\n {\"a\": 2", "line 2, byte 9: this is not JSON, or truncated")]
    [InlineData("[{\"a\": 1},\n {\"a\": \"x", "line 2, byte ")]
    [InlineData("[{\"a\": 1}", "line 1, byte 10: this is not JSON, or truncated")]
    [InlineData("{\"a\": 1, \"b\": 2, \"a\": 3}", "record 1 has the key 'a' twice")]
    [InlineData("{\"a\": 1}{\"a\": 2, \"a\": null}", "record 2 has the key 'a' twice")]
    [InlineData(
        "{\"a\": 1}{\"a\": {\"x\": [1, {}]}}",
        "record 2, column 0 ('a'): it contains an object; nested values are not supported: leave the column out (--drop a)"
    )]
    [InlineData("{\"a\": [], \"b\": 1}", "record 1, column 0 ('a'): it contains an array")]
    [InlineData("{\"a\": 1}{\"a\": \"x\"}", "record 2, column 0 ('a'): 'x' is not a finite number; --missing-text +x")]
    [InlineData("{\"a\": 1e999}", "record 1, column 0 ('a'): '1e999' is not a finite number")]
    [InlineData("{\"a\": 9007199254740993}", "record 1, column 0 ('a'): ")]
    [InlineData("{\"a\": \"\\uD800\"}", "record 1, column 0 ('a'): '\\uD800' is not text")]
    [InlineData("{\"a\": \"x\\u0000\"}", "record 1, column 0 ('a'): 'x\\u0000' is not text")]
    [InlineData("{\"\": 1}", "record 1: a key, '', is empty or not text")]
    public void What_is_no_table_is_refused_by_place(string text, string part)
    {
        string message = Refused(Write("a.json", text), new() { Missing = MissingCells.Refuse });
        Assert.Contains(part, message, StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Contains(
            part,
            Assert
                .Throws<InvalidDataException>(() => DataFiles.Load(stream, "a.json", new() { Missing = MissingCells.Refuse }))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused_by_place()
    {
        string path = folder.At("a.jsonl");
        File.WriteAllBytes(path, [.. "{\"a\": 1}\n{\"a\": \"x"u8, 0xE4, .. "\"}"u8]);
        Assert.Contains(
            "record 2, column 0 ('a'): 'x\\xE4' is not text: it is not UTF-8",
            Refused(path, new()),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["a=1", "a=xä"],
            DataFiles.Load([path], new() { OneHot = ["a"], Encoding = TextEncoding.Latin1 }).Data.FeatureNames!
        );
    }

    [Fact]
    public void Depth_and_length_have_a_limit()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Contains("line 1, byte ", Refused(Write("deep.json", $$"""{"a": {{deep}}"""), new()), StringComparison.Ordinal);
        Assert.Contains("record 1 is an array", Refused(Write("deep.json", deep), new()), StringComparison.Ordinal);
        string lengthy = new('x', 17 << 20);
        Assert.Contains(
            "longer than 16 MiB",
            Refused(Write("long.json", $$"""{"a": "{{lengthy}}"}"""), new()),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "longer than 16 MiB",
            Refused(Write("long.json", $$"""{"{{lengthy}}": 1}"""), new()),
            StringComparison.Ordinal
        );
        string many = string.Join(",", Enumerable.Range(0, 300).Select(key => $"\"{key}\": \"{lengthy[..60_000]}\""));
        Assert.Contains(
            "record 1 is longer than 16 MiB",
            Refused(Write("long.json", $$"""{{{many}}}"""), new()),
            StringComparison.Ordinal
        );
        var keys = Enumerable.Range(0, 100_001).Select(key => $$"""{"{{key}}": 1}""");
        Assert.Contains(
            "up to record 100001 there are more than 100000 different keys",
            Refused(Write("wide.jsonl", string.Concat(keys)), new()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_token_may_lie_across_the_room_for_them()
    {
        var rows = Enumerable
            .Range(0, 20_000)
            .Select(row => $$"""{"id": "r{{new string('é', row % 50)}}{{row}}", "a": {{row}}.25, "b": [{{row}}, {"c": null}]}""");
        string path = Write("a.jsonl", string.Join("\n", rows));
        var loaded = DataFiles.Load([path], new() { IdColumn = "id", Columns = ["a"] });
        Assert.Equal(Enumerable.Range(0, 20_000).Select(row => row + 0.25), loaded.Data.ToArray().Cast<double>());
        Assert.Equal(Enumerable.Range(0, 20_000).Select(row => $"r{new string('é', row % 50)}{row}"), loaded.Ids!);
    }

    /// <summary>What is held does not grow with the file.</summary>
    [Fact]
    public void A_long_file_is_read_in_little_memory()
    {
        string path = folder.At("long.json");
        using (var writer = new StreamWriter(path))
        {
            writer.Write("[");
            for (int row = 0; row < 150_000; row++)
                writer.Write(
                    $"{(row == 0 ? "" : ",")}{{\"a\":{row % 1000},\"b\":{row % 77},\"text\":\"{new string('x', 300)}\"}}"
                );
            writer.Write("]");
        }
        var options = new DataFileOptions
        {
            Columns = ["a", "b"],
            MemoryMapThresholdBytes = 0,
            ScratchDirectory = folder.Path,
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var data = DataFiles.Load([path], options).Data;
        Assert.Equal(150_000, data.RowCount);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, new FileInfo(path).Length / 2);
    }

    [Fact]
    public void Reading_can_be_ended() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DataFiles.Load([Write("a.json", Flowers)], null, null, new(canceled: true))
        );

    [Fact]
    public void A_file_of_json_is_read_where_it_is_named()
    {
        Write("plan.json", "{}");
        Write("a.jsonl", """{"a": 1, "b": 2}""");
        Assert.Equal(1, DataFiles.Load([folder.Path]).Data.RowCount);
    }

    private static string Lines(string end) =>
        string.Join(
            end,
            Flowers
                .Split('\n')
                .Where(line => line.Contains('{', StringComparison.Ordinal))
                .Select(line => line.Trim().TrimEnd(','))
        );

    private string Write(string name, string text)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
            return folder.Write(name, text);
        using var packed = new GZipStream(File.Create(folder.At(name)), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return folder.At(name);
    }

    private static string Refused(string path, DataFileOptions options)
    {
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        return message;
    }
}
