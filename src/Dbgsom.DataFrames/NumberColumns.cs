using System.Globalization;
using System.Numerics;
using Microsoft.Data.Analysis;

namespace Dbgsom.DataFrames;

/// <summary>Columns of numbers of any type as doubles.</summary>
internal static class NumberColumns
{
    private const long LargestExact = 1L << 53;

    /// <summary>How to read a column: the value of a row, NaN where there is none (null or NaN); an infinite one is refused.</summary>
    /// <exception cref="ArgumentException">The column holds something else than numbers.</exception>
    public static Func<int, double> Read(DataFrameColumn column) =>
        column switch
        {
            PrimitiveDataFrameColumn<double> cells => Of(cells),
            PrimitiveDataFrameColumn<float> cells => Of(cells),
            PrimitiveDataFrameColumn<int> cells => Of(cells),
            PrimitiveDataFrameColumn<long> cells => Of(cells),
            PrimitiveDataFrameColumn<short> cells => Of(cells),
            PrimitiveDataFrameColumn<sbyte> cells => Of(cells),
            PrimitiveDataFrameColumn<uint> cells => Of(cells),
            PrimitiveDataFrameColumn<ulong> cells => Of(cells),
            PrimitiveDataFrameColumn<ushort> cells => Of(cells),
            PrimitiveDataFrameColumn<byte> cells => Of(cells),
            PrimitiveDataFrameColumn<decimal> cells => Of(cells),
            _ => throw new ArgumentException(
                $"the column '{column.Name}' is {(column.DataType == typeof(string) || column.DataType == typeof(ReadOnlyMemory<char>) ? "text" : column.DataType.Name)}; features are numbers"
            ),
        };

    private static Func<int, double> Of<T>(PrimitiveDataFrameColumn<T> cells)
        where T : unmanaged, INumberBase<T> =>
        row =>
        {
            if (cells[row] is not { } given)
                return double.NaN;
            double value = double.CreateChecked(given);
            if (Math.Abs(value) >= LargestExact && IsBeyond(given))
                throw new ArgumentException(
                    $"row {row}, column '{cells.Name}': {given} is an integer beyond 2^53, where integers are not exact as numbers; leave the column out, or make it double where it may be rounded"
                );
            return !double.IsInfinity(value)
                ? value
                : throw new ArgumentException(
                    $"row {row}, column '{cells.Name}': {value.ToString(CultureInfo.InvariantCulture)} is not a finite number"
                );
        };

    private static bool IsBeyond(object given) =>
        given is long and (> LargestExact or < -LargestExact) || given is ulong and > (ulong)LargestExact;
}
