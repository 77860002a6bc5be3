using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>The boundary of a map of given size.</summary>
[JsonConverter(typeof(NamedJsonConverter<GridBoundary>))]
[TypeConverter(typeof(NamedTypeConverter<GridBoundary>))]
public sealed class GridBoundary : INamed<GridBoundary>
{
    private GridBoundary(string name) => Name = name;

    /// <summary>The grid ends at its edges, where neurons have fewer neighbors.</summary>
    public static GridBoundary Planar { get; } = new("planar");

    /// <summary>The grid is a torus: left and right, top and bottom are joined, and all neurons have the same number of neighbors.</summary>
    public static GridBoundary Toroidal { get; } = new("toroidal");

    /// <inheritdoc/>
    public static IReadOnlyList<GridBoundary> All { get; } = [Planar, Toroidal];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
