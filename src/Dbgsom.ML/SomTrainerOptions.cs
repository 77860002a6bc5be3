using Dbgsom.Space;

namespace Dbgsom.ML;

/// <summary>Options common to the trainers: the columns to read and the options of the map.</summary>
public abstract class SomTrainerOptions
{
    private protected SomTrainerOptions() { }

    /// <summary>The column of the samples: a vector of known size in single or double precision.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The column with the weights of the rows, in single or double precision, at least 0; null if every row counts once.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>How rows with missing values (NaN) are handled. By default they train the map by the values they have.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Use;

    /// <summary>
    /// Options for training the map. <see cref="SomOptions.VerticalGrowth"/> is not supported, because ML.NET's own transformers cannot
    /// represent it.
    /// </summary>
    public SomOptions Map { get; init; } = SomOptions.Default;

    /// <summary>The maximum number of threads; null for one per core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>Cancels training with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal virtual void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentNullException.ThrowIfNull(Map);
        if (Map.VerticalGrowth)
            throw new ArgumentException(
                "vertical-growth is on; ML.NET's transformers can contain only one map: train the hierarchy with SomVq or SomClassifier",
                nameof(Map)
            );
        Map.Validate();
        if (!Map.Metric.RanksAsEuclidean)
            throw new ArgumentException(
                $"the metric is {Map.Metric}; transformers of ML.NET support only metrics that rank neurons as the Euclidean distance does",
                nameof(Map)
            );
        if (!Enum.IsDefined(Missing))
            throw new ArgumentOutOfRangeException(
                nameof(Missing),
                Missing,
                $"valid is {string.Join(", ", Enum.GetNames<MissingValues>())}"
            );
        if (Threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "the number of threads must be at least 1");
    }
}
