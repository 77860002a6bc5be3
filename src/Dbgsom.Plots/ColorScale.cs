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
        (minimum, maximum) = Widen(values.Min(), values.Max());
        labels = attribute.IsCategorical ? (int)values.Max() + 1 : 0;
    }

    public NeuronAttribute Attribute { get; }

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
        // Multiples of the golden section, taken mod 1, put labels that follow each other far apart on the palette.
        double place = value * 0.6180339887498949;
        return palette.ColorAt(0.04 + (0.92 * (place - Math.Floor(place))));
    }

    /// <summary>A range that is not empty: equal values lie in its middle.</summary>
    private static (double Minimum, double Maximum) Widen(double minimum, double maximum)
    {
        if (maximum - minimum > 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum)))
            return (minimum, maximum);
        double margin = minimum == 0 ? 1 : 0.1 * Math.Abs(minimum);
        return (minimum - margin, maximum + margin);
    }
}
