using Dbgsom.Kernels;

namespace Dbgsom.Data;

/// <summary>
/// Where samples lie: rows that can be read as blocks of doubles. The one seam between the training engine and memory, mapped files
/// or scaled views; adding a kind of storage is one class.
/// </summary>
internal abstract class RowStorage(int rowCount, int columnCount)
{
    public int RowCount { get; } = rowCount;

    public int ColumnCount { get; } = columnCount;

    /// <summary>Whether the samples are single precision; their values as double are exact either way.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>One value.</summary>
    public abstract double At(int row, int column);

    /// <summary>Whether reading needs room to put the values in.</summary>
    public abstract bool NeedsScratch { get; }

    /// <summary>Rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, row-major, as double.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="scratch">At least count · columns values of room, used only where the rows are not doubles already.</param>
    public abstract ReadOnlySpan<double> Read(int start, int count, Span<double> scratch);

    /// <summary>A copy of the given rows, in that order, in the precision they have.</summary>
    public abstract RowStorage Select(ReadOnlySpan<int> rows);

    private protected T[] Select<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var selected = new T[rows.Length * ColumnCount];
        for (int i = 0; i < rows.Length; i++)
            values.AsSpan(rows[i] * ColumnCount, ColumnCount).CopyTo(selected.AsSpan(i * ColumnCount));
        return selected;
    }

    /// <summary>A copy of the rows as they are read, for reading them often.</summary>
    public RowStorage Copied()
    {
        var values = new double[(long)RowCount * ColumnCount];
        for (int row = 0; row < RowCount; row++)
        {
            var target = values.AsSpan(row * ColumnCount, ColumnCount);
            Read(row, 1, target).CopyTo(target);
        }
        return new DoubleStorage(values, RowCount, ColumnCount);
    }
}

/// <summary>Rows in an array of doubles.</summary>
internal sealed class DoubleStorage(double[] values, int rowCount, int columnCount) : RowStorage(rowCount, columnCount)
{
    public override bool IsSingle => false;

    public override double At(int row, int column) => values[(row * ColumnCount) + column];

    public override bool NeedsScratch => false;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch) =>
        values.AsSpan(start * ColumnCount, count * ColumnCount);

    public override RowStorage Select(ReadOnlySpan<int> rows) =>
        new DoubleStorage(Select(values, rows), rows.Length, ColumnCount);
}

/// <summary>Rows in an array of floats, widened as they are read.</summary>
internal sealed class SingleStorage(float[] values, int rowCount, int columnCount) : RowStorage(rowCount, columnCount)
{
    public override bool IsSingle => true;

    public override double At(int row, int column) => values[(row * ColumnCount) + column];

    public override bool NeedsScratch => true;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var source = values.AsSpan(start * ColumnCount, count * ColumnCount);
        for (int i = 0; i < source.Length; i++)
            scratch[i] = source[i];
        return scratch[..source.Length];
    }

    public override RowStorage Select(ReadOnlySpan<int> rows) =>
        new SingleStorage(Select(values, rows), rows.Length, ColumnCount);
}

/// <summary>Rows that are scaled as they are read.</summary>
internal sealed class ScaledStorage(RowStorage inner, Scaler scaler) : RowStorage(inner.RowCount, inner.ColumnCount)
{
    public override bool IsSingle => false;

    public override double At(int row, int column) => Read(row, 1, new double[ColumnCount])[column];

    public override bool NeedsScratch => true;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        inner.Read(start, count, rows).CopyTo(rows);
        scaler.Apply(rows);
        return rows;
    }

    public override RowStorage Select(ReadOnlySpan<int> rows) => new ScaledStorage(inner.Select(rows), scaler);
}

/// <summary>Rows that are scaled to length 1 as they are read.</summary>
internal sealed class UnitStorage(RowStorage inner) : RowStorage(inner.RowCount, inner.ColumnCount)
{
    public override bool IsSingle => false;

    public override double At(int row, int column) => Read(row, 1, new double[ColumnCount])[column];

    public override bool NeedsScratch => true;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        inner.Read(start, count, rows).CopyTo(rows);
        UnitLength.Apply(rows, ColumnCount);
        return rows;
    }

    public override RowStorage Select(ReadOnlySpan<int> rows) => new UnitStorage(inner.Select(rows));
}
