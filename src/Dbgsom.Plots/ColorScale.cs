using Dbgsom.Naming;
using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>Colors for the values of one attribute, and what the color bar beside them shows.</summary>
internal sealed class ColorScale
{
    private readonly Palette palette;
    private readonly bool paletteIsGiven;
    private readonly Categories? categories;
    private readonly double minimum;
    private readonly double maximum;

    /// <param name="attribute">The attribute of the values.</param>
    /// <param name="values">All values that get a color; NaN where there is none.</param>
    /// <param name="palette">The colors; null for the default palette of the attribute.</param>
    /// <param name="noise">Values that differ by no more than this are equal.</param>
    /// <param name="categories">Colors and names where the attribute is categorical; null: the colors in turn.</param>
    public ColorScale(
        NeuronAttribute attribute,
        IReadOnlyList<double> values,
        Palette? palette,
        double noise = 0,
        Categories? categories = null
    )
    {
        Attribute = attribute;
        this.palette = palette ?? attribute.DefaultPalette;
        paletteIsGiven = palette is not null;
        var known = values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).ToList();
        (minimum, maximum) = (known.Min(), known.Max());
        this.categories = attribute.IsCategorical ? categories ?? Categories.InTurn((int)maximum + 1) : null;
        if (maximum - minimum <= Math.Max(noise, 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum))))
        {
            // A range that is not empty, with the equal values in its middle.
            double middle = minimum + ((maximum - minimum) / 2);
            double only = Math.Abs(middle) <= noise ? 0 : middle;
            OnlyValue = only;
            double margin = only == 0 ? 1 : 0.1 * Math.Abs(only);
            (minimum, maximum) = (only - margin, only + margin);
        }
    }

    public NeuronAttribute Attribute { get; }

    /// <summary>The value where all are equal, otherwise null.</summary>
    public double? OnlyValue { get; }

    public bool HasBar => Attribute != NeuronAttribute.None && categories is null;

    /// <summary>The entries of the legend; empty without a legend.</summary>
    public IEnumerable<(string Text, Color Color)> Legend =>
        categories?.Legend.Select(entry => (entry.Text, Of(entry.Category))) ?? [];

    /// <summary>True if labels outnumber colors.</summary>
    public bool ColorsRepeat => categories?.ColorsRepeat ?? false;

    /// <summary>The colors of an attribute over the neurons of a map and, for nested values, of its child maps.</summary>
    public static ColorScale Of(SomMap map, NeuronAttribute attribute, IReadOnlyList<double> values, Palette? palette) =>
        new(attribute, values, palette, attribute.NoiseIn(map), attribute.CategoriesOf(map));

    public Color GetColor(double position) => palette.ColorAt(OnlyValue is null ? position : 0.5);

    public (double Min, double Max) GetRange() => (minimum, maximum);

    /// <summary>The color of a value; that of none for NaN.</summary>
    public Color Of(double value)
    {
        if (double.IsNaN(value))
            return Theme.NoValue;
        if (Attribute == NeuronAttribute.None || OnlyValue is not null && categories is null)
            return palette.ColorAt(0.5);
        if (categories is null)
            return palette.ColorAt((value - minimum) / (maximum - minimum));
        int count = LabelColors.All.Count;
        int color = categories.ColorOf[(int)value];
        // Steps of 5/12 put labels that follow each other far apart on a palette that was asked for.
        return paletteIsGiven ? palette.ColorAt(0.02 + (0.96 * (color * 5 % count) / (count - 1))) : LabelColors.All[color];
    }
}
