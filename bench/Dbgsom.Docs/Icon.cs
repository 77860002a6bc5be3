using Dbgsom.Grid;
using Dbgsom.Plots;
using Dbgsom.Space;
using SkiaSharp;

namespace Dbgsom.Docs;

/// <summary>src/icon.png, the icon of the packages: a map that grew over a bent sheet of points.</summary>
public static class Icon
{
    private const int Side = 128;
    private const int Samples = 1_500;
    private const int Neurons = 18;
    private const float Margin = 14;
    private const float Corner = 26;

    public static void Make(string root) => File.WriteAllBytes(Path.Combine(root, "src", "icon.png"), Png());

    /// <summary>The picture: 128 × 128 pixels.</summary>
    public static byte[] Png()
    {
        var data = Sheet();
        var map = new SomVq(SomOptions.Default with { TargetNeurons = Neurons, Scaling = Scaling.None }).Fit(data);
        using var surface = SKSurface.Create(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Premul));
        Draw(surface.Canvas, map);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>A square for each neuron at its place on the grid, and a bar to each neighbor.</summary>
    private static void Draw(SKCanvas canvas, SomMap map)
    {
        using var ground = new SKPaint { IsAntialias = true, Color = new SKColor(0x1B, 0x1F, 0x3B) };
        canvas.DrawRoundRect(new SKRect(0, 0, Side, Side), Corner, Corner, ground);
        var grid = map.Neurons.Select(neuron => neuron.Position).ToList();
        var (left, right) = (grid.Min(place => place.X), grid.Max(place => place.X));
        var (top, bottom) = (grid.Min(place => place.Y), grid.Max(place => place.Y));
        float step = (Side - (2 * Margin)) / (1 + Math.Max(right - left, bottom - top));
        SKPoint Place(GridPosition at) =>
            new((Side / 2f) + (step * (at.X - ((left + right) / 2f))), (Side / 2f) + (step * (at.Y - ((top + bottom) / 2f))));
        using var line = new SKPaint
        {
            IsAntialias = true,
            Color = new SKColor(0x8A, 0x93, 0xC8),
            StrokeWidth = 0.14f * step,
        };
        foreach (var (a, b) in map.Edges)
            canvas.DrawLine(Place(grid[a]), Place(grid[b]), line);
        double[] turn = [.. Enumerable.Range(0, grid.Count).Select(k => Math.Atan2(map.Weights[k, 1], -map.Weights[k, 0]))];
        for (int k = 0; k < grid.Count; k++)
        {
            double share = (turn[k] - turn.Min()) / (turn.Max() - turn.Min());
            var (red, green, blue) = Palette.Viridis.At(0.3 + (0.7 * share));
            using var cell = new SKPaint { IsAntialias = true, Color = new SKColor(red, green, blue) };
            var center = Place(grid[k]);
            float half = 0.37f * step;
            canvas.DrawRoundRect(
                new SKRect(center.X - half, center.Y - half, center.X + half, center.Y + half),
                0.3f * half,
                0.3f * half,
                cell
            );
        }
    }

    /// <summary>A bent sheet of points, spread evenly by multiples of two irrational numbers.</summary>
    private static DataMatrix Sheet()
    {
        double[,] points = new double[Samples, 2];
        for (int i = 0; i < Samples; i++)
        {
            double along = i * 0.7548776662466927 % 1;
            double across = i * 0.5698402909980532 % 1;
            double angle = Math.PI * (0.08 + (0.72 * along));
            double radius = 0.55 + (0.85 * across);
            (points[i, 0], points[i, 1]) = (-radius * Math.Cos(angle), radius * Math.Sin(angle));
        }
        return DataMatrix.From(points);
    }
}
