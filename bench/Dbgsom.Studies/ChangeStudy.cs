using System.Globalization;
using Dbgsom.Change;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>Maps that go on with a fifth more samples, beside maps trained anew, and how often drift is found where there is none and where there is some.</summary>
public static class ChangeStudy
{
    private const int Seeds = 5;
    private const int Draws = 200;
    private const int ShiftedDraws = 50;

    /// <summary>Prints both tables.</summary>
    public static void Run(TextWriter output)
    {
        (string Name, DataMatrix Data)[] sets =
        [
            .. new[] { "iris", "wine", "breast_cancer", "digits" }.Select(name => (name, SampleSets.Load(name)!)),
            ("noisy sheet, 3,000 × 32", Generators.Sheet(3_000, 32, 1)),
        ];
        Continued(output, [.. sets, ("50 blobs, 20,000 × 32", Generators.Blobs(20_000, 32, 50, 2))]);
        Drift(output, sets);
    }

    private static void Continued(TextWriter output, (string Name, DataMatrix Data)[] sets)
    {
        output.WriteLine(
            $"A map of five sixths of the samples goes on with all of them, {ContinueOptions.DefaultEpochs} epochs, beside one of as many neurons trained anew; medians of {Seeds} seeds, and the worst.\n"
        );
        output.WriteLine("| data | epochs anew | error over that anew | worst | old rows on their neuron | worst |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, data) in sets)
        {
            var (errors, stays, epochs) = (new List<double>(), new List<double>(), new List<double>());
            for (uint seed = 0; seed < Seeds; seed++)
            {
                var split = data.Split(5 / 6.0, seed);
                var map = new SomVq(new SomOptions { Seed = seed }).Fit(split.Training);
                var both = DataMatrix.Concatenate([split.Training, split.Test]);
                var next = map.Continue(both);
                var anew = new SomVq(new SomOptions { Seed = seed, TargetNeurons = map.Neurons.Count }).Fit(both);
                // Errors are in the space of the map that is trained anew.
                errors.Add(ErrorIn(anew, next, both) / anew.QuantizationError(both));
                stays.Add(1 - MapChange.Between(map, next).FindElsewhere(split.Training).Average(moved => moved ? 1.0 : 0));
                epochs.Add(anew.Training.Epochs);
            }
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Statistics.Median(epochs)} | {Statistics.Median(errors):0.000} | {errors.Max():0.000} | {Statistics.Median(stays):0.0 %} | {stays.Min():0.0 %} |"
                )
            );
        }
    }

    private static void Drift(TextWriter output, (string Name, DataMatrix Data)[] sets)
    {
        output.WriteLine(
            $"\nAlarms at 5 %: a fifth of the samples as new ones, of {Draws} draws; and, of {ShiftedDraws} draws, the third column of the new samples moved by its standard deviation.\n"
        );
        output.WriteLine("| data | alarms | distances | clusters | features | found where one column moved |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, data) in sets)
        {
            var counts = new int[5];
            for (uint seed = 0; seed < Draws; seed++)
            {
                var split = data.Split(0.8, seed);
                var map = new SomVq(new SomOptions { Seed = seed }).Fit(split.Training);
                DriftTest Test(DataMatrix rows) =>
                    map.FindDrift(
                        rows,
                        new DriftOptions
                        {
                            Reference = split.Training,
                            Permutations = 199,
                            Seed = seed,
                        }
                    ).Test!;
                var test = Test(split.Test);
                double[] p = [test.PValue, test.DistancePValue, test.PlacePValue, test.FeaturePValue];
                for (int i = 0; i < p.Length; i++)
                    counts[i] += p[i] <= 0.05 ? 1 : 0;
                if (seed < ShiftedDraws)
                    counts[4] += Test(Moved(split.Test, 2)).PValue <= 0.05 ? 1 : 0;
            }
            output.WriteLine(
                $"| {name} | {string.Join(" | ", counts.Select((count, i) => ((double)count / (i < 4 ? Draws : ShiftedDraws)).ToString("0.0 %", CultureInfo.InvariantCulture)))} |"
            );
        }
    }

    private static double ErrorIn(SomMap space, SomMap map, DataMatrix data)
    {
        var weights = DataMatrix.From(map.WeightsInDataUnits.Values, map.FeatureCount);
        double[] divisor = [.. space.Scaler!.Divisor];
        double[] offset = [.. space.Scaler.Offset];
        var (rows, neurons) = (data.ToArray(), weights.ToArray());
        double sum = 0;
        Parallel.For(
            0,
            data.RowCount,
            () => 0.0,
            (row, _, own) =>
            {
                double least = double.PositiveInfinity;
                for (int neuron = 0; neuron < weights.RowCount; neuron++)
                {
                    double square = 0;
                    for (int c = 0; c < offset.Length && square < least; c++)
                    {
                        double away = (rows[row, c] - neurons[neuron, c]) / divisor[c];
                        square += away * away;
                    }
                    least = Math.Min(least, square);
                }
                return own + Math.Sqrt(least);
            },
            own =>
            {
                lock (divisor)
                    sum += own;
            }
        );
        return sum / data.RowCount;
    }

    private static DataMatrix Moved(DataMatrix data, int column)
    {
        var values = data.ToArray();
        double[] cells = [.. Enumerable.Range(0, data.RowCount).Select(row => values[row, column])];
        double mean = cells.Average();
        double deviation = Math.Sqrt(cells.Average(cell => (cell - mean) * (cell - mean)));
        for (int row = 0; row < data.RowCount; row++)
            values[row, column] += deviation;
        return DataMatrix.From(values);
    }
}
