using System.Globalization;
using System.Text;
using Dbgsom.Grid;

namespace Dbgsom.Studies;

/// <summary>Maps that grow on hexagons beside maps that grow on squares: medians of five seeds, and a picture of each.</summary>
public static class HexagonalGrowthStudy
{
    private const int Seeds = 5;

    /// <param name="output">Where the table goes.</param>
    /// <param name="figure">Where to write the picture, as SVG; null for nowhere.</param>
    public static void Run(TextWriter output, string? figure = null)
    {
        var drawn = new GridFigure();
        output.WriteLine("| data | cells | neurons | QE | TE, cells that touch | TE, sides | fill | dead |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, file, neurons) in FrontStudy.Sets)
        foreach (var grid in MapGrid.All)
        {
            if (SampleSets.LoadGolden(file) is not { } data)
            {
                output.WriteLine($"| {name} | its file is not here |");
                continue;
            }
            var options = SomOptions.Default with { TargetNeurons = neurons, MaxNeurons = neurons, Topology = grid };
            SomMap[] maps =
            [
                .. Enumerable.Range(0, Seeds).Select(seed => new SomVq(options with { Seed = (uint)seed }).Fit(data)),
            ];
            double Median(Func<SomMap, double> value) => Statistics.Median(maps.Select(value));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {grid.Name} | {Median(map => map.Neurons.Count):0} | {Median(map => map.Training.QuantizationError):0.0000} | {Median(map => map.Training.TopographicError.EightNeighbor):0.000} | {Median(map => map.Training.TopographicError.FourNeighbor):0.000} | {Median(Fill):0.00} | {Median(map => map.Neurons.Count(neuron => neuron.IsDead) / (double)map.Neurons.Count):0.00} |"
                )
            );
            drawn.Add($"{name}, {grid.Name}", maps[0]);
        }
        if (figure is not null)
            File.WriteAllText(figure, drawn.ToString());
    }

    /// <summary>The share of the rectangle around a map that its neurons fill.</summary>
    private static double Fill(SomMap map)
    {
        var (columns, rows) = MapGrid.Extent([.. map.Neurons.Select(neuron => neuron.Position)]);
        return map.Neurons.Count / ((double)columns * rows);
    }

    /// <summary>Maps side by side, cells shaded by their samples. A cell is a marker at a point of a path, so that it takes a few bytes.</summary>
    private sealed class GridFigure
    {
        private const int Across = 4;
        private const double Size = 220;
        private const double Room = 190;

        // Of a cell's width, so that points are short numbers.
        private const double Unit = 20;

        private static readonly string[] Colors = ["#eef3f8", "#d3e2ef", "#a3c6e2", "#66a3cf", "#2f7cb5", "#0b4f86"];

        private readonly StringBuilder panels = new();
        private int count;

        public void Add(string name, SomMap map)
        {
            var points = map.Neurons.SelectMany(neuron => map.Grid.Cell(neuron.Position)).ToList();
            var (left, right) = (points.Min(point => point.X), points.Max(point => point.X));
            var (bottom, top) = (points.Min(point => point.Y), points.Max(point => point.Y));
            double scale = Room / Math.Max(right - left, top - bottom) / Unit;
            var (x0, y0) = (count % Across * Size, count / Across * Size);
            count++;
            panels.Append(Text($"<text x=\"{x0 + 10:0}\" y=\"{y0 + 16:0}\">{name}</text>"));
            panels.Append(Text($"<g transform=\"translate({x0 + 10:0} {y0 + 24:0}) scale({scale:0.###})\">"));
            double most = Math.Sqrt(map.Neurons.Max(neuron => neuron.HitMass));
            foreach (var shade in map.Neurons.GroupBy(neuron => (int)(Colors.Length * 0.999 * Math.Sqrt(neuron.HitMass) / most)))
                panels.Append(
                    Text(
                        $"<path marker-start=\"url(#{Marker(map.Grid, shade.Key)})\" marker-mid=\"url(#{Marker(map.Grid, shade.Key)})\" d=\"M{string.Join('L', shade.Select(Point).Append("0 0"))}\"/>"
                    )
                );
            panels.Append("</g>");

            string Point(Neuron neuron)
            {
                var (x, y) = map.Grid.Point(neuron.Position);
                return Text($"{(x - left) * Unit:0} {(top - y) * Unit:0}");
            }
        }

        public override string ToString()
        {
            double height = (count + Across - 1) / Across * Size;
            var markers = MapGrid.All.SelectMany(grid =>
                Colors.Select(
                    (color, shade) =>
                        Text(
                            $"<marker id=\"{Marker(grid, shade)}\" markerUnits=\"userSpaceOnUse\" overflow=\"visible\"><path fill=\"{color}\" d=\"M{string.Join('L', grid.CellShape.Select(corner => Text($"{corner.X * Unit * 0.95:0.#} {corner.Y * Unit * 0.95:0.#}")))}Z\"/></marker>"
                        )
                )
            );
            return Text(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Across * Size:0} {height:0}\" font-family=\"sans-serif\" font-size=\"12\"><defs>{string.Concat(markers)}</defs><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><g fill=\"none\">{panels.Replace("<text", "<text fill=\"#000\"")}</g></svg>\n"
            );
        }

        private static string Marker(MapGrid grid, int shade) => Text($"{grid.Name[0]}{shade}");

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
