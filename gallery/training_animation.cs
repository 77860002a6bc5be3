// Watching a map grow
//
// TrainingRun trains an epoch at a time and can be looked at in between. Here a picture is kept whenever the map has grown by a quarter, and
// at the end; together they make an animated SVG that any browser plays.

#:project ../src/Dbgsom/Dbgsom.csproj

using System.Text;
using Dbgsom;
using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

DataMatrix data = SampleData.Shapes();
using var rows = new LocalEngine(data);
TrainingRun run = TrainingRun.Start(SomOptions.Default with { TargetNeurons = 120, Scaling = Scaling.None }, rows);

var frames = new List<string> { Drawing(run) };
int drawn = run.NeuronCount;
while (!run.IsFinished)
{
    run.Advance();
    if (run.NeuronCount < 1.25 * drawn && !run.IsFinished)
        continue;
    Console.WriteLine($"epoch {run.Epoch, 3}: {run.NeuronCount, 3} neurons, sigma {run.Sigma:0.00}, {run.Phase} phase");
    frames.Add(Drawing(run));
    drawn = run.NeuronCount;
}
SomMap map = run.Finish();
Console.WriteLine($"trained: quantization error {map.Training.QuantizationError:0.0000}");

string figures = args.Length > 0 ? args[0] : "figures";
Directory.CreateDirectory(figures);
File.WriteAllText(Path.Combine(figures, "training.svg"), Animation(frames, Points(data)));

// The edges of the grid as one path, in the plane of the samples.
static string Drawing(TrainingRun run)
{
    var index = run.Positions.Select((place, neuron) => (place, neuron)).ToDictionary(pair => pair.place, pair => pair.neuron);
    var path = new StringBuilder();
    foreach (var (place, neuron) in index)
    {
        foreach (GridPosition beside in (GridPosition[])[new(place.X + 1, place.Y), new(place.X, place.Y + 1)])
        {
            if (index.TryGetValue(beside, out int other))
                path.Append(
                    $"M{Place(run.Weights[neuron, 0], run.Weights[neuron, 1])}L{Place(run.Weights[other, 0], run.Weights[other, 1])}"
                );
        }
    }
    return path.ToString();
}

// Every third sample as a dot.
static string Points(DataMatrix data) =>
    string.Concat(Enumerable.Range(0, data.RowCount / 3).Select(i => $"M{Place(data[3 * i, 0], data[3 * i, 1])}h0"));

static string Place(double x, double y) => $"{320 + (x * 40):0} {220 - (y * 40):0}";

static string Animation(List<string> frames, string points)
{
    var svg = new StringBuilder("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 440" width="640" height="440">""");
    svg.Append("""<rect width="640" height="440" fill="white"/>""");
    svg.Append($"""<path d="{points}" stroke="#9bb4cc" stroke-width="4" stroke-linecap="round" fill="none"/>""");
    for (int i = 0; i < frames.Count; i++)
    {
        // A frame is seen for its share of the time; the last one stays where nothing moves.
        string shown = string.Join(';', frames.Select((_, j) => i == j ? "inline" : "none"));
        string first = i == frames.Count - 1 ? "inline" : "none";
        svg.Append($"""<path d="{frames[i]}" display="{first}" stroke="#d62728" stroke-width="1.5" fill="none">""");
        svg.Append(
            $"""<animate attributeName="display" values="{shown}" dur="{frames.Count * 0.6:0.0}s" repeatCount="indefinite"/></path>"""
        );
    }
    return svg.Append("</svg>\n").ToString();
}
