using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>Maps each feature to x' = (x − offset) / divisor. Immutable.</summary>
public abstract class Scaler
{
    private readonly double[] offsets;
    private readonly double[] divisors;

    private protected Scaler(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns)
    {
        offsets = offset;
        divisors = divisor;
        Offset = Array.AsReadOnly(offset);
        Divisor = Array.AsReadOnly(divisor);
        ConstantColumns = Array.AsReadOnly(constantColumns.ToArray());
    }

    /// <summary>The value subtracted from each feature.</summary>
    public IReadOnlyList<double> Offset { get; }

    /// <summary>
    /// The divisor of each feature: greater than 0; 1 for a constant feature. It includes the weights of features, see
    /// <see cref="SomOptions.FeatureWeights"/>.
    /// </summary>
    public IReadOnlyList<double> Divisor { get; }

    /// <summary>The features that were constant, up to rounding; if scaling has an offset they become 0, up to rounding.</summary>
    public IReadOnlyList<int> ConstantColumns { get; }

    /// <summary>Scales samples; the result is in double precision.</summary>
    /// <exception cref="ArgumentException">The number of columns differs from that of the fitted data.</exception>
    public DataMatrix Transform(DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.ColumnCount != Offset.Count)
            throw new ArgumentException(
                $"the data has {data.ColumnCount} columns; the scaler was fitted on {Offset.Count}",
                nameof(data)
            );
        var values = new double[(long)data.RowCount * data.ColumnCount];
        for (int row = 0; row < data.RowCount; row++)
        {
            var scaled = values.AsSpan(row * data.ColumnCount, data.ColumnCount);
            data.CopyRow(row, scaled);
            Apply(scaled);
            RefuseOverflow(data, row, scaled);
        }
        return DataMatrix
            .Own(values, data.RowCount, data.ColumnCount)
            .With(data.FeatureNames, data.SampleWeights.IsEmpty ? null : data.SampleWeights.ToArray());
    }

    private static void RefuseOverflow(DataMatrix data, int row, ReadOnlySpan<double> scaled)
    {
        for (int c = 0; c < scaled.Length; c++)
            if (!double.IsFinite(scaled[c]) && !double.IsNaN(data[row, c]))
                throw TooFarOut(data[row, c], row, data.DescribeColumn(c));
    }

    internal static ArgumentException TooFarOut(double value, int row, string column) =>
        new(Text.Of($"the value {value} in row {row}, column {column} is too large to be scaled"));

    /// <summary>Scales whole rows in place.</summary>
    /// <param name="rows">Row-major values; their number is a multiple of the number of features.</param>
    public void Apply(Span<double> rows) => ApplyTo(rows);

    /// <summary>Scales whole rows in place; false if a value overflows.</summary>
    /// <returns>True if all scaled values are finite.</returns>
    internal bool ApplyTo(Span<double> rows) => OffsetAndDivide.Run(rows, offsets, divisors);

    /// <summary>Transforms whole rows back to the user's units, in place.</summary>
    /// <param name="rows">Row-major values; their number is a multiple of the number of features.</param>
    public void Invert(Span<double> rows)
    {
        int columns = offsets.Length;
        for (int start = 0; start < rows.Length; start += columns)
        for (int c = 0; c < columns; c++)
            rows[start + c] = (rows[start + c] * divisors[c]) + offsets[c];
    }
}

/// <summary>Scales each feature to mean 0 and population standard deviation 1 (n in the divisor).</summary>
public sealed class StandardScaler : Scaler
{
    internal StandardScaler(double[] mean, double[] deviation, IReadOnlyList<int> constantColumns)
        : base(mean, deviation, constantColumns) { }

    /// <summary>Learns means and standard deviations.</summary>
    public static StandardScaler Fit(DataMatrix data) => (StandardScaler)Scaling.Standard.Fit(data)!;
}

/// <summary>Multiplies features by factors that follow from their weights, without further scaling.</summary>
public sealed class WeightScaler : Scaler
{
    internal WeightScaler(double[] offset, double[] divisor, IReadOnlyList<int> constantColumns)
        : base(offset, divisor, constantColumns) { }
}

/// <summary>Scales each feature to median 0 and median absolute deviation 1/1.4826, see <see cref="Scaling.Robust"/>.</summary>
public sealed class RobustScaler : Scaler
{
    internal RobustScaler(double[] median, double[] deviation, IReadOnlyList<int> constantColumns)
        : base(median, deviation, constantColumns) { }

    /// <summary>Learns medians and median absolute deviations.</summary>
    public static RobustScaler Fit(DataMatrix data) => (RobustScaler)Scaling.Robust.Fit(data)!;
}

/// <summary>Scales each feature to the range 0 … 1.</summary>
public sealed class MinMaxScaler : Scaler
{
    internal MinMaxScaler(double[] minimum, double[] range, IReadOnlyList<int> constantColumns)
        : base(minimum, range, constantColumns) { }

    /// <summary>Learns the least and greatest values.</summary>
    public static MinMaxScaler Fit(DataMatrix data) => (MinMaxScaler)Scaling.MinMax.Fit(data)!;
}
