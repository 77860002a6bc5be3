using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>How a quantity decays from its initial to its final value during training.</summary>
[JsonConverter(typeof(NamedJsonConverter<Decay>))]
[TypeConverter(typeof(NamedTypeConverter<Decay>))]
public abstract class Decay : INamed<Decay>
{
    private Decay(string name) => Name = name;

    /// <summary>end + (start − end) · exp(−progress · ln 100): 1 % of the difference remains at progress 1.</summary>
    public static Decay Exponential { get; } = new ExponentialDecay();

    /// <summary>start · (1 − progress) + end · progress.</summary>
    public static Decay Linear { get; } = new LinearDecay();

    /// <inheritdoc/>
    public static IReadOnlyList<Decay> All { get; } = [Exponential, Linear];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The quantity at a point of training.</summary>
    /// <param name="start">Value at progress 0.</param>
    /// <param name="end">Value aimed at.</param>
    /// <param name="progress">0 at the start, 1 at the end.</param>
    internal abstract double At(double start, double end, double progress);

    private sealed class ExponentialDecay() : Decay("exponential")
    {
        private static readonly double Rate = DeterministicMath.Log(100);

        internal override double At(double start, double end, double progress) =>
            end + ((start - end) * DeterministicMath.Exp(-progress * Rate));
    }

    private sealed class LinearDecay() : Decay("linear")
    {
        internal override double At(double start, double end, double progress) => (start * (1 - progress)) + (end * progress);
    }
}
