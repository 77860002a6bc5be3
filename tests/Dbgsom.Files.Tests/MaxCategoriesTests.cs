using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>Columns of many categories, of which the most frequent have a feature each.</summary>
public sealed class MaxCategoriesTests : IDisposable
{
    // b four times, d and a three times, c twice, e once.
    private const string Table = "x,k\n1,b\n2,a\n3,c\n4,b\n5,e\n6,d\n7,a\n8,b\n9,d\n8,c\n7,a\n6,b\n5,d\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2, "k=b", "k=other")]
    [InlineData(3, "k=a", "k=b", "k=other")]
    [InlineData(4, "k=a", "k=b", "k=d", "k=other")]
    [InlineData(5, "k=a", "k=b", "k=c", "k=d", "k=e")]
    [InlineData(null, "k=a", "k=b", "k=c", "k=d", "k=e")]
    public void The_most_frequent_have_a_feature_each(int? most, params string[] features)
    {
        string[] files =
        [
            folder.Write("1.csv", Table[..36]),
            folder.Write(
                "2.csv",
                "k,x\n" + string.Concat(Table[36..].TrimEnd('\n').Split('\n').Select(line => $"{line[2]},{line[0]}\n"))
            ),
        ];
        foreach (var paths in new[] { [folder.Write("a.csv", Table)], files })
        {
            var loaded = DataFiles.Load(paths, new() { OneHot = ["k"], MaxCategories = most });
            Assert.Equal(["x", .. features], loaded.Data.FeatureNames!);
            string[] cells = [.. Table.TrimEnd('\n').Split('\n').Skip(1).Select(line => line[2..])];
            for (int row = 0; row < cells.Length; row++)
            for (int column = 0; column < features.Length; column++)
                Assert.Equal(
                    features[column] == $"k={cells[row]}"
                    || (features[column] == "k=other" && !features.Contains($"k={cells[row]}"))
                        ? 1
                        : 0,
                    loaded.Data[row, 1 + column]
                );
            if (features[^1] == "k=other")
                Assert.Contains("of 'k'; such rows are 1 in 'k=other'", Assert.Single(loaded.Notes), StringComparison.Ordinal);
            else
                Assert.Empty(loaded.Notes);
        }
    }

    [Fact]
    public void What_a_later_file_has_else_is_other_by_the_plan()
    {
        string path = folder.Write("a.csv", Table);
        var options = new DataFileOptions { OneHot = ["k"], MaxCategories = 3 };
        var plan = TablePlan.FromJson(TablePlan.Create([path], options).ToJson());
        Assert.Equal((3, false), (plan.MaxCategories, plan.IsPlain));
        var features = DataFiles.Load([path], plan.ApplyTo()).Data.FeatureNames!;
        Assert.Equal(["x", "k=a", "k=b", "k=other"], features);
        string later = folder.Write("later.csv", "k,x\nnew,1\na,2\nother,3\ne,4\n,5\n");
        var loaded = DataFiles.Load([later], plan.ApplyTo(new() { WantedFeatures = features, Missing = MissingCells.Use }));
        Assert.Equal(
            [1.0, 0, 0, 1, 2, 1, 0, 0, 3, 0, 0, 1, 4, 0, 0, 1, 5, double.NaN, double.NaN, double.NaN],
            loaded.Data.ToArray().Cast<double>()
        );
        Assert.Equal(
            "the map does not know 'e', 'new', 'other' of 'k'; such rows are 1 in 'k=other'",
            Assert.Single(loaded.Notes)
        );
    }

    [Fact]
    public void Numbers_of_arrays_are_counted_too()
    {
        NpyFile.Write(
            folder.At("a.npy"),
            new double[,]
            {
                { 1, 7 },
                { 2, 8 },
                { 3, 9 },
                { 4, 9 },
            }
        );
        var data = DataFiles.Load([folder.At("a.npy")], new() { OneHot = ["1"], MaxCategories = 2 }).Data;
        Assert.Equal(["0", "1=9", "1=other"], data.FeatureNames!);
        Assert.Equal([1.0, 0, 1, 2, 0, 1, 3, 1, 0, 4, 1, 0], data.ToArray().Cast<double>());
    }

    [Fact]
    public void A_column_may_have_more_categories_than_features()
    {
        string path = folder.Write(
            "a.csv",
            "x,k\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"{row},c{row % 1500}\n"))
        );
        Assert.Contains(
            "--max-categories N keeps the most frequent",
            Assert.Throws<InvalidDataException>(() => DataFiles.Load([path], new() { OneHot = ["k"] })).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(11, DataFiles.Load([path], new() { OneHot = ["k"], MaxCategories = 10 }).Data.ColumnCount);
        foreach (int most in new[] { 1, 1001 })
            Assert.ThrowsAny<ArgumentException>(() => DataFiles.Load([path], new() { OneHot = ["k"], MaxCategories = most }));
    }
}
