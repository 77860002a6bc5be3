namespace Dbgsom.Rows;

/// <summary>Some rows of others, one after the other, where they are.</summary>
/// <param name="inner">The other rows; they go with these.</param>
/// <param name="first">The first of them.</param>
/// <param name="rowCount">How many.</param>
internal sealed class RangeStorage(RowStorage inner, int first, int rowCount) : RowStorage(rowCount, inner.ColumnCount)
{
    public override bool IsSingle => inner.IsSingle;

    public override bool IsMapped => inner.IsMapped;

    public override bool MayHaveGaps => inner.MayHaveGaps;

    public override bool NeedsScratch => inner.NeedsScratch;

    public override double At(int row, int column) => inner.At(first + row, column);

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch) =>
        inner.Read(first + start, count, scratch);

    public override ReadOnlySpan<byte> Bytes(int start, int count) =>
        inner.Bytes(first + start, Math.Min(count, RowCount - start));

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory)
    {
        var places = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            places[i] = first + rows[i];
        return inner.Select(places, scratchDirectory);
    }

    public override void CheckUnchanged() => inner.CheckUnchanged();

    public override void Acquire() => inner.Acquire();

    public override void Release() => inner.Release();

    public override void Close() => inner.Close();
}
