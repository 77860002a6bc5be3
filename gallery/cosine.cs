// Direction instead of size: the cosine metric
//
// With Metric.Cosine and no scaling samples are compared by direction only: an image at half its brightness is the same image. Two maps learn the
// same 1,200 digits; both are then asked about others, as they are and dimmed. The Euclidean one is at a loss with dim images.

#:project ../src/Dbgsom/Dbgsom.csproj

using System.Runtime.CompilerServices;
using Dbgsom;
using Dbgsom.Classification;
using Dbgsom.Rows;
using Dbgsom.Space;

string file = Path.Combine(Here(), "data", "digits.npz");
DataMatrix pixels = NpzFile.ReadMatrix(file, "pixels");
DataMatrix digits = NpzFile.ReadMatrix(file, "digits");
int[] labels = [.. Enumerable.Range(0, digits.RowCount).Select(row => (int)digits[row, 0])];
DataMatrix known = Images(0, 1200, brightness: 1);

foreach (Metric metric in new[] { Metric.Euclidean, Metric.Cosine })
{
    var options = SomOptions.Default with { Metric = metric, Scaling = Scaling.None };
    ClassifierMap<int> classifier = new SomClassifier(options).Fit(known, labels[..1200]);
    foreach (double brightness in (double[])[1, 0.5, 0.25])
    {
        double right = classifier.Score(Images(1200, 597, brightness), labels[1200..]);
        Console.WriteLine($"{metric, -9}  brightness {brightness, -4}  {right:0.0 %} right");
    }
}

DataMatrix Images(int first, int count, double brightness)
{
    var values = new double[count, pixels.ColumnCount];
    for (int row = 0; row < count; row++)
    {
        for (int column = 0; column < pixels.ColumnCount; column++)
            values[row, column] = brightness * pixels[first + row, column];
    }
    return DataMatrix.From(values);
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
