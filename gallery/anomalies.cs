// Finding what does not belong
//
// The map learns what is usual from clean samples and remembers how far these lie from their neurons. Later samples get a score:
// how many times the usual spread they are too far away. From SomMap.OutlierThreshold, 3.5, a sample is called an outlier.

#:project ../src/Dbgsom/Dbgsom.csproj
#:project ../src/Dbgsom.Plots/Dbgsom.Plots.csproj

using Dbgsom;
using Dbgsom.Rows;

const int Noise = 7;
DataMatrix all = SampleData.Shapes();
bool[] isNoise = [.. SampleData.ShapeLabels().Select(shape => shape == Noise)];
double[][] samples = [.. Enumerable.Range(0, all.RowCount).Select(row => new[] { all[row, 0], all[row, 1] })];

// Every other clean sample is learned; the rest, and all noise, comes later.
bool[] learned = [.. isNoise.Select((noise, row) => !noise && row % 2 == 0)];
SomMap map = new SomVq().Fit(DataMatrix.From([.. samples.Where((_, row) => learned[row])]));

int[] later = [.. Enumerable.Range(0, samples.Length).Where(row => !learned[row])];
double[] scores = map.OutlierScores(DataMatrix.From([.. later.Select(row => samples[row])]));
bool[] isFlagged = Array.ConvertAll(scores, score => score >= SomMap.OutlierThreshold);

Console.WriteLine(
    $"learned from {learned.Count(one => one)} samples, {later.Length} come later, {later.Count(row => isNoise[row])} of them noise"
);
Report("noise", noise: true);
Report("clean", noise: false);

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
using var plot = new ScottPlot.Plot();
plot.Font.Set("DejaVu Sans");
Add("as usual", flagged: false, ScottPlot.Colors.SteelBlue);
Add("outliers", flagged: true, ScottPlot.Colors.OrangeRed);
plot.ShowLegend(ScottPlot.Alignment.LowerRight);
plot.Title("Later samples");
plot.SavePng(Path.Combine(figures, "outliers.png"), 640, 460);

void Report(string name, bool noise)
{
    int[] which = [.. Enumerable.Range(0, later.Length).Where(i => isNoise[later[i]] == noise)];
    Console.WriteLine($"{which.Count(i => isFlagged[i])} of {which.Length} {name} samples are called outliers");
}

void Add(string name, bool flagged, ScottPlot.Color color)
{
    int[] rows = [.. later.Where((_, i) => isFlagged[i] == flagged)];
    var points = plot.Add.ScatterPoints(
        rows.Select(row => all[row, 0]).ToArray(),
        rows.Select(row => all[row, 1]).ToArray(),
        color
    );
    (points.MarkerSize, points.LegendText) = (4, $"{name}: {rows.Length}");
}
