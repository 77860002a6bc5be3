using Dbgsom.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Reads classes that are keys: the classes are all keys, in their order, also those without a row.</summary>
internal sealed class KeyLabels(DataViewSchema.Column column, KeyDataViewType type) : LabelReader(column)
{
    private readonly List<int> codes = [];
    private Func<ulong> next = () => 0;

    public override void Bind(DataViewRow row) =>
        next =
            type.RawType == typeof(uint) ? Next<uint>(row, value => value)
            : type.RawType == typeof(byte) ? Next<byte>(row, value => value)
            : type.RawType == typeof(ushort) ? Next<ushort>(row, value => value)
            : Next<ulong>(row, value => value);

    public override void Read(int row)
    {
        ulong key = next();
        // Key 0 stands for a missing value.
        codes.Add((int)key - 1);
    }

    public override ClassKeys Keys()
    {
        if (type.Count > ClassList.MaxClasses)
            throw new ArgumentException(
                $"the column '{Column.Name}' has keys for {type.Count} classes; valid is 1 to {ClassList.MaxClasses}"
            );
        int count = (int)type.Count;
        var values = Column.Annotations.Schema.GetColumnOrNull(KeyValues.Annotation)?.Type as VectorDataViewType;
        var kind = (values is null ? null : KeyValues.Of(values.ItemType)) ?? KeyValues.Numbers;
        return kind.KeysOf(Column, codes, count);
    }

    private Func<ulong> Next<T>(DataViewRow row, Func<T, ulong> number)
        where T : struct
    {
        var read = row.GetGetter<T>(Column);
        T value = default;
        return () =>
        {
            read(ref value);
            return number(value);
        };
    }
}
