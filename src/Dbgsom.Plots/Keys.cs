using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>The words of legends for colors, sizes and markers.</summary>
internal static class Keys
{
    /// <summary>Between the things that a subtitle says; it may be broken there.</summary>
    public const string Separator = " · ";

    public const float SmallBarWidth = 7;

    private const float MostLegendWidth = 150;

    /// <summary>A color bar at the right, or a legend for labels or classes, or nothing.</summary>
    public static void Add(Plot plot, ColorScale scale, string caption)
    {
        if (scale.Legend.Any())
            AddLegend(plot, scale);
        else if (scale.HasBar)
        {
            var range = scale.GetRange();
            var ticks = scale.OnlyValue is { } value
                ? [value]
                : NiceTicks.Between(range.Min, range.Max, 8, scale.Attribute.IsInteger);
            AddBar(plot, scale, caption, ticks, [.. ticks.Select(NiceTicks.Text)]);
        }
    }

    /// <summary>A color bar at the right with the given numbers.</summary>
    public static void AddBar(
        Plot plot,
        ColorScale scale,
        string caption,
        IReadOnlyList<double> ticks,
        IReadOnlyList<string> texts
    ) => plot.Axes.AddPanel(new ColorBarPanel(scale, caption, ticks, texts, Theme.TickSize, 18));

    /// <summary>The room to keep at the right of the data for legend or bar, in pixels.</summary>
    public static float RoomFor(ColorScale scale) =>
        scale.Legend.Any() ? 75 + scale.Legend.Max(entry => Ellipsis.WidthOf(LegendText(entry.Text), Theme.TickSize))
        : scale.HasBar ? 105
        : 15;

    /// <summary>A thin bar with its ends written beside it, for small panels. Bars of one text width are equally wide.</summary>
    public static void AddSmallBar(Plot plot, ColorScale scale, float textSize, float labelsWidth)
    {
        var (ticks, labels) = SmallTicks(scale);
        plot.Axes.AddPanel(new ColorBarPanel(scale, null, ticks, labels, textSize, SmallBarWidth, labelsWidth));
    }

    /// <summary>The ends of a thin bar and round values between them, as far as these do not come near the ends.</summary>
    public static (IReadOnlyList<double> Values, IReadOnlyList<string> Texts) SmallTicks(ColorScale scale)
    {
        var (values, texts) = Ends(scale);
        if (values.Count < 2)
            return (values, texts);
        double margin = 0.18 * (values[1] - values[0]);
        double[] between =
        [
            .. NiceTicks
                .Between(values[0], values[1], 4, false)
                .Where(tick => tick - values[0] > margin && values[1] - tick > margin),
        ];
        return ([values[0], .. between, values[1]], [texts[0], .. between.Select(Short), texts[1]]);
    }

    /// <summary>Least and greatest value with their texts; the one value where all are equal.</summary>
    public static (IReadOnlyList<double> Values, IReadOnlyList<string> Texts) Ends(ColorScale scale)
    {
        var (low, high) = scale.GetRange();
        // No color tells a thousandth of the range, or the 1e-17 of a rounding error, from 0.
        string Text(double value) => Short(Math.Abs(value) < 1e-3 * (high - low) ? 0 : value);
        return scale.OnlyValue is { } value ? ([value], [Short(value)]) : ([low, high], [Text(low), Text(high)]);
    }

    /// <summary>Three digits that mean something, and no more room than "-1.23e+05".</summary>
    public static string Short(double value) =>
        value == 0 || Math.Abs(value) is >= 0.001 and < 100_000
            ? value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "G3", CultureInfo.InvariantCulture)
            : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    /// <summary>The meaning of categorical colors; empty for others.</summary>
    public static string OfCategories(SomMap map, NeuronAttribute color) =>
        color == NeuronAttribute.Class ? " · color: the most frequent class of the samples"
        : color.IsOfSamples && color.IsCategorical ? $" · color: the most frequent {color.Caption} of the samples"
        : color.CategoriesOf(map) is { } categories
            ? $" · color: {Units.Count(categories.ColorOf.Count)} {(color == NeuronAttribute.Label ? "labels" : "clusters")}"
        : "";

    /// <summary>The note about repeated label colors; empty if each label has its own.</summary>
    public static string OfRepeatedColors(ColorScale scale) =>
        scale.ColorsRepeat ? " · colors repeat; they only distinguish neighbors" : "";

    /// <summary>The meaning of hollow markers; empty if no neuron is dead.</summary>
    public static string OfDead(SomMap map, bool hasScale = false) =>
        map.Neurons.Count(neuron => neuron.IsDead) switch
        {
            0 => "",
            1 => $" · {Hollow(hasScale)}: the one neuron without samples",
            int dead => $" · {Hollow(hasScale)}: the {Units.Count(dead)} neurons without samples",
        };

    /// <summary>Where the area of discs means something, that of hollow markers does not.</summary>
    private static string Hollow(bool hasScale) => hasScale ? "hollow, outside the scale" : "hollow";

    private static string LegendText(string text) => Ellipsis.Fit(text, Theme.TickSize, MostLegendWidth);

    private static void AddLegend(Plot plot, ColorScale scale) => AddLegend(plot, scale.Legend);

    /// <summary>A legend at the right: colors and what they stand for.</summary>
    public static void AddLegend(Plot plot, IEnumerable<(string Text, Color Color)> entries)
    {
        plot.Legend.ManualItems.AddRange(
            entries.Select(entry => new LegendItem
            {
                LabelText = LegendText(entry.Text),
                MarkerShape = MarkerShape.FilledCircle,
                MarkerSize = 9,
                MarkerColor = entry.Color,
            })
        );
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontName = Theme.FontName;
        plot.Legend.FontSize = Theme.TickSize;
        plot.Legend.FontColor = Theme.Ink;
        plot.ShowLegend(Edge.Right);
    }
}
