using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>How a table column is used.</summary>
[JsonConverter(typeof(NamedJsonConverter<ColumnUse>))]
[TypeConverter(typeof(NamedTypeConverter<ColumnUse>))]
public sealed class ColumnUse : INamed<ColumnUse>
{
    private ColumnUse(string name, string description) => (Name, Description) = (name, description);

    /// <summary>A numeric feature, unchanged.</summary>
    public static ColumnUse Number { get; } = new("number", "feature");

    /// <summary>One feature per category, see <see cref="DataFileOptions.OneHot"/>.</summary>
    public static ColumnUse Category { get; } = new("category", "one feature per category");

    /// <summary>A feature that is 1 for yes and 0 for no, see <see cref="DataFileOptions.YesNo"/>.</summary>
    public static ColumnUse YesNo { get; } = new("yes/no", "feature of 1 and 0");

    /// <summary>A feature that is the position of a category in an order, see <see cref="DataFileOptions.Ordinal"/>.</summary>
    public static ColumnUse Ordinal { get; } = new("ordinal", "one number");

    /// <summary>One or two features per part of the dates, see <see cref="DataFileOptions.Dates"/>.</summary>
    public static ColumnUse Date { get; } = new("date", "features of its parts");

    /// <summary>The names of the rows, kept apart from the features.</summary>
    public static ColumnUse Id { get; } = new("id", "kept as name of the rows");

    /// <summary>Not used.</summary>
    public static ColumnUse Drop { get; } = new("drop", "left out");

    /// <summary>The labels of the rows, kept apart from the features.</summary>
    public static ColumnUse Label { get; } = new("label", "label");

    /// <summary>The weights of the rows.</summary>
    public static ColumnUse Weight { get; } = new("weight", "weight of the rows");

    /// <inheritdoc/>
    public static IReadOnlyList<ColumnUse> All { get; } = [Number, Category, YesNo, Ordinal, Date, Id, Drop, Label, Weight];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The use in words, such as "left out".</summary>
    public string Description { get; }

    /// <summary>True if the column becomes one or more features.</summary>
    public bool IsFeature => this == Number || this == Category || this == YesNo || this == Ordinal || this == Date;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
