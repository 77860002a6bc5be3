using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>How strongly a neuron is drawn along with another, by the hops between them.</summary>
[JsonConverter(typeof(NamedJsonConverter<Neighborhood>))]
[TypeConverter(typeof(NamedTypeConverter<Neighborhood>))]
public abstract class Neighborhood : INamed<Neighborhood>
{
    private Neighborhood(string name) => Name = name;

    /// <summary>h = exp(−hops² / 2σ²).</summary>
    public static Neighborhood Gaussian { get; } = new GaussianNeighborhood();

    /// <summary>The Gaussian, but 0 where hops &gt; cutoff · σ.</summary>
    public static Neighborhood CutGaussian { get; } = new CutGaussianNeighborhood();

    /// <inheritdoc/>
    public static IReadOnlyList<Neighborhood> All { get; } = [Gaussian, CutGaussian];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>h for 0, 1, 2, … hops.</summary>
    internal abstract double[] Table(int greatestHops, double sigma, double cutoff);

    private sealed class GaussianNeighborhood() : Neighborhood("gaussian")
    {
        internal override double[] Table(int greatestHops, double sigma, double cutoff)
        {
            var table = new double[greatestHops + 1];
            // h(0) is 1 for every σ, also where its square underflows.
            for (int hops = 1; hops <= greatestHops; hops++)
                table[hops] = -((double)hops * hops) / (2 * sigma * sigma);
            DeterministicMath.Exp(table);
            return table;
        }
    }

    private sealed class CutGaussianNeighborhood() : Neighborhood("cutgauss")
    {
        internal override double[] Table(int greatestHops, double sigma, double cutoff)
        {
            var table = Gaussian.Table(greatestHops, sigma, cutoff);
            for (int hops = 0; hops <= greatestHops; hops++)
                if (hops > cutoff * sigma)
                    table[hops] = 0;
            return table;
        }
    }
}
