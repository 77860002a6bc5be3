using Dbgsom.Rows;
using ScottPlot;
using SkiaSharp;

namespace Dbgsom.Plots;

/// <summary>A figure, to be saved as PNG or SVG or shown. Immutable; the same figure gives the same file.</summary>
/// <remarks>Lettering, lines and markers grow with the size asked for: a larger image is a sharper one, not an emptier one.</remarks>
public sealed class Figure
{
    /// <summary>The least width and height in pixels.</summary>
    public const int MinSize = 100;

    /// <summary>The greatest width and height in pixels.</summary>
    public const int MaxSize = 10_000;

    private readonly FigureImage image;

    internal Figure(string title, string subtitle, int columns, (int Width, int Height) size, Func<IReadOnlyList<Plot>> panels)
    {
        Title = title;
        Subtitle = subtitle;
        (Width, Height) = size;
        image = new FigureImage(title, subtitle, panels, columns, new SKSizeI(Width, Height));
    }

    /// <summary>Whether this machine has a font. Without one figures are drawn, but without any text.</summary>
    public static bool CanWriteText { get; } = SKTypeface.FromFamilyName(Theme.FontName).GetGlyph('A') != 0;

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>What colors, sizes and markers stand for.</summary>
    public string Subtitle { get; }

    /// <summary>The width in pixels that suits the figure, used where none is given.</summary>
    public int Width { get; }

    /// <summary>The height in pixels that suits the figure, used where none is given.</summary>
    public int Height { get; }

    /// <summary>The figure as a PNG image.</summary>
    /// <param name="width">In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null: <see cref="Width"/>.</param>
    /// <param name="height">In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null: <see cref="Height"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or height is out of range.</exception>
    public byte[] ToPng(int? width = null, int? height = null) =>
        image.Png(Check(width ?? Width, nameof(width)), Check(height ?? Height, nameof(height)));

    /// <summary>The figure as an SVG image: XML in UTF-8.</summary>
    /// <inheritdoc cref="ToPng"/>
    public byte[] ToSvg(int? width = null, int? height = null) =>
        image.Svg(Check(width ?? Width, nameof(width)), Check(height ?? Height, nameof(height)));

    /// <summary>Saves the figure as PNG.</summary>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <param name="width">In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null: <see cref="Width"/>.</param>
    /// <param name="height">In pixels, <see cref="MinSize"/> to <see cref="MaxSize"/>; null: <see cref="Height"/>.</param>
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

    /// <summary>Saves the figure in the format its file name ends with: .png or .svg.</summary>
    /// <inheritdoc cref="SavePng"/>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
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
                throw new ArgumentException($"the figure's file '{path}' does not end with .png or .svg", nameof(path));
        }
    }

    /// <summary>Writes a temporary PNG and opens it in the system's viewer, without waiting for it.</summary>
    /// <exception cref="InvalidOperationException">There is no viewer; the message says where the file is.</exception>
    public void Show()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("dbgsom-").FullName, "figure.png");
        SavePng(path);
        ImageViewer.Open(path);
    }

    private static int Check(int pixels, string name) =>
        pixels is >= MinSize and <= MaxSize
            ? pixels
            : throw new ArgumentOutOfRangeException(name, pixels, $"valid are {MinSize} to {MaxSize} pixels");
}
