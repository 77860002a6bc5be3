using System.Buffers;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Where a feature comes from: a column as it is, or a column of categories that has to hold one code.</summary>
/// <param name="Column">The column of the rows as they were read.</param>
/// <param name="Code">The number for which the feature is 1, and 0 for all others; not-a-number where no row has it; null for the column as it is.</param>
/// <param name="Others">The numbers for which the feature is 0, and 1 for all others; null where a code says it.</param>
/// <param name="Part">Makes the feature of a date; null for any other.</param>
internal readonly record struct FeatureSource(
    int Column,
    double? Code,
    IReadOnlySet<double>? Others = null,
    Func<double, double>? Part = null
);

/// <summary>Rows whose categories become features as they are read: what lies in memory or a file stays as narrow as it was.</summary>
/// <param name="inner">The rows as they were read.</param>
/// <param name="features">The features, in order.</param>
/// <param name="lacksHours">True if dates are without a time of day whose hour is a feature.</param>
internal sealed class OneHotStorage(RowStorage inner, FeatureSource[] features, bool lacksHours) : RowView(inner, features.Length)
{
    public override bool MayHaveGaps => lacksHours || Inner.MayHaveGaps;

    public override bool IsSingle => Inner.IsSingle;

    public override long BytesInMemory => Inner.BytesInMemory;

    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        int width = Inner.ColumnCount;
        double[] room = ArrayPool<double>.Shared.Rent(count * width);
        try
        {
            var source = Inner.Read(start, count, room);
            for (int row = 0; row < count; row++)
            for (int f = 0; f < features.Length; f++)
            {
                double value = source[(row * width) + features[f].Column];
                scratch[(row * features.Length) + f] =
                    double.IsNaN(value) ? value
                    : features[f].Part is { } part ? part(value)
                    : features[f].Others is { } others ? (others.Contains(value) ? 0 : 1)
                    : features[f].Code is not { } code ? value
                    : value == code ? 1
                    : 0;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(room);
        }
        return scratch[..(count * features.Length)];
    }

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new OneHotStorage(Inner.Select(rows, scratchDirectory), features, lacksHours);
}
