using Dbgsom.Grid;

namespace Dbgsom.Plots;

/// <summary>Options of a figure. Null selects the default of the figure.</summary>
public sealed record FigureOptions
{
    /// <summary>The attribute that colors the neurons, or the samples they win.</summary>
    public NeuronAttribute? Color { get; init; }

    /// <summary>The attribute that determines the area of the neurons.</summary>
    public NeuronAttribute? Size { get; init; }

    /// <summary>The positions of the neurons.</summary>
    public MapLayout? Layout { get; init; }

    /// <summary>The colors.</summary>
    public Palette? Palette { get; init; }

    /// <summary>The heading.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// The place that is drawn at the lower left of a toroidal map, which is cut open left of and below it; null for (0, 0). Maps with
    /// edges do not support it.
    /// </summary>
    public GridPosition? CutAt { get; init; }

    /// <summary>The names or indexes of features: two for the network, any number for component planes.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>
    /// The group of each sample, for <see cref="FigureKind.Groups"/>; null for a sample without one. A null list means one group for
    /// all samples.
    /// </summary>
    public IReadOnlyList<string?>? Groups { get; init; }

    /// <summary>
    /// The position of each sample in the order of its unit, for <see cref="FigureKind.Trajectory"/>; NaN to leave out a sample.
    /// </summary>
    public IReadOnlyList<double>? Order { get; init; }

    /// <summary>
    /// The unit of each sample, for <see cref="FigureKind.Trajectory"/>: each unit has its own trajectory; null to leave out a sample.
    /// </summary>
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
