using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using Dbgsom.Naming;

namespace Dbgsom.Files.Tables;

/// <summary>Reads the cells of Arrow columns.</summary>
internal static class ArrowCells
{
    /// <summary>Returns the possible use of columns of a type.</summary>
    public static CellKind KindOf(IArrowType type) =>
        type.TypeId switch
        {
            ArrowTypeId.HalfFloat or ArrowTypeId.Float => CellKind.SingleNumber,
            ArrowTypeId.Int8
            or ArrowTypeId.UInt8
            or ArrowTypeId.Int16
            or ArrowTypeId.UInt16
            or ArrowTypeId.Int32
            or ArrowTypeId.UInt32
            or ArrowTypeId.Int64
            or ArrowTypeId.UInt64 => CellKind.WholeNumber,
            ArrowTypeId.Boolean or ArrowTypeId.Double => CellKind.Number,
            ArrowTypeId.Decimal32 or ArrowTypeId.Decimal64 or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256 => Scale(type) > 0
                ? CellKind.Number
                : CellKind.WholeNumber,
            ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => CellKind.Text,
            ArrowTypeId.Dictionary => KindOf(((DictionaryType)type).ValueType),
            _ => CellKind.Other,
        };

    private static int Scale(IArrowType type) =>
        type switch
        {
            Decimal32Type of => of.Scale,
            Decimal64Type of => of.Scale,
            Decimal128Type of => of.Scale,
            _ => ((Decimal256Type)type).Scale,
        };

    /// <summary>True if a type stands for dates or times.</summary>
    public static bool IsDate(IArrowType type) =>
        type.TypeId
            is ArrowTypeId.Date32
                or ArrowTypeId.Date64
                or ArrowTypeId.Timestamp
                or ArrowTypeId.Time32
                or ArrowTypeId.Time64
        || (type is DictionaryType of && IsDate(of.ValueType));

    /// <summary>True if a type stands for days without a time.</summary>
    public static bool IsDay(IArrowType type) =>
        type.TypeId is ArrowTypeId.Date32 or ArrowTypeId.Date64 || (type is DictionaryType of && IsDay(of.ValueType));

    /// <summary>True if a type stands for times without a day.</summary>
    public static bool IsTime(IArrowType type) =>
        type.TypeId is ArrowTypeId.Time32 or ArrowTypeId.Time64 || (type is DictionaryType of && IsTime(of.ValueType));

    /// <summary>Reads dates and times as <see cref="DateNumber"/>; returns the first row that is null, or −1. With <paramref name="skipNull"/> nulls are not-a-number.</summary>
    public static int Dates(IArrowArray array, double[] values, bool skipNull) =>
        array switch
        {
            Date32Array cells => Each(cells, values, skipNull, (cells, row) => (double)cells.Values[row]),
            Date64Array cells => Each(cells, values, skipNull, (cells, row) => Days(cells.Values[row], TimeUnit.Millisecond)),
            TimestampArray cells => Each(
                cells,
                values,
                skipNull,
                (cells, row) => Days(cells.Values[row], ((TimestampType)cells.Data.DataType).Unit)
            ),
            Time32Array cells => Each(
                cells,
                values,
                skipNull,
                (cells, row) => Days(cells.Values[row], ((Time32Type)cells.Data.DataType).Unit)
            ),
            Time64Array cells => Each(
                cells,
                values,
                skipNull,
                (cells, row) => Days(cells.Values[row], ((Time64Type)cells.Data.DataType).Unit)
            ),
            DictionaryArray cells => Indexed(cells, values, skipNull, Dates),
            _ => throw new NotSupportedException($"arrays of type {array.Data.DataType.Name} are not dates"),
        };

    /// <summary>Whole days and the rest by themselves, so that a day is exact in every unit.</summary>
    private static double Days(long count, TimeUnit unit)
    {
        long day = unit switch
        {
            TimeUnit.Second => 86_400,
            TimeUnit.Millisecond => 86_400_000,
            TimeUnit.Microsecond => 86_400_000_000,
            _ => 86_400_000_000_000,
        };
        long rest = ((count % day) + day) % day;
        return ((count - rest) / day) + ((double)rest / day);
    }

