using Dbgsom.Space;

namespace Dbgsom.ML;

/// <summary>What the trainers have in common: the columns they read and how the map is trained.</summary>
public abstract class SomTrainerOptions
{
    private protected SomTrainerOptions() { }

    /// <summary>The column of the samples: a vector of known size of single or double precision.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The column that says how often each row counts, single or double precision, at least 0; null where every row counts once.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>What becomes of rows that lack values (NaN): they train the map by what they have, unless asked otherwise.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Use;

    /// <summary>What is asked of the map. Without <see cref="SomOptions.VerticalGrowth"/>, which ML.NET's own transformers cannot hold.</summary>
    public SomOptions Map { get; init; } = SomOptions.Default;

    /// <summary>How many threads to use at most; null for one a core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>Ends training early, with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal virtual void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentNullException.ThrowIfNull(Map);
        if (Map.VerticalGrowth)
            throw new ArgumentException(
                "vertical-growth is on; ML.NET's transformers hold one map: train the hierarchy with SomVq or SomClassifier",
                nameof(Map)
            );
        Map.Validate();
        if (!Map.Metric.RanksAsEuclidean)
            throw new ArgumentException(
                $"the metric is {Map.Metric}; transformers of ML.NET know only metrics that rank neurons as the Euclidean distance does",
                nameof(Map)
            );
        if (!Enum.IsDefined(Missing))
            throw new ArgumentOutOfRangeException(
                nameof(Missing),
                Missing,
                $"valid is {string.Join(", ", Enum.GetNames<MissingValues>())}"
            );
        if (Threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "the number of threads is at least 1");
    }
}
