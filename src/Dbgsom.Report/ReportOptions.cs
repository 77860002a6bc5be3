using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom.Report;

/// <summary>Options of a report. All texts are shown literally, whatever characters they contain.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading; null for a heading made from <see cref="DataNames"/>.</summary>
    public string? Title { get; init; }

    /// <summary>The names of the data files, for the heading and for the command that trains the map again.</summary>
    public IReadOnlyList<string> DataNames { get; init; } = [];

    /// <summary>
    /// Command-line arguments for reading the data files, such as "--label-column" and "species", for the command that trains the map
    /// again.
    /// </summary>
    public IReadOnlyList<string> DataWords { get; init; } = [];

    /// <summary>The name of the model file, for the command that trains the map again; null if it was not saved.</summary>
    public string? ModelName { get; init; }

    /// <summary>A label for each sample, which is shown and compared with the clusters; null for no labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The name of the labels, such as their column.</summary>
    public string LabelName { get; init; } = "label";

    /// <summary>The name of each sample, shown wherever the page shows single samples; null for no names.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The name of the sample names, such as their column.</summary>
    public string IdName { get; init; } = "id";

    /// <summary>Further texts of each sample, shown with its name in tables and tooltips.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; init; } = [];

    /// <summary>Groups of the samples and their positions on the map, see <see cref="SomMap.Groups"/>; null to omit the section.</summary>
    public MapGroups? Groups { get; init; }

    /// <summary>The name of the groups, such as their column.</summary>
    public string GroupName { get; init; } = "group";

    /// <summary>
    /// The clusters that the page shows first; null for those of <see cref="ClusterMethod.Ward"/>, with an automatic number. The page
    /// always offers all methods and other numbers.
    /// </summary>
    public ClusterRequest? Clusters { get; init; }

    /// <summary>
    /// The names of colors other than features and columns. Colors that need samples, training or labels are not available on every
    /// page.
    /// </summary>
    public static IReadOnlyList<string> ColorNames { get; } =
    ["cluster", "hits", "umatrix", "error", "distance", "histogram", "pmatrix", "ustar", "density", "epoch", "class", "purity"];

    /// <summary>
    /// The initial color of the neurons: the name of a feature, of one of <see cref="Columns"/>, or one of <see cref="ColorNames"/>;
    /// null for the clusters.
    /// </summary>
    public string? Color { get; init; }

    /// <summary>
    /// The maximum number of samples that the page contains to draw and list, at least 1. Beyond it, or beyond half a million values,
    /// evenly spaced samples are chosen, and the page reports it. Counts, means and measures always use all samples.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int MaxSamples
    {
        get;
        init =>
            field =
                value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "valid is 1 or more samples");
    } = 10_000;
}
