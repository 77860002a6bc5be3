using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>A position on the grid of a map. The <see cref="MapGrid"/> defines which positions are neighbors.</summary>
/// <param name="X">The column; may be negative.</param>
/// <param name="Y">The row; may be negative.</param>
public readonly record struct GridPosition(int X, int Y)
{
    /// <summary>Returns the position as text, such as "(2, -1)".</summary>
    public override string ToString() => Text.Of($"({X}, {Y})");
}
