using System.Text;

namespace Dbgsom.Files.Tests;

/// <summary>Tables whose cells are divided by spaces, as those of the UCI repository are.</summary>
public sealed class SpacedTextTests : IDisposable
{
    private const string Found = "cells of each line were read as separated by spaces; --delimiter sets another delimiter";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.txt", "a b kind\n1 2 x\n3 4 y\n")]
    [InlineData("a.dat", "  a   b\tkind  \r\n  1   2\tx \r\n\r\n 3  4\t\"y\"\r\n   ")]
    [InlineData("a.csv", "\ufeff\"a\" b kind\n1 2.0 x\n3.0 4 y")]
    [InlineData("a.data", "# made, by \"a tool\n  # more\na b kind\n1 2 x\n#\n3 4 y\n")]
    public void Runs_of_spaces_and_tabs_divide_cells(string name, string text)
    {
        var options = new DataFileOptions { LabelColumn = "kind", Comment = '#' };
        string path = folder.Write(name, text);
        foreach (char? delimiter in new char?[] { null, ' ' })
        {
            var loaded = DataFiles.Load([path], options with { Delimiter = delimiter });
            Assert.Equal([1.0, 2, 3, 4], loaded.Data.ToArray().Cast<double>());
            Assert.Equal(["a", "b"], loaded.Data.FeatureNames!);
            Assert.Equal(["x", "y"], loaded.Labels!);
            Assert.Equal(delimiter is null ? [$"{path}: the 3 {Found}"] : [], loaded.Notes);
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            Assert.Equal(["x", "y"], DataFiles.Load(stream, name, options with { Delimiter = delimiter }).Labels!);
        }
    }

    /// <summary>As in auto-mpg: numbers divided by spaces, then a tab and a name in quotes; a question mark is a gap.</summary>
    [Fact]
    public void Spaces_are_found_out_among_tabs()
    {
        const string text =
            "18.0   8   307.0      130.0      3504.      12.0   70  1\t\"chevrolet chevelle malibu\"\n"
            + "25.0   4   98.00      ?          2046.      19.0   71  1\t\"ford pinto\"\n";
        var loaded = DataFiles.Load([folder.Write("auto-mpg.data", text)], new() { IdColumn = "8", Columns = ["0-7"] });
        Assert.Equal([18.0, 8, 307, 130, 3504, 12, 70, 1], loaded.Data.ToArray().Cast<double>().Take(8));
        Assert.Equal(["chevrolet chevelle malibu", "ford pinto"], loaded.Ids!);
        Assert.True(double.IsNaN(loaded.Data[1, 3]));
    }

    [Theory]
    [InlineData("city\tpeople\nNew York\t5\nLos Angeles\t4\n", "New York", "Los Angeles")]
    [InlineData("day,city\n5,New York\n4,Los Angeles\n", "New York", "Los Angeles")]
    [InlineData("5\tNew York\n4\tLos Angeles\n", "New York", "Los Angeles")]
    [InlineData("city;day\nNew 7;5\nOld 8;4\n", "New 7", "Old 8")]
    public void Spaces_in_cells_divide_nothing(string text, string first, string second)
    {
        string path = folder.Write("a.txt", text);
        string column = text.StartsWith("city", StringComparison.Ordinal) ? "0" : "1";
        Assert.Equal([first, second], DataFiles.Load([path], new() { LabelColumn = column }).Labels!);
    }

    [Fact]
    public void A_long_text_is_read_as_a_short_one()
    {
        var lines = Enumerable
            .Range(0, 30_000)
            .Select(row => $"  {row}{new string(' ', 1 + (row % 9))}\"{row} {row % 7}\" {row % 5}  ");
        string path = folder.Write("a.txt", string.Join("\r\n", lines));
        var loaded = DataFiles.Load([path], new() { IdColumn = "1" });
        Assert.Equal(
            Enumerable.Range(0, 30_000).SelectMany(row => new[] { (double)row, row % 5 }),
            loaded.Data.ToArray().Cast<double>()
        );
        Assert.Equal(Enumerable.Range(0, 30_000).Select(row => $"{row} {row % 7}"), loaded.Ids!);
    }

    [Fact]
    public void Lines_keep_their_numbers()
    {
        string path = folder.Write("a.txt", " a  b\n\n 1  2\n 3 4 5\n");
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], new() { Delimiter = ' ' })).Message;
        Assert.StartsWith($"{path}: line 4 has 3 cells where the first line has 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_any_text_are_read_where_they_are_named()
    {
        folder.Write("a.csv", "1,2\n");
        string named = folder.Write("notes.txt", "3 4\n");
        folder.Write("notes.dat", "no table");
        Assert.Equal([1.0, 2], DataFiles.Load([folder.Path]).Data.ToArray().Cast<double>());
        Assert.Equal([3.0, 4], DataFiles.Load([named]).Data.ToArray().Cast<double>());
    }
}
