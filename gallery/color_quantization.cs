// A palette for a picture
//
// Every pixel is a sample of three features – red, green, blue –, and the neurons of the map are the palette that comes out. Because the map
// keeps neighbors together, the palette is in order too: colors that are alike stand side by side, as the last figure shows.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Grid;
using Dbgsom.Plots;
using Dbgsom.Space;
using SkiaSharp;

const int Width = 240;
const int Height = 160;
SKColor[] picture = [.. Enumerable.Range(0, Width * Height).Select(i => Sunset(i % Width, i / Width))];
DataMatrix pixels = DataMatrix.From([.. picture.Select(color => new double[] { color.Red, color.Green, color.Blue })]);

SomMap map = new SomVq(SomOptions.Default with { TargetNeurons = 40, Scaling = Scaling.None }).Fit(pixels);
SKColor[] palette = [.. map.Neurons.Select(neuron => Rounded(map.WeightsInDataUnits[neuron.Index]))];
SKColor[] reduced = Array.ConvertAll(map.Predict(pixels), neuron => palette[neuron]);

Console.WriteLine($"{picture.Distinct().Count()} colors before, {reduced.Distinct().Count()} after");
Console.WriteLine($"a pixel is {map.QuantizationError(pixels):0.0} of 255 from its color of the palette, on average");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
Save("colors-before.png", Width, Height, (x, y) => picture[(y * Width) + x]);
Save("colors-after.png", Width, Height, (x, y) => reduced[(y * Width) + x]);
Dictionary<GridPosition, SKColor> places = map.Neurons.ToDictionary(neuron => neuron.Position, neuron => palette[neuron.Index]);
var (left, top) = (places.Keys.Min(place => place.X), places.Keys.Max(place => place.Y));
var (columns, rows) = (places.Keys.Max(place => place.X) - left + 1, top - places.Keys.Min(place => place.Y) + 1);
const int Cell = 24;
Save(
    "colors-palette.png",
    columns * Cell,
    rows * Cell,
    (x, y) => places.GetValueOrDefault(new GridPosition(left + (x / Cell), top - (y / Cell)), SKColors.White)
);

void Save(string name, int width, int height, Func<int, int, SKColor> color)
{
    using var bitmap = new SKBitmap(width, height);
    bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => color(i % width, i / width))];
    using FileStream stream = File.Create(Path.Combine(figures, name));
    bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
}

// A sun above a mountain, a hill and a lake.
static SKColor Sunset(int x, int y)
{
    double fromSun = ((x - 160) * (x - 160)) + ((y - 62) * (y - 62));
    if (y > 128)
        return Mix(new(36, 60, 92), new(250, 170, 110), Math.Max(0, 0.8 - (Math.Abs(x - 160) / 70.0)) + (0.02 * (y % 6)));
    if (y > 104 + ((x - 210) * (x - 210) / 900.0))
        return Mix(new(24, 66, 52), new(84, 136, 66), (128 - y) / 24.0);
    if (y > 58 + (Math.Abs(x - 62) * 0.6))
        return Mix(new(84, 58, 110), new(190, 112, 124), (128 - y) / 70.0);
    if (fromSun < 324)
        return new(255, 244, 200);
    return Mix(Mix(new(38, 44, 110), new(246, 150, 92), y / 100.0), new(255, 236, 150), 900 / (900 + fromSun));
}

static SKColor Mix(SKColor a, SKColor b, double share) =>
    Rounded([
        a.Red + (Math.Clamp(share, 0, 1) * (b.Red - a.Red)),
        a.Green + (Math.Clamp(share, 0, 1) * (b.Green - a.Green)),
        a.Blue + (Math.Clamp(share, 0, 1) * (b.Blue - a.Blue)),
    ]);

static SKColor Rounded(ReadOnlySpan<double> color) => new(Channel(color[0]), Channel(color[1]), Channel(color[2]));

static byte Channel(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
