using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Mixtures;

/// <summary>
/// The prototypes of a mixture, each multiplied by a power of two so that its largest value lies between 1 and 2. That is exact, and no
/// product over- or underflows, whatever the scales of the prototypes are.
/// </summary>
internal sealed class ScaledPrototypes
{
    private readonly double[] values;
    private readonly PackedWeights products;

    /// <param name="weights">The prototypes; each value finite.</param>
    public ScaledPrototypes(WeightMatrix weights)
    {
        (Count, FeatureCount) = (weights.NeuronCount, weights.FeatureCount);
        values = weights.Values.ToArray();
        Exponents = new int[Count];
        Norms = new double[Count];
        for (int neuron = 0; neuron < Count; neuron++)
        {
            Exponents[neuron] = BinaryScale.Normalize(values.AsSpan(neuron * FeatureCount, FeatureCount));
            Norms[neuron] = Math.Sqrt(InnerProduct.Of(this[neuron], this[neuron]));
        }
        int greatest = Exponents.Max();
        RelativeScales = Array.ConvertAll(Exponents, exponent => Math.ScaleB(1, Math.Max(exponent - greatest, -1000)));
        products = new PackedWeights(values, FeatureCount);
    }

    public int Count { get; }

    public int FeatureCount { get; }

    /// <summary>Room that <see cref="Gradients"/> needs.</summary>
    public int PaddedCount => products.PaddedCount;

    /// <summary>Prototype k is its scaled form times 2 to this power.</summary>
    public int[] Exponents { get; }

    /// <summary>The scale of each prototype against the largest.</summary>
    public double[] RelativeScales { get; }

    /// <summary>‖w‖ of the scaled prototypes: 0 or at least 1.</summary>
    public double[] Norms { get; }

    /// <summary>A scaled prototype.</summary>
    public ReadOnlySpan<double> this[int neuron] => values.AsSpan(neuron * FeatureCount, FeatureCount);

    /// <summary>w · residual for every scaled prototype: minus half the gradient of ‖Wᵀa − x‖².</summary>
    public void Gradients(ReadOnlySpan<double> residual, Span<double> gradients) =>
        products.Distances<InnerProduct>(residual, gradients);
}

/// <summary>Scaling of a vector by a power of two.</summary>
internal static class BinaryScale
{
    /// <summary>Divides by 2^e so that the largest magnitude lies between 1 and 2, and returns e; zeros stay, with e = 0.</summary>
    public static int Normalize(Span<double> vector)
    {
        double greatest = 0;
        foreach (double value in vector)
            greatest = Math.Max(greatest, Math.Abs(value));
        if (greatest == 0)
            return 0;
        int exponent = Math.ILogB(greatest);
        for (int f = 0; f < vector.Length; f++)
            vector[f] = Math.ScaleB(vector[f], -exponent);
        return exponent;
    }
}
