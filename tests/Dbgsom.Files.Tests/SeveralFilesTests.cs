using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

public sealed class SeveralFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_read_in_the_ordinal_order_of_file_names()
    {
        folder.Write("b.csv", "x,y\n3,4\n");
        folder.Write("B.csv", "x,y\n1,2\n");
        folder.Write("a.txt", "no data");
        folder.Write(".hidden.csv", "no data");
        NpyFile.Write(
            folder.At("c.npy"),
            new double[,]
            {
                { 5, 6 },
            }
        );
        var data = DataFiles.Load([folder.Path]).Data;
        Assert.Equal([1.0, 3.0, 5.0], [data[0, 0], data[1, 0], data[2, 0]]);
    }

    [Fact]
    public void A_file_cut_into_pieces_needs_its_header_once()
    {
        string first = folder.Write("1.csv", "a,kind\n1,x\n");
        string second = folder.Write("2.csv", "2,y\n3,z\n");
        var loaded = DataFiles.Load([first, second], new() { LabelColumn = "kind" });
        Assert.Equal(3, loaded.Data.RowCount);
        Assert.Equal(["x", "y", "z"], loaded.Labels!);
    }

    [Theory]
    [InlineData("x,y,z\n1,2,3\n", "2.csv: the file has 'z' unlike")]
    [InlineData("x,z\n1,2\n", "2.csv: the file lacks 'y' and has 'z' unlike")]
    [InlineData("y\n1\n", "2.csv: the file lacks 'x' unlike")]
    [InlineData("1,2,3\n", "3 feature columns")]
    public void Files_that_do_not_fit_together_are_refused_by_name(string second, string part)
    {
        string[] files = [folder.Write("1.csv", "x,y\n1,2\n"), folder.Write("2.csv", second)];
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load(files)).Message;
        Assert.StartsWith(files[1], message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_several_files_are_matched_by_name()
    {
        string[] files = [Cases.At("columns-in-order.csv"), Cases.At("columns-reordered.csv")];
        var data = DataFiles.Load(files).Data;
        Assert.Equal(["a", "b", "c"], data.FeatureNames!);
        var alone = DataFiles.Load([files[1]]).Data;
        int first = data.RowCount - alone.RowCount;
        for (int row = 0; row < alone.RowCount; row++)
            Assert.Equal(
                [alone[row, 1], alone[row, 2], alone[row, 0]],
                [data[first + row, 0], data[first + row, 1], data[first + row, 2]]
            );
        string named = folder.Write("3.csv", "kind,b,w,a\nx,1,2,3\n");
        string other = folder.Write("4.csv", "a,w,kind,b\n4,5,y,6\n7,8,z,9\n");
        var loaded = DataFiles.Load([named, other], new() { LabelColumn = "kind", WeightColumn = "w" });
        Assert.Equal(["x", "y", "z"], loaded.Labels!);
        Assert.Equal([2.0, 5.0, 8.0], loaded.Data.SampleWeights.ToArray());
        Assert.Equal([1.0, 6.0, 9.0], Enumerable.Range(0, 3).Select(row => loaded.Data[row, 0]));
    }

    /// <summary>An index means the column of the first file that has names.</summary>
    [Fact]
    public void Columns_that_are_called_by_index_are_matched_by_name_too()
    {
        string[] files =
        [
            folder.Write("1.csv", "a,b,kind,w,id\n1,2,x,1,p\n"),
            folder.Write("2.csv", "id,w,kind,b,a\nq,5,y,4,3\n"),
            folder.Write("3.csv", "5,6,z,7,r\n"),
        ];
        var options = new DataFileOptions
        {
            Columns = ["0-1"],
            LabelColumn = "2",
            WeightColumn = "3",
            IdColumn = "4",
        };
        var loaded = DataFiles.Load(files, options);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], loaded.Data.ToArray().Cast<double>());
        Assert.Equal(["x", "y", "z"], loaded.Labels!);
        Assert.Equal([1.0, 5, 7], loaded.Data.SampleWeights.ToArray());
        Assert.Equal(["p", "q", "r"], loaded.Ids!);
        loaded = DataFiles.Load(files, options with { Columns = ["1", "kind"], OneHot = ["2"], LabelColumn = null });
        Assert.Equal([2.0, 1, 0, 0, 4, 0, 1, 0, 6, 0, 0, 1], loaded.Data.ToArray().Cast<double>());
    }

    [Fact]
    public void Files_of_a_plan_are_matched_by_name()
    {
        string[] files =
        [
            folder.Write("1.csv", "a,b,color,flag\n1.5,2,red,yes\n2.5,1,blue,no\n3.5,3,red,yes\n4.5,9,blue,no\n"),
            folder.Write("2.csv", "flag,extra,color,b,a\nyes,7,blue,4,3\nno,8,red,5,6\n"),
        ];
        var plan = TablePlan.Create(files);
        var loaded = DataFiles.Load(files, plan.ApplyTo());
        Assert.Equal(["a", "b", "color=blue", "color=red", "flag"], loaded.Data.FeatureNames!);
        Assert.Equal([3.0, 4, 1, 0, 1, 6, 5, 0, 1, 0], loaded.Data.ToArray().Cast<double>().Skip(20));
        Assert.Contains("the map does not use 'extra'", loaded.Notes);
        string lacking = folder.Write("3.csv", "b,a,color\n1,2,red\n");
        string message = Assert.Throws<InvalidDataException>(() => DataFiles.Load([files[0], lacking], plan.ApplyTo())).Message;
        Assert.StartsWith(lacking + ": the file lacks 'flag'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_have_label_and_weight_columns_by_index()
    {
        NpyFile.Write(
            folder.At("a.npy"),
            new double[,]
            {
                { 1, 2, 7 },
                { 3, 0.5, 8 },
            }
        );
        var loaded = DataFiles.Load([folder.At("a.npy")], new() { WeightColumn = "1", LabelColumn = "2" });
        Assert.Equal((1, 3.0), (loaded.Data.ColumnCount, loaded.Data[1, 0]));
        Assert.Equal([2.0, 0.5], loaded.Data.SampleWeights.ToArray());
        Assert.Equal(["7", "8"], loaded.Labels!);
        var refused = Assert.Throws<InvalidDataException>(() =>
            DataFiles.Load([folder.At("a.npy")], new() { LabelColumn = "kind" })
        );
        Assert.Contains("columns 0 to 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_name()
    {
        Assert.Throws<FileNotFoundException>(() => DataFiles.Load([folder.At("none.csv")]));
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([folder.Path]));
        Assert.Throws<InvalidDataException>(() => DataFiles.Load([folder.Write("a.doc", "1,2")]));
        Assert.Throws<ArgumentException>(() => DataFiles.Load(["-", "-"], null, new MemoryStream("1"u8.ToArray())));
    }
}
