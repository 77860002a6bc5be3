using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>Colors for the values of one attribute, and what the color bar beside them shows.</summary>
internal sealed class ColorScale
{
    private const int MostInLegend = 7;

    private readonly Palette palette;
    private readonly bool paletteIsGiven;
    private readonly IReadOnlyList<int>? colorOfLabel;
    private readonly double minimum;
    private readonly double maximum;
    private readonly int labels;

    /// <param name="attribute">What the values are.</param>
    /// <param name="values">All values that get a color.</param>
    /// <param name="palette">The colors; null: the attribute's own.</param>
    /// <param name="noise">Values that differ by no more than this are equal.</param>
    /// <param name="colorOfLabel">For each label the index of its color; null: the colors in turn.</param>
    public ColorScale(
        NeuronAttribute attribute,
        IReadOnlyList<double> values,
        Palette? palette,
        double noise = 0,
        IReadOnlyList<int>? colorOfLabel = null
    )
    {
        Attribute = attribute;
        this.palette = palette ?? attribute.DefaultPalette;
        this.colorOfLabel = colorOfLabel;
        paletteIsGiven = palette is not null;
        (minimum, maximum) = (values.Min(), values.Max());
        if (maximum - minimum <= Math.Max(noise, 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum))))
        {
            // A range that is not empty, with the equal values in its middle.
            double middle = minimum + ((maximum - minimum) / 2);
            double only = Math.Abs(middle) <= noise ? 0 : middle;
            OnlyValue = only;
            double margin = only == 0 ? 1 : 0.1 * Math.Abs(only);
            (minimum, maximum) = (only - margin, only + margin);
        }
        labels = attribute.IsCategorical ? (int)values.Max() + 1 : 0;
    }

    public NeuronAttribute Attribute { get; }

    /// <summary>The value where all are equal, otherwise null.</summary>
    public double? OnlyValue { get; }

    public bool HasBar => Attribute != NeuronAttribute.None && labels == 0;

    /// <summary>Labels few enough for a legend; 0 where there are more, or none.</summary>
    public int LegendLabels => labels <= MostInLegend ? labels : 0;

    /// <summary>Whether there are more labels than colors.</summary>
    public bool ColorsRepeat => labels > LabelColors.All.Count;

    /// <summary>The colors of an attribute over the neurons of a map.</summary>
    public static ColorScale Of(SomMap map, NeuronAttribute attribute, IReadOnlyList<double> values, Palette? palette) =>
        new(attribute, values, palette, attribute.NoiseIn(map), attribute.IsCategorical ? LabelColors.Assign(map) : null);

    public Color GetColor(double position) => palette.ColorAt(OnlyValue is null ? position : 0.5);

    public (double Min, double Max) GetRange() => (minimum, maximum);

    public Color Of(double value)
    {
        if (Attribute == NeuronAttribute.None || OnlyValue is not null && !Attribute.IsCategorical)
            return palette.ColorAt(0.5);
        if (!Attribute.IsCategorical)
            return palette.ColorAt((value - minimum) / (maximum - minimum));
        int count = LabelColors.All.Count;
        int color = colorOfLabel?[(int)value] ?? (int)value % count;
        // Steps of 5/12 put labels that follow each other far apart on a palette that was asked for.
        return paletteIsGiven ? palette.ColorAt(0.02 + (0.96 * (color * 5 % count) / (count - 1))) : LabelColors.All[color];
    }
}
