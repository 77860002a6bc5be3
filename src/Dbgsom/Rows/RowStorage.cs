using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Rows;

/// <summary>
/// Where samples lie: rows that can be read as blocks of doubles. The one seam between the training engine and memory, mapped files
/// or scaled views; adding a kind of storage is one class.
/// </summary>
internal abstract class RowStorage(int rowCount, int columnCount)
{
    // What is selected from a file is copied to memory up to here, and to a scratch file beyond.
    private const long MostGathered = 64L << 20;

    // Asked for ahead of their reading, in bytes: a part of the second cache.
    private const long MostAhead = 256 << 10;

    public int RowCount { get; } = rowCount;

    public int ColumnCount { get; } = columnCount;

    /// <summary>True if the samples are single precision; their values as double are exact either way.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>True if the rows lie in a file, at least some: no copy of them all is ever taken to memory.</summary>
    public virtual bool IsMapped => false;

    /// <summary>Bytes of the samples that are in memory.</summary>
    public virtual long BytesInMemory =>
        IsMapped ? 0 : (long)RowCount * ColumnCount * (IsSingle ? sizeof(float) : sizeof(double));

    /// <summary>
    /// True if values may be missing, which are NaN. Of rows in a file that is known when they have been read: it holds for all rows
    /// that were.
    /// </summary>
    public abstract bool MayHaveGaps { get; }

    /// <summary>One value.</summary>
    public abstract double At(int row, int column);

    /// <summary>True if reading needs room to put the values in.</summary>
    public abstract bool NeedsScratch { get; }

    /// <summary>Rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, row-major, as double.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="scratch">At least count · columns values of room, used only where the rows are not doubles already.</param>
    public abstract ReadOnlySpan<double> Read(int start, int count, Span<double> scratch);

    /// <summary>The bytes from which rows are read, to ask for them before that; of few rows or none where they are long, or it is not known.</summary>
    /// <param name="start">The first row; there may be none from there on.</param>
    /// <param name="count">The number of rows, at most.</param>
    public virtual ReadOnlySpan<byte> Bytes(int start, int count) => [];

    /// <summary>A copy of the given rows, in that order, in the precision they have; of mapped rows in a scratch file where it is large.</summary>
    public abstract RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory);

    /// <summary>A copy of the given rows as by <see cref="Select(ReadOnlySpan{int}, string?)"/>; of mapped rows, which may be many, not even their numbers are held.</summary>
    public RowStorage Select(IEnumerable<int> rows, string? scratchDirectory) =>
        IsMapped ? Gather(rows, scratchDirectory) : Select([.. rows], scratchDirectory);

    /// <summary>Keeps the rows from going away until <see cref="Release"/>. Whoever reads has to, as they may lie in a mapped file.</summary>
    /// <exception cref="ObjectDisposedException">The rows were disposed.</exception>
    public virtual void Acquire() { }

    public virtual void Release() { }

    /// <summary>Closes the file, if the rows are in one; current readers finish first.</summary>
    public virtual void Close() { }

    /// <summary>Refuses rows in a mapped file that was written to since it was mapped.</summary>
    /// <exception cref="IOException">It was.</exception>
    public virtual void CheckUnchanged() { }

    /// <summary><see cref="Acquire"/> until the end of a using.</summary>
    public Reading Hold() => new(this);

    /// <summary>Returns the number of rows to read at a time: at most the given number and the existing rows.</summary>
    private protected int RowsAhead<T>(int start, int count) =>
        (int)Math.Clamp(Math.Min(RowCount - (long)start, MostAhead / ((long)ColumnCount * Unsafe.SizeOf<T>())), 0, count);

    private protected RowStorage Gather(IEnumerable<int> rows, string? scratchDirectory)
    {
        using var sink = new RowSink("selected rows", ColumnCount, IsSingle, MostGathered, scratchDirectory);
        var room = new double[ColumnCount];
        foreach (int row in rows)
            sink.Add(Read(row, 1, room));
        return sink.ToStorage();
    }

    private protected void Select<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, Span<T> target)
    {
        for (int i = 0; i < rows.Length; i++)
            values.Slice(rows[i] * ColumnCount, ColumnCount).CopyTo(target[(i * ColumnCount)..]);
    }

    /// <summary>A copy of the rows as they are read, for reading them often.</summary>
    /// <param name="team">The threads there are.</param>
    public RowStorage Copied(Team team)
    {
        const int ValuesAtOnce = 1 << 15;
        var values = AlignedArray<double>.Lasting(checked(RowCount * ColumnCount));
        int rows = Math.Max(1, ValuesAtOnce / ColumnCount);
        team.For(
            (int)((RowCount + (rows - 1L)) / rows),
            team.Threads,
            (part, _) =>
            {
                int start = part * rows;
                int count = Math.Min(rows, RowCount - start);
                var target = values.Span.Slice(start * ColumnCount, count * ColumnCount);
                Read(start, count, target).CopyTo(target);
            }
        );
        return new DoubleStorage(values, RowCount, ColumnCount, MayHaveGaps);
    }
}

/// <summary>Rows in an array of doubles.</summary>
internal sealed class DoubleStorage(AlignedArray<double> values, int rowCount, int columnCount, bool mayHaveGaps)
    : RowStorage(rowCount, columnCount)
{
    public DoubleStorage(double[] values, int rowCount, int columnCount, bool mayHaveGaps)
        : this(AlignedArray<double>.Of(values), rowCount, columnCount, mayHaveGaps) { }

    public override bool MayHaveGaps => mayHaveGaps;

    public override bool IsSingle => false;

    public override double At(int row, int column) => values.Span[(row * ColumnCount) + column];

    public override bool NeedsScratch => false;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch) =>
        values.Span.Slice(start * ColumnCount, count * ColumnCount);

    public override ReadOnlySpan<byte> Bytes(int start, int count) =>
        MemoryMarshal.AsBytes(values.Span.Slice(start * ColumnCount, RowsAhead<double>(start, count) * ColumnCount));

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory)
    {
        var selected = AlignedArray<double>.Lasting(rows.Length * ColumnCount);
        Select(values.Span, rows, selected.Span);
        return new DoubleStorage(selected, rows.Length, ColumnCount, mayHaveGaps);
    }
}

/// <summary>Rows in an array of floats, widened as they are read.</summary>
internal sealed class SingleStorage(float[] values, int rowCount, int columnCount, bool mayHaveGaps)
    : RowStorage(rowCount, columnCount)
{
    public override bool MayHaveGaps => mayHaveGaps;

    public override bool IsSingle => true;

    public override double At(int row, int column) => values[(row * ColumnCount) + column];

    public override bool NeedsScratch => true;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var source = values.AsSpan(start * ColumnCount, count * ColumnCount);
        Widening.Run(source, scratch);
        return scratch[..source.Length];
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) =>
        MemoryMarshal.AsBytes(values.AsSpan(start * ColumnCount, RowsAhead<float>(start, count) * ColumnCount));

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory)
    {
        var selected = new float[rows.Length * ColumnCount];
        Select(values, rows, selected);
        return new SingleStorage(selected, rows.Length, ColumnCount, mayHaveGaps);
    }
}

/// <summary>Holds rows while they are read, see <see cref="RowStorage.Hold"/>.</summary>
internal readonly ref struct Reading : IDisposable
{
    private readonly RowStorage storage;

    public Reading(RowStorage storage)
    {
        storage.Acquire();
        this.storage = storage;
    }

    public void Dispose() => storage.Release();
}
