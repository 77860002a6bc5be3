using SkiaSharp;

namespace Dbgsom.Docs.Gallery;

/// <summary>Figures for pages: PNG images above some size are written with fewer colors.</summary>
public static class SmallImage
{
    private const int SmallEnough = 14_000;
    private const int Colors = 128;

    public static void Write(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (Path.GetExtension(from) != ".png" || new FileInfo(from).Length <= SmallEnough)
        {
            File.Copy(from, to, overwrite: true);
            return;
        }
        using var bitmap = SKBitmap.Decode(from) ?? throw new InvalidDataException($"{from} is no image");
        int[] pixels = [.. bitmap.Pixels.Select(color => (color.Red << 16) | (color.Green << 8) | color.Blue)];
        File.WriteAllBytes(to, PalettePng.Encode(pixels, bitmap.Width, ColorTable.Of(pixels, Colors)));
    }
}
