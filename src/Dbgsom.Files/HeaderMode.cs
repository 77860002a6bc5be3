using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>Whether the first line of a text file holds the names of its columns.</summary>
[JsonConverter(typeof(NamedJsonConverter<HeaderMode>))]
[TypeConverter(typeof(NamedTypeConverter<HeaderMode>))]
public sealed class HeaderMode : INamed<HeaderMode>
{
    private HeaderMode(string name) => Name = name;

    /// <summary>Detected from the first lines; a note reports a guess.</summary>
    public static HeaderMode Auto { get; } = new("auto");

    /// <summary>The first line is a header, whatever it contains.</summary>
    public static HeaderMode Yes { get; } = new("yes");

    /// <summary>The first line is a data row.</summary>
    public static HeaderMode No { get; } = new("no");

    /// <inheritdoc/>
    public static IReadOnlyList<HeaderMode> All { get; } = [Auto, Yes, No];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
