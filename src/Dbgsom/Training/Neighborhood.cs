using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>The neighborhood function: how strongly a neuron moves with another, by the hops between them.</summary>
[JsonConverter(typeof(NamedJsonConverter<Neighborhood>))]
[TypeConverter(typeof(NamedTypeConverter<Neighborhood>))]
public abstract class Neighborhood : INamed<Neighborhood>
{
    private Neighborhood(string name) => Name = name;

    /// <summary>h = exp(−hops² / 2σ²).</summary>
    public static Neighborhood Gaussian { get; } = new GaussianNeighborhood();

    /// <summary>The Gaussian, but 0 where hops &gt; cutoff · σ.</summary>
    public static Neighborhood CutGaussian { get; } = new CutGaussianNeighborhood();

    /// <summary>h = 1 where hops ≤ σ, else 0.</summary>
    public static Neighborhood Bubble { get; } = new BubbleNeighborhood();

    /// <inheritdoc/>
    public static IReadOnlyList<Neighborhood> All { get; } = [Gaussian, CutGaussian, Bubble];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>h for 0, 1, 2, … hops.</summary>
    internal abstract double[] Table(int greatestHops, double sigma, double cutoff);

    /// <summary>h for squared distances.</summary>
    internal abstract double[] OfSquares(ReadOnlySpan<double> squares, double sigma, double cutoff);

    /// <summary>The distance beyond which h is 0; infinite where it never is.</summary>
    internal virtual double Reach(double sigma, double cutoff) => double.PositiveInfinity;

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

        internal override double[] OfSquares(ReadOnlySpan<double> squares, double sigma, double cutoff)
        {
            var h = new double[squares.Length];
            for (int i = 0; i < h.Length; i++)
                h[i] = squares[i] == 0 ? 0 : -squares[i] / (2 * sigma * sigma);
            DeterministicMath.Exp(h);
            return h;
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

        internal override double[] OfSquares(ReadOnlySpan<double> squares, double sigma, double cutoff)
        {
            var h = Gaussian.OfSquares(squares, sigma, cutoff);
            double reach = Reach(sigma, cutoff);
            for (int i = 0; i < h.Length; i++)
                if (squares[i] > reach * reach)
                    h[i] = 0;
            return h;
        }

        internal override double Reach(double sigma, double cutoff) => cutoff * sigma;
    }

    private sealed class BubbleNeighborhood() : Neighborhood("bubble")
    {
        // A place at distance √3·√3 = 3 is within a width of 3 in spite of rounding.
        private const double Rounding = 1 + 1e-12;

        internal override double[] Table(int greatestHops, double sigma, double cutoff) =>
            [.. Enumerable.Range(0, greatestHops + 1).Select(hops => hops <= sigma * Rounding ? 1.0 : 0)];

        internal override double[] OfSquares(ReadOnlySpan<double> squares, double sigma, double cutoff)
        {
            var h = new double[squares.Length];
            double reach = Reach(sigma, cutoff);
            for (int i = 0; i < h.Length; i++)
                h[i] = squares[i] <= reach * reach ? 1 : 0;
            return h;
        }

        internal override double Reach(double sigma, double cutoff) => sigma * Rounding;
    }
}
