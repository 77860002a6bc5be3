using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Training;
using Dbgsom.Files;
using Dbgsom.Options;
using Dbgsom.Search;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cluster;

/// <summary>Options for training a map on a cluster.</summary>
public sealed record ClusterJob
{
    /// <summary>The default of <see cref="PartBytes"/>: 256 MiB.</summary>
    public const long DefaultPartBytes = 256L << 20;

    /// <summary>
    /// The data files, in order. A folder stands for its data files in the ordinal order of their names. Every silo must be able to
    /// open these paths. Relative paths are made absolute.
    /// </summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>
    /// Options for reading the files. One-hot features, ordered categories and dates are rejected: they belong in a <see cref="Plan"/>.
    /// Options for memory and scratch files are set by the silos.
    /// </summary>
    public DataFileOptions Data { get; init; } = new();

    /// <summary>
    /// The plan of the columns, as made by <see cref="TablePlan.Create"/>. Columns named in <see cref="Data"/> take precedence. The
    /// plan is stored in the map. Null to make a plan, see <see cref="PlansColumns"/>.
    /// </summary>
    public TablePlan? Plan { get; init; }

    /// <summary>
    /// True, the default, if a silo reads all rows of text, Parquet and Arrow files before training and plans the columns by the rules
    /// of docs/files.md, as the tool does. This reads all data once on one machine. If false, every column must be numeric.
    /// </summary>
    public bool PlansColumns { get; init; } = true;

    /// <summary>
    /// True if a column of categories or dates counts as one feature in distances, see <see cref="LoadedData.Weigh(SomOptions)"/>;
    /// false if each of its categories does. Null means true, except with the preset reference.
    /// </summary>
    public bool? WeighsColumns { get; init; }

    /// <summary>
    /// Options for training the map. Pointer search is rejected: it depends on all previous epochs, which are lost with a machine.
    /// </summary>
    public SomOptions Options { get; init; } = SomOptions.Default;

    /// <summary>True to train a classifier on the labels.</summary>
    public bool Classify { get; init; }

    /// <summary>
    /// The column of numbers that the map learns to predict, by its name or, in arrays, its index: it is not a feature, and does not move the map. Null without a target. The map is
    /// trained on all silos; the linear models of its neurons are fitted on the silo that runs the job, which then reads all files itself. See <see cref="SomMap.Regression"/>.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// The maximum size of a part of the samples in bytes, greater than 0. A part is the unit that a silo processes, and that is read
    /// again after a failure. Parts are smaller if there would be fewer of them than silos. Arrays are split at any row, Parquet files
    /// between row groups, and other files not at all.
    /// </summary>
    public long PartBytes { get; init; } = DefaultPartBytes;

    /// <exception cref="ArgumentException">The data options name something that a cluster cannot read, or a column that the plan does not have.</exception>
    private ReadingOptions Reading() =>
        Plan is null
            ? ReadingOptions.From(Read)
            : ReadingOptions.From(Read.WithoutColumns()) with
            {
                Plan = Plan.Obey(Read).ToJson(),
            };

    // A column of labels is kept apart from the features, as a target is.
    private DataFileOptions Read => Target is null ? Data : Data with { LabelColumn = Target };

    /// <exception cref="ArgumentException">The job names something that a cluster cannot do, or a value out of range.</exception>
    internal JobDefinition ToDefinition()
    {
        if (PartBytes <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(PartBytes),
                PartBytes,
                "the size of a part must be greater than 0 bytes"
            );
        Options.Validate();
        if (Options.PointerSearch != PhaseScope.None)
            throw new ArgumentException(
                $"pointer-search is {Options.PointerSearch}: it depends on the winners of all previous epochs, which are lost with a machine; on a cluster use none"
            );
        if (Classify && Data.LabelColumn is null)
            throw new ArgumentException("a classifier needs classes: name their column with label-column");
        if (Target is not null && (Classify || Data.LabelColumn is not null))
            throw new ArgumentException(
                "a target is a number to predict, and label-column and a classifier are for classes; name one or the other"
            );
        if (!Classify && Options.GrowthCriterion == GrowthCriterion.Entropy)
            throw new ArgumentException("growth-criterion is entropy, which needs classes: set Classify");
        if (Paths.Contains("-"))
            throw new ArgumentException(
                "standard input (-) cannot be read on other machines; name files that all of them can open"
            );
        return new JobDefinition([.. Paths.Select(Path.GetFullPath)], Reading(), OptionsJson.ToText(Options), Classify, PartBytes)
        {
            MakesPlan = PlansColumns,
            WeighsColumns = WeighsColumns ?? LoadedData.WeighsColumns(Options),
            Target = Target,
        };
    }
}
