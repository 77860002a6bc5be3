using Dbgsom.Clustering;
using Dbgsom.Regression;

namespace Dbgsom.Files;

/// <summary>Options for the columns of a <see cref="PredictionTable"/>.</summary>
public sealed record PredictionOptions
{
    /// <summary>
    /// Columns of the table to append to the results, one cell per sample. A column with the name of a result is prefixed with "kept_".
    /// </summary>
    public IReadOnlyList<KeptColumn> Kept { get; init; } = [];

    /// <summary>The number of nearest neurons to list, from 1 to all.</summary>
    public int Top { get; init; } = 1;

    /// <summary>True to include the probability of every class; only for maps trained with labels.</summary>
    public bool Probabilities { get; init; }

    /// <summary>True to include the winners down a hierarchy of maps, such as "3/7".</summary>
    public bool Paths { get; init; }

    /// <summary>The clusters of the map to include; null for no cluster column.</summary>
    public ClusterRequest? Clusters { get; init; }

    /// <summary>
    /// The probability that the interval of a predicted number contains the true one, between 0 and 1, both excluded; only for maps
    /// that predict a number, see <see cref="SomMap.Regression"/>.
    /// </summary>
    public double Level { get; init; } = RegressionMap.DefaultLevel;

    /// <summary>True to include the outlier score, see <see cref="SomMap.OutlierScores"/>.</summary>
    public bool Outliers { get; init; }
}
