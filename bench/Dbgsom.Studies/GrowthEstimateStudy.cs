using System.Globalization;
using Dbgsom.Space;
using Dbgsom.Training.Estimates;

namespace Dbgsom.Studies;

/// <summary>How near <see cref="GrowthEstimate"/> comes, both ways: the Lambda for a size and the size for a Lambda, against maps trained in full.</summary>
public static class GrowthEstimateStudy
{
    private const int Seeds = 5;
    private const double Tolerance = 0.3;

    private static readonly int[] Sizes = [20, 50, 100, 200];

    private static readonly (string Name, SomOptions Options)[] Presets =
    [
        ("default", SomOptions.Default),
        ("default, sigma-end 0.5", SomOptions.Default with { SigmaEnd = 0.5 }),
        ("reference", SomOptions.Reference),
        ("reference, scale standard", SomOptions.Reference with { Scaling = Scaling.Standard }),
    ];

    /// <summary>Prints the table.</summary>
    public static void Run(TextWriter output)
    {
        output.WriteLine(
            "| options | data | greatest size, by seed | trained / wanted | trained / expected | beyond 30 % | trials | work |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, options) in Presets)
        foreach (string set in SampleSets.Names)
            output.WriteLine(
                SampleSets.Load(set) is { } data ? Row(name, set, data, options) : $"| {name} | {set} | its file is not here |"
            );
    }

    private static string Row(string name, string set, DataMatrix data, SomOptions options)
    {
        var (greatest, wanted, expected, trials, work) = (
            new List<int>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (uint seed = 0; seed < Seeds; seed++)
        {
            var seeded = options with { Seed = seed };
            var effort = new Effort();
            var estimate = GrowthEstimate.Estimate(data, seeded, progress: effort);
            greatest.Add(estimate.MaxReachableNeurons);
            trials.Add(estimate.Trials.Count);
            foreach (int size in Sizes.Where(size => size <= estimate.MaxReachableNeurons))
                wanted.Add(Train(data, seeded, estimate.LambdaFor(size)).Neurons.Count / (double)size);
            // Lambdas from where growth starts to beyond where it ends, none of them that of a trial.
            double first = estimate.Trials[0].Lambda / 1.7;
            for (double lambda = first; lambda > estimate.Trials[^1].Lambda / 2; lambda /= 2.9)
                expected.Add(Train(data, seeded, lambda).Neurons.Count / (double)estimate.ExpectedNeurons(lambda));
            var largest = Train(data, seeded, estimate.LambdaFor(estimate.MaxReachableNeurons));
            work.Add(effort.Work * estimate.TrialRows / (Effort.Of(largest.Training.History) * data.RowCount));
        }
        int beyond = wanted.Concat(expected).Count(ratio => ratio is > 1 + Tolerance or < 1 - Tolerance);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {set} | {string.Join(", ", greatest)} | {Range(wanted)} | {Range(expected)} | {beyond} of {wanted.Count + expected.Count} | {Statistics.Median(trials)} | {Statistics.Median(work):0.0} |"
        );
    }

    private static SomMap Train(DataMatrix data, SomOptions options, double lambda) =>
        new SomVq(options with { Lambda = lambda }).Fit(data);

    private static string Range(List<double> ratios) =>
        ratios.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{ratios.Min():0.00}–{ratios.Max():0.00}");

    /// <summary>Neurons searched in all epochs: the work for each row.</summary>
    private sealed class Effort : IProgress<EpochReport>
    {
        public double Work { get; private set; }

        public static double Of(IEnumerable<EpochReport> history) => history.Sum(report => (double)report.Neurons);

        public void Report(EpochReport value) => Work += value.Neurons;
    }
}
