namespace Dbgsom.Training.Estimates;

/// <summary>A trial map: how far one <see cref="SomOptions.Lambda"/> lets a map grow.</summary>
/// <param name="Lambda">Factor of the growing threshold, for all samples; above 0.</param>
/// <param name="Neurons">Neurons when growth had ended.</param>
/// <param name="StopReason">What ended growth.</param>
public readonly record struct GrowthTrial(double Lambda, int Neurons, StopReason StopReason);
