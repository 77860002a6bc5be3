namespace Dbgsom.Tests.Contracts;

/// <summary>Whether two maps are the same but for rounding.</summary>
internal static class Near
{
    public static void Assert(SomMap expected, SomMap actual, double tolerance) =>
        Assert(expected, actual, expected.WeightsInDataUnits.Values.ToArray(), tolerance);

    /// <param name="expected">The map whose grid and history are expected.</param>
    /// <param name="actual">The other.</param>
    /// <param name="weights">The weights expected, in data units.</param>
    /// <param name="tolerance">How far each may be off.</param>
    public static void Assert(SomMap expected, SomMap actual, double[] weights, double tolerance)
    {
        Xunit.Assert.Equal(expected.Neurons.Select(neuron => neuron.Position), actual.Neurons.Select(neuron => neuron.Position));
        Xunit.Assert.Equal(expected.Training.Epochs, actual.Training.Epochs);
        Xunit.Assert.Equal(expected.Neurons.Select(neuron => neuron.HitMass), actual.Neurons.Select(neuron => neuron.HitMass));
        double[] others = actual.WeightsInDataUnits.Values.ToArray();
        Xunit.Assert.Equal(weights.Length, others.Length);
        for (int i = 0; i < weights.Length; i++)
            Xunit.Assert.Equal(weights[i], others[i], tolerance);
    }
}
