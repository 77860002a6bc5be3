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

    /// <summary>Counts trainings and maps opened, so that the page knows one from the next.</summary>
    public int Number { get; init; }

    /// <summary>What is trained on or shown.</summary>
    public string Title { get; init; } = "";

    /// <summary>What went wrong, or what there is to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>What a person should know of how data was read and the map was trained.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What was asked for; null for a map that was opened.</summary>
    public TrainingRequest? Request { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Share of the work of training that is done, 0 to 1; null where it is not known.</summary>
    public double? Done { get; init; }

    /// <summary>Neurons there are.</summary>
    public int Neurons { get; init; }

    /// <summary>Quantization error of the last epoch.</summary>
    public double? Error { get; init; }

    /// <summary>Whether training is being stopped.</summary>
    public bool Stopping { get; init; }

    /// <summary>Whether there is a run to go on with.</summary>
    public bool CanResume { get; init; }

    /// <summary>Whether there is a map, with report and figures.</summary>
    public bool HasMap { get; init; }

    /// <summary>Whether the samples of the map are at hand.</summary>
    public bool HasData { get; init; }

    /// <summary>Whether something is being done.</summary>
    public bool IsBusy => Activity is Activity.Loading or Activity.Training or Activity.Finishing;
}
