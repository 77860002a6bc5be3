using Dbgsom.Rows;

namespace Dbgsom.Space;

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
        if (!scaler.ApplyTo(rows) && describe is not null && (!MayHaveGaps || Overflows(rows, start)))
            throw TooFarOut(start + count, describe);
        return rows;
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) => Inner.Bytes(start, count);

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new ScaledStorage(Inner.Select(rows, scratchDirectory), scaler, describe);

    /// <summary>True if a value is not finite that was given.</summary>
    private bool Overflows(ReadOnlySpan<double> rows, int start)
    {
        for (int i = 0; i < rows.Length; i++)
            if (!double.IsFinite(rows[i]) && !double.IsNaN(Inner.At(start + (i / ColumnCount), i % ColumnCount)))
                return true;
        return false;
    }

    private ArgumentException TooFarOut(int rows, Func<int, string> describeColumn)
    {
        var scaled = new double[ColumnCount];
        for (int row = 0; row < rows; row++)
        {
            Inner.Read(row, 1, scaled).CopyTo(scaled);
            scaler.Apply(scaled);
            int place = row;
            int column = Array.FindIndex(scaled, value => !double.IsFinite(value));
            while (column >= 0 && double.IsNaN(Inner.At(place, column)))
                column = Array.FindIndex(scaled, column + 1, value => !double.IsFinite(value));
            if (column >= 0)
                return Scaler.TooFarOut(Inner.At(row, column), row, describeColumn(column));
        }
        return new ArgumentException("the samples were changed while they were read");
    }
}
