using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom.Report;

/// <summary>What a report says beside the map itself. All of it is shown as text, whatever characters it holds.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading; null for one made from <see cref="DataNames"/>.</summary>
    public string? Title { get; init; }

    /// <summary>Names of the files the samples came from, for the heading and the command that trains the map again.</summary>
    public IReadOnlyList<string> DataNames { get; init; } = [];

    /// <summary>
    /// Words of the command line that say how the samples were read from those files, such as "--label-column" and "species", for the command
    /// that trains the map again.
    /// </summary>
    public IReadOnlyList<string> DataWords { get; init; } = [];

    /// <summary>Name of the model file, for the command that trains the map again; null where there is none.</summary>
    public string? ModelName { get; init; }

    /// <summary>A label for each sample, shown and compared with the regions; null for none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What the labels are called, such as the name of their column.</summary>
    public string LabelName { get; init; } = "label";

    /// <summary>The name of each sample, shown wherever the page shows single samples; null for none.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>What the names of the samples are called, such as the name of their column.</summary>
    public string IdName { get; init; } = "id";

    /// <summary>Other texts of each sample, shown beside its name: in the tables of odd and of selected samples and where the mouse is over a sample.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; init; } = [];

    /// <summary>Where groups of the samples lie on the map, see <see cref="SomMap.Groups"/>; null for no such section.</summary>
    public MapGroups? Groups { get; init; }

    /// <summary>What the groups are called, such as the name of their column.</summary>
    public string GroupName { get; init; } = "group";

    /// <summary>
    /// The clusters that the page shows first; null for those of <see cref="ClusterMethod.Ward"/>, as many as the library chooses. The page offers every
    /// method and other numbers all the same.
    /// </summary>
    public ClusterRequest? Clusters { get; init; }

    /// <summary>The colors of the page that are neither a feature nor a column; what needs samples, training or labels is not on every page.</summary>
    public static IReadOnlyList<string> ColorNames { get; } =
    ["cluster", "hits", "umatrix", "error", "distance", "histogram", "pmatrix", "ustar", "density", "epoch", "class", "purity"];

    /// <summary>
    /// What neurons are colored by first: the name of a feature, of one of <see cref="Columns"/>, or one of
    /// <see cref="ColorNames"/>; null for the clusters.
    /// </summary>
    public string? Color { get; init; }

    /// <summary>
    /// The most samples the page holds to draw and list, at least 1. Beyond it, or beyond half a million values, an evenly spaced part is
    /// taken, and the page says so; counts, means and measures are always those of all samples.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxSamples
    {
        get;
        init =>
            field =
                value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "valid is 1 or more samples");
    } = 10_000;
}
