namespace Dbgsom.Explorer.Training;

/// <summary>Where a session stands.</summary>
internal enum Activity
{
    /// <summary>Nothing was asked for yet.</summary>
    Idle,

    /// <summary>Samples are read.</summary>
    Loading,

    /// <summary>Epochs are trained.</summary>
    Training,

    /// <summary>The map is finished: last search, maps below, report.</summary>
    Finishing,

    /// <summary>A person stopped training; it may go on.</summary>
    Stopped,

    /// <summary>There is a map.</summary>
    Done,

    /// <summary>It went wrong.</summary>
    Failed,
}

/// <summary>All the page has to know to show where a session stands, also when it is loaded again.</summary>
internal sealed record SessionState
{
    /// <summary>Where it stands.</summary>
    public Activity Activity { get; init; }

    /// <summary>A counter of trainings and opened maps, so that the page can distinguish them.</summary>
    public int Number { get; init; }

    /// <summary>The name of the data or map.</summary>
    public string Title { get; init; } = "";

    /// <summary>An error or another message.</summary>
    public string Message { get; init; } = "";

    /// <summary>Notes about the data and the map.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The request; null for an opened map.</summary>
    public TrainingRequest? Request { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Share of the work of training that is done, 0 to 1; null where it is not known.</summary>
    public double? Done { get; init; }

    /// <summary>Neurons there are.</summary>
    public int Neurons { get; init; }

    /// <summary>Quantization error of the last epoch.</summary>
    public double? Error { get; init; }

    /// <summary>True if training is being stopped.</summary>
    public bool Stopping { get; init; }

    /// <summary>True if a run can be continued.</summary>
    public bool CanResume { get; init; }

    /// <summary>True if a map exists, with report and figures.</summary>
    public bool HasMap { get; init; }

    /// <summary>True if the samples of the map are available.</summary>
    public bool HasData { get; init; }

    /// <summary>True if the session is busy.</summary>
    public bool IsBusy => Activity is Activity.Loading or Activity.Training or Activity.Finishing;
}
