using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Space;

/// <summary>A transform of the values of a feature before scaling. It is part of the map, which takes the user's units.</summary>
[JsonConverter(typeof(NamedJsonConverter<FeatureTransform>))]
[TypeConverter(typeof(NamedTypeConverter<FeatureTransform>))]
public sealed class FeatureTransform : INamed<FeatureTransform>
{
    private FeatureTransform(string name) => Name = name;

    /// <summary>
    /// The natural logarithm, for values that differ by factors: ln x if all training values are greater than 0. If some are 0 it is
    /// ln(1 + x/u), where u is the smallest value greater than 0, so that 0 becomes 0 in any unit. Negative values are rejected.
    /// </summary>
    public static FeatureTransform Log { get; } = new("log");

    /// <summary>
    /// The rank, for values whose order matters more than their distances: the share of the training values below a value, plus half of
    /// those equal to it, from 0 to 1. It is stored in a table of at most 256 training values; values between two of them are
    /// interpolated, and values out of range are clamped.
    /// </summary>
    public static FeatureTransform Rank { get; } = new("rank");

    /// <inheritdoc/>
    public static IReadOnlyList<FeatureTransform> All { get; } = [Log, Rank];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
