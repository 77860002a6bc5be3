using Apache.Arrow;

namespace Dbgsom.Files.Tests;

/// <summary>Plans of files whose columns have types.</summary>
public sealed class PlanTypeTests : IDisposable
{
    private const int Rows = 30;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_Parquet()
    {
        string path = ParquetFiles.Write(
            folder.At("a.parquet"),
            [20, 10],
            ParquetFiles.Of("flag", Of(row => row % 3 == 0)),
            ParquetFiles.Nullable("some", Of<double?>(row => row % 5 == 0 ? null : row * 0.5)),
            ParquetFiles.Of("index", Of(row => (long)row)),
            ParquetFiles.Of("user_id", Of(row => (7 * row) + 4)),
            ParquetFiles.Of("when", Of(row => DateTime.UnixEpoch.AddDays(row))),
            ParquetFiles.Text("kind", Of<string?>(row => row == 2 ? null : $"k{row % 4}")),
            ParquetFiles.Text("digits", Of<string?>(row => $"{row % 40}"))
        );
        var plan = TablePlan.Create([path]);
        Assert.Equal(
            "flag=yes/no some=number index=drop user_id=id when=drop kind=category digits=drop",
            string.Join(' ', plan.Columns.Select(column => $"{column.Name}={column.Use}"))
        );
        Assert.Equal(
            [ColumnRole.RowNumber, ColumnRole.Identifier, ColumnRole.Date],
            plan.Columns.Skip(2).Take(3).Select(column => column.Role)
        );
        Assert.Equal([0L, 6, 0, 0, 0, 1, 0], plan.Columns.Select(column => column.MissingCount));
        Assert.Equal(Rows, plan.RowCount);
        var loaded = DataFiles.Load([path], plan.ApplyTo(new() { Missing = MissingCells.Drop }));
        Assert.Equal(["flag", "some", "kind=k0", "kind=k1", "kind=k2", "kind=k3"], loaded.Data.FeatureNames!);
        Assert.Equal(23, loaded.Data.RowCount);
        Assert.Equal("11", loaded.Ids![0]);
    }

    [Fact]
    public void Of_Arrow()
    {
        string path = ArrowFiles.Write(
            folder.At("a.arrow"),
            null,
            ArrowFiles.Batch(
                ("flag", new BooleanArray.Builder().AppendRange(Of(row => row % 3 == 0)).Build()),
                ("x", ArrowFiles.Doubles(Of<double?>(row => row == 4 ? null : row * 0.25))),
                ("when", new Date32Array.Builder().AppendRange(Of(row => DateTime.UnixEpoch.AddDays(row))).Build()),
                ("kind", ArrowFiles.Texts(Of<string?>(row => row == 4 ? "?" : $"k{row % 2}")))
            )
        );
        var plan = TablePlan.Create([path]);
        Assert.Equal(
            "flag=yes/no x=number when=drop kind=category",
            string.Join(' ', plan.Columns.Select(column => $"{column.Name}={column.Use}"))
        );
        Assert.Equal(ColumnRole.Date, plan.Columns[2].Role);
        Assert.Equal([0L, 1, 0, 1], plan.Columns.Select(column => column.MissingCount));
        Assert.Equal(["k0", "k1"], plan.Columns[3].Values);
        Assert.Equal(29, DataFiles.Load([path], plan.ApplyTo(new() { Missing = MissingCells.Drop })).Data.RowCount);
    }

    private static T[] Of<T>(Func<int, T> cell) => [.. Enumerable.Range(0, Rows).Select(cell)];
}
