using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>A place on the map's grid. Two places are adjacent where one coordinate differs by one.</summary>
/// <param name="X">Column; any sign.</param>
/// <param name="Y">Row; any sign.</param>
public readonly record struct GridPosition(int X, int Y)
{
    /// <summary>The four adjacent places in the order in which growth looks at them: +x, −x, +y, −y.</summary>
    public IReadOnlyList<GridPosition> Adjacent => [new(X + 1, Y), new(X - 1, Y), new(X, Y + 1), new(X, Y - 1)];

    /// <summary>The place on the other side of <paramref name="center"/>.</summary>
    public GridPosition Opposite(GridPosition center) => new((2 * center.X) - X, (2 * center.Y) - Y);

    /// <summary>The Chebyshev distance: 1 for the eight places around.</summary>
    public int ChebyshevDistance(GridPosition other) => Math.Max(Math.Abs(X - other.X), Math.Abs(Y - other.Y));

    /// <summary>"(2, -1)".</summary>
    public override string ToString() => Text.Of($"({X}, {Y})");
}
