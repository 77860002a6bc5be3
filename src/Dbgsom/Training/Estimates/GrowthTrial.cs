namespace Dbgsom.Training.Estimates;

/// <summary>A trial map: the number of neurons that a <see cref="SomOptions.Lambda"/> gives.</summary>
/// <param name="Lambda">The factor of the growing threshold, for all samples; greater than 0.</param>
/// <param name="Neurons">The number of neurons when growth ended.</param>
/// <param name="StopReason">The reason why growth ended.</param>
public readonly record struct GrowthTrial(double Lambda, int Neurons, StopReason StopReason);
