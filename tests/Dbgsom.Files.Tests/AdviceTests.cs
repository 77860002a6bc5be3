namespace Dbgsom.Files.Tests;

/// <summary>A message about a file that is no table names what a person can do about it.</summary>
public sealed class AdviceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a:b\n1:2\n3:4\n", "add --delimiter ':'")]
    [InlineData("1^2\n3^4\n", "add --delimiter '^'")]
    [InlineData("a b\n1 2 x\n3 4\n", "if a space stands between cells, add --delimiter ' '")]
    [InlineData("1 000\n2 500\n", "--thousands space reads it as 1000")]
    [InlineData("1~2.5~-3\n3~4~5\n", "add --delimiter '~'")]
    [InlineData(
        "# made by a tool\na,b\n1,2\n",
        "line 2 has 2 cells where the first line has 1 ('# made by a tool'); if line 1 is a title or a comment, --skip 1 skips it"
    )]
    [InlineData("Flowers\n\na,b\n1,2\n", "if line 1 is a title or a comment, --skip 1 skips it")]
    [InlineData(
        "a,b\n1,2\n# end\n3,4\n",
        "line 3 has 1 cell where the first line has 2; it begins with '#': if such lines are comments, --comment '#' skips them"
    )]
    [InlineData("a,b\n1,2\n%,4\n", "line 3 begins with '%': if such lines are comments, --comment '%' skips them")]
    [InlineData(
        "a,b\n1,2\n3\n",
        "line 3 has 1 cell where the first line has 2; correct the line: a row needs a cell for each column"
    )]
    [InlineData("a,b\n1,2\n3,4,5\n", "correct the line: a cell that contains the delimiter must be quoted")]
    [InlineData("a,b\n1,2,\n3,4,\n", "line 2 has 3 cells where the first line has 2; it ends with a delimiter")]
    [InlineData("a,b,\n1,2,\n3,4,\n", "the lines end with a delimiter: remove it, or name the feature columns without column 2")]
    [InlineData("a,b\ncm,kg\n1,2\n", "if it contains units or further names, --header-lines joins it to the others")]
    [InlineData(
        "a,b\n\"1,000\",2\n3,4\n",
        "--thousands , reads it as 1000; write decimals with a point, or use --decimal-comma, which reads it as 1"
    )]
    [InlineData(
        "a,b\n1,2\n3,NA\n",
        "line 3, column 1 ('b'): 'NA' is not a finite number; it stands for a missing value: fill the cell"
    )]
    [InlineData("a,b\n?,2\n3,4\n", "'?' is not a finite number; it stands for a missing value")]
    [InlineData(
        "a,kind\n1,x\n2,y\n",
        "kept apart (--label-column 1), become a feature for each category (--one-hot 1), or be left out (--columns names the others)"
    )]
    [InlineData("a,b\n\"1,234,567.5\",2\n", "'1,234,567.5' is not a finite number; --thousands , reads it as 1234567.5")]
    [InlineData("a,b\n1 000,2\n", "--thousands space reads it as 1000")]
    [InlineData("a,b\n1\u00A0000,2\n", "--thousands space reads it as 1000")]
    [InlineData("1'000,2\n3,4\n", "line 1, column 0: '1'000' is not a finite number; --thousands ' reads it as 1000")]
    [InlineData(
        "\"1,5\";2\n3;4\n",
        "line 1, column 0: '1,5' is not a finite number; write decimals with a point, or use --decimal-comma"
    )]
    public void Text_that_is_no_table_is_refused_with_what_to_do(string text, string part)
    {
        string path = folder.Write("a.csv", text);
        var options = new DataFileOptions { Missing = MissingCells.Refuse };
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    /// <summary>The columns are named by their index, which always can be typed.</summary>
    [Fact]
    public void What_is_proposed_for_a_column_of_text_works()
    {
        string path = folder.Write("a.csv", "a,the kind\n1,x\n2,y\n");
        Assert.Equal(1, DataFiles.Load([path], new() { LabelColumn = "1" }).Data.ColumnCount);
        Assert.Equal(3, DataFiles.Load([path], new() { OneHot = ["1"] }).Data.ColumnCount);
        Assert.Equal(1, DataFiles.Load([path], new() { Columns = ["0"] }).Data.ColumnCount);
    }

    [Theory]
    [InlineData(':')]
    [InlineData('^')]
    [InlineData('~')]
    [InlineData(' ')]
    [InlineData('|')]
    public void The_delimiters_that_are_proposed_work(char delimiter)
    {
        string path = folder.Write("a.csv", "a,b,c\n1,2.5,-3\n4,5,6\n".Replace(',', delimiter));
        var data = DataFiles.Load([path], new() { Delimiter = delimiter }).Data;
        Assert.Equal((1.0, 2.5, -3.0, 6.0), (data[0, 0], data[0, 1], data[0, 2], data[1, 2]));
    }

    [Theory]
    [InlineData(",", "\"1,000\",\"-12,345,678.5\"\n3,4\n", 1000, -12345678.5)]
    [InlineData(" ", "1 000,1\u00A0234.5e1\n3,4\n", 1000, 12345)]
    [InlineData("'", "1'000,+1’000\n3,4\n", 1000, 1000)]
    [InlineData("_", "1_000,999\n3,4\n", 1000, 999)]
    public void Thousands_are_read_where_their_sign_is_named(string sign, string text, double first, double second)
    {
        var data = DataFiles.Load([folder.Write("a.csv", text)], new() { Thousands = sign[0] }).Data;
        Assert.Equal((first, second, 4.0), (data[0, 0], data[0, 1], data[1, 1]));
    }

    [Fact]
    public void Points_may_stand_between_thousands_where_commas_are_decimals()
    {
        string path = folder.Write("a.csv", "1.000;1.234,5\n3;4\n");
        var data = DataFiles.Load([path], new() { Thousands = '.', DecimalComma = true }).Data;
        Assert.Equal((1000.0, 1234.5), (data[0, 0], data[0, 1]));
        Assert.Throws<ArgumentException>(() => DataFiles.Load([path], new() { Thousands = '.' }));
        Assert.Throws<ArgumentException>(() => DataFiles.Load([path], new() { Thousands = ',', DecimalComma = true }));
        Assert.Throws<ArgumentException>(() => DataFiles.Load([path], new() { Thousands = '1' }));
    }

    [Theory]
    [InlineData("1,00")]
    [InlineData("1000,000")]
    [InlineData(",100")]
    [InlineData("1,000,00")]
    [InlineData("1,,000")]
    [InlineData("1,0x0")]
    [InlineData("1.000,000")]
    public void Groups_of_other_than_three_digits_are_no_number(string cell)
    {
        string path = folder.Write("a.csv", $"a;b\n2;3\n{cell};3\n");
        string message = Assert
            .Throws<InvalidDataException>(() => DataFiles.Load([path], new() { Thousands = ',', Delimiter = ';' }))
            .Message;
        Assert.Contains("line 3, column 0 ('a')", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_thousands_of_the_case_are_read()
    {
        string path = Cases.At("thousands-separators.csv");
        var data = DataFiles.Load([path], new() { Thousands = ',' }).Data;
        Assert.Equal((1000.0, 1001.0, 0.0), (data[0, 0], data[1, 0], data[0, 1]));
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path])).Message;
        Assert.Contains("--thousands , reads it as 1000", message, StringComparison.Ordinal);
    }
}
