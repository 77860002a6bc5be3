using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>Rows that are scaled to length 1 as they are read.</summary>
/// <param name="inner">The rows.</param>
/// <param name="shares">How much each feature counts where others are missing; null for 1.</param>
internal sealed class UnitStorage(RowStorage inner, double[]? shares) : RowView(inner, inner.ColumnCount)
{
    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        Inner.Read(start, count, rows).CopyTo(rows);
        UnitLength.Apply(rows, ColumnCount, shares);
        return rows;
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new UnitStorage(Inner.Select(rows, scratchDirectory), shares);
}
