using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

public sealed class OneHotTests : IDisposable
{
    private const string Csv = "size,color,shape,kind\n1,red,round,a\n2,blue,flat,b\n3,red,flat,a\n";
    private static readonly string[] Names = ["size", "color=blue", "color=red", "shape=flat", "shape=round"];
    private static readonly DataFileOptions Both = new() { OneHot = ["color", "shape"], LabelColumn = "kind" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 30)]
    public void Each_category_is_a_feature(long limit)
    {
        var loaded = DataFiles.Load([folder.Write("a.csv", Csv)], Both with { MemoryMapThresholdBytes = limit });
        Assert.Equal(Names, loaded.Data.FeatureNames!);
        Assert.Equal(["1 0 1 0 1", "2 1 0 1 0", "3 0 1 1 0"], Rows(loaded.Data));
        Assert.Equal(["a", "b", "a"], loaded.Labels!);
        loaded.Data.Dispose();
    }

    [Fact]
    public void Every_format_makes_the_same_features()
    {
        string[] expected = Rows(DataFiles.Load([folder.Write("a.csv", Csv)], Both).Data);
        string parquet = ParquetFiles.Write(
            folder.At("a.parquet"),
            [2, 1],
            ParquetFiles.Of("size", 1, 2, 3),
            ParquetFiles.Text("color", "red", "blue", "red"),
            ParquetFiles.Text("shape", "round", "flat", "flat"),
            ParquetFiles.Text("kind", "a", "b", "a")
        );
        string arrow = ArrowFiles.Write(
            folder.At("a.arrow"),
            null,
            ArrowFiles.Batch(
                ("size", ArrowFiles.Doubles(1, 2, 3)),
                ("color", ArrowFiles.Texts("red", "blue", "red")),
                ("shape", ArrowFiles.Texts("round", "flat", "flat")),
                ("kind", ArrowFiles.Texts("a", "b", "a"))
            )
        );
        foreach (string path in new[] { parquet, arrow })
        {
            Assert.Equal(expected, Rows(DataFiles.Load([path], Both).Data));
            Assert.Equal(Names, DataFiles.Load([path], Both).Data.FeatureNames!);
        }
    }

    [Fact]
    public void Categories_of_all_files_count_and_numbers_are_categories_too()
    {
        string[] files =
        [
            folder.Write("1.csv", "x,size,weight\n1,10,1\n2,9,2\n"),
            folder.Write("2.csv", "x,size,weight\n3,8,1\n"),
        ];
        var data = DataFiles.Load(files, new() { OneHot = ["size"], WeightColumn = "weight" }).Data;
        Assert.Equal(["x", "size=10", "size=8", "size=9"], data.FeatureNames!);
        Assert.Equal(["1 1 0 0", "2 0 0 1", "3 0 1 0"], Rows(data));
        Assert.Equal([1.0, 2, 1], data.SampleWeights.ToArray());
        NpyFile.Write(
            folder.At("a.npy"),
            new double[,]
            {
                { 1, 0.5 },
                { 2, 7 },
                { 3, 0.5 },
            }
        );
        data = DataFiles.Load([folder.At("a.npy")], new() { OneHot = ["1"], MemoryMapThresholdBytes = 0 }).Data;
        Assert.Equal(["0", "1=0.5", "1=7"], data.FeatureNames!);
        Assert.Equal(["1 1 0", "2 0 1", "3 1 0"], Rows(data));
        data = DataFiles.Load([folder.Write("none.csv", "1,u\n2,v\n")], new() { OneHot = ["1"] }).Data;
        Assert.Equal(["0", "1=u", "1=v"], data.FeatureNames!);
    }

    /// <summary>A map meets categories that it does not know, in another order, and lacks some that it knows.</summary>
    [Fact]
    public void The_features_of_a_map_are_made_of_what_comes_later()
    {
        string later = folder.Write("later.csv", "shape,extra,color,size\nround,1,green,1\nround,2,red,5\nround,2,amber,5\n");
        var loaded = DataFiles.Load([later], new() { OneHot = ["shape", "color"], WantedFeatures = Names });
        Assert.Equal(Names, loaded.Data.FeatureNames!);
        Assert.Equal(["1 0 0 0 1", "5 0 1 0 1", "5 0 0 0 1"], Rows(loaded.Data));
        Assert.Contains("the map does not know 'amber', 'green' of 'color'; such rows are 0 in all its categories", loaded.Notes);
        Assert.Contains("the map does not use 'extra'", loaded.Notes);
        var chosen = DataFiles.Load(
            [later],
            new()
            {
                OneHot = ["color"],
                Columns = ["color", "size"],
                WantedFeatures = ["color=red", "color=blue", "size"],
            }
        );
        Assert.Equal(["color=red", "color=blue", "size"], chosen.Data.FeatureNames!);
    }

    [Fact]
    public void A_map_is_the_same_from_memory_and_from_disk_and_predicts()
    {
        var random = new Random(3);
        string[] colors = ["red", "green", "blue"];
        string text =
            "x,color\n" + string.Concat(Enumerable.Range(0, 300).Select(_ => $"{random.Next(9)},{colors[random.Next(3)]}\n"));
        string path = folder.Write("a.csv", text);
        var options = new DataFileOptions { OneHot = ["color"] };
        var map = Fit(DataFiles.Load([path], options).Data, "memory.som.npz");
        Fit(DataFiles.Load([path], options with { MemoryMapThresholdBytes = 0 }).Data, "disk.som.npz");
        Assert.Equal(File.ReadAllBytes(folder.At("memory.som.npz")), File.ReadAllBytes(folder.At("disk.som.npz")));
        Assert.Equal(["x", "color=blue", "color=green", "color=red"], map.FeatureNames!);
        var again = DataFiles.Load([path], options with { WantedFeatures = map.FeatureNames }).Data;
        Assert.Equal(map.PredictLabel(DataFiles.Load([path], options).Data), map.PredictLabel(again));
    }

    [Fact]
    public void What_cannot_be_categories_is_refused()
    {
        string path = folder.Write("a.csv", Csv);
        Refuse("unknown column 'none'", [path], new() { OneHot = ["none"] });
        Refuse("one-hot column 1 ('color') is not a feature column", [path], new() { OneHot = ["color"], Columns = ["size"] });
        Refuse(
            "one-hot column 3 ('kind') is not a feature column",
            [path],
            new()
            {
                OneHot = ["kind"],
                LabelColumn = "kind",
                Columns = ["size"],
            }
        );
        Refuse("name 'color' as one-hot, as in training", [path], new() { WantedFeatures = ["size", "color=red"] });
        Refuse(
            "the cell is empty",
            [folder.Write("b.csv", "x,c\n1,\n2,a\n")],
            new() { OneHot = ["c"], Missing = MissingCells.Refuse }
        );
        Refuse("two features would have the name 'c=d'", [folder.Write("c.csv", "c=d,c\n1,d\n2,e\n")], new() { OneHot = ["c"] });
        string many = folder.Write("many.csv", "x,c\n" + string.Concat(Enumerable.Range(0, 1001).Select(row => $"1,v{row}\n")));
        Refuse("column 1 ('c') has more than 1000 different values", [many], new() { OneHot = ["c"] });
        string most = folder.Write("most.csv", "x,c\n" + string.Concat(Enumerable.Range(0, 1000).Select(row => $"1,v{row}\n")));
        Assert.Equal(1001, DataFiles.Load([most], new() { OneHot = ["c"] }).Data.ColumnCount);
        string one = folder.Write("one.csv", "x,c\n1,w\n");
        Refuse("more than 1000", [most, one], new() { OneHot = ["c"] });
    }

    private SomMap Fit(DataMatrix data, string name)
    {
        using (data)
        {
            var map = new SomVq(SomOptions.Default with { TargetNeurons = 12 }).Fit(data);
            map.Save(folder.At(name));
            return map;
        }
    }

    private static void Refuse(string expected, string[] paths, DataFileOptions options)
    {
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load(paths, options)).Message;
        Assert.StartsWith(paths[0], message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static string[] Rows(DataMatrix data) =>
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .Select(row => string.Join(' ', Enumerable.Range(0, data.ColumnCount).Select(column => data[row, column]))),
        ];
}
