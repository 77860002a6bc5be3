using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>The mean distance of samples to their winners.</summary>
internal static class QuantizationErrors
{
    public static double Of(MeasureSums sums)
    {
        double distance = 0;
        double mass = 0;
        for (int neuron = 0; neuron < sums.Hits.Length; neuron++)
        {
            distance += sums.Distance(neuron);
            mass += sums.Mass(neuron);
        }
        return distance / mass;
    }
}
