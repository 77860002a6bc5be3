using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Columns of a data view: found, or refused with the reason.</summary>
internal static class Columns
{
    public const string ValidFeatures = "a vector of known size of Single or Double";

    public static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"unknown column '{name}'; valid is {Shown(schema.Select(column => column.Name))}");

    public static string Shown(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    public static bool IsVectorOf(DataViewType type, Type item) =>
        type is VectorDataViewType { IsKnownSize: true } vector
        && vector.ItemType is NumberDataViewType
        && vector.ItemType.RawType == item;

    public static ArgumentException WrongType(string column, object type, string valid) =>
        new($"the column '{column}' is {type}; valid is {valid}");

    /// <summary>A name for each slot, or null where one is missing, blank or there twice.</summary>
    public static string[]? SlotNames(DataViewSchema.Column column, int width)
    {
        if (
            column.Annotations.Schema.GetColumnOrNull("SlotNames")?.Type
                is not VectorDataViewType { ItemType: TextDataViewType } type
            || type.Size != width
        )
            return null;
        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.GetSlotNames(ref slots);
        string[] names = [.. slots.DenseValues().Select(name => name.ToString())];
        return names.Any(string.IsNullOrWhiteSpace) || names.Distinct(StringComparer.Ordinal).Count() < width ? null : names;
    }
}
