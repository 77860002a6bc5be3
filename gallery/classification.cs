// Handwritten digits
//
// A map that knows classes: trained on 1,200 images of 8 × 8 pixels with their digits, asked about the 597 others. The six nearest neurons
// vote. The prototypes, drawn where they stand on the map, show what it has learned: one digit turns into the next.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Classification;
using Dbgsom.Plots;
using Dbgsom.Rows;
using SkiaSharp;

string file = Path.Combine(Here(), "data", "digits.npz");
DataMatrix pixels = NpzFile.ReadMatrix(file, "pixels");
DataMatrix digits = NpzFile.ReadMatrix(file, "digits");
double[][] images = [.. Enumerable.Range(0, pixels.RowCount).Select(row => Row(pixels, row))];
int[] labels = [.. Enumerable.Range(0, digits.RowCount).Select(row => (int)digits[row, 0])];

ClassifierMap<int> classifier = new SomClassifier().Fit(DataMatrix.From(images[..1200]), labels[..1200]);
DataMatrix others = DataMatrix.From(images[1200..]);
int[] answers = classifier.Predict(others);
var wrong = answers.Zip(labels[1200..]).Where(pair => pair.First != pair.Second).ToList();

Console.WriteLine(
    $"{classifier.Map.Neurons.Count} neurons tell {classifier.Score(others, labels[1200..]):0.0 %} of the digits right"
);
foreach (var mistake in wrong.GroupBy(pair => pair).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(3))
    Console.WriteLine($"{mistake.Count()} times a {mistake.Key.Second} is taken for a {mistake.Key.First}");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
classifier.Map.Plot(color: NeuronAttribute.Class).SavePng(Path.Combine(figures, "digits-classes.png"), 600, 480);
DrawPrototypes(classifier.Map, Path.Combine(figures, "digits-prototypes.png"));

static void DrawPrototypes(SomMap map, string path)
{
    const int Tile = 26; // 8 × 8 pixels of 3 × 3, and a gap
    WeightMatrix prototypes = map.WeightsInDataUnits;
    int left = map.Neurons.Min(neuron => neuron.Position.X);
    int top = map.Neurons.Max(neuron => neuron.Position.Y);
    int width = map.Neurons.Max(neuron => neuron.Position.X) - left + 1;
    int height = top - map.Neurons.Min(neuron => neuron.Position.Y) + 1;
    using var bitmap = new SKBitmap(width * Tile, height * Tile);
    bitmap.Erase(SKColors.White);
    foreach (Neuron neuron in map.Neurons)
    {
        for (int i = 0; i < 24 * 24; i++)
        {
            var (y, x) = Math.DivRem(i, 24);
            byte gray = (byte)Math.Clamp(255 - (prototypes[neuron.Index, (y / 3 * 8) + (x / 3)] * 255 / 16), 0, 255);
            bitmap.SetPixel(
                ((neuron.Position.X - left) * Tile) + x,
                ((top - neuron.Position.Y) * Tile) + y,
                new SKColor(gray, gray, gray)
            );
        }
    }
    using FileStream stream = File.Create(path);
    bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
}

static double[] Row(DataMatrix data, int row)
{
    var values = new double[data.ColumnCount];
    data.CopyRow(row, values);
    return values;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
