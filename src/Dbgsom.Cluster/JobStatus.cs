namespace Dbgsom.Cluster;

/// <summary>Where a job is in its life.</summary>
public enum JobState
{
    /// <summary>No such job was ever started.</summary>
    Unknown,

    /// <summary>It trains, or waits for silos.</summary>
    Running,

    /// <summary>Its map is done.</summary>
    Done,

    /// <summary>It failed; what it had is kept where it had anything, and it can be taken up again.</summary>
    Failed,

    /// <summary>It was stopped; it can be taken up again.</summary>
    Stopped,
}

/// <summary>What a job is for.</summary>
public enum JobKind
{
    /// <summary>It trains a map.</summary>
    Train,

    /// <summary>It measures a map on samples.</summary>
    Measure,
}

/// <summary>How a job stands.</summary>
[GenerateSerializer, Immutable, Alias("dbgsom.job-status")]
public sealed record JobStatus
{
    /// <summary>What the job is called.</summary>
    [Id(0)]
    public required string Job { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(1)]
    public required JobState State { get; init; }

    /// <summary>Epochs done.</summary>
    [Id(2)]
    public int Epochs { get; init; }

    /// <summary>Number of neurons.</summary>
    [Id(3)]
    public int Neurons { get; init; }

    /// <summary>Mean distance of the samples to their winners in the last epoch.</summary>
    [Id(4)]
    public double QuantizationError { get; init; }

    /// <summary>Number of rows; 0 while the parts are looked at.</summary>
    [Id(5)]
    public long Rows { get; init; }

    /// <summary>Rows a second in the last epoch.</summary>
    [Id(6)]
    public double RowsPerSecond { get; init; }

    /// <summary>Silos that have parts.</summary>
    [Id(7)]
    public int Silos { get; init; }

    /// <summary>Number of parts.</summary>
    [Id(8)]
    public int Parts { get; init; }

    /// <summary>How often a part went to another silo.</summary>
    [Id(9)]
    public int PartsMoved { get; init; }

    /// <summary>The bytes of the silo with the most over those of one with its fair share: 1 is even.</summary>
    [Id(10)]
    public double Spread { get; init; }

    /// <summary>Requests that had to be sent again, each to the silos that did not answer.</summary>
    [Id(11)]
    public int Retries { get; init; }

    /// <summary>Seconds that went by in waiting for silos that did not answer.</summary>
    [Id(12)]
    public double SecondsLost { get; init; }

    /// <summary>Bytes sent to silos in the last epoch, all of them together.</summary>
    [Id(13)]
    public long BytesSent { get; init; }

    /// <summary>Bytes that came back.</summary>
    [Id(14)]
    public long BytesReceived { get; init; }

    /// <summary>How often another silo took the job up where it was saved last.</summary>
    [Id(15)]
    public int Resumed { get; init; }

    /// <summary>Why it failed, or what it waits for; null for neither.</summary>
    [Id(16)]
    public string? Message { get; init; }

    /// <summary>What a person should know of the data and the map.</summary>
    [Id(17)]
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Share of the work of training that is done, 0 to 1; null where it is not known, see <see cref="EpochReport.Done"/>.</summary>
    [Id(18)]
    public double? Done { get; init; }

    /// <summary>What the job is for.</summary>
    [Id(19)]
    public JobKind Kind { get; init; }
}
