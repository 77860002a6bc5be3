using System.Text;

namespace Dbgsom.Files.Tests;

public sealed class CsvTests
{
    private static LoadedData Load(string text, DataFileOptions? options = null) =>
        DataFiles.Load(["-"], options, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Refused(string text, DataFileOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => Load(text, options)).Message;

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "a,b")]
    [InlineData("a;b\r\n1;2\r\n3;4", "a,b")]
    [InlineData("a\tb\n1\t2\n3\t4\n", "a,b")]
    [InlineData("a|b\n1|2\n3|4\n", "a,b")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n", "a,b")]
    [InlineData("\"a\",\"b, \"\"x\"\"\"\n\"1\",2\n3,4\n", "a,b, \"x\"")]
    [InlineData("1,2\n3,4\n", null)]
    [InlineData(" 1 , 2\n\n3,4e0\n\n", null)]
    [InlineData(",b\n1,2\n3,4\n", "column_0,b")]
    public void Header_and_delimiter_are_found_out(string text, string? names)
    {
        var data = Load(text).Data;
        Assert.Equal(2, data.RowCount);
        Assert.Equal((1.0, 2.0, 3.0, 4.0), (data[0, 0], data[0, 1], data[1, 0], data[1, 1]));
        Assert.Equal(names, data.FeatureNames is null ? null : string.Join(',', data.FeatureNames));
    }

    [Fact]
    public void Label_weight_and_id_columns_are_no_features()
    {
        var options = new DataFileOptions
        {
            LabelColumn = "kind",
            WeightColumn = "w",
            IdColumn = "0",
        };
        var loaded = Load("id,a,w,kind\nr1,1.5,2,red\nr2,2.5,0,\"b,lue\"\n", options);
        Assert.Equal(["a"], loaded.Data.FeatureNames!);
        Assert.Equal([2.0, 0.0], loaded.Data.SampleWeights.ToArray());
        Assert.Equal(["red", "b,lue"], loaded.Labels!);
        Assert.Equal(["r1", "r2"], loaded.Ids!);
    }

    [Fact]
    public void Text_columns_of_a_file_without_header_make_no_header()
    {
        var loaded = Load("5.1,3.5,setosa\n4.9,3,setosa\n", new() { LabelColumn = "2" });
        Assert.Equal(2, loaded.Data.RowCount);
        Assert.Null(loaded.Data.FeatureNames);
        Assert.Equal(["setosa", "setosa"], loaded.Labels!);
    }

    [Fact]
    public void Columns_are_chosen_by_name_or_index_in_the_given_order()
    {
        var data = Load("a,b,c\n1,x,3\n4,y,6\n", new() { Columns = ["c", "0"] }).Data;
        Assert.Equal(["c", "a"], data.FeatureNames!);
        Assert.Equal((3.0, 1.0), (data[0, 0], data[0, 1]));
    }

    [Fact]
    public void Wanted_features_are_taken_by_name_and_the_others_told()
    {
        var loaded = Load("kind,b,a\nx,1,2\ny,3,4\n", new() { WantedFeatures = ["a", "b"] });
        Assert.Equal(["a", "b"], loaded.Data.FeatureNames!);
        Assert.Contains("'kind'", Assert.Single(loaded.Notes), StringComparison.Ordinal);
        Assert.Contains(
            "'c'",
            Refused("a,b\n1,2\n", new() { WantedFeatures = ["a", "c"], RequiresAllFeatures = true }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Samples_are_held_in_the_precision_asked_for()
    {
        Assert.True(Load("1,2\n3,4\n", new() { Precision = DataPrecision.SinglePrecision }).Data.IsSingle);
        Assert.Contains(
            "standard input",
            Refused("1,2\n3,1e300\n", new() { Precision = DataPrecision.SinglePrecision }),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "no data")]
    [InlineData("\n\n", "no data")]
    [InlineData("a,b\n", "no rows below the header (line 1)")]
    [InlineData("a,b\n1,2\n3\n", "line 3 has 1 cell")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3 has 3 cells")]
    [InlineData("a,b\n1,2\n3,\n", "line 3, column 1 ('b'): the cell is empty")]
    [InlineData("a,b\n1,2\nnan,4\n", "line 3, column 0 ('a'): 'nan' is not a finite number")]
    [InlineData("nan,2\n3,4\n", "line 1, column 0: 'nan' is not a finite number")]
    [InlineData("1,2\n3,-inf\n", "line 2, column 1: '-inf' is not a finite number")]
    [InlineData("1,2\n3,1e999\n", "line 2, column 1: '1e999' is not a finite number")]
    [InlineData("a;b\n1;2,5\n3;4,5\n", "line 2, column 1 ('b'): '2,5' is not a finite number")]
    [InlineData("a,b\n1,2\n3,four\n", "line 3, column 1 ('b'): 'four' is not a finite number")]
    [InlineData("a,b\n1,x\n2,y\n", "label-column")]
    [InlineData("a,a\n1,2\n", "'a' is given 2 times")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "")]
    public void What_is_no_sample_is_refused_by_line_and_column(string text, string part) =>
        Assert.Contains(part, Refused(text, new() { Missing = MissingCells.Refuse }), StringComparison.Ordinal);

    [Theory]
    [InlineData("species", "unknown column 'species'; valid is 'a', 'b'")]
    [InlineData("2", "unknown column '2'")]
    [InlineData("-1", "unknown column '-1'")]
    public void Columns_that_do_not_exist_are_refused_with_those_that_do(string column, string part) =>
        Assert.Contains(part, Refused("a,b\n1,2\n", new() { Columns = [column] }), StringComparison.Ordinal);

    [Fact]
    public void A_quote_that_is_never_closed_takes_no_unbounded_memory()
    {
        using var endless = new EndlessStream("1,2\n3,\"", (byte)'7');
        Assert.Throws<InvalidDataException>(() => DataFiles.Load(["-"], null, endless));
        Assert.InRange(endless.Given, 0, 100 << 20);
    }

    private sealed class EndlessStream(string start, byte then) : MemoryStream
    {
        private int at;

        public long Given => at;

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            for (int i = 0; i < buffer.Length; i++, at++)
                buffer[i] = at < start.Length ? (byte)start[at] : then;
            return buffer.Length;
        }
    }
}
