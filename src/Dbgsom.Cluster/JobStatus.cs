namespace Dbgsom.Cluster;

/// <summary>The state of a job.</summary>
public enum JobState
{
    /// <summary>No job of that name was started.</summary>
    Unknown,

    /// <summary>The job is training, or waits for silos.</summary>
    Running,

    /// <summary>The job has finished, and its map is available.</summary>
    Done,

    /// <summary>The job failed. Its state, if any, is kept, and it can be resumed.</summary>
    Failed,

    /// <summary>The job was stopped and can be resumed.</summary>
    Stopped,
}

/// <summary>The purpose of a job.</summary>
public enum JobKind
{
    /// <summary>The job trains a map.</summary>
    Train,

    /// <summary>The job measures a map on samples.</summary>
    Measure,

    /// <summary>It refines a map by the classes of samples.</summary>
    Refine,
}

/// <summary>The status of a job.</summary>
[GenerateSerializer, Immutable, Alias("dbgsom.job-status")]
public sealed record JobStatus
{
    /// <summary>The name of the job.</summary>
    [Id(0)]
    public required string Job { get; init; }

    /// <summary>The state of the job.</summary>
    [Id(1)]
    public required JobState State { get; init; }

    /// <summary>The number of completed epochs, or of the iterations of a refinement.</summary>
    [Id(2)]
    public int Epochs { get; init; }

    /// <summary>Number of neurons.</summary>
    [Id(3)]
    public int Neurons { get; init; }

    /// <summary>Mean distance of the samples to their winners in the last epoch.</summary>
    [Id(4)]
    public double QuantizationError { get; init; }

    /// <summary>The number of rows; 0 while the parts are being inspected.</summary>
    [Id(5)]
    public long Rows { get; init; }

    /// <summary>Rows per second in the last epoch.</summary>
    [Id(6)]
    public double RowsPerSecond { get; init; }

    /// <summary>The number of silos that hold parts.</summary>
    [Id(7)]
    public int Silos { get; init; }

    /// <summary>Number of parts.</summary>
    [Id(8)]
    public int Parts { get; init; }

    /// <summary>How often a part moved to another silo.</summary>
    [Id(9)]
    public int PartsMoved { get; init; }

    /// <summary>The bytes of the fullest silo divided by the mean over silos; 1 if all hold the same amount.</summary>
    [Id(10)]
    public double Spread { get; init; }

    /// <summary>The number of requests that were repeated because a silo did not answer.</summary>
    [Id(11)]
    public int Retries { get; init; }

    /// <summary>The seconds spent waiting for silos that did not answer.</summary>
    [Id(12)]
    public double SecondsLost { get; init; }

    /// <summary>The bytes sent to all silos in the last epoch.</summary>
    [Id(13)]
    public long BytesSent { get; init; }

    /// <summary>The bytes received from all silos in the last epoch.</summary>
    [Id(14)]
    public long BytesReceived { get; init; }

    /// <summary>How often another silo resumed the job from its last saved state.</summary>
    [Id(15)]
    public int Resumed { get; init; }

    /// <summary>The reason for a failure, or what the job waits for; null otherwise.</summary>
    [Id(16)]
    public string? Message { get; init; }

    /// <summary>Notes about the data and the map.</summary>
    [Id(17)]
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The share of the training that is done, from 0 to 1; null if unknown, see <see cref="EpochReport.Done"/>.</summary>
    [Id(18)]
    public double? Done { get; init; }

    /// <summary>The purpose of the job.</summary>
    [Id(19)]
    public JobKind Kind { get; init; }
}
