using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dbgsom.Numerics;

namespace Dbgsom.Rows;

/// <summary>
/// Rows in a mapped file, float or double in the byte order of this machine. Whether they are infinite is looked at whenever they are
/// read, which costs next to nothing there: nobody can have looked before. NaN is a missing value.
/// </summary>
/// <param name="file">The file; it is closed with this object.</param>
/// <param name="start">The byte of the first value.</param>
/// <param name="rowCount">Number of rows.</param>
/// <param name="columnCount">Number of columns.</param>
/// <param name="name">The name of the file in messages.</param>
internal sealed class MappedStorage<T>(MappedFile file, long start, int rowCount, int columnCount, string name)
    : RowStorage(rowCount, columnCount)
    where T : unmanaged
{
    private volatile bool sawGap;

    public override bool IsSingle => typeof(T) == typeof(float);

    public override bool IsMapped => true;

    /// <summary>Set by the first reading that comes upon one, so that whoever asks after a reading knows of the rows read.</summary>
    public override bool MayHaveGaps => sawGap;

    public override bool NeedsScratch => IsSingle;

    /// <summary>Maps a file that holds such rows.</summary>
    public static MappedStorage<T> Open(FileStream stream, long start, int rowCount, int columnCount, string name) =>
        new(new MappedFile(stream, MemoryMappedFileAccess.Read), start, rowCount, columnCount, name);

    public override double At(int row, int column) =>
        IsSingle ? Read(row, 1, new double[ColumnCount])[column] : Read(row, 1, default)[column];

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        file.CheckLength(name);
        var values = Values(start, count);
        if (typeof(T) == typeof(double))
        {
            var rows = MemoryMarshal.Cast<T, double>(values);
            return Widening.AllFinite<double>(rows) || !IsInfinite(rows) ? rows : throw FirstInfinite(start + count);
        }
        var widened = scratch[..values.Length];
        return Widening.Run(MemoryMarshal.Cast<T, float>(values), widened) || !IsInfinite(widened)
            ? widened
            : throw FirstInfinite(start + count);
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) =>
        RowsAhead<T>(start, count) is > 0 and var rows ? MemoryMarshal.AsBytes(Values(start, rows)) : [];

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        Gather(rows.ToArray(), scratchDirectory);

    public override void CheckUnchanged() => file.CheckUnchanged(name);

    public override void Acquire() => file.Acquire();

    public override void Release() => file.Release();

    public override void Close() => file.Dispose();

    private ReadOnlySpan<T> Values(int row, int count) =>
        file.Values<T>(start + ((long)row * ColumnCount * Unsafe.SizeOf<T>()), count * ColumnCount);

    /// <summary>True if one of values that are not all finite is infinite; others are missing.</summary>
    private bool IsInfinite(ReadOnlySpan<double> values)
    {
        sawGap = true;
        foreach (double value in values)
            if (double.IsInfinity(value))
                return true;
        return false;
    }

    /// <summary>Returns the exception for the first infinite value, independent of the order of threads.</summary>
    private InvalidDataException FirstInfinite(int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            var values = Values(row, 1);
            for (int column = 0; column < values.Length; column++)
            {
                double value = IsSingle ? (float)(object)values[column] : (double)(object)values[column];
                if (double.IsInfinity(value))
                    return NpyHeader.Bad(name, DataMatrix.NotFinite(value, row, column));
            }
        }
        return NpyHeader.Bad(name, "the file was changed while it was read");
    }
}