    /// <summary>Reads numbers; returns the first row that is null, or −1. With <paramref name="skipNull"/> nulls are not-a-number.</summary>
    public static int Numbers(IArrowArray array, double[] values, bool skipNull) =>
        array switch
        {
            Int8Array cells => Whole(cells, values, skipNull),
            UInt8Array cells => Whole(cells, values, skipNull),
            Int16Array cells => Whole(cells, values, skipNull),
            UInt16Array cells => Whole(cells, values, skipNull),
            Int32Array cells => Whole(cells, values, skipNull),
            UInt32Array cells => Whole(cells, values, skipNull),
            Int64Array cells => Whole(cells, values, skipNull),
            UInt64Array cells => Whole(cells, values, skipNull),
            HalfFloatArray cells => Each(cells, values, skipNull, (cells, row) => (double)cells.Values[row]),
            FloatArray cells => Each(cells, values, skipNull, (cells, row) => cells.Values[row]),
            DoubleArray cells => Each(cells, values, skipNull, (cells, row) => cells.Values[row]),
            BooleanArray cells => Each(cells, values, skipNull, (cells, row) => cells.GetValue(row) == true ? 1.0 : 0.0),
            DictionaryArray cells => Indexed(cells, values, skipNull, Numbers),
            _ => Each(array, values, skipNull, (cells, row) => DecimalNumber.Nearest(Decimal(cells, row))),
        };

    /// <summary>Reads texts, numbers as one writes them; returns the first row that is null, or −1. With <paramref name="skipNull"/> nulls are null.</summary>
    public static int Texts(IArrowArray array, string[] values, bool skipNull)
    {
        switch (array)
        {
            // Their own GetString trusts the offsets, and a damaged file would end the process.
            case StringArray cells:
                return Each(
                    cells,
                    values,
                    skipNull,
                    (cells, row) => Slice(cells.ValueBuffer.Span, cells.ValueOffsets[row], cells.ValueOffsets[row + 1])
                );
            case LargeStringArray cells:
                return Each(
                    cells,
                    values,
                    skipNull,
                    (cells, row) => Slice(cells.ValueBuffer.Span, cells.ValueOffsets[row], cells.ValueOffsets[row + 1])
                );
            case StringViewArray cells:
                return Each(cells, values, skipNull, (cells, row) => BadText.OfUtf8(cells.GetBytes(row)));
            case BooleanArray cells:
                return Each(cells, values, skipNull, (cells, row) => cells.GetValue(row) == true ? "true" : "false");
            case Int64Array cells:
                return Each(cells, values, skipNull, (cells, row) => cells.Values[row].ToString(CultureInfo.InvariantCulture));
            case UInt64Array cells:
                return Each(cells, values, skipNull, (cells, row) => cells.Values[row].ToString(CultureInfo.InvariantCulture));
            case Decimal32Array or Decimal64Array or Decimal128Array or Decimal256Array:
                return Each(array, values, skipNull, Decimal);
            case DictionaryArray cells:
                return Indexed(cells, values, skipNull, Texts);
            default:
                // All that is left is exact in double.
                var numbers = new double[array.Length];
                int missing = Numbers(array, numbers, skipNull);
                for (int row = 0; row < (missing < 0 ? numbers.Length : missing); row++)
                    values[row] = array.IsNull(row) ? null! : numbers[row].ToString("R", CultureInfo.InvariantCulture);
                return missing;
        }
    }

    private static string Slice(ReadOnlySpan<byte> bytes, long start, long end) =>
        BadText.OfUtf8(bytes[checked((int)start)..checked((int)end)]);

    private static int Whole<T>(PrimitiveArray<T> array, double[] values, bool skipNull)
        where T : struct, IBinaryInteger<T>, IEquatable<T> =>
        Each(array, values, skipNull, (cells, row) => double.CreateChecked(cells.Values[row]));

    private static int Each<TArray, T>(
        TArray array,
        T[] values,
        bool skipNull,
        Func<TArray, int, T> read,
        Func<int, bool>? isNull = null
    )
        where TArray : IArrowArray
    {
        for (int row = 0; row < array.Length; row++)
        {
            if (!(isNull?.Invoke(row) ?? array.IsNull(row)))
                values[row] = read(array, row);
            else if (!skipNull)
                return row;
            else
                values[row] = Null<T>();
        }
        return -1;
    }

    private static T Null<T>() => typeof(T) == typeof(double) ? (T)(object)double.NaN : default!;

    /// <summary>A cell is null where its index is, or what the index leads to.</summary>
    private static int Indexed<T>(DictionaryArray array, T[] values, bool skipNull, Func<IArrowArray, T[], bool, int> read)
    {
        var known = new T[array.Dictionary.Length];
        read(array.Dictionary, known, true);
        var places = new double[array.Length];
        Numbers(array.Indices, places, skipNull: true);
        return Each(
            array,
            values,
            skipNull,
            (cells, row) => known[(int)places[row]],
            row => array.Indices.IsNull(row) || array.Dictionary.IsNull((int)places[row])
        );
    }

    private static string Decimal(IArrowArray array, int row) =>
        array switch
        {
            Decimal32Array cells => cells.GetString(row)!,
            Decimal64Array cells => cells.GetString(row)!,
            Decimal128Array cells => cells.GetString(row)!,
            Decimal256Array cells => cells.GetString(row)!,
            _ => throw new NotSupportedException($"arrays of type {array.Data.DataType.Name} are not supported"),
        };
}
