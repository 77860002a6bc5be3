using Dbgsom.Rows;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots;

/// <summary>A figure that can be saved as PNG or SVG, or shown. Immutable; the same figure gives the same file.</summary>
/// <remarks>Text, lines and markers scale with the image size: a larger image has more resolution, not more empty space.</remarks>
public sealed class Figure
{
    /// <summary>The minimum width and height in pixels.</summary>
    public const int MinSize = 100;

    /// <summary>The maximum width and height in pixels.</summary>
    public const int MaxSize = 10_000;

    private readonly FigureImage image;

    internal Figure(string title, string subtitle, int columns, (int Width, int Height) size, Func<IReadOnlyList<Plot>> panels)
    {
        Title = title;
        Subtitle = subtitle;
        (Width, Height) = size;
        image = new FigureImage(title, subtitle, panels, columns, new SKSizeI(Width, Height));
    }

    /// <summary>True if this machine has a font. Without a font, figures are drawn without text.</summary>
    public static bool CanWriteText { get; } = SKTypeface.FromFamilyName(Theme.FontName).GetGlyph('A') != 0;

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The legend: the meaning of colors, sizes and markers.</summary>
    public string Subtitle { get; }

    /// <summary>The default width in pixels.</summary>
    public int Width { get; }

    /// <summary>The default height in pixels.</summary>
    public int Height { get; }

    /// <summary>Renders the figure as a PNG image.</summary>
    /// <param name="width">The width in pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null for <see cref="Width"/>.</param>
    /// <param name="height">The height in pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null for <see cref="Height"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is out of range.</exception>
    public byte[] ToPng(int? width = null, int? height = null) =>
        image.Png(Check(width ?? Width, nameof(width)), Check(height ?? Height, nameof(height)));

    /// <summary>Renders the figure as an SVG image: XML in UTF-8.</summary>
    /// <inheritdoc cref="ToPng"/>
    public byte[] ToSvg(int? width = null, int? height = null) =>
        image.Svg(Check(width ?? Width, nameof(width)), Check(height ?? Height, nameof(height)));

    /// <summary>Saves the figure as PNG.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="width">The width in pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null for <see cref="Width"/>.</param>
    /// <param name="height">The height in pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null for <see cref="Height"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path, int? width = null, int? height = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, stream => stream.Write(ToPng(width, height)));
    }

    /// <summary>Saves the figure as SVG.</summary>
    /// <inheritdoc cref="SavePng"/>
    public void SaveSvg(string path, int? width = null, int? height = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, stream => stream.Write(ToSvg(width, height)));
    }

    /// <summary>Saves the figure in the format of the file extension: .png or .svg.</summary>
    /// <inheritdoc cref="SavePng"/>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    public void Save(string path, int? width = null, int? height = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".PNG":
                SavePng(path, width, height);
                break;
            case ".SVG":
                SaveSvg(path, width, height);
                break;
            default:
                throw new ArgumentException($"the name of the figure's file '{path}' must end with .png or .svg", nameof(path));
        }
    }

    /// <summary>Writes a temporary PNG, opens it in the system's viewer, and returns immediately.</summary>
    /// <exception cref="InvalidOperationException">No viewer is available; the message names the file.</exception>
    public void Show()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("dbgsom-").FullName, "figure.png");
        SavePng(path);
        ImageViewer.Open(path);
    }

    private static int Check(int pixels, string name) =>
        pixels is >= MinSize and <= MaxSize
            ? pixels
            : throw new ArgumentOutOfRangeException(name, pixels, $"valid is {MinSize} to {MaxSize} pixels");
}
