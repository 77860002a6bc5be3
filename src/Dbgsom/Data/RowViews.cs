using System.Buffers;
using Dbgsom.Kernels;

namespace Dbgsom.Data;

/// <summary>Rows that are made from others as they are read, and last as long as those.</summary>
internal abstract class RowView(RowStorage inner, int columnCount) : RowStorage(inner.RowCount, columnCount)
{
    public override bool IsSingle => false;

    public override bool IsMapped => inner.IsMapped;

    public override bool NeedsScratch => true;

    protected RowStorage Inner => inner;

    public override double At(int row, int column) => Read(row, 1, new double[ColumnCount])[column];

    public override void CheckUnchanged() => inner.CheckUnchanged();

    public override void Acquire() => inner.Acquire();

    public override void Release() => inner.Release();

    public override void Close() => inner.Close();
}

/// <summary>Rows that are scaled as they are read.</summary>
/// <param name="inner">The rows as given.</param>
/// <param name="scaler">How to scale them.</param>
/// <param name="describe">How messages name a column, where a value that overflows is refused; null where it is not.</param>
internal sealed class ScaledStorage(RowStorage inner, Scaler scaler, Func<int, string>? describe = null)
    : RowView(inner, inner.ColumnCount)
{
    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        Inner.Read(start, count, rows).CopyTo(rows);
        if (!scaler.ApplyTo(rows) && describe is not null)
            throw TooFarOut(start + count, describe);
        return rows;
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) => Inner.Bytes(start, count);

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new ScaledStorage(Inner.Select(rows, scratchDirectory), scaler, describe);

    private ArgumentException TooFarOut(int rows, Func<int, string> describeColumn)
    {
        var scaled = new double[ColumnCount];
        for (int row = 0; row < rows; row++)
        {
            Inner.Read(row, 1, scaled).CopyTo(scaled);
            scaler.Apply(scaled);
            int column = Array.FindIndex(scaled, value => !double.IsFinite(value));
            if (column >= 0)
                return Scaler.TooFarOut(Inner.At(row, column), row, describeColumn(column));
        }
        return new ArgumentException("the samples were changed while they were read");
    }
}

/// <summary>Rows that are scaled to length 1 as they are read.</summary>
internal sealed class UnitStorage(RowStorage inner) : RowView(inner, inner.ColumnCount)
{
    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        Inner.Read(start, count, rows).CopyTo(rows);
        UnitLength.Apply(rows, ColumnCount);
        return rows;
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new UnitStorage(Inner.Select(rows, scratchDirectory));
}

/// <summary>Some of the columns, in another order perhaps.</summary>
internal sealed class ColumnsStorage(RowStorage inner, int[] columns) : RowView(inner, columns.Length)
{
    public override bool IsSingle => Inner.IsSingle;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        int width = Inner.ColumnCount;
        double[] room = ArrayPool<double>.Shared.Rent(count * width);
        var source = Inner.Read(start, count, room);
        for (int i = 0; i < count; i++)
        for (int c = 0; c < columns.Length; c++)
            scratch[(i * columns.Length) + c] = source[(i * width) + columns[c]];
        ArrayPool<double>.Shared.Return(room);
        return scratch[..(count * columns.Length)];
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new ColumnsStorage(Inner.Select(rows, scratchDirectory), columns);
}

/// <summary>Rows in another precision: rounded to single, or single that counts as double.</summary>
internal sealed class PrecisionStorage(RowStorage inner, bool single) : RowView(inner, inner.ColumnCount)
{
    public override bool IsSingle => single;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        if (!single)
            return Inner.Read(start, count, scratch);
        var source = Inner.Read(start, count, scratch);
        for (int i = 0; i < source.Length; i++)
        {
            float rounded = (float)source[i];
            scratch[i] = float.IsFinite(rounded) ? rounded : throw BeyondSingle(source[i], start, i);
        }
        return scratch[..source.Length];
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new PrecisionStorage(Inner.Select(rows, scratchDirectory), single);

    private ArgumentException BeyondSingle(double value, int start, int place) =>
        new(
            Text.Of(
                $"the value in row {start + (place / ColumnCount)}, column {place % ColumnCount} is {value}, beyond the range of single precision"
            )
        );
}
