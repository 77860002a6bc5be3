using System.Diagnostics;
using System.Globalization;
using Dbgsom.Grid;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>Emergent maps: a hundred thousand neurons and more, with neighborhoods that end.</summary>
public static class LargeGridStudy
{
    private const int Columns = 32;

    /// <param name="output">Where the table goes.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| neurons | samples | epochs | neighborhood | seconds | QE | TE8 | peak memory of the process, MB |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        Row(new GridSize(500, 200), 100_000, 10, Neighborhood.CutGaussian, 10);
        Row(new GridSize(500, 200), 100_000, 10, Neighborhood.Bubble, 10);
        Row(new GridSize(1000, 500), 20_000, 2, Neighborhood.CutGaussian, 5);

        void Row(GridSize size, int rows, int epochs, Neighborhood neighborhood, double sigma)
        {
            var data = Generators.Blobs(rows, Columns, 50, 2);
            var options = SomOptions.Default with
            {
                Grid = size,
                Epochs = epochs,
                Neighborhood = neighborhood,
                SigmaStart = sigma,
            };
            var clock = Stopwatch.StartNew();
            var map = new SomVq(options).Fit(data);
            double seconds = clock.Elapsed.TotalSeconds;
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {size.Count} | {rows} × {Columns} | {epochs} | {neighborhood}, σ from {sigma} | {seconds:0.0} | {map.Training.QuantizationError:0.0000} | {map.Training.TopographicError.EightNeighbor:0.000} | {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} |"
                )
            );
        }
    }
}
