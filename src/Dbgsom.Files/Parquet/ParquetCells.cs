using System.Globalization;
using System.Numerics;
using Dbgsom.Files.Tables;
using Dbgsom.Naming;
using Parquet;
using Parquet.Schema;
using ConvertedType = Parquet.Meta.ConvertedType;
using SchemaElement = Parquet.Meta.SchemaElement;

namespace Dbgsom.Files.Parquet;

/// <summary>Reads the cells of columns of one type.</summary>
internal abstract class ParquetCells
{
    private static readonly Dictionary<Type, Func<ParquetCells>> Kinds = new()
    {
        [typeof(bool)] = () => new Values<bool>(value => value ? 1 : 0, value => value ? "true" : "false"),
        [typeof(sbyte)] = Whole<sbyte>,
        [typeof(byte)] = Whole<byte>,
        [typeof(short)] = Whole<short>,
        [typeof(ushort)] = Whole<ushort>,
        [typeof(int)] = Whole<int>,
        [typeof(uint)] = Whole<uint>,
        [typeof(long)] = Whole<long>,
        [typeof(ulong)] = Whole<ulong>,
        [typeof(Half)] = () => new Values<Half>(value => (double)value, value => Written((double)value)),
        [typeof(float)] = () => new Values<float>(value => value, value => Written(value)),
        [typeof(double)] = () => new Values<double>(value => value, Written),
        [typeof(decimal)] = () =>
            new Values<decimal>(DecimalNumber.Nearest, value => value.ToString(CultureInfo.InvariantCulture)),
        [typeof(ReadOnlyMemory<char>)] = () => new Strings(),
    };

    // As numbers these are days since 1970.
    private static readonly Dictionary<Type, Func<ParquetCells>> Dates = new()
    {
        [typeof(DateTime)] = () => OfDates<DateTime>(date => date),
        [typeof(DateOnly)] = () => OfDates<DateOnly>(date => date.ToDateTime(TimeOnly.MinValue)),
        [typeof(TimeOnly)] = () => OfDates<TimeOnly>(time => DateTime.UnixEpoch.Add(time.ToTimeSpan())),
        [typeof(TimeSpan)] = () => OfDates<TimeSpan>(DateTime.UnixEpoch.Add),
    };

    private static readonly HashSet<Type> Wholes =
    [
        typeof(sbyte),
        typeof(byte),
        typeof(short),
        typeof(ushort),
        typeof(int),
        typeof(uint),
        typeof(long),
        typeof(ulong),
    ];

    /// <summary>The possible uses of a column.</summary>
    public static CellKind KindOf(DataField field)
    {
        var type = field.ClrType;
        return type == typeof(ReadOnlyMemory<char>) ? CellKind.Text
            : !Kinds.ContainsKey(type) || !IsPlain(field.SchemaElement) ? CellKind.Other
            : type == typeof(float) || type == typeof(Half) ? CellKind.SingleNumber
            : Wholes.Contains(type) || field is DecimalDataField { Scale: 0 } ? CellKind.WholeNumber
            : CellKind.Number;
    }

    /// <summary>Returns the type of a column for messages.</summary>
    public static string Name(DataField field) =>
        IsPlain(field.SchemaElement) || field.ClrType == typeof(ReadOnlyMemory<char>) || !Kinds.ContainsKey(field.ClrType)
            ? Name(field.ClrType)
            : field.SchemaElement?.ConvertedType?.ToString() ?? "time";

    /// <summary>True if stored numbers mean themselves and not, for instance, a time of day.</summary>
    private static bool IsPlain(SchemaElement? element)
    {
        var logical = element?.LogicalType;
        bool plain = logical is null || logical.INTEGER is not null || logical.DECIMAL is not null || logical.FLOAT16 is not null;
        return plain
            && element?.ConvertedType
                is null
                    or ConvertedType.DECIMAL
                    or ConvertedType.INT_8
                    or ConvertedType.INT_16
                    or ConvertedType.INT_32
                    or ConvertedType.INT_64
                    or ConvertedType.UINT_8
                    or ConvertedType.UINT_16
                    or ConvertedType.UINT_32
                    or ConvertedType.UINT_64;
    }

    /// <summary>A type as messages name it.</summary>
    private static string Name(Type type) =>
        type == typeof(ReadOnlyMemory<char>) ? "text"
        : type == typeof(ReadOnlyMemory<byte>) ? "binary"
        : type.Name;

    /// <summary>The reader of columns of a type that is no <see cref="CellKind.Other"/>, or dates.</summary>
    public static ParquetCells For(Type type) => (Kinds.GetValueOrDefault(type) ?? Dates[type])();

    /// <summary>True if a column can be read as dates or times.</summary>
    public static bool ReadsDates(DataField field) => Dates.ContainsKey(field.ClrType) || UnitsADay(field) is not null;

    /// <summary>True if a column holds days without a time.</summary>
    public static bool IsDay(DataField field) =>
        field.ClrType == typeof(DateOnly)
        || field.SchemaElement?.ConvertedType is ConvertedType.DATE
        || field.SchemaElement?.LogicalType?.DATE is not null;

    /// <summary>True if a column holds times without a day.</summary>
    public static bool IsTime(DataField field) =>
        field.ClrType == typeof(TimeOnly)
        || field.ClrType == typeof(TimeSpan)
        || field.SchemaElement?.ConvertedType is ConvertedType.TIME_MILLIS or ConvertedType.TIME_MICROS
        || field.SchemaElement?.LogicalType?.TIME is not null;

