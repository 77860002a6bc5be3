using Dbgsom.Naming;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Reads the classes of rows: keys, texts, numbers or flags.</summary>
internal abstract class LabelReader(DataViewSchema.Column column)
{
    public const string ValidLabels = "a key, Text, Boolean, Int32, Int64, Single or Double";

    public DataViewSchema.Column Column { get; } = column;

    public static LabelReader Of(DataViewSchema.Column column) =>
        column.Type switch
        {
            KeyDataViewType key => new KeyLabels(column, key),
            _ => KeyValues.Of(column.Type)?.Reader(column) ?? throw Columns.WrongType(column.Name, column.Type, ValidLabels),
        };

    /// <summary>Returns the values that the keys of a label column stand for.</summary>
    public static KeyValues KeysOf(SchemaShape.Column label)
    {
        if (!label.IsKey)
            return KeyValues.Of(label.ItemType) ?? throw Columns.WrongType(label.Name, label.ItemType, ValidLabels);
        foreach (var annotation in label.Annotations)
            if (annotation.Name == KeyValues.Annotation)
                return KeyValues.Of(annotation.ItemType) ?? KeyValues.Numbers;
        return KeyValues.Numbers;
    }

    public abstract void Bind(DataViewRow row);

    public abstract void Read(int row);

    public abstract ClassKeys Keys();
}
