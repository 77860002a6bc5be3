using Dbgsom.Passes;
using ScottPlot;

namespace Dbgsom.Plots.Hierarchies;

/// <summary>The value of an attribute of neurons for a whole map.</summary>
internal static class MapColors
{
    private static readonly NeuronAttribute[] Known =
    [
        NeuronAttribute.None,
        NeuronAttribute.Error,
        NeuronAttribute.Hits,
        NeuronAttribute.Class,
        NeuronAttribute.Confidence,
    ];

    /// <summary>The scale over maps, and for each map what fills its disc: one color, or its classes by their shares.</summary>
    /// <exception cref="ArgumentException">Maps have no such attribute, or these know no classes.</exception>
    public static (ColorScale Scale, IReadOnlyList<Slice>[] Fills) Of(
        IReadOnlyList<SomMap> maps,
        NeuronAttribute attribute,
        Palette? palette
    )
    {
        double[] values = [.. maps.Select(map => ValueOf(map, attribute))];
        if (attribute == NeuronAttribute.Error)
            values = LogScale.Of(values);
        var scale = ColorScale.Of(maps[0], attribute, values, palette);
        return (
            scale,
            attribute == NeuronAttribute.Class
                ? [.. maps.Select(map => Slices(map, scale))]
                : Array.ConvertAll(values, IReadOnlyList<Slice> (value) => [new(scale.Of(value), 1)])
        );
    }

    private static double ValueOf(SomMap map, NeuronAttribute attribute)
    {
        if (!Known.Contains(attribute))
            throw new ArgumentException(
                $"the tree cannot color maps by '{attribute}'; valid is {string.Join(", ", Known.Select(known => known.Name))}",
                nameof(attribute)
            );
        attribute.RequireSamples(map);
        if (attribute == NeuronAttribute.None)
            return 0;
        if (attribute == NeuronAttribute.Error)
            return map.Training.QuantizationError;
        if (attribute == NeuronAttribute.Hits)
            return map.Neurons.Sum(neuron => neuron.HitCount);
        ClassMasses.Require(map, attribute.Name);
        double[] masses = ClassMasses.Of(map);
        return attribute == NeuronAttribute.Class ? Array.IndexOf(masses, masses.Max()) : masses.Max() / masses.Sum();
    }

    /// <summary>Classes that share a color are one slice.</summary>
    private static IReadOnlyList<Slice> Slices(SomMap map, ColorScale scale)
    {
        double[] masses = ClassMasses.Of(map);
        double all = masses.Sum();
        return
        [
            .. masses
                .Select((mass, category) => (Mass: mass, Color: scale.Of(category)))
                .Where(part => part.Mass > 0)
                .GroupBy(part => part.Color, part => part.Mass)
                .Select(part => new Slice(part.Key, part.Sum() / all)),
        ];
    }

    /// <summary>Returns the caption of the color bar.</summary>
    public static string CaptionOf(SomMap root, NeuronAttribute attribute) =>
        attribute == NeuronAttribute.Error ? Units.With(root, "QE")
        : attribute == NeuronAttribute.Hits ? "training rows"
        : attribute == NeuronAttribute.Confidence ? "share of the most frequent class"
        : attribute.Caption;
}

/// <summary>A part of a disc.</summary>
/// <param name="Color">The color of the segment.</param>
/// <param name="Share">Of the area, above 0 to 1.</param>
internal readonly record struct Slice(Color Color, double Share);
