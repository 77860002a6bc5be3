using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;
using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>
/// A color palette from low to high values. The luminance of each palette is monotone, so that it is readable in gray and by
/// color-blind people.
/// </summary>
[JsonConverter(typeof(NamedJsonConverter<Palette>))]
[TypeConverter(typeof(NamedTypeConverter<Palette>))]
public sealed class Palette : INamed<Palette>
{
    // Anchors of cividis (Nuñez, Anderton & Renslow 2018), evenly spaced.
    private static readonly Color[] CividisAnchors =
    [
        .. new[] { 0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838 }.Select(
            rgb => new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
        ),
    ];

    private readonly Func<double, Color> colorAt;

    private Palette(string name, Func<double, Color> colorAt)
    {
        Name = name;
        this.colorAt = colorAt;
    }

    /// <summary>Black over purple to pale yellow.</summary>
    public static Palette Magma { get; } = new("magma", new ScottPlot.Colormaps.Magma().GetColor);

    /// <summary>Purple over green to yellow.</summary>
    public static Palette Viridis { get; } = new("viridis", new ScottPlot.Colormaps.Viridis().GetColor);

    /// <summary>Blue over gray to yellow; designed for color-blind readers.</summary>
    public static Palette Cividis { get; } = new("cividis", position => Interpolate(CividisAnchors, position));

    /// <summary>Black to light gray.</summary>
    public static Palette Gray { get; } =
        new(
            "gray",
            position => Interpolate([new Color((byte)0, (byte)0, (byte)0), new Color((byte)245, (byte)245, (byte)245)], position)
        );

    /// <summary>Pale yellow over purple to black: high values stand out on white paper.</summary>
    public static Palette MagmaReversed { get; } = Reverse(Magma);

    /// <summary>Yellow over green to purple.</summary>
    public static Palette ViridisReversed { get; } = Reverse(Viridis);

    /// <summary>Yellow over gray to blue.</summary>
    public static Palette CividisReversed { get; } = Reverse(Cividis);

    /// <summary>Light gray to black: the classic U-matrix.</summary>
    public static Palette GrayReversed { get; } = Reverse(Gray);

    /// <inheritdoc/>
    public static IReadOnlyList<Palette> All { get; } =
    [Magma, Viridis, Cividis, Gray, MagmaReversed, ViridisReversed, CividisReversed, GrayReversed];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Returns the color at a position of the palette.</summary>
    /// <param name="position">The position from 0, the lowest value, to 1, the highest; values out of range are clamped.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is NaN.</exception>
    public (byte Red, byte Green, byte Blue) At(double position)
    {
        var color = ColorAt(
            double.IsNaN(position)
                ? throw new ArgumentOutOfRangeException(nameof(position), position, "valid is 0 to 1")
                : position
        );
        return (color.R, color.G, color.B);
    }

    internal Color ColorAt(double position) => colorAt(Math.Clamp(position, 0, 1));

    private static Palette Reverse(Palette palette) => new(palette.Name + "-reversed", position => palette.colorAt(1 - position));

    private static Color Interpolate(Color[] anchors, double position)
    {
        double at = position * (anchors.Length - 1);
        int left = Math.Min((int)at, anchors.Length - 2);
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * (at - left)));
        var (low, high) = (anchors[left], anchors[left + 1]);
        return new Color(Mix(low.R, high.R), Mix(low.G, high.G), Mix(low.B, high.B));
    }
}
