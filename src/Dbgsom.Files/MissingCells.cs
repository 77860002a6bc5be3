using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>How rows with a missing value in a feature column are handled.</summary>
[JsonConverter(typeof(NamedJsonConverter<MissingCells>))]
[TypeConverter(typeof(NamedTypeConverter<MissingCells>))]
public sealed class MissingCells : INamed<MissingCells>
{
    private MissingCells(string name) => Name = name;

    /// <summary>The row is used; its missing values are NaN in the samples.</summary>
    public static MissingCells Use { get; } = new("use");

    /// <summary>The row is skipped; a note reports the number of skipped rows.</summary>
    public static MissingCells Drop { get; } = new("drop");

    /// <summary>The file is rejected, with the position of the first missing value.</summary>
    public static MissingCells Refuse { get; } = new("refuse");

    /// <summary>The default choice.</summary>
    public static MissingCells Default => Use;

    /// <inheritdoc/>
    public static IReadOnlyList<MissingCells> All { get; } = [Use, Drop, Refuse];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
