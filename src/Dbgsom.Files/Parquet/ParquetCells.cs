using System.Globalization;
using System.Numerics;
using Dbgsom.Files.Tables;
using Parquet;
using Parquet.Schema;

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
        // Text, which is asked for as strings all the same.
        [typeof(ReadOnlyMemory<char>)] = () => new Strings(),
    };

    /// <summary>What columns of a type can be used as.</summary>
    public static CellKind KindOf(Type type) =>
        type == typeof(ReadOnlyMemory<char>) ? CellKind.Text
        : type == typeof(float) || type == typeof(Half) ? CellKind.SingleNumber
        : Kinds.ContainsKey(type) ? CellKind.Number
        : CellKind.Other;

    /// <summary>A type as messages name it.</summary>
    public static string Name(Type type) =>
        type == typeof(ReadOnlyMemory<char>) ? "text"
        : type == typeof(ReadOnlyMemory<byte>) ? "binary"
        : type.Name;

    /// <summary>The reader of columns of a type that is no <see cref="CellKind.Other"/>.</summary>
    public static ParquetCells For(Type type) => Kinds[type]();

    /// <summary>Reads numbers; returns the first row that is null, or −1.</summary>
    public abstract int Numbers(
        ParquetRowGroupReader group,
        DataField field,
        int count,
        double[] values,
        CancellationToken cancellationToken
    );

    /// <summary>Reads texts; returns the first row that is null, or −1.</summary>
    public abstract int Texts(
        ParquetRowGroupReader group,
        DataField field,
        int count,
        string[] values,
        CancellationToken cancellationToken
    );

    private static Values<T> Whole<T>()
        where T : struct, IBinaryInteger<T> =>
        new(double.CreateChecked, value => value.ToString(null, CultureInfo.InvariantCulture));

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
            CancellationToken cancellationToken
        ) => Read(group, field, count, values, number, cancellationToken);

        public override int Texts(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            string[] values,
            CancellationToken cancellationToken
        ) => Read(group, field, count, values, text, cancellationToken);

        private int Read<TOut>(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            TOut[] values,
            Func<T, TOut> convert,
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
                if (nullable[row] is not { } value)
                    return row;
                values[row] = convert(value);
            }
            return -1;
        }
    }

    private sealed class Strings : ParquetCells
    {
        public override int Numbers(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            double[] values,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException("text is no number");

        public override int Texts(
            ParquetRowGroupReader group,
            DataField field,
            int count,
            string[] values,
            CancellationToken cancellationToken
        )
        {
            ParquetTable.Wait(() => group.ReadAsync(field, values.AsMemory(0, count)!, null, cancellationToken).AsTask());
            return values.AsSpan(0, count).IndexOf((string)null!);
        }
    }
}
