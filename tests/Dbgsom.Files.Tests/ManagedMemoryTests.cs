using System.IO.Compression;
using System.Text;

namespace Dbgsom.Files.Tests;

/// <summary>Looks at the memory of the whole process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(ManagedMemoryTests), DisableParallelization = true)]
[Collection(nameof(ManagedMemoryTests))]
public sealed class ManagedMemoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Text is converted a row at a time: what is managed does not grow with the file.</summary>
    [Fact]
    public void Long_text_is_not_held()
    {
        string path = folder.At("long.csv.gz");
        using (var stream = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), Encoding.ASCII))
            for (int row = 0; row < 400_000; row++)
                stream.Write("1.5,2.25,3.125,4.0625,5.5,6.5,7.5,8.5\n");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var data = DataFiles.Load([path], new() { MemoryMapThresholdBytes = 0 }).Data;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal((400_000, 8.5), (data.RowCount, data[399_999, 7]));
        Assert.True(held < 2 << 20, $"{held} bytes are held of {data.RowCount * 64L}");
    }

    /// <summary>Of a row group one column is held, and the rows go to a scratch file.</summary>
    [Fact]
    public void Long_row_groups_are_not_held()
    {
        const int Rows = 200_000;
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => row * 0.5)];
        ParquetFiles.Cells[] cells = [.. Enumerable.Range(0, 8).Select(column => ParquetFiles.Of("c" + column, values))];
        string path = ParquetFiles.Write(folder.At("long.parquet"), [Rows], cells);
        using var unlimited = DataFiles.Load([path]).Data;
        // What the pools of a thread keep they keep once; what is held of the data would be held every time.
        long least = long.MaxValue;
        for (int load = 0; load < 5; load++)
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            using var data = DataFiles.Load([path], new() { MemoryMapThresholdBytes = 0 }).Data;
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.Equal((Rows, values[^1]), (data.RowCount, data[Rows - 1, 7]));
        }
        Assert.True(least < 4 << 20, $"{least} bytes are held of {Rows * 64L}");
    }
}
