using System.Text.Json.Nodes;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>A transform of one feature with what it learned from the training values.</summary>
internal abstract record FittedTransform
{
    /// <summary>The problem of an invalid value, for messages.</summary>
    public abstract string Needs { get; }

    /// <summary>The value as trained on; infinite where there is none.</summary>
    public abstract double Apply(double value);

    /// <summary>The value in the user's units.</summary>
    public abstract double Invert(double transformed);

    /// <summary>The deviation in the user's units of a deviation there.</summary>
    public abstract double Deviation(double transformed, double deviation);

    /// <summary>Writes the kind and what was learned.</summary>
    public abstract void Write(JsonObject json);
}

/// <summary>ln x, or ln(1 + x/u).</summary>
/// <param name="Unit">u; 0 for the plain logarithm.</param>
internal sealed record LogTransform(double Unit) : FittedTransform
{
    public override string Needs =>
        Unit > 0
            ? "is below 0 and has no logarithm (transform log)"
            : "is not greater than 0 and has no logarithm (transform log)";

    public override double Apply(double value) =>
        Unit > 0
            ? (value >= 0 ? DeterministicMath.Log(1 + (value / Unit)) : double.PositiveInfinity)
            : (value > 0 ? DeterministicMath.Log(value) : double.PositiveInfinity);

    /// <summary>Nothing is below 0, also where weights or estimates of missing values are.</summary>
    public override double Invert(double transformed) =>
        Unit > 0 ? Math.Max(0, Unit * (DeterministicMath.Exp(transformed) - 1)) : DeterministicMath.Exp(transformed);

    /// <summary>By the slope of the exponential function.</summary>
    public override double Deviation(double transformed, double deviation) =>
        deviation * ((Unit > 0 ? Unit : 1) * DeterministicMath.Exp(transformed));

    public override void Write(JsonObject json)
    {
        json["kind"] = FeatureTransform.Log.Name;
        json["unit"] = Unit;
    }
}
