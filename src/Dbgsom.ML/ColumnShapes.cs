using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Dbgsom.ML;

/// <summary>Checks the columns of a pipeline before there are data.</summary>
internal static class ColumnShapes
{
    /// <summary>Checks the columns a trainer reads; returns that of the labels.</summary>
    public static SchemaShape.Column? Check(SchemaShape schema, SomTrainerOptions options, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var features = Find(schema, options.FeatureColumnName);
        if (features.Kind != VectorKind.Vector || features.IsKey || !IsReal(features.ItemType))
            throw Columns.WrongType(features.Name, Shown(features), Columns.ValidFeatures);
        if (options.ExampleWeightColumnName is { } name)
        {
            var weight = Find(schema, name);
            if (weight.Kind != VectorKind.Scalar || weight.IsKey || !IsReal(weight.ItemType))
                throw Columns.WrongType(name, Shown(weight), "Single or Double");
        }
        if (label is null)
            return null;
        var classes = Find(schema, label);
        if (classes.Kind != VectorKind.Scalar)
            throw Columns.WrongType(label, Shown(classes), LabelReader.ValidLabels);
        return classes;
    }

    private static bool IsReal(DataViewType type) => type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    private static SchemaShape.Column Find(SchemaShape schema, string name)
    {
        foreach (var column in schema)
            if (column.Name == name)
                return column;
        throw new ArgumentException($"unknown column '{name}'; valid is {Columns.Shown(schema.Select(column => column.Name))}");
    }

    private static string Shown(SchemaShape.Column column) =>
        column.Kind switch
        {
            VectorKind.Scalar => "",
            VectorKind.Vector => "a vector of ",
            _ => "a vector of unknown size of ",
        } + (column.IsKey ? "keys" : column.ItemType.ToString());
}
