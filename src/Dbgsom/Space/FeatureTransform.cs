using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Space;

/// <summary>How the values of a feature are changed before they are scaled. The transform then belongs to the map, which takes the user's units.</summary>
[JsonConverter(typeof(NamedJsonConverter<FeatureTransform>))]
[TypeConverter(typeof(NamedTypeConverter<FeatureTransform>))]
public sealed class FeatureTransform : INamed<FeatureTransform>
{
    private FeatureTransform(string name) => Name = name;

    /// <summary>
    /// The natural logarithm, for values that differ by factors: ln x where all training values are above 0. Where some are 0 it is ln(1 + x/u), u the least value
    /// above 0, so that 0 becomes 0 whatever the unit. Negative values are refused.
    /// </summary>
    public static FeatureTransform Log { get; } = new("log");

    /// <summary>
    /// The rank, for values whose order matters more than their distances: the share of the training values below a value, half of those equal to it included, from
    /// 0 to 1. It is kept in a table of at most 256 training values; values between two of them are interpolated, values beyond the outermost count as these.
    /// </summary>
    public static FeatureTransform Rank { get; } = new("rank");

    /// <inheritdoc/>
    public static IReadOnlyList<FeatureTransform> All { get; } = [Log, Rank];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
