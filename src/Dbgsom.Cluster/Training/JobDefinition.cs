using Dbgsom.Cluster.Data;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Training;

/// <summary>A job as it is sent and kept.</summary>
/// <param name="Paths">Files and folders, as all silos see them.</param>
/// <param name="Reading">How they are read.</param>
/// <param name="Options">Options for training the map, as a JSON object.</param>
/// <param name="Classify">True if labels are classes.</param>
/// <param name="PartBytes">Bytes of samples a part has at most, where files can be cut.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.job")]
internal sealed record JobDefinition(
    [property: Id(0)] string[] Paths,
    [property: Id(1)] ReadingOptions Reading,
    [property: Id(2)] string Options,
    [property: Id(3)] bool Classify,
    [property: Id(4)] long PartBytes
)
{
    /// <summary>True if a plan for the columns of tables is made where none is given.</summary>
    [Id(5)]
    public bool MakesPlan { get; init; }

    /// <summary>True if a column of categories or dates counts as one feature, see <see cref="LoadedData.Weigh(SomOptions)"/>.</summary>
    [Id(6)]
    public bool WeighsColumns { get; init; }

    /// <summary>The model file of the map to measure or refine; null to train one.</summary>
    [Id(7)]
    public byte[]? Map { get; init; }

    /// <summary>The column of numbers that the map learns to predict; null for none.</summary>
    [Id(8)]
    public string? Target { get; init; }

    /// <summary>Measures of <see cref="Map"/> that need more than one search.</summary>
    [Id(9)]
    public MeasureRequest? Measures { get; init; }

    /// <summary>How <see cref="Map"/> is refined; null where it is not.</summary>
    [Id(10)]
    public RefineRequest? Refinement { get; init; }

    /// <summary>The kind of the job.</summary>
    public JobKind Kind =>
        Map is null ? JobKind.Train
        : Refinement is null ? JobKind.Measure
        : JobKind.Refine;

    /// <summary>The use of the labels of the rows.</summary>
    public LabelUse Labels =>
        Measures is { Labels: true } ? LabelUse.Measures
        : Classify ? LabelUse.Classes
        : LabelUse.None;
}

/// <summary>How a map is refined, see <see cref="Classification.Lvq.LvqRefinement"/>.</summary>
/// <param name="Iterations">Iterations.</param>
/// <param name="Sigma">Width of the neighborhood; null for that of the last epoch.</param>
/// <param name="KeepBest">Whether the best weights are kept, or the last.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.refine-request")]
internal sealed record RefineRequest(
    [property: Id(0)] int Iterations,
    [property: Id(1)] double? Sigma,
    [property: Id(2)] bool KeepBest
);

/// <summary>What labels of rows are for.</summary>
internal enum LabelUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are the classes of a classifier, of one type.</summary>
    Classes,

    /// <summary>They are measured: texts, as they are written.</summary>
    Measures,
}

/// <summary>What is measured of a map beside what one search gives.</summary>
/// <param name="Labels">How well it tells labels apart.</param>
/// <param name="Pairs">What compares samples with one another.</param>
/// <param name="Neighbors">See <see cref="SomMap.MeasurePairs"/>; null for the usual number.</param>
/// <param name="SampleSize">See <see cref="SomMap.MeasurePairs"/>.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.measure-request")]
internal sealed record MeasureRequest(
    [property: Id(0)] bool Labels,
    [property: Id(1)] bool Pairs,
    [property: Id(2)] int? Neighbors,
    [property: Id(3)] int SampleSize
);

/// <summary>The stored state of a job, so that any silo can continue it.</summary>
[GenerateSerializer, Immutable, Alias("dbgsom.job-record")]
internal sealed record JobRecord
{
    [Id(0)]
    public JobDefinition? Definition { get; init; }

    [Id(1)]
    public JobState State { get; init; }

    /// <summary>The parts, once they are known.</summary>
    [Id(2)]
    public PartDefinition[]? Parts { get; init; }

    /// <summary>A run file, once there is one.</summary>
    [Id(3)]
    public byte[]? Checkpoint { get; init; }

    /// <summary>The model file, or the measures of one, when all is done.</summary>
    [Id(4)]
    public byte[]? Model { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(5)]
    public string? Failure { get; init; }

    /// <summary>How often a silo took it up again.</summary>
    [Id(6)]
    public int Resumed { get; init; }

    /// <summary>Facts about all rows, once the parts are known.</summary>
    [Id(7)]
    public DataOutline? Outline { get; init; }

    /// <summary>How it stood when it was kept.</summary>
    [Id(8)]
    public JobStatus? Status { get; init; }

    /// <summary>When that was, in UTC: what was done since is lost with a silo.</summary>
    [Id(9)]
    public DateTime KeptAt { get; init; }

    /// <summary>The purpose of the job.</summary>
    [Id(10)]
    public JobKind Kind { get; init; }

    /// <summary>The record of a job that is done: without what only a job that goes on needs.</summary>
    public JobRecord Done(byte[] result) =>
        this with
        {
            State = JobState.Done,
            Model = result,
            Failure = null,
            Definition = Definition! with { Map = null },
            Parts = null,
            Outline = null,
            Checkpoint = null,
        };
}

/// <summary>Facts about all rows.</summary>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Columns">Number of features.</param>
/// <param name="FeatureNames">Their names, or null.</param>
/// <param name="HasWeights">True if rows have weights.</param>
/// <param name="Classes">The classes of the rows, or null.</param>
/// <param name="Notes">Notes about the data.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.data-outline")]
internal sealed record DataOutline(
    [property: Id(0)] long RowCount,
    [property: Id(1)] int Columns,
    [property: Id(2)] string[]? FeatureNames,
    [property: Id(3)] bool HasWeights,
    [property: Id(4)] ClassNames? Classes,
    [property: Id(5)] string[] Notes
)
{
    /// <summary>The plan of the columns, as JSON; null if no plan was needed.</summary>
    [Id(6)]
    public string? Plan { get; init; }

    /// <summary>The columns whose categories are features.</summary>
    [Id(7)]
    public string[] Categories { get; init; } = [];
}
