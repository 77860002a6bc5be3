using Apache.Arrow;
using Dbgsom.Naming;

namespace Dbgsom.Files.Tests;

/// <summary>What is no data is refused alike by the readers of all formats: by file, row and column.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> All => [.. GridFiles.Extensions];

    public static TheoryData<string> Named => [.. GridFiles.Extensions.Where(one => !GridFiles.IsArray(one))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void An_empty_file(string extension)
    {
        string path = folder.At("empty" + extension);
        File.WriteAllBytes(path, []);
        Refused(path);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_header_and_no_row(string extension)
    {
        string path = folder.At("header" + extension);
        GridFiles.Write(path, ["x", "y"]);
        Refused(path, GridFiles.IsArray(extension) ? "no value" : "no row");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_column(string extension)
    {
        string path = folder.At("narrow" + extension);
        if (GridFiles.IsText(extension))
            GridFiles.WriteText(path, "\n\n\n");
        else if (GridFiles.IsArray(extension))
            GridFiles.WriteNpy(path, GridFiles.Npy("<f8", "(3, 0)", []));
        else if (extension == ".parquet")
            return; // The library that writes Parquet refuses to.
        else
            WriteArrowWithoutColumns(path);
        Refused(path);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void One_row_is_data(string extension)
    {
        string path = folder.At("one" + extension);
        GridFiles.Write(path, ["x", "y"], [1.5, -2]);
        var data = DataFiles.Load([path]).Data;
        Assert.Equal((1, 2, 1.5, -2.0), (data.RowCount, data.ColumnCount, data[0, 0], data[0, 1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_that_are_not_finite(string extension)
    {
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        foreach (long limit in new[] { 0, 1L << 30 })
        {
            string path = folder.At($"{(int)Math.Clamp(value, -1, 1)}-{limit}{extension}");
            GridFiles.Write(path, ["x", "y"], [1, 2], [3, 4], [5, value], [7, 8]);
            string message = Refused(path, "column 1", new() { MemoryMapThresholdBytes = limit, Missing = MissingCells.Refuse });
            Assert.Contains(GridFiles.IsText(extension) ? "line 4" : "row 2", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void A_cell_without_value(string extension)
    {
        string path = folder.At("null" + extension);
        GridFiles.Write(path, ["x", "y"], [1, 2], [3, 4], [5, null], [7, 8]);
        string message = Refused(path, "column 1 ('y')", new() { Missing = MissingCells.Refuse });
        Assert.Contains(GridFiles.IsText(extension) ? "line 4" : "row 2", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Text_where_numbers_belong(string extension)
    {
        string path = folder.At("text" + extension);
        if (GridFiles.IsText(extension))
            GridFiles.WriteText(path, "1\t2\n3\tfour\n".Replace('\t', extension[1] == 't' ? '\t' : ','));
        else if (GridFiles.IsArray(extension))
            GridFiles.WriteNpy(path, GridFiles.Npy("<U1", "(1, 2)", new byte[8]));
        else if (extension == ".parquet")
            ParquetFiles.Write(path, [1], ParquetFiles.Of("x", 1.0), ParquetFiles.Text("y", "four"));
        else
            GridFiles.WriteArrow(path, ("x", ArrowFiles.Doubles(1)), ("y", ArrowFiles.Texts("four")));
        Refused(path, GridFiles.IsArray(extension) ? "the array holds text" : "column 1");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Types_that_are_no_numbers(string extension)
    {
        string path = folder.At("date" + extension);
        if (GridFiles.IsText(extension))
            GridFiles.WriteText(path, "1\t2\n3\t2026-11-23\n".Replace('\t', extension[1] == 't' ? '\t' : ','));
        else if (GridFiles.IsArray(extension))
            GridFiles.WriteNpy(path, GridFiles.Npy("<M8[s]", "(1, 2)", new byte[16]));
        else if (extension == ".parquet")
            ParquetFiles.Write(path, [1], ParquetFiles.Of("x", 1.0), ParquetFiles.Of("y", DateTime.UnixEpoch));
        else
            GridFiles.WriteArrow(
                path,
                ("x", ArrowFiles.Doubles(1)),
                ("y", new Date32Array.Builder().Append(DateTime.UnixEpoch).Build())
            );
        Refused(path, GridFiles.IsArray(extension) ? "<M8[s]" : "column 1");
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Column_names_that_are_given_twice(string extension)
    {
        string path = folder.At("twice" + extension);
        string name = extension == ".parquet" ? "x " : "x";
        // The library that writes Parquet refuses to, so the name is changed afterwards.
        GridFiles.Write(path, [name, extension == ".parquet" ? "§" : name], [1, 2], [3, 4]);
        if (extension == ".parquet")
            File.WriteAllBytes(path, Replaced(File.ReadAllBytes(path), "\u00a7"u8, "x "u8));
        Refused(path, $"'{name}' is given 2 times");
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".tsv")]
    [InlineData(".csv.gz")]
    [InlineData(".tsv.gz")]
    public void Rows_of_different_lengths(string extension)
    {
        string path = folder.At("ragged" + extension);
        char between = extension[1] == 't' ? '\t' : ',';
        GridFiles.WriteText(path, "x\ty\n1\t2\n3\t4\t5\n".Replace('\t', between));
        Refused(path, "line 3 has 3 cells");
        GridFiles.WriteText(path, "x\ty\n1\t2\n3\n".Replace('\t', between));
        Refused(path, "line 3 has 1 cell");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_is_not_there_or_is_a_folder(string extension)
    {
        string path = folder.At("absent" + extension);
        Assert.Contains(
            path,
            Assert.Throws<FileNotFoundException>(() => DataFiles.Load([path])).Message,
            StringComparison.Ordinal
        );
        Directory.CreateDirectory(path);
        Refused(path, "the folder has no data file");
        Directory.CreateDirectory(Path.Combine(path, "inner" + extension));
        Refused(path, "the folder has no data file");
    }

    /// <summary>Text may end anywhere, at the end of a number too, so that cannot be told; every other format notices.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_was_cut_short(string extension)
    {
        if (extension is ".csv" or ".tsv")
            return;
        string path = folder.At("cut" + extension);
        GridFiles.Write(path, ["x", "y"], [1.25, 2], [3, 4], [5, 6.5], [7, 8]);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                Assert.Contains("no end mark", Assert.Single(DataFiles.Load([path]).Notes), StringComparison.Ordinal);
                Assert.Equal(".arrows", extension);
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Names_of_any_letters_and_spaces(string extension)
    {
        Directory.CreateDirectory(folder.At("ein Ordner – папка"));
        string path = folder.At("ein Ordner – папка/größe und мера 重さ 🌸" + extension);
        string[] names = ["die Größe", "重さ 🌸"];
        GridFiles.Write(path, names, [1, 2], [3, 4]);
        var data = DataFiles.Load([path]).Data;
        Assert.Equal([1.0, 2, 3, 4], [data[0, 0], data[0, 1], data[1, 0], data[1, 1]]);
        Assert.Equal(GridFiles.IsArray(extension) ? null : names, data.FeatureNames);
        Assert.Equal(2, DataFiles.Load([Path.GetDirectoryName(path)!]).Data.RowCount);
    }

    [Theory]
    [InlineData("data.doc")]
    [InlineData("data")]
    [InlineData("data.gz")]
    [InlineData("data.csv.zip")]
    [InlineData("data.xlsx")]
    public void An_extension_that_is_not_known(string name)
    {
        string message = Refused(folder.Write(name, "x,y\n1,2\n3,4\n"));
        Assert.All(DataFiles.Extensions, known => Assert.Contains(known, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Extensions_may_be_in_capitals()
    {
        string path = folder.Write("DATA.CSV", "x,y\n1,2\n3,4\n");
        Assert.Equal(2, DataFiles.Load([path]).Data.RowCount);
    }

    private static byte[] Replaced(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
    {
        for (int at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
            by.CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static string Refused(string path, string part = "", DataFileOptions? options = null)
    {
        string message = Assert
            .Throws<InvalidDataException>(() =>
            {
                using var data = DataFiles.Load([path], options).Data;
                // An array that is mapped is looked at when it is used.
                new SomVq().Fit(data);
            })
            .Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
        return message;
    }

    private static void WriteArrowWithoutColumns(string path)
    {
        var batch = new RecordBatch(new Schema([], null), [], 3);
        if (path.EndsWith(".arrows", StringComparison.Ordinal))
            ArrowFiles.WriteStream(path, null, batch);
        else
            ArrowFiles.Write(path, null, batch);
    }
}
