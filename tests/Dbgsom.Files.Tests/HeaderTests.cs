namespace Dbgsom.Files.Tests;

/// <summary>What is a header and what is a row or a label is decided by content, never by a count, and said where it was a guess.</summary>
public sealed class HeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_header_of_years_is_no_sample()
    {
        string path = Cases.At("header-of-years.csv");
        var loaded = DataFiles.Load([path]);
        Assert.Equal(40, loaded.Data.RowCount);
        Assert.Equal(["2001", "2002", "2003"], loaded.Data.FeatureNames!);
        Assert.Contains("line 1 was read as a header", Assert.Single(loaded.Notes), StringComparison.Ordinal);
        Assert.Contains("--header no", loaded.Notes[0], StringComparison.Ordinal);
        Assert.True(FileOutline(path));
        loaded = DataFiles.Load([path], new() { Header = HeaderMode.Yes });
        Assert.Equal((40, 0), (loaded.Data.RowCount, loaded.Notes.Count));
        loaded = DataFiles.Load([path], new() { Header = HeaderMode.No });
        Assert.Equal((41, 0), (loaded.Data.RowCount, loaded.Notes.Count));
        Assert.Null(loaded.Data.FeatureNames);
    }

    private static bool FileOutline(string path) => DataFiles.Load([path]).Data.FeatureNames is not null;

    [Theory]
    // Counted from 0, as other tools name columns without names, above values with fractions.
    [InlineData("0,1,2", "0.5,1.5,-0.25", true)]
    [InlineData("10,20,30", "1.5,2.5,3.25", true)]
    // Rows like any other.
    [InlineData("0,1,2", "1,2,0", false)]
    [InlineData("5,6,7", "4,5,6", false)]
    [InlineData("2001,2002,2003", "1990,2004,1999", false)]
    [InlineData("2001,2005,2003", "0.5,1.5,2.5", false)]
    [InlineData("7,7,7", "0.5,1.5,2.5", false)]
    [InlineData("1.5,2.5,3.5", "100,200,300", false)]
    [InlineData("2001,2002", "0.5,1.5", false)]
    public void Numbers_are_a_header_only_where_they_stand_out(string first, string then, bool isHeader)
    {
        string[] below =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(row =>
                    string.Join(
                        ',',
                        then.Split(',').Select(cell => cell.Contains('.', StringComparison.Ordinal) ? cell + row : cell)
                    )
                ),
        ];
        below[^1] = string.Join(',', then.Split(',').Reverse());
        string path = folder.Write("a.csv", string.Join('\n', below.Prepend(first)) + "\n");
        Assert.Equal(isHeader ? 12 : 13, DataFiles.Load([path]).Data.RowCount);
        path = folder.Write("few.csv", string.Join('\n', below.Take(5).Prepend(first)) + "\n");
        Assert.Equal(6, DataFiles.Load([path]).Data.RowCount);
    }

    [Fact]
    public void Sorted_rows_are_no_header()
    {
        string path = folder.Write(
            "a.csv",
            string.Join('\n', Enumerable.Range(0, 50).Select(row => $"{row},{row + 1},{row + 2}"))
        );
        Assert.Equal(50, DataFiles.Load([path]).Data.RowCount);
    }

    [Fact]
    public void A_line_with_a_name_that_is_asked_for_is_a_header()
    {
        string path = folder.Write("a.csv", "2001,2002,kind\n1,2,x\n3,4,y\n");
        var loaded = DataFiles.Load([path], new() { LabelColumn = "kind" });
        Assert.Equal(["x", "y"], loaded.Labels!);
        Assert.Equal(["2001", "2002"], loaded.Data.FeatureNames!);
    }

    [Fact]
    public void Text_above_text_is_a_guess_that_is_told()
    {
        string path = folder.Write("a.csv", "color,size\nred,small\nblue,large\n");
        var loaded = DataFiles.Load([path], new() { OneHot = ["0", "1"] });
        Assert.Equal(2, loaded.Data.RowCount);
        Assert.Contains("--header no", Assert.Single(loaded.Notes), StringComparison.Ordinal);
        Assert.Equal(3, DataFiles.Load([path], new() { OneHot = ["0", "1"], Header = HeaderMode.No }).Data.RowCount);
    }

    [Fact]
    public void A_file_that_follows_may_have_the_same_header_of_numbers()
    {
        string first = folder.Write("a.csv", "x,y\n1,2\n");
        string second = folder.Write("b.csv", "x,y\n3,4\n");
        string third = folder.Write("c.csv", "5,6\n");
        Assert.Equal(3, DataFiles.Load([first, second, third]).Data.RowCount);
        string years = folder.Write("d.csv", "2001,2002\n5,6\n");
        string more = folder.Write("e.csv", "2001,2002\n7,8\n");
        Assert.Equal(
            2,
            DataFiles.Load([years, more], new() { Columns = ["2001", "2002"], Header = HeaderMode.Yes }).Data.RowCount
        );
    }

    [Fact]
    public void One_label_too_many_is_refused_where_the_first_can_be_one()
    {
        string path = Cases.At("labels-shifted.labels.csv");
        int rows = DataFiles.Load([Cases.At("labels-shifted.csv")]).Data.RowCount;
        string message = Refused(path, rows);
        Assert.StartsWith($"{path}: the file has 61 labels for 60 samples", message, StringComparison.Ordinal);
        Assert.Contains("--label-header yes", message, StringComparison.Ordinal);
        Assert.Equal(60, LabelFile.Load(path, rows, new() { Header = HeaderMode.Yes }).Texts.Count);
        Assert.Contains("61 labels for 60", Refused(path, rows, HeaderMode.No), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind\n1\n2\n1\n", 3, "1,2,1")]
    [InlineData("flag\ntrue\nfalse\ntrue\n", 3, "true,false,true")]
    [InlineData("kind\na\nb\na\n", 3, "a,b,a")]
    [InlineData("kind\na\nb\nc\n", 3, "a,b,c")]
    public void A_first_line_that_cannot_be_a_label_is_a_header_and_told(string text, int rows, string labels)
    {
        var column = LabelFile.Load(folder.Write("labels.csv", text), rows);
        Assert.Equal(labels, string.Join(',', column.Texts));
        Assert.Contains("line 1 was read as a header", Assert.Single(column.Notes), StringComparison.Ordinal);
    }

    [Theory]
    // A header, and a label is missing: with the header taken for a label all others would be one sample off.
    [InlineData("kind\n1\n2\n1\n", 4, "3 labels for 4 samples")]
    [InlineData("kind\na\nb\na\nb\n", 5, "4 labels for 5 samples")]
    // One too many.
    [InlineData("1\n2\n1\n2\n", 3, "4 labels for 3 samples")]
    [InlineData("a\nb\na\nb\n", 3, "4 labels for 3 samples")]
    // Numbers could be labels that come once.
    [InlineData("7\n1\n2\n1\n", 3, "4 labels for 3 samples")]
    [InlineData("kind\n1\n2\n", 4, "2 labels for 4 samples below the header 'kind'")]
    public void Labels_that_do_not_fit_are_refused_with_both_counts(string text, int rows, string part) =>
        Assert.Contains(part, Refused(folder.Write("labels.csv", text), rows), StringComparison.Ordinal);

    [Fact]
    public void A_first_label_that_comes_once_is_read_where_it_is_said_to_be_one()
    {
        string path = folder.Write("labels.csv", "kind\na\nb\na\nb\n");
        Assert.Contains("--label-header no", Refused(path, 5), StringComparison.Ordinal);
        var column = LabelFile.Load(path, 5, new() { Header = HeaderMode.No });
        Assert.Equal(("kind", 0), (column.Texts[0], column.Notes.Count));
    }

    private static string Refused(string path, int rows, HeaderMode? header = null) =>
        Assert
            .Throws<InvalidDataException>(() => LabelFile.Load(path, rows, new() { Header = header ?? HeaderMode.Auto }))
            .Message;
}
