using Dbgsom.Naming;
using ScottPlot;

namespace Dbgsom.Plots.Layers;

/// <summary>How one neuron is drawn.</summary>
/// <param name="Color">Its color.</param>
/// <param name="Size">0 for the smallest area to 1 for the largest.</param>
/// <param name="IsHollow">True if it is drawn as a ring: a neuron that wins no sample.</param>
/// <param name="Text">Written into the marker where there is room; null for none.</param>
/// <param name="Outline">Color of its outline; null: <see cref="Theme.Outline"/>.</param>
/// <param name="Hole">The color seen through the ring; null for white.</param>
internal readonly record struct NeuronMark(
    Color Color,
    double Size,
    bool IsHollow,
    string? Text,
    Color? Outline = null,
    Color? Hole = null
);

/// <summary>The radius of the largest markers in pixels.</summary>
/// <param name="ShareOfEdge">As a share of the median length of the edges.</param>
/// <param name="Least">But at least this.</param>
/// <param name="Most">And at most this.</param>
internal readonly record struct Radii(float ShareOfEdge, float Least, float Most);
