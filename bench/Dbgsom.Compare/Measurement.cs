using Dbgsom.Studies;

namespace Dbgsom.Compare;

/// <summary>How long an item took, time after time.</summary>
/// <param name="Seconds">All times.</param>
/// <param name="Quiet">Those at which the machine was quiet; what counts, unless there are none.</param>
/// <param name="Speed">The best the machine did before, between and after them.</param>
internal sealed record Measurement(IReadOnlyList<double> Seconds, IReadOnlyList<double> Quiet, MachineSpeed Speed)
{
    public double Median => Statistics.Median(Quiet.Count > 0 ? Quiet : Seconds);

    public double Least => Seconds.Min();

    /// <summary>How many times as long as so many operations at a peak.</summary>
    public double TimesPeak(double operations, double peak) => Median * peak / operations;
}
