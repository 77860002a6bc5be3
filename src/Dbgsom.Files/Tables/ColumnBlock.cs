using System.Runtime.InteropServices;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tables;

/// <summary>Takes columns one after the other and gives them back as rows: in memory up to some size, in a scratch file beyond.</summary>
internal sealed class ColumnBlock : IDisposable
{
    private const long LeastInMemory = 1 << 20;
    private const long MostInMemory = 1 << 26;
    private const int RowsBytes = 1 << 22;

    private readonly int rows;
    private readonly int columns;
    private readonly double[] values;
    private readonly FileStream? file;

    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="options">The folder for the scratch file, and how much is held in memory.</param>
    public ColumnBlock(int rows, int columns, DataFileOptions options)
    {
        (this.rows, this.columns) = (rows, columns);
        long bytes = (long)rows * columns * sizeof(double);
        if (bytes > Math.Clamp(options.MemoryMapThresholdBytes, LeastInMemory, MostInMemory))
            file = ScratchFile.Create(options.ScratchDirectory, bytes);
        values = file is null ? new double[rows * columns] : [];
    }

    /// <summary>Takes a column.</summary>
    public void Put(int column, ReadOnlySpan<double> cells)
    {
        if (file is not null)
            RandomAccess.Write(file.SafeFileHandle, MemoryMarshal.AsBytes(cells), Offset(column, 0));
        else
            for (int row = 0; row < rows; row++)
                values[(row * columns) + column] = cells[row];
    }

    /// <summary>Gives the rows, when all columns are there.</summary>
    public void ForEachRow(Action<ReadOnlySpan<double>> take, CancellationToken cancellationToken)
    {
        int atOnce = file is null ? rows : Math.Clamp(RowsBytes / (columns * sizeof(double)), 1, rows);
        double[] block = file is null ? values : new double[atOnce * columns];
        var cells = new double[atOnce];
        for (int start = 0; start < rows; start += atOnce)
        {
            int count = Math.Min(atOnce, rows - start);
            if (file is not null)
                Transpose(start, cells.AsSpan(0, count), block);
            for (int row = 0; row < count; row++)
            {
                if (row % 1024 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                take(block.AsSpan(row * columns, columns));
            }
        }
    }

    public void Dispose() => file?.Dispose();

    private void Transpose(int start, Span<double> cells, double[] block)
    {
        for (int column = 0; column < columns; column++)
        {
            var bytes = MemoryMarshal.AsBytes(cells);
            long offset = Offset(column, start);
            while (bytes.Length > 0)
            {
                int read = RandomAccess.Read(file!.SafeFileHandle, bytes, offset);
                if (read == 0)
                    throw new EndOfStreamException("the scratch file ends early");
                bytes = bytes[read..];
                offset += read;
            }
            for (int row = 0; row < cells.Length; row++)
                block[(row * columns) + column] = cells[row];
        }
    }

    private long Offset(int column, int row) => (((long)column * rows) + row) * sizeof(double);
}
