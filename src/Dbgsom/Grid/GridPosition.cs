using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>A place on the grid of a map. Which places are neighbors is for the <see cref="MapGrid"/> to say.</summary>
/// <param name="X">Column; any sign.</param>
/// <param name="Y">Row; any sign.</param>
public readonly record struct GridPosition(int X, int Y)
{
    /// <summary>"(2, -1)".</summary>
    public override string ToString() => Text.Of($"({X}, {Y})");
}
