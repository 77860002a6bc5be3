using Dbgsom.Clustering;
using Dbgsom.Regression;

namespace Dbgsom.Files;

/// <summary>What a <see cref="PredictionTable"/> says of each sample.</summary>
public sealed record PredictionOptions
{
    /// <summary>Columns of the table that stand behind the results, one cell for each sample; one that has the name of a result gets "kept_" before it.</summary>
    public IReadOnlyList<KeptColumn> Kept { get; init; } = [];

    /// <summary>How many of the nearest neurons to name; from 1 to all.</summary>
    public int Top { get; init; } = 1;

    /// <summary>Whether to give the probability of every class; only for maps trained with labels.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Whether to give the winners down a hierarchy of maps, as in "3/7".</summary>
    public bool Paths { get; init; }

    /// <summary>The clusters of the map that a sample's is given of; null for none.</summary>
    public ClusterRequest? Clusters { get; init; }

    /// <summary>The chance that the interval of a predicted number holds the true one, above 0 and below 1; of maps that predict a number, see <see cref="SomMap.Regression"/>.</summary>
    public double Level { get; init; } = RegressionMap.DefaultLevel;

    /// <summary>Whether to give the outlier score, see <see cref="SomMap.OutlierScores"/>.</summary>
    public bool Outliers { get; init; }
}
