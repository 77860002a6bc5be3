using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>Columns of a table that stand beside results, as they are in its files.</summary>
public sealed class KeptColumnTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_files_with_types()
    {
        string path = ParquetFiles.Write(
            folder.At("a.parquet"),
            [2, 1],
            ParquetFiles.Of("flag", [true, false, true]),
            ParquetFiles.Nullable("some", new double?[] { 0.5, null, 3 }),
            ParquetFiles.Of("when", [DateTime.UnixEpoch, DateTime.UnixEpoch, DateTime.UnixEpoch]),
            ParquetFiles.Text("kind", ["a", null, "NA"])
        );
        var kept = KeptColumn.Load([path], ["kind", "0-1"]);
        Assert.Equal(["kind", "flag", "some"], kept.Select(column => column.Name));
        Assert.Equal(["a", "", "NA"], kept[0].Cells);
        Assert.Equal(["true", "false", "true"], kept[1].Cells);
        Assert.Equal(["0.5", "", "3"], kept[2].Cells);
        var error = Assert.Throws<InvalidDataException>(() => KeptColumn.Load([path], ["when"]));
        Assert.Contains("column 2 ('when') is of type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_text_without_names_and_of_several_files()
    {
        File.WriteAllText(folder.At("a.csv"), "1,x y\n2,\"a,b\"\n");
        File.WriteAllText(folder.At("b.csv"), "3,?\n");
        var kept = KeptColumn.Load([folder.At("a.csv"), folder.At("b.csv")], ["1", "1"]);
        Assert.Equal("1", Assert.Single(kept).Name);
        Assert.Equal(["x y", "a,b", "?"], kept[0].Cells);
        Assert.Throws<InvalidDataException>(() => KeptColumn.Load([folder.At("a.csv")], ["2"]));
        NpyFile.Write(folder.At("a.npy"), new double[3, 2]);
        Assert.Throws<ArgumentException>(() => KeptColumn.Load([folder.At("a.npy")], ["1"]));
    }

    [Fact]
    public void Another_number_of_cells_than_of_samples_is_refused()
    {
        var samples = new LoadedData { Data = SampleData.Shapes() };
        var map = new SomVq(new SomOptions { TargetNeurons = 10 }).Fit(samples.Data);
        var options = new PredictionOptions { Kept = [new KeptColumn("x", ["a"])] };
        var error = Assert.Throws<ArgumentException>(() => PredictionTable.Create(map, samples, options));
        Assert.StartsWith("the column 'x' to keep has 1 cell for 2400 samples", error.Message, StringComparison.Ordinal);
    }
}
