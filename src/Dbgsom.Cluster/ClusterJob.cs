using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Training;
using Dbgsom.Files;
using Dbgsom.Options;
using Dbgsom.Search;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cluster;

/// <summary>A map to train on a cluster.</summary>
public sealed record ClusterJob
{
    /// <summary>The usual <see cref="PartBytes"/>: 256 MiB.</summary>
    public const long DefaultPartBytes = 256L << 20;

    /// <summary>
    /// The data: files in order, and folders, which stand for their data files in the ordinal order of their names. Every silo has to see
    /// them by these paths. Relative paths are made full here.
    /// </summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>
    /// How files are read. One-hot features, ordered categories and dates are refused: they belong into a <see cref="Plan"/>. What concerns memory and scratch
    /// files is a matter of the silos.
    /// </summary>
    public DataFileOptions Data { get; init; } = new();

    /// <summary>
    /// What is done with each column of the files, as <see cref="TablePlan.Create"/> makes it; columns that <see cref="Data"/> names go first. The map keeps it.
    /// Null: one is made, see <see cref="PlansColumns"/>.
    /// </summary>
    public TablePlan? Plan { get; init; }

    /// <summary>
    /// Whether a silo looks over all rows of text, Parquet and Arrow files before training, and plans their columns by the rules of docs/files.md, as the tool does; true.
    /// That reads everything once on one machine. False takes every column for one of numbers.
    /// </summary>
    public bool PlansColumns { get; init; } = true;

    /// <summary>
    /// Whether a column of categories or dates counts as one feature, as by <see cref="LoadedData.Weigh(SomOptions)"/>, not each of its categories; null for yes, but not with
    /// the preset reference.
    /// </summary>
    public bool? WeighsColumns { get; init; }

    /// <summary>What is asked of the map. Pointer search is refused: it depends on all epochs before, which are lost with a machine.</summary>
    public SomOptions Options { get; init; } = SomOptions.Default;

    /// <summary>Whether the labels are classes of a classifier.</summary>
    public bool Classify { get; init; }

    /// <summary>
    /// Bytes of samples a part has at most, above 0: what one silo takes at a time, and what is read again when it is lost. Smaller where there are
    /// too few for the silos. Arrays are cut
    /// at any row, Parquet files between row groups, other files not at all.
    /// </summary>
    public long PartBytes { get; init; } = DefaultPartBytes;

    /// <exception cref="ArgumentException">The data options name something that a cluster cannot read, or a column that the plan does not have.</exception>
    private ReadingOptions Reading() =>
        Plan is null
            ? ReadingOptions.From(Data)
            : ReadingOptions.From(Data.WithoutColumns()) with
            {
                Plan = Plan.Obey(Data).ToJson(),
            };

    /// <exception cref="ArgumentException">The job names something that a cluster cannot do, or a value out of range.</exception>
    internal JobDefinition ToDefinition()
    {
        if (PartBytes <= 0)
            throw new ArgumentOutOfRangeException(nameof(PartBytes), PartBytes, "a part has more than 0 bytes");
        Options.Validate();
        if (Options.PointerSearch != PhaseScope.None)
            throw new ArgumentException(
                $"pointer-search is {Options.PointerSearch}: it depends on the winners of all epochs before, which are lost with a machine; on a cluster it is none"
            );
        if (Classify && Data.LabelColumn is null)
            throw new ArgumentException("a classifier needs classes: name their column with label-column");
        if (!Classify && Options.GrowthCriterion == GrowthCriterion.Entropy)
            throw new ArgumentException("growth-criterion is entropy, which is computed from classes: the job has to classify");
        if (Paths.Contains("-"))
            throw new ArgumentException("standard input (-) cannot be read on other machines; name files they all see");
        return new JobDefinition([.. Paths.Select(Path.GetFullPath)], Reading(), OptionsJson.ToText(Options), Classify, PartBytes)
        {
            MakesPlan = PlansColumns,
            WeighsColumns = WeighsColumns ?? LoadedData.WeighsColumns(Options),
        };
    }
}
