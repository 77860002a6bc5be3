using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>Colors for the values of one attribute, and what the color bar beside them shows.</summary>
internal sealed class ColorScale
{
    /// <summary>Okabe &amp; Ito (2008), without black and without the vermilion that is too near to a neuron's red.</summary>
    private static readonly Color[] FewLabels =
    [
        .. new[] { "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#F0E442", "#7A7A7A" }.Select(Color.FromHex),
    ];

    private readonly Palette palette;
    private readonly bool paletteIsGiven;
    private readonly double minimum;
    private readonly double maximum;
    private readonly int labels;

    public ColorScale(NeuronAttribute attribute, IReadOnlyList<double> values, Palette? palette)
    {
        Attribute = attribute;
        this.palette = palette ?? attribute.DefaultPalette;
        paletteIsGiven = palette is not null;
        (minimum, maximum) = (values.Min(), values.Max());
        if (maximum - minimum <= 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum)))
        {
            // A range that is not empty, with the equal values in its middle.
            OnlyValue = minimum;
            double margin = minimum == 0 ? 1 : 0.1 * Math.Abs(minimum);
            (minimum, maximum) = (minimum - margin, minimum + margin);
        }
        labels = attribute.IsCategorical ? (int)values.Max() + 1 : 0;
    }

    public NeuronAttribute Attribute { get; }

    /// <summary>The value where all are equal, otherwise null.</summary>
    public double? OnlyValue { get; }

    public bool HasBar => Attribute != NeuronAttribute.None && labels == 0;

    /// <summary>Labels few enough for a legend; 0 where there are more, or none.</summary>
    public int LegendLabels => labels <= FewLabels.Length ? labels : 0;

    public Color GetColor(double position) => palette.ColorAt(position);

    public (double Min, double Max) GetRange() => (minimum, maximum);

    public Color Of(double value)
    {
        if (Attribute == NeuronAttribute.None)
            return palette.ColorAt(0.5);
        if (!Attribute.IsCategorical)
            return palette.ColorAt((value - minimum) / (maximum - minimum));
        if (labels <= FewLabels.Length && !paletteIsGiven)
            return FewLabels[(int)value];
        // Steps of 5/12 put labels that follow each other far apart on the palette, and no two of the 12 colors too near.
        return palette.ColorAt(0.02 + (0.96 * ((value * 5 % 12) / 11)));
    }
}
