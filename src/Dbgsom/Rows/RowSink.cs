using System.Runtime.InteropServices;

namespace Dbgsom.Rows;

/// <summary>Takes rows one after the other and makes samples of them: in memory up to some size, in a mapped scratch file beyond.</summary>
/// <param name="name">The name of the samples in messages.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="single">True to store them in single precision.</param>
/// <param name="mostInMemory">Bytes of samples up to which they are held in memory.</param>
/// <param name="scratchDirectory">The folder for the scratch file; null for that of temporary files.</param>
internal sealed class RowSink(string name, int columns, bool single, long mostInMemory, string? scratchDirectory) : IDisposable
{
    private const int SegmentBytes = 1 << 18;

    private readonly int valueBytes = single ? sizeof(float) : sizeof(double);
    private readonly float[] rounded = single ? new float[columns] : [];
    private readonly List<byte[]> full = [];
    private byte[] segment = new byte[SegmentBytes];
    private int filled;
    private FileStream? file;

    /// <summary>Number of rows taken.</summary>
    public int RowCount { get; private set; }

    /// <summary>True if they lie in a file by now.</summary>
    public bool IsMapped => file is not null;

    /// <summary>Bytes of the samples.</summary>
    public long Bytes => (long)RowCount * columns * valueBytes;

    /// <summary>Takes a row; whether its values are finite is found out later.</summary>
    /// <exception cref="InvalidDataException">There are more rows than can be told apart.</exception>
    /// <exception cref="IOException">The scratch file cannot be written.</exception>
    public void Add(ReadOnlySpan<double> row)
    {
        if (RowCount == int.MaxValue)
            throw NpyHeader.Bad(name, TooManyRows(RowCount + 1L));
        if (!single)
            Append(MemoryMarshal.AsBytes(row));
        else
        {
            for (int c = 0; c < rounded.Length; c++)
                rounded[c] = (float)row[c];
            Append(MemoryMarshal.AsBytes<float>(rounded));
        }
        RowCount++;
        if (file is null && Bytes > Math.Min(mostInMemory, (long)Array.MaxLength * valueBytes))
            Spill();
    }

    /// <summary>All rows taken, at least one; this object is done then.</summary>
    /// <exception cref="ArgumentException">A value is not finite. Of a file that shows when it is read.</exception>
    public RowStorage ToStorage()
    {
        if (file is null)
            return single
                ? DataMatrix.Own(InMemory<float>(), RowCount, columns).Storage
                : DataMatrix.Own(InMemory<double>(), RowCount, columns).Storage;
        Write(segment.AsSpan(0, filled));
        filled = 0;
        file.Flush();
        RowStorage rows = single
            ? MappedStorage<float>.Open(file, 0, RowCount, columns, name)
            : MappedStorage<double>.Open(file, 0, RowCount, columns, name);
        file = null;
        return rows;
    }

    /// <summary>Disposes the scratch file, unless it was handed on.</summary>
    public void Dispose() => file?.Dispose();

    /// <summary>Returns the message for too many rows.</summary>
    public static string TooManyRows(long rows) => $"the data has {rows} rows or more; the maximum is {int.MaxValue}";

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int piece = Math.Min(bytes.Length, segment.Length - filled);
            bytes[..piece].CopyTo(segment.AsSpan(filled));
            bytes = bytes[piece..];
            filled += piece;
            if (filled < segment.Length)
                continue;
            if (file is not null)
                Write(segment);
            else
            {
                full.Add(segment);
                segment = new byte[SegmentBytes];
            }
            filled = 0;
        }
    }

    private void Spill()
    {
        file = ScratchFile.Create(scratchDirectory);
        foreach (byte[] bytes in full)
            Write(bytes);
        full.Clear();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            file!.Write(bytes);
        }
        catch (IOException e)
        {
            throw ScratchFile.Failed(scratchDirectory, Bytes, e);
        }
    }

    private T[] InMemory<T>()
        where T : unmanaged
    {
        var values = new T[RowCount * columns];
        int each = SegmentBytes / valueBytes;
        for (int s = 0; s < full.Count; s++)
            MemoryMarshal.Cast<byte, T>(full[s]).CopyTo(values.AsSpan(s * each));
        MemoryMarshal.Cast<byte, T>(segment.AsSpan(0, filled)).CopyTo(values.AsSpan(full.Count * each));
        return values;
    }
}
