using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Rows;

/// <summary>The weight of a sample in the center of its winner, by its distance. It is multiplied by the user's row weight.</summary>
[JsonConverter(typeof(NamedJsonConverter<Weighting>))]
[TypeConverter(typeof(NamedTypeConverter<Weighting>))]
public abstract class Weighting : INamed<Weighting>
{
    private Weighting(string name) => Name = name;

    /// <summary>
    /// s = 1 − √(1 − exp(−distance² / total variance)): distant samples count less (D'Urso et al. 2019). With the Manhattan metric, (Σ
    /// std)² replaces the total variance.
    /// </summary>
    public static Weighting Robust { get; } = new RobustWeighting("robust");

    /// <summary>
    /// <see cref="Robust"/> while the map grows, so that it does not extend towards distant samples, then <see cref="Uniform"/>.
    /// </summary>
    public static Weighting RobustGrowth { get; } = new RobustWeighting("robust-growth");

    /// <summary>s = 1: every sample counts equally.</summary>
    public static Weighting Uniform { get; } = new UniformWeighting();

    /// <inheritdoc/>
    public static IReadOnlyList<Weighting> All { get; } = [Robust, RobustGrowth, Uniform];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The strengths s, 0 ≤ s ≤ 1, for distances to winners.</summary>
    /// <param name="distances">Distances; their number is a multiple of eight.</param>
    /// <param name="totalVariance">Sum of the columns' variances.</param>
    /// <param name="strengths">Where the result goes.</param>
    internal abstract void Weigh(ReadOnlySpan<double> distances, double totalVariance, Span<double> strengths);

    private sealed class RobustWeighting(string name) : Weighting(name)
    {
        internal override void Weigh(ReadOnlySpan<double> distances, double totalVariance, Span<double> strengths)
        {
            if (totalVariance == 0)
                strengths.Fill(1);
            else
                RobustStrengths.Compute(distances, totalVariance, strengths);
        }
    }

    private sealed class UniformWeighting() : Weighting("uniform")
    {
        internal override void Weigh(ReadOnlySpan<double> distances, double totalVariance, Span<double> strengths) =>
            strengths.Fill(1);
    }
}
