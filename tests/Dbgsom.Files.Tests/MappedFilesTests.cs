using System.Globalization;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>Samples beyond a limit are mapped: the same values, weights, labels and errors as in memory.</summary>
public sealed class MappedFilesTests : IDisposable
{
    private const string Csv = "id,x,y,weight,kind\na,1,0.1,2,red\nb,2,0.2,1,blue\nc,3,0.3,1,red\n";

    private readonly TemporaryFolder folder = new();
    private readonly string scratch;

    public MappedFilesTests() => scratch = Directory.CreateDirectory(folder.At("scratch")).FullName;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("as-given")]
    [InlineData("single")]
    [InlineData("double")]
    public void Text_goes_through_a_scratch_file(string precision)
    {
        var options = new DataFileOptions
        {
            IdColumn = "id",
            WeightColumn = "weight",
            LabelColumn = "kind",
            Precision = DataPrecision.All.Single(choice => choice.Name == precision),
        };
        string path = folder.Write("a.csv", Csv);
        var loaded = DataFiles.Load([path], options);
        var mapped = DataFiles.Load([path], Mapped(options));
        var fromInput = DataFiles.Load(["-"], Mapped(options), new MemoryStream(Encoding.UTF8.GetBytes(Csv)));
        Assert.Empty(loaded.Notes);
        Assert.StartsWith($"{path}: the samples", Assert.Single(mapped.Notes), StringComparison.Ordinal);
        Assert.StartsWith("standard input: the samples", Assert.Single(fromInput.Notes), StringComparison.Ordinal);
        AssertSame(loaded, mapped);
        AssertSame(loaded, fromInput);
        mapped.Data.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mapped.Data[0, 0]);
        fromInput.Data.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    [Theory]
    [InlineData("as-given")]
    [InlineData("single")]
    [InlineData("double")]
    public void Arrays_stay_in_their_file(string precision)
    {
        var options = new DataFileOptions
        {
            WeightColumn = "2",
            LabelColumn = "0",
            Precision = DataPrecision.All.Single(choice => choice.Name == precision),
        };
        NpyFile.Write(folder.At("a.npy"), Values);
        NpzFile.Write(folder.At("a.npz"), [("x", DataMatrix.From(Values))]);
        foreach (string name in new[] { "a.npy", "a.npz" })
        {
            var mapped = DataFiles.Load([folder.At(name)], Mapped(options));
            Assert.Contains("memory-mapped instead of loaded", Assert.Single(mapped.Notes), StringComparison.Ordinal);
            AssertSame(DataFiles.Load([folder.At(name)], options), mapped);
            mapped.Data.Dispose();
        }
        Assert.Empty(Directory.GetFileSystemEntries(scratch));
    }

    /// <summary>Memory is filled up first; of the files after that none is in memory.</summary>
    [Fact]
    public void The_limit_is_for_all_files_together()
    {
        string[] files =
        [
            folder.Write("1.csv", "1,2\n3,4\n"),
            folder.At("2.npy"),
            folder.Write("3.csv", "5,6\n"),
            folder.Write("4.csv", "7,8\n"),
        ];
        NpyFile.Write(
            files[1],
            new double[,]
            {
                { 9, 10 },
                { 11, 12 },
            }
        );
        var loaded = DataFiles.Load(files, new() { MemoryMapThresholdBytes = 50, ScratchDirectory = scratch });
        Assert.Equal(
            [
                $"{files[1]}: the samples, 0 MB, are memory-mapped instead of loaded",
                $"{files[3]}: the samples, 0 MB, are memory-mapped instead of loaded",
            ],
            loaded.Notes
        );
        AssertSame(DataFiles.Load(files), loaded);
    }

    [Fact]
    public void What_is_wrong_is_said_alike_and_nothing_is_left()
    {
        string good = folder.Write("good.csv", "1,2\n3,4\n");
        foreach (string text in new[] { "1,2\n3,x\n", "1,2\n3\n", "1,2\n3,4,5\n", "x,y\n", "", "1,2\n\"3" })
        {
            string bad = folder.Write("bad.csv", text);
            string expected = Assert.Throws<InvalidDataException>(() => DataFiles.Load([good, bad])).Message;
            Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => DataFiles.Load([good, bad], Mapped(new()))).Message);
        }
        if (!OperatingSystem.IsWindows())
            Assert.Empty(Directory.GetFileSystemEntries(scratch));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataFiles.Load([good], new() { MemoryMapThresholdBytes = -1 }));
        string none = folder.At("none");
        var refused = Assert.Throws<IOException>(() =>
            DataFiles.Load([good], new() { MemoryMapThresholdBytes = 0, ScratchDirectory = none })
        );
        Assert.Contains(none, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trained_on_text_from_scratch_files_the_map_is_the_same()
    {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int row = 0; row < 500; row++)
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble()},{random.NextDouble() * 3},{1 + random.Next(2)}\n");
        string whole = folder.Write("whole.csv", text.ToString());
        var options = new DataFileOptions { WeightColumn = "2" };
        byte[] expected = Train(DataFiles.Load([whole], options));
        Assert.Equal(expected, Train(DataFiles.Load([whole], Mapped(options))));
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] parts = [folder.Write("1.csv", Join(lines[..123])), folder.Write("2.csv", Join(lines[123..]))];
        Assert.Equal(
            expected,
            Train(DataFiles.Load(parts, options with { MemoryMapThresholdBytes = 2500, ScratchDirectory = scratch }))
        );
    }

    private static double[,] Values =>
        new[,]
        {
            { 1, 0.1, 2, 7 },
            { 0, 0.2, 1, 8 },
            { 1, 0.3, 0.5, 9 },
        };

    private static string Join(string[] lines) => string.Join('\n', lines) + "\n";

    private byte[] Train(LoadedData loaded)
    {
        new SomVq(SomOptions.Default with { TargetNeurons = 12 }).Fit(loaded.Data).Save(folder.At("m.som.npz"));
        return File.ReadAllBytes(folder.At("m.som.npz"));
    }

    private DataFileOptions Mapped(DataFileOptions options) =>
        options with
        {
            MemoryMapThresholdBytes = 0,
            ScratchDirectory = scratch,
        };

    private static void AssertSame(LoadedData expected, LoadedData actual)
    {
        Assert.Equal(expected.Data.FeatureNames, actual.Data.FeatureNames);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.Equal(expected.Data.SampleWeights.ToArray(), actual.Data.SampleWeights.ToArray());
        Assert.Equal((expected.Data.RowCount, expected.Data.ColumnCount), (actual.Data.RowCount, actual.Data.ColumnCount));
        for (int row = 0; row < expected.Data.RowCount; row++)
        for (int column = 0; column < expected.Data.ColumnCount; column++)
            Assert.Equal(expected.Data[row, column], actual.Data[row, column]);
    }
}
