namespace Dbgsom.Groups;

/// <summary>A profile of the samples of a group in a cluster.</summary>
/// <param name="Group">The index of the group in <see cref="MapGroups.Names"/>.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Features">The mean and spread of each feature of the map, in its order.</param>
public sealed record GroupProfile(int Group, int Cluster, IReadOnlyList<FeatureSpread> Features);

/// <summary>The mean and spread of one feature over some samples, weighted by row; missing values are excluded.</summary>
/// <param name="Mass">The number of samples with a value, counted by their weights.</param>
/// <param name="Mean">The mean, in the units of the data; NaN without samples.</param>
/// <param name="StandardDeviation">The standard deviation, √(Σw(x − mean)²/Σw), in the units of the data; NaN without samples.</param>
public readonly record struct FeatureSpread(double Mass, double Mean, double StandardDeviation);
