using Dbgsom.Options;
using Dbgsom.Plots;

namespace Dbgsom.Cli;

/// <summary>The color of neurons: an attribute of the map, or the name of a column of DATA.</summary>
/// <param name="Text">The argument as given.</param>
/// <param name="Attribute">The attribute of that name; null where there is none, so that it can only be a column.</param>
/// <param name="Problem">Why it is no attribute.</param>
internal sealed record ColorArgument(string Text, NeuronAttribute? Attribute, string Problem)
{
    /// <summary>Returns this color as a feature of a map; null if it is an attribute, or if the map has no feature of that name.</summary>
    public ColorArgument? AsFeatureOf(SomMap map) =>
        Attribute is null && (map.FeatureNames?.Contains(Text) == true || map.PassiveFeatures.Any(one => one.Name == Text))
            ? this with
            {
                Attribute = NeuronAttribute.Feature(Text),
            }
            : null;

    /// <summary>Reads an attribute, or keeps the name of a column.</summary>
    /// <exception cref="ArgumentException">It begins like a feature or like clusters, and is none.</exception>
    public static ColorArgument Parse(string text)
    {
        try
        {
            return new(text, NeuronAttribute.Parse(text), "");
        }
        catch (ArgumentException e) when (!text.Contains(':', StringComparison.Ordinal))
        {
            return new(text, null, SomOption.MessageOf(e));
        }
    }
}
