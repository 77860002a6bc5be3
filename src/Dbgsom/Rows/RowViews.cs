using System.Buffers;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Rows that are made from others as they are read, and last as long as those.</summary>
internal abstract class RowView(RowStorage inner, int columnCount) : RowStorage(inner.RowCount, columnCount)
{
    public override bool IsSingle => false;

    public override bool IsMapped => inner.IsMapped;

    public override bool MayHaveGaps => inner.MayHaveGaps;

    public override bool NeedsScratch => true;

    protected RowStorage Inner => inner;

    public override double At(int row, int column) => Read(row, 1, new double[ColumnCount])[column];

    public override void CheckUnchanged() => inner.CheckUnchanged();

    public override void Acquire() => inner.Acquire();

    public override void Release() => inner.Release();

    public override void Close() => inner.Close();
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
            scratch[i] = float.IsFinite(rounded) || double.IsNaN(source[i]) ? rounded : throw BeyondSingle(source[i], start, i);
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
