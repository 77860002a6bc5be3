using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Tests;

/// <summary>Cells of any shape that a grid has.</summary>
public sealed class CellLayerTests
{
    private static readonly (double X, double Y)[] Square = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];

    private static readonly (double X, double Y)[] Hexagon =
    [
        .. Enumerable
            .Range(0, 6)
            .Select(i => (Math.Sin(i * Math.PI / 3) / Math.Sqrt(3), -Math.Cos(i * Math.PI / 3) / Math.Sqrt(3))),
    ];

    private static readonly (double X, double Y)[] Centers = [(0, 0), (1, 0), (0.5, Math.Sqrt(3) / 2)];

    [Fact]
    public void Only_four_corners_along_the_axes_are_a_rectangle()
    {
        Assert.Equal(new Bounds(-0.5, -0.5, 0.5, 0.5), Bounds.OfRectangle(Square));
        Assert.Null(Bounds.OfRectangle(Hexagon));
        Assert.Null(Bounds.OfRectangle([(0, -1), (1, 0), (0, 1), (-1, 0)]));
        Assert.Null(Bounds.OfRectangle([(0, 0), (1, 0), (1, 0), (0, 0)]));
    }

    /// <summary>Three hexagons that meet in a corner: each fills its middle with its color, and no white is left between them.</summary>
    [Fact]
    public void Hexagons_fill_the_plane_between_their_middles()
    {
        using var image = Drawn(Hexagon);
        Assert.Equal([Colors.Red, Colors.Lime, Colors.Blue], Centers.Select(center => At(image, center)));
        for (int step = 0; step <= 20; step++)
        {
            double share = step / 20.0;
            var between = (X: share * Centers[2].X, Y: share * Centers[2].Y);
            Assert.Contains(At(image, between), (Color[])[Colors.Red, Colors.Blue]);
        }
        Assert.Equal(Colors.White, At(image, (-0.45, -0.5)));
    }

    [Fact]
    public void Squares_fill_their_corners()
    {
        using var image = Drawn(Square);
        Assert.Equal(Colors.Red, At(image, (-0.45, -0.45)));
    }

    private static SkiaSharp.SKBitmap Drawn((double X, double Y)[] shape)
    {
        using var plot = new Plot();
        plot.PlottableList.Add(new CellLayer(Centers, [Colors.Red, Colors.Lime, Colors.Blue], shape, 1));
        plot.Layout.Frameless();
        plot.Axes.SetLimits(-1, 3, -1, 3);
        plot.DataBackground.Color = Colors.White;
        plot.HideGrid();
        return SkiaSharp.SKBitmap.Decode(plot.GetImageBytes(400, 400, ImageFormat.Png));
    }

    private static Color At(SkiaSharp.SKBitmap image, (double X, double Y) point)
    {
        var pixel = image.GetPixel((int)(100 * (point.X + 1)), (int)(100 * (3 - point.Y)));
        return new Color(pixel.Red, pixel.Green, pixel.Blue);
    }
}
