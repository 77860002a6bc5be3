using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>Rows, columns and random parts of samples.</summary>
public sealed class DataPartsTests : IDisposable
{
    private static readonly DataMatrix Data = DataMatrix
        .From([1.0, 2, 3, 4, 5, 6, 7, 8, 9], 3)
        .WithFeatureNames(["a", "b", "c"])
        .WithSampleWeights([1, 2, 0.5]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_are_selected_in_order_with_weights_and_names()
    {
        foreach (var data in new[] { Data, Data.ToSingle() })
        {
            var rows = data.SelectRows([2, 0, 2]);
            Assert.Equal(
                new double[,]
                {
                    { 7, 8, 9 },
                    { 1, 2, 3 },
                    { 7, 8, 9 },
                },
                rows.ToArray()
            );
            Assert.Equal([0.5, 1, 0.5], rows.SampleWeights.ToArray());
            Assert.Equal(["a", "b", "c"], rows.FeatureNames!);
            Assert.Equal(data.IsSingle, rows.IsSingle);
        }
    }

    [Fact]
    public void Columns_are_selected_by_index_or_name_in_order()
    {
        foreach (var data in new[] { Data, Data.ToSingle() })
        foreach (var columns in new[] { data.SelectColumns(2, 0), data.SelectColumns("c", "a") })
        {
            Assert.Equal(
                new double[,]
                {
                    { 3, 1 },
                    { 6, 4 },
                    { 9, 7 },
                },
                columns.ToArray()
            );
            Assert.Equal([1, 2, 0.5], columns.SampleWeights.ToArray());
            Assert.Equal(["c", "a"], columns.FeatureNames!);
            Assert.Equal(data.IsSingle, columns.IsSingle);
        }
    }

    [Fact]
    public void Rows_and_columns_that_do_not_exist_are_refused()
    {
        Refused("rows", "no row is given", () => Data.SelectRows([]));
        Refused("rows", "valid is 0 to 2", () => Data.SelectRows([0, 3]));
        Refused("rows", "valid is 0 to 2", () => Data.SelectRows([-1]));
        Refused("columns", "no column is given", () => Data.SelectColumns(ReadOnlySpan<int>.Empty));
        Refused("columns", "valid is 0 to 2", () => Data.SelectColumns(0, 3));
        Refused("columns", "column 1 ('b') is repeated", () => Data.SelectColumns(1, 1));
        Refused("names", "no column is given", () => Data.SelectColumns(ReadOnlySpan<string>.Empty));
        Refused("names", "unknown column 'A'", () => Data.SelectColumns("A"));
        Refused("names", "the column 'b' is repeated", () => Data.SelectColumns("b", "a", "b"));
        Refused("names", "the columns have no names", () => Data.WithFeatureNames(null).SelectColumns("a"));
    }

    /// <summary>RandomState(3).permutation(10) of NumPy is 5 4 1 2 9 6 7 0 3 8.</summary>
    [Fact]
    public void A_split_is_that_of_the_permutation()
    {
        var data = DataMatrix.From([.. Enumerable.Range(0, 10).Select(row => new double[] { row })]);
        var split = data.Split(0.7, seed: 3);
        Assert.Equal([1, 2, 4, 5, 6, 7, 9], split.TrainingRows.ToArray());
        Assert.Equal([0, 3, 8], split.TestRows.ToArray());
        var (training, test) = split;
        Assert.Equal([1.0, 2, 4, 5, 6, 7, 9], training.ToArray().Cast<double>());
        Assert.Equal([0.0, 3, 8], test.ToArray().Cast<double>());
        var (some, others) = split.Apply([.. "abcdefghij"]);
        Assert.Equal(("bcefghj", "adi"), (new string(some), new string(others)));
        Assert.Equal("DataSplit: 7 rows for training, 3 for testing", split.ToString());
        Assert.NotEqual(split.TestRows.ToArray(), data.Split(0.7, seed: 4).TestRows.ToArray());
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.99, 2)]
    public void A_split_leaves_no_part_empty_and_keeps_names_and_weights(double share, int count)
    {
        var split = Data.Split(share, 1);
        Assert.Equal((count, 3 - count), (split.Training.RowCount, split.Test.RowCount));
        Assert.Equal(["a", "b", "c"], split.Test.FeatureNames!);
        var weights = Data.SampleWeights.ToArray();
        Assert.Equal(split.TestRows.ToArray().Select(row => weights[row]), split.Test.SampleWeights.ToArray());
    }

    [Fact]
    public void Splits_that_cannot_be_are_refused()
    {
        foreach (double share in new[] { 0, 1, -0.5, 1.5, double.NaN })
            Refused("share", "between 0 and 1, both excluded", () => Data.Split(share, 1));
        Assert.Throws<InvalidOperationException>(() => Data.SelectRows([0]).Split(0.5, 1));
        Refused("values", "2 values are given for 3 rows", () => Data.Split(0.5, 1).Apply([1, 2]));
        Assert.Throws<ArgumentNullException>(() => Data.Split(0.5, 1).Apply<int>(null!));
    }

    [Fact]
    public void Parts_of_mapped_samples_are_those_of_samples_in_memory()
    {
        var data = Training.SameBitsTests.Make(20000, 3, 2);
        NpyFile.Write(folder.At("a.npy"), data);
        using var mapped = DataMatrix.MapNpy(folder.At("a.npy"));
        Assert.Equal(data.ToArray(), mapped.ToArray());
        Assert.Equal(data.SelectColumns(2, 1).ToArray(), mapped.SelectColumns(2, 1).ToArray());
        var (training, test) = mapped.Split(0.8, 5);
        using (training)
        using (test)
        {
            Assert.Equal(data.Split(0.8, 5).Training.ToArray(), training.ToArray());
            Assert.Equal(data.Split(0.8, 5).Test.ToArray(), test.ToArray());
        }
    }

    private static void Refused(string parameter, string part, Action act)
    {
        var e = Assert.ThrowsAny<ArgumentException>(act);
        Assert.Equal(parameter, e.ParamName);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }
}