    /// <summary>How many units a day has of a column of whole numbers that are times or timestamps; null where they are something else.</summary>
    public static long? UnitsADay(DataField field)
    {
        if (!Wholes.Contains(field.ClrType) || field.SchemaElement is not { } element)
            return null;
        var unit = element.LogicalType?.TIME?.Unit ?? element.LogicalType?.TIMESTAMP?.Unit;
        return unit?.MILLIS is not null || element.ConvertedType is ConvertedType.TIME_MILLIS or ConvertedType.TIMESTAMP_MILLIS
                ? 86_400_000
            : unit?.MICROS is not null || element.ConvertedType is ConvertedType.TIME_MICROS or ConvertedType.TIMESTAMP_MICROS
                ? 86_400_000_000
            : unit?.NANOS is not null ? 86_400_000_000_000
            : null;
    }

    /// <summary>True if a column holds dates or times.</summary>
    public static bool IsDate(DataField field) =>
        field.ClrType == typeof(DateTime)
        || field.ClrType == typeof(DateOnly)
        || field.ClrType == typeof(TimeOnly)
        || field.ClrType == typeof(TimeSpan)
        || (Wholes.Contains(field.ClrType) && !IsPlain(field.SchemaElement));

    /// <summary>Reads numbers; returns the first row that is null, or −1. With <c>keepNulls</c> nulls are not-a-number.</summary>
    public abstract int Numbers(
        ParquetRowGroupReader group,
        DataField field,
        int count,
        double[] values,
        bool keepNulls,
        CancellationToken cancellationToken
    );

    /// <summary>Reads texts; returns the first row that is null, or −1. With <c>keepNulls</c> nulls are null.</summary>
    public abstract int Texts(
        ParquetRowGroupReader group,
        DataField field,
        int count,
        string[] values,
        bool keepNulls,
        CancellationToken cancellationToken
    );

    private static Values<T> Whole<T>()
        where T : struct, IBinaryInteger<T> =>
        new(double.CreateChecked, value => value.ToString(null, CultureInfo.InvariantCulture));

    private static Values<T> OfDates<T>(Func<T, DateTime> date)
        where T : struct => new(value => DateNumber.Of(date(value)), value => DateNumber.Written(DateNumber.Of(date(value))));

    private static string Written(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Values<T>(Func<T, double> number, Func<T, string> text) : ParquetCells
        where T : struct
    {
        private T[] plain = [];
        private T?[] nullable = [];

        public override int Numbers(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            double[] values,
            bool keepNulls,
            CancellationToken cancellationToken
        ) => Read(group, field, count, values, number, keepNulls, double.NaN, cancellationToken);

        public override int Texts(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            string[] values,
            bool keepNulls,
            CancellationToken cancellationToken
        ) => Read(group, field, count, values, text, keepNulls, null!, cancellationToken);

        private int Read<TOut>(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            TOut[] values,
            Func<T, TOut> convert,
            bool keepNulls,
            TOut ofNull,
            CancellationToken cancellationToken
        )
        {
            if (!field.IsNullable)
            {
                if (plain.Length < count)
                    plain = new T[count];
                ParquetTable.Wait(() => group.ReadAsync<T>(field, plain.AsMemory(0, count), null, cancellationToken).AsTask());
                for (int row = 0; row < count; row++)
                    values[row] = convert(plain[row]);
                return -1;
            }
            if (nullable.Length < count)
                nullable = new T?[count];
            ParquetTable.Wait(() => group.ReadAsync<T>(field, nullable.AsMemory(0, count), null, cancellationToken).AsTask());
            for (int row = 0; row < count; row++)
            {
                if (nullable[row] is { } value)
                    values[row] = convert(value);
                else if (keepNulls)
                    values[row] = ofNull;
                else
                    return row;
            }
            return -1;
        }
    }

    /// <summary>
    /// Text is read as bytes: the library writes U+FFFD for what is not UTF-8, and takes the number of bytes that a text shares with the one before
    /// (DELTA_BYTE_ARRAY) for a number of characters (Parquet.Net 6.1).
    /// </summary>
    private sealed class Strings : ParquetCells
    {
        public override int Numbers(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            double[] values,
            bool keepNulls,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException("text is not a number");

        public override int Texts(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            string[] values,
            bool keepNulls,
            CancellationToken cancellationToken
        )
        {
            var asBytes = new DataField(field.Name, typeof(ReadOnlyMemory<byte>), field.IsNullable);
            _ = new ParquetSchema(asBytes);
            var cells = new ReadOnlyMemory<byte>[count];
            int[] levels = field.IsNullable ? new int[count] : [];
            Memory<int>? asLevels = field.IsNullable ? levels.AsMemory() : default(Memory<int>?);
            ParquetTable.Wait(() =>
                group.ReadRawAsync<ReadOnlyMemory<byte>>(asBytes, cells, asLevels, null, cancellationToken).AsTask()
            );
            // What is there comes without gaps, and all before the first null is there.
            int missing = keepNulls ? -1 : Array.IndexOf(levels, 0);
            int next = 0;
            for (int row = 0; row < (missing < 0 ? count : missing); row++)
                values[row] = levels.Length > 0 && levels[row] == 0 ? null! : BadText.OfUtf8(cells[next++].Span);
            return missing;
        }
    }
}
