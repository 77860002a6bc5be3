using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>The content of a table column, detected from all its cells.</summary>
[JsonConverter(typeof(NamedJsonConverter<ColumnRole>))]
[TypeConverter(typeof(NamedTypeConverter<ColumnRole>))]
public sealed class ColumnRole : INamed<ColumnRole>
{
    private ColumnRole(string name) => Name = name;

    /// <summary>Numbers.</summary>
    public static ColumnRole Number { get; } = new("number");

    /// <summary>Text with few distinct values that repeat.</summary>
    public static ColumnRole Category { get; } = new("category");

    /// <summary>True and false, or a pair of words such as yes and no.</summary>
    public static ColumnRole YesNo { get; } = new("yes/no");

    /// <summary>Dates or times.</summary>
    public static ColumnRole Date { get; } = new("date");

    /// <summary>Unique names or numbers of rows.</summary>
    public static ColumnRole Identifier { get; } = new("identifier");

    /// <summary>Any other text.</summary>
    public static ColumnRole Text { get; } = new("text");

    /// <summary>One value in all rows.</summary>
    public static ColumnRole Constant { get; } = new("constant");

    /// <summary>Integers from 0 or 1 in the order of the rows.</summary>
    public static ColumnRole RowNumber { get; } = new("row number");

    /// <summary>No values.</summary>
    public static ColumnRole Empty { get; } = new("empty");

    /// <inheritdoc/>
    public static IReadOnlyList<ColumnRole> All { get; } =
    [Number, Category, YesNo, Date, Identifier, Text, Constant, RowNumber, Empty];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
