using Microsoft.Data.Analysis;

namespace Dbgsom.DataFrames.Tests;

public sealed class DataFrameTests
{
    private static readonly DataFrameColumn[] Numbers =
    [
        new SByteDataFrameColumn("i8", [-1, 2]),
        new ByteDataFrameColumn("u8", [255, 2]),
        new Int16DataFrameColumn("i16", [-300, 2]),
        new UInt16DataFrameColumn("u16", [65535, 2]),
        new Int32DataFrameColumn("i32", [-70000, 2]),
        new UInt32DataFrameColumn("u32", [4294967295, 2]),
        new Int64DataFrameColumn("i64", [-5000000000, 2]),
        new UInt64DataFrameColumn("u64", [1UL << 53, 2]),
        new SingleDataFrameColumn("f32", [0.1f, 2]),
        new DoubleDataFrameColumn("f64", [0.1, 2]),
        new DecimalDataFrameColumn("m", [-2.000001m, 2]),
    ];

    [Fact]
    public void Every_type_of_number_is_read_under_the_name_of_its_column()
    {
        var data = new DataFrame(Numbers).ToDataMatrix();
        Assert.Equal(Numbers.Select(column => column.Name), data.FeatureNames!);
        Assert.Equal(
            [-1, 255, -300, 65535, -70000, 4294967295, -5000000000, 9007199254740992, 0.1f, 0.1, -2.000001],
            Enumerable.Range(0, data.ColumnCount).Select(column => data[0, column])
        );
        Assert.All(Enumerable.Range(0, data.ColumnCount), column => Assert.Equal(2, data[1, column]));
        Assert.False(data.IsSingle);
    }

    [Fact]
    public void Whole_numbers_that_a_double_does_not_hold_are_refused_by_row_and_column()
    {
        var frame = new DataFrame(new Int64DataFrameColumn("id", [1L << 53, -(1L << 53) - 1]));
        string message = Assert.Throws<ArgumentException>(() => frame.ToDataMatrix()).Message;
        Assert.Contains("row 1, column 'id': -9007199254740993 is an integer beyond 2^53", message, StringComparison.Ordinal);
        frame = new DataFrame(new UInt64DataFrameColumn("id", [1, ulong.MaxValue]));
        Assert.Contains(
            "row 1, column 'id'",
            Assert.Throws<ArgumentException>(() => frame.ToDataMatrix()).Message,
            StringComparison.Ordinal
        );
        frame = new DataFrame(new Int64DataFrameColumn("id", [1, long.MinValue]));
        Assert.Contains(
            "row 1, column 'id'",
            Assert.Throws<ArgumentException>(() => frame.ToDataMatrix()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Columns_are_chosen_in_the_given_order_and_floats_alone_stay_floats()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("kind", ["a", "b"]),
            new SingleDataFrameColumn("x", [1, 2]),
            new SingleDataFrameColumn("größe y", [0.1f, 0.2f])
        );
        var data = frame.ToDataMatrix(["größe y", "x"]);
        Assert.Equal(["größe y", "x"], data.FeatureNames!);
        Assert.True(data.IsSingle);
        Assert.Equal([0.1f, 1.0, 0.2f, 2], [data[0, 0], data[0, 1], data[1, 0], data[1, 1]]);
    }

    [Fact]
    public void The_map_is_that_of_the_same_numbers_from_elsewhere()
    {
        double[][] rows = [.. Enumerable.Range(0, 60).Select(i => new double[] { i * 37 % 50, i * 61 % 30 })];
        var frame = new DataFrame(
            new DoubleDataFrameColumn("a", rows.Select(row => row[0])),
            new DoubleDataFrameColumn("b", rows.Select(row => row[1]))
        );
        var expected = new SomVq().Fit(DataMatrix.From(rows));
        Assert.Equal(expected.Weights.ToArray(), new SomVq().Fit(frame.ToDataMatrix()).Weights.ToArray());
    }

    /// <summary>Null and NaN are missing values, in columns of any type, and a map is trained on the rest.</summary>
    [Fact]
    public void Values_may_be_missing()
    {
        var frame = new DataFrame(
            new Int32DataFrameColumn("a", new int?[] { 1, null, 3 }),
            new DoubleDataFrameColumn("b", new double?[] { null, 2.5, double.NaN }),
            new SingleDataFrameColumn("c", [1, 2, float.NaN])
        );
        Assert.Equal(
            [1, double.NaN, 1, double.NaN, 2.5, 2, 3, double.NaN, double.NaN],
            frame.ToDataMatrix().ToArray().Cast<double>()
        );
        var single = new DataFrame(new SingleDataFrameColumn("c", new float?[] { 1, null })).ToDataMatrix();
        Assert.True(single.IsSingle && double.IsNaN(single[1, 0]));
        var random = new Random(1);
        var some = new DataFrame(
            new DoubleDataFrameColumn(
                "x",
                Enumerable.Range(0, 50).Select(row => row % 5 == 0 ? (double?)null : random.NextDouble())
            ),
            new DoubleDataFrameColumn("y", Enumerable.Range(0, 50).Select(_ => (double?)random.NextDouble()))
        );
        var map = new SomVq().Fit(some.ToDataMatrix());
        Assert.False(double.IsNaN(map.Impute(some.ToDataMatrix())[0, 0]));
    }

    [Fact]
    public void What_is_no_sample_is_refused_by_name()
    {
        Refuse(
            "row 0, column 'y': -Infinity is not a finite number",
            new SingleDataFrameColumn("y", [float.NegativeInfinity, 1])
        );
        Refuse("the column 'y' is text; features are numbers", new StringDataFrameColumn("y", ["1", "2"]));
        Refuse("the column 'y' is Boolean; features are numbers", new BooleanDataFrameColumn("y", [true, false]));
        Refuse("the column 'y' is DateTime", new DateTimeDataFrameColumn("y", [DateTime.UnixEpoch, DateTime.UnixEpoch]));
    }

    [Fact]
    public void Columns_that_are_not_there_or_there_twice_are_refused()
    {
        var frame = new DataFrame(new DoubleDataFrameColumn("x", [1, 2]), new DoubleDataFrameColumn("y", [1, 2]));
        Assert.Contains("no column 'z'; valid is 'x', 'y'", Message(frame, ["x", "z"]), StringComparison.Ordinal);
        Assert.Contains("'x' is named more than once", Message(frame, ["x", "x"]), StringComparison.Ordinal);
        Assert.Contains("no column", Message(frame, []), StringComparison.Ordinal);
        Assert.Contains("no column", Message(new DataFrame(), null), StringComparison.Ordinal);
        Assert.Contains("0 rows", Message(new DataFrame(new DoubleDataFrameColumn("x", 0)), null), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => DataFrameExtensions.ToDataMatrix(null!));
        Assert.ThrowsAny<OperationCanceledException>(() => frame.ToDataMatrix(null, new CancellationToken(canceled: true)));
    }

    private static void Refuse(string part, DataFrameColumn column) =>
        Assert.Contains(
            part,
            Message(new DataFrame(new DoubleDataFrameColumn("x", [1, 2]), column), null),
            StringComparison.Ordinal
        );

    private static string Message(DataFrame frame, string[]? columns) =>
        Assert.Throws<ArgumentException>(() => frame.ToDataMatrix(columns)).Message;
}
