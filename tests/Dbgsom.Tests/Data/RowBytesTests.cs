using System.Runtime.InteropServices;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests.Data;

/// <summary>The bytes that are asked for ahead are those that are read: of rows there are, and not of too many.</summary>
public sealed class RowBytesTests
{
    private const int Rows = 20;
    private const int Columns = 3;

    private static readonly double[] Values = [.. Enumerable.Range(0, Rows * Columns).Select(i => (double)i)];
    private static readonly float[] Singles = Array.ConvertAll(Values, value => (float)value);

    [Theory]
    [InlineData(0, 5, 0, 5)]
    [InlineData(18, 5, 18, 2)]
    [InlineData(20, 5, 20, 0)]
    public void Rows_in_memory(int start, int count, int first, int rows)
    {
        Assert.Equal(Part(Values, first, rows), new DoubleStorage(Values, Rows, Columns, false).Bytes(start, count));
        Assert.Equal(Part(Singles, first, rows), new SingleStorage(Singles, Rows, Columns, false).Bytes(start, count));
    }

    [Fact]
    public void Rows_of_a_file_scaled_or_not()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("rows.npy");
        NpyFile.Write(path, DataMatrix.From(Singles, Columns));
        using var data = DataMatrix.MapNpy(path);
        using var held = data.Storage.Hold();
        var scaled = new ScaledStorage(data.Storage, Scaling.Standard.Fit(data)!);
        foreach (var storage in new[] { data.Storage, scaled })
        {
            Assert.Equal(Part(Singles, 4, 5), storage.Bytes(4, 5));
            Assert.Equal(Part(Singles, 17, 3), storage.Bytes(17, 5));
            Assert.Empty(storage.Bytes(20, 5).ToArray());
        }
    }

    [Fact]
    public void Parts_end_where_they_end()
    {
        var all = new DoubleStorage(Values, Rows, Columns, false);
        var range = new RangeStorage(all, 5, 10);
        Assert.Equal(Part(Values, 12, 3), range.Bytes(7, 5));
        Assert.Empty(range.Bytes(10, 5).ToArray());
        var joined = new JoinedStorage([range, new SingleStorage(Singles, Rows, Columns, false)]);
        Assert.Equal(Part(Values, 12, 3), joined.Bytes(7, 5));
        Assert.Equal(Part(Singles, 2, 5), joined.Bytes(12, 5));
        Assert.Empty(joined.Bytes(30, 5).ToArray());
    }

    /// <summary>Of rows that are longer than a cache none is asked for; of long ones some.</summary>
    [Fact]
    public void Long_rows_are_not_asked_for_at_once()
    {
        const int Long = 40_000;
        var storage = new DoubleStorage(new double[3 * Long], 3, Long, false);
        Assert.Empty(storage.Bytes(1, 2).ToArray());
        Assert.Equal(Long * sizeof(float), new SingleStorage(new float[3 * Long], 3, Long, false).Bytes(0, 3).Length);
    }

    private static byte[] Part<T>(T[] values, int first, int rows)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan(first * Columns, rows * Columns)).ToArray();
}
