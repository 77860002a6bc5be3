using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>What becomes of rows with a missing cell in a feature column.</summary>
[JsonConverter(typeof(NamedJsonConverter<MissingCells>))]
[TypeConverter(typeof(NamedTypeConverter<MissingCells>))]
public sealed class MissingCells : INamed<MissingCells>
{
    private MissingCells(string name) => Name = name;

    /// <summary>The row is used; its missing values are not-a-number in the samples.</summary>
    public static MissingCells Use { get; } = new("use");

    /// <summary>The row is left out; a note says how many were.</summary>
    public static MissingCells Drop { get; } = new("drop");

    /// <summary>The file is refused, with the place of the first missing cell.</summary>
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
