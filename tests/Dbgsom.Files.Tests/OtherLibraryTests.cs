namespace Dbgsom.Files.Tests;

/// <summary>Typed columns as other libraries write them: DuckDB in Parquet, apache-arrow of JavaScript in Arrow.</summary>
public sealed class OtherLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("duckdb-times.parquet", "t")]
    [InlineData("duckdb-times.parquet", "tz")]
    [InlineData("duckdb-times.parquet", "d")]
    [InlineData("duckdb-times.parquet", "ts")]
    [InlineData("duckdb-times.parquet", "ns")]
    [InlineData("duckdb-times.parquet", "tstz")]
    [InlineData("duckdb-times.parquet", "span")]
    [InlineData("duckdb-times.parquet", "id")]
    [InlineData("apache-arrow.arrow", "t")]
    [InlineData("apache-arrow.arrow", "t32")]
    [InlineData("apache-arrow.arrow", "d")]
    [InlineData("apache-arrow.arrows", "ts")]
    public void Times_and_dates_are_refused_by_column_and_type(string name, string column)
    {
        foreach (
            var options in new DataFileOptions[]
            {
                new() { Columns = ["x", column] },
                new() { Columns = ["x"], LabelColumn = column },
            }
        )
            Assert.Contains($"('{column}') is of type", Refused(Cases.At(name), options), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_text_of_every_type_are_read()
    {
        string[] columns = ["x", "whole", "part", "huge", "b"];
        var loaded = DataFiles.Load(
            [Cases.At("duckdb-times.parquet")],
            new()
            {
                Columns = columns,
                LabelColumn = "e",
                IdColumn = "s",
            }
        );
        Assert.Equal([5.0, 5, 5, 5, 0], Enumerable.Range(0, 5).Select(column => loaded.Data[5, column]));
        Assert.Equal(("r3", "é3"), (loaded.Labels![3], loaded.Ids![3]));
    }

    /// <summary>Parquet.Net 6.1 does not read decimals in DELTA_BINARY_PACKED. The file is valid.</summary>
    [Fact]
    public void A_column_in_an_encoding_that_the_reader_does_not_know_is_called_unsupported()
    {
        string path = Cases.At("duckdb-v2-decimal.parquet");
        string message = Refused(path, new() { Columns = ["x", "dec"] });
        Assert.StartsWith($"{path}: column 1 ('dec') of type Decimal: ", message, StringComparison.Ordinal);
        Assert.Contains("its format is not supported", message, StringComparison.Ordinal);
        Assert.Contains("DELTA_BINARY_PACKED", message, StringComparison.Ordinal);
        var rest = DataFiles.Load([path], new() { Columns = ["x"], LabelColumn = "s" });
        Assert.Equal((99.0, "r99"), (rest.Data[99, 0], rest.Labels![99]));
    }

    /// <summary>The third of the values is 2^53, the fourth is the first that a double does not hold.</summary>
    [Theory]
    [InlineData("duckdb-integers.parquet", "big", "9007199254740993", 3)]
    [InlineData("duckdb-integers.parquet", "ubig", "9007199254740993", 3)]
    [InlineData("duckdb-integers.parquet", "small", "-9007199254740993", 3)]
    [InlineData("duckdb-integers.parquet", "dec", "9007199254740993", 3)]
    [InlineData("duckdb-integers.parquet", "stamp", "1700000000000000000", 0)]
    [InlineData("apache-arrow.arrow", "big", "9007199254740993", 3)]
    [InlineData("apache-arrow.arrow", "ubig", "9007199254740993", 3)]
    [InlineData("apache-arrow.arrows", "small", "-9007199254740993", 3)]
    public void Whole_numbers_that_a_double_does_not_hold_are_refused_by_row_and_column(
        string name,
        string column,
        string value,
        int row
    )
    {
        string message = Refused(Cases.At(name), new() { Columns = ["x", column] });
        Assert.Contains($"row {row}, column ", message, StringComparison.Ordinal);
        Assert.Contains($"('{column}'): {value} is an integer beyond 2^53", message, StringComparison.Ordinal);
        Assert.Contains("--columns", message, StringComparison.Ordinal);
        var labeled = DataFiles.Load([Cases.At(name)], new() { Columns = ["x"], LabelColumn = column });
        Assert.Equal(value, labeled.Labels![row]);
        Refused(Cases.At(name), new() { Columns = ["x"], WeightColumn = column });
    }

    [Theory]
    [InlineData("9007199254740993", false)]
    [InlineData("-9007199254740993", false)]
    [InlineData("1700000000123456789", false)]
    [InlineData("9007199254740994", false)]
    [InlineData("9007199254740992", true)]
    [InlineData("-09007199254740992", true)]
    [InlineData("9007199254740993.0", true)]
    [InlineData("9.007199254740993e15", true)]
    [InlineData("1e300", true)]
    public void Text_has_the_same_rule(string cell, bool valid)
    {
        string path = folder.Write("a.csv", $"a,b\n1,2\n3,{cell}\n");
        if (valid)
            Assert.Equal(2, DataFiles.Load([path]).Data.RowCount);
        else
            Assert.Contains($"line 3, column 1 ('b'): {cell} is an integer beyond 2^53", Refused(path), StringComparison.Ordinal);
        string grouped = folder.Write("b.csv", "a;b\n1;2\n3;9,007,199,254,740,993\n");
        Assert.Contains("beyond 2^53", Refused(grouped, new() { Thousands = ',' }), StringComparison.Ordinal);
    }

    private static string Refused(string path, DataFileOptions? options = null) =>
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], options)).Message;
}
