using System.Text;

namespace Dbgsom.Files.Tests;

/// <summary>Which lines of a text hold the table.</summary>
public sealed class TextLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("# made by a tool\na,b\n1,2\n# halfway, with a comma\n3,4\n#", '#', 0)]
    [InlineData("% one\n% two\na,b\n1,2\n3,4\n", '%', 0)]
    [InlineData("A title\n\na,b\n1,2\n3,4\n", null, 1)]
    [InlineData("A title, with \"quotes\r\nand more\r\na,b\r\n1,2\r\n3,4\r\n", null, 2)]
    [InlineData("A title\rand more\ra,b\r1,2\r3,4\r", null, 2)]
    [InlineData("\ufeffA title\n# a comment\na,b\n1,2\n3,4\n", '#', 1)]
    public void Lines_that_are_not_of_the_table_are_left_out(string text, char? comment, int skip)
    {
        var options = new DataFileOptions { Comment = comment, SkipLines = skip };
        string path = folder.Write("a.csv", text);
        var data = DataFiles.Load([path], options).Data;
        Assert.Equal([1.0, 2, 3, 4], data.ToArray().Cast<double>());
        Assert.Equal(["a", "b"], data.FeatureNames!);
        var plan = TablePlan.FromJson(TablePlan.Create([path], options).ToJson());
        Assert.Equal((comment, skip, false), (plan.Comment, plan.SkipLines, plan.IsPlain));
        Assert.Equal([1.0, 2, 3, 4], DataFiles.Load([path], plan.ApplyTo()).Data.ToArray().Cast<double>());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal(2, DataFiles.Load(stream, "a.csv", options).Data.RowCount);
    }

    [Fact]
    public void A_sign_in_a_cell_begins_no_comment()
    {
        string path = folder.Write("a.csv", "a,kind\n1,#x\n2,\"y\n#z\"\n#3,w\n");
        var loaded = DataFiles.Load([path], new() { Comment = '#', LabelColumn = "kind" });
        Assert.Equal(["#x", "y\n#z"], loaded.Labels!);
    }

    [Fact]
    public void Lines_keep_their_numbers()
    {
        string path = folder.Write("a.csv", "title\nmore\n# comment\na,b\n1,2\n# comment\n3,x\n");
        var options = new DataFileOptions { Comment = '#', SkipLines = 2 };
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
        Assert.StartsWith($"{path}: line 7, column 1 ('b'): 'x' is not a finite number", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title\na,b\n", 2, null, "it contains no data below the 2 lines that are skipped")]
    [InlineData("title\na,b\n", 1, null, "the file has no rows below the header (line 2)")]
    [InlineData("a,b\n", 7, null, "below the 7 lines that are skipped")]
    [InlineData("# a\n#\n", 0, '#', "it contains no data but lines that begin with '#'")]
    public void Nothing_that_is_left_is_refused(string text, int skip, char? comment, string part)
    {
        string path = folder.Write("a.csv", text);
        var options = new DataFileOptions { SkipLines = skip, Comment = comment };
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("height,,\"a, b\"\ncm,kg,\n1,2,3\n4,5,6\n", 2, "height cm", "kg", "a, b")]
    [InlineData("# units below\na,b,c\n\n#\n1,2,3\nx,,z\n1,2,3\n4,5,6\n", 3, "a 1 x", "b 2", "c 3 z")]
    [InlineData("a,x,c\n,,\n1,2,3\n4,5,6\n", 2, "a", "x", "c")]
    public void Lines_of_the_header_are_joined(string text, int lines, params string[] names)
    {
        string path = folder.Write("a.csv", text);
        var options = new DataFileOptions { HeaderLines = lines, Comment = '#' };
        var loaded = DataFiles.Load([path], options);
        Assert.Equal(names, loaded.Data.FeatureNames!);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], loaded.Data.ToArray().Cast<double>());
        Assert.Empty(loaded.Notes);
        var plan = TablePlan.FromJson(TablePlan.Create([path], options).ToJson());
        Assert.Equal((lines, false), (plan.HeaderLines, plan.IsPlain));
        Assert.Equal(names, DataFiles.Load([path], plan.ApplyTo()).Data.FeatureNames!);
    }

    [Theory]
    [InlineData("a,b\ncm\n1,2\n", "line 2 has 1 cell where the first line of the header has 2; --header-lines 2 needs")]
    [InlineData("a,b\n", "the file ends before the 2 lines of its header (--header-lines)")]
    [InlineData("a,b\ncm,kg\n", "the file has no rows below the header (line 1)")]
    [InlineData("a,a\ncm,cm\n1,2\n", "the column name 'a cm' is given 2 times")]
    public void A_header_that_is_none_is_refused(string text, string part)
    {
        string path = folder.Write("a.csv", text);
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], new() { HeaderLines = 2 })).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => DataFiles.Load([path], new() { HeaderLines = 2, Header = HeaderMode.No }));
        Assert.ThrowsAny<ArgumentException>(() => DataFiles.Load([path], new() { HeaderLines = 0 }));
    }

    [Theory]
    [InlineData('a', 0)]
    [InlineData(' ', 0)]
    [InlineData('"', 0)]
    [InlineData(';', 0)]
    [InlineData(null, -1)]
    public void What_cannot_begin_a_comment_is_refused(char? comment, int skip)
    {
        var options = new DataFileOptions
        {
            Comment = comment,
            SkipLines = skip,
            Delimiter = ';',
        };
        Assert.ThrowsAny<ArgumentException>(() => DataFiles.Load([folder.Write("a.csv", "a\n1\n")], options));
    }
}
