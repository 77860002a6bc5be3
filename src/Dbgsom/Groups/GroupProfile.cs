namespace Dbgsom.Groups;

/// <summary>What the samples of a group in a cluster are like.</summary>
/// <param name="Group">The group, a place in <see cref="MapGroups.Names"/>.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Features">One for each feature of the map, in its order.</param>
public sealed record GroupProfile(int Group, int Cluster, IReadOnlyList<FeatureSpread> Features);

/// <summary>Mean and spread of one feature over some samples, counted by their weights; missing values are left out.</summary>
/// <param name="Mass">Samples with a value.</param>
/// <param name="Mean">Their mean, in the units of the data; NaN where there is none.</param>
/// <param name="StandardDeviation">Their standard deviation, √(Σw(x − mean)²/Σw), in the units of the data; NaN where there is none.</param>
public readonly record struct FeatureSpread(double Mass, double Mean, double StandardDeviation);
