using Dbgsom.Studies;

namespace Dbgsom.Compare;

/// <summary>How long an item took, time after time.</summary>
/// <param name="Seconds">All times.</param>
/// <param name="Speed">The best the machine did before, between and after them.</param>
internal sealed record Measurement(IReadOnlyList<double> Seconds, MachineSpeed Speed)
{
    public double Median => Statistics.Median(Seconds);

    public double Least => Seconds.Min();

    /// <summary>How many times as long as so many operations at a peak.</summary>
    public double TimesPeak(double operations, double peak) => Median * peak / operations;
}
