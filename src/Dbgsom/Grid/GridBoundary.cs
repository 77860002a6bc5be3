using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>What is beyond the edge of a map of given size.</summary>
[JsonConverter(typeof(NamedJsonConverter<GridBoundary>))]
[TypeConverter(typeof(NamedTypeConverter<GridBoundary>))]
public sealed class GridBoundary : INamed<GridBoundary>
{
    private GridBoundary(string name) => Name = name;

    /// <summary>Nothing: neurons at the edge have fewer neighbors.</summary>
    public static GridBoundary Planar { get; } = new("planar");

    /// <summary>The opposite edge: left and right, top and bottom are joined to a torus, and all neurons have as many neighbors.</summary>
    public static GridBoundary Toroidal { get; } = new("toroidal");

    /// <inheritdoc/>
    public static IReadOnlyList<GridBoundary> All { get; } = [Planar, Toroidal];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
