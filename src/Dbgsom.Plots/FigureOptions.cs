using Dbgsom.Grid;

namespace Dbgsom.Plots;

/// <summary>What is asked of a figure. Null is the figure's own choice.</summary>
public sealed record FigureOptions
{
    /// <summary>What neurons, or the samples they win, are colored by.</summary>
    public NeuronAttribute? Color { get; init; }

    /// <summary>What the area of neurons follows.</summary>
    public NeuronAttribute? Size { get; init; }

    /// <summary>Where neurons stand.</summary>
    public MapLayout? Layout { get; init; }

    /// <summary>The colors.</summary>
    public Palette? Palette { get; init; }

    /// <summary>The heading.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// The place that is drawn first in the first row of a map on a torus, which is cut open left of it and below it. Null: (0, 0). A map with edges has no such
    /// choice.
    /// </summary>
    public GridPosition? CutAt { get; init; }

    /// <summary>Names or indexes of features: two for the network, any number for component planes.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The group of each sample, for <see cref="FigureKind.Groups"/>, null for one without; null in place of the list where all are one group.</summary>
    public IReadOnlyList<string?>? Groups { get; init; }

    /// <summary>The place of each sample in its unit's order, for <see cref="FigureKind.Trajectory"/>; NaN for one that is left out.</summary>
    public IReadOnlyList<double>? Order { get; init; }

    /// <summary>The unit of each sample, for <see cref="FigureKind.Trajectory"/>: each has a way of its own; null for a sample that is left out.</summary>
    public IReadOnlyList<string?>? Units { get; init; }

    /// <summary>The names of the options that are given.</summary>
    internal IEnumerable<string> Given =>
        new (string Name, object? Value)[]
        {
            ("color", Color),
            ("size", Size),
            ("layout", Layout),
            ("shift", CutAt),
            ("palette", Palette),
            ("features", Features),
            ("by", Groups),
            ("order", Order),
            ("unit", Units),
            ("title", Title),
        }
            .Where(option => option.Value is not null)
            .Select(option => option.Name);
}
