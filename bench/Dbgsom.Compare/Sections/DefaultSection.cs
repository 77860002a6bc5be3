using System.Globalization;
using Dbgsom.Measures;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Studies;

namespace Dbgsom.Compare.Sections;

/// <summary>Whole fits without an option but the seed, beside scikit-learn's clustering.</summary>
/// <param name="rows">Rows of the large sets.</param>
/// <param name="seeds">How many seeds.</param>
/// <param name="alone">Whether no other program runs, nor the small sets.</param>
internal sealed class DefaultSection(int rows, int seeds, bool alone) : Section(Word, "Whole fits")
{
    /// <summary>The word that asks for the section on the command line.</summary>
    public const string Word = "default";

    private const int Columns = 32;
    private const int Rows = 200_000;
    private const int Seeds = 5;
    private const int MostSeeds = 99;
    private const int SmallRepeats = 15;
    private const string KMeans = "KMeans";
    private const string MiniBatch = "MiniBatchKMeans";

    private static readonly LargeSet[] Large =
    [
        new("50 blobs", rows => Generators.Blobs(rows, Columns, 50, 2), 1.02, 0.10, 0.08),
        new("noisy sheet", rows => Generators.Sheet(rows, Columns, 1), 1.03, 0.03, 0.02),
    ];

    private static readonly (string Name, Func<DataMatrix?> Load)[] Small =
    [
        ("gallery", () => SampleSets.LoadGolden("gallery")),
        ("digits", () => SampleSets.LoadGolden("digits_scaled")),
        ("iris", () => SampleSets.LoadGolden("iris")),
        ("shapes, the embedded sample", SampleData.Shapes),
    ];

    /// <summary>As the words after its own say: nothing, a number of seeds, or a number of rows for ours alone; null for anything else.</summary>
    public static DefaultSection? From(string[] words) =>
        words switch
        {
            [] => new(Rows, Seeds, false),
            [var word] when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 =>
                number <= MostSeeds ? new(Rows, number, false) : new(number, 1, true),
            _ => null,
        };

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        string? versions = alone ? null : ScikitLearn.Versions();
        report.Paragraph(
            $"{(seeds == 1 ? "Seed 0" : $"Medians of {seeds} seeds")}, no option but the seed. Every program is a process of its own that reads the same file of standardized doubles and saves what it found: `dbgsom train ROWS.npy -o MAP.som.npz --seed SEED`, as `dotnet publish` makes it, and a Python script. "
                + "*Process* is all of that, from start to end. *Fit* is the call of `fit` alone, which in our case is measured in the warm process of this command; it gave the same map, to the bit. "
                + "Both programs may use all cores. In our process is what the tool does by default: it looks the columns over, scales (here by nearly 1), and measures the finished map. "
                + "*QE* is the mean Euclidean distance to the nearest prototype and *dead* the share of prototypes nearest to no row, computed for all programs by one loop over all rows and prototypes. TE8 and TE4, the shares of rows whose two nearest neurons are not neighbors on the grid, are ours. "
                + "A *full epoch* finds the winners of all rows among all neurons of the finished map; an epoch of fewer rows or neurons counts for its part. "
                + $"The blobs are Gaussian around 50 centers, generator seed 2; the sheet is eight smooth functions of two uniform numbers, mixed into the columns, with noise 0.3, generator seed 1. Ratios are of medians."
        );
        if (!alone)
            report.Paragraph(
                versions is null
                    ? "scikit-learn is not installed for `/usr/bin/python3`, so that nothing stands beside ours."
                    : $"{versions}, OPENBLAS_* and OMP_* variables unset: {KMeans} with k-means++, n_init 1 and max_iter 20; {MiniBatch} with its defaults but n_init 1 (k-means++, batches of 1024, max_iter 100). Each in turn with ours for each seed, with as many centers as the map of that seed has neurons, and random_state the seed."
            );
        if (Machine.Load is { Length: > 0 } load)
            report.Paragraph(
                $"The load average before the first fit was {load}: a time of a machine that others use, too, is longer, most so for programs whose threads wait for each other."
            );
        using var folder = new StudyFolder("compare");
        harness.Progress("default: the tool is published");
        var tool = folder.Publish("dbgsom");
        report.Table(
            [
                "data",
                "program",
                "prototypes",
                "process",
                $"× {MiniBatch}",
                "fit",
                "QE",
                $"× {KMeans}",
                "dead",
                "TE8",
                "TE4",
                "epochs",
                "full epochs",
            ],
            Large.SelectMany(set => LargeRows(set, versions is not null))
        );
        if (!alone)
            WriteSmall(harness, report, goals);

        IEnumerable<IReadOnlyList<string>> LargeRows(LargeSet set, bool beside)
        {
            string file = folder.Path("rows.npy");
            var data = Standardized(set.Make(rows));
            NpyFile.Write(file, data);
            var ours = new List<Ours>();
            var others = new Dictionary<string, List<Fitted>> { [KMeans] = [], [MiniBatch] = [] };
            for (uint seed = 0; seed < seeds; seed++)
            {
                harness.Progress($"default: {set.Name}, seed {seed}");
                harness.Speed();
                ours.Add(Fit(data, tool, file, folder.Path("map.som.npz"), seed));
                if (!beside)
                    continue;
                foreach (var (program, fits) in others)
                {
                    var (seconds, fit, centers) = ScikitLearn.Fit(
                        program,
                        file,
                        ours[^1].Map.Neurons.Count,
                        seed,
                        folder.Path("centers.npy")
                    );
                    fits.Add(new Fitted(centers.RowCount, seconds, fit, Quantization.Of(data, centers)));
                }
            }
            harness.Speed();
            AddGoals(set, ours, others, beside);
            return Lines(set, ours, others, beside);
        }

        void AddGoals(LargeSet set, List<Ours> ours, Dictionary<string, List<Fitted>> others, bool beside)
        {
            if (beside)
            {
                goals.Add(
                    Goal.Below($"{set.Name}: process, over {MiniBatch}", 0.5, Ratio(ours, others[MiniBatch], fit => fit.Seconds))
                );
                goals.Add(
                    Goal.Below($"{set.Name}: QE over {KMeans}", set.Error, Ratio(ours, others[KMeans], fit => fit.Quality.Error))
                );
            }
            goals.Add(Goal.Below($"{set.Name}: full epochs", alone ? 10 : 12, Median(ours, fit => fit.FullEpochs)));
            if (alone)
                return;
            goals.Add(Goal.Below($"{set.Name}: TE8", set.Eight, Median(ours, fit => fit.Topographic.EightNeighbor)));
            goals.Add(Goal.Below($"{set.Name}: dead", set.Dead, Median(ours, fit => fit.Quality.DeadShare)));
        }
    }

    private static void WriteSmall(Harness harness, Report report, List<Goal> goals)
    {
        report.Heading(2, "Small data");
        report.Paragraph(
            $"Fits without an option beside the earlier default, which grew by a threshold and did not anneal: in this process, warm, in turns, medians of at least {SmallRepeats}, as far as there are so many, of those in which the machine was quiet, as in [benchmarks.md](benchmarks.md). The times are with the final measures. Gallery, digits and iris are read from beside the repository."
        );
        report.Table(["data", "neurons", "median", "earlier: neurons", "median", "×"], Small.Select(Row));

        IReadOnlyList<string> Row((string Name, Func<DataMatrix?> Load) set)
        {
            if (set.Load() is not { } data)
                return [set.Name, "its file is not here", "", "", "", ""];
            harness.Progress($"default: {set.Name}");
            var (map, earlier) = (SomVq(SomOptions.Default), SomVq(EarlierDefault.Options));
            var times = harness.Time([() => SomVq(SomOptions.Default), () => SomVq(EarlierDefault.Options)], SmallRepeats);
            double ratio = times[0].Median / times[1].Median;
            goals.Add(Goal.Below($"{set.Name}: fit, over the earlier default", 0.6, ratio));
            return
            [
                $"{set.Name}, {Report.Count(data.RowCount)} × {data.ColumnCount}",
                $"{map.Neurons.Count}",
                Report.Time(times[0].Median),
                $"{earlier.Neurons.Count}",
                Report.Time(times[1].Median),
                Report.Digits(ratio),
            ];

            SomMap SomVq(SomOptions options) => new SomVq(options).Fit(data);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(
        LargeSet set,
        List<Ours> ours,
        Dictionary<string, List<Fitted>> others,
        bool beside
    )
    {
        var first = ours[0].Map.Training;
        yield return
        [
            .. Line("Dbgsom", ours),
            Report.Thousandths(Median(ours, fit => fit.Topographic.EightNeighbor)),
            Report.Thousandths(Median(ours, fit => fit.Topographic.FourNeighbor)),
            $"{Median(ours, fit => fit.Map.Training.Epochs)}",
            Report.Digits(Median(ours, fit => fit.FullEpochs)),
        ];
        if (beside)
        {
            foreach (var (program, fits) in others)
                yield return [.. Line(program, fits), "", "", "", ""];
        }

        IEnumerable<string> Line(string program, IReadOnlyList<Fitted> fits) =>
            [
                $"{set.Name}, {Report.Count(first.RowCount)} × {Columns}",
                program,
                $"{Median(fits, fit => fit.Prototypes)}",
                Report.Time(Median(fits, fit => fit.Seconds)),
                beside ? Report.Digits(Ratio(fits, others[MiniBatch], fit => fit.Seconds)) : "",
                Report.Time(Median(fits, fit => fit.FitSeconds)),
                Report.Thousandths(Median(fits, fit => fit.Quality.Error)),
                beside ? Report.Thousandths(Ratio(fits, others[KMeans], fit => fit.Quality.Error)) : "",
                Report.Thousandths(Median(fits, fit => fit.Quality.DeadShare)),
            ];
    }

    private static Ours Fit(DataMatrix data, PublishedTool tool, string file, string model, uint seed)
    {
        double seconds = tool.Run("train", file, "-o", model, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--quiet");
        var map = SomMap.Load(model);
        var counted = CountedFit.Run(SomOptions.Default with { Seed = seed }, data);
        if (!counted.Map.Weights.Values.SequenceEqual(map.Weights.Values))
            throw new InvalidOperationException($"the map of the tool is another one than that of the library, seed {seed}");
        return new Ours(
            map,
            seconds,
            counted.Seconds,
            Quantization.Of(data, DataMatrix.From(map.WeightsInDataUnits.Values, Columns)),
            counted.FullEpochs
        );
    }

    private static DataMatrix Standardized(DataMatrix data) => Scaling.Standard.Fit(data)!.Transform(data);

    private static double Median<T>(IEnumerable<T> fits, Func<T, double> value) => Statistics.Median(fits.Select(value));

    private static double Ratio(IEnumerable<Fitted> fits, IEnumerable<Fitted> others, Func<Fitted, double> value) =>
        Median(fits, value) / Median(others, value);

    /// <summary>Made data and what its maps are to reach.</summary>
    private sealed record LargeSet(string Name, Func<int, DataMatrix> Make, double Error, double Eight, double Dead);

    /// <summary>Prototypes of some program, and what they took.</summary>
    private record Fitted(int Prototypes, double Seconds, double FitSeconds, Quantization Quality);

    private sealed record Ours(SomMap Map, double Seconds, double FitSeconds, Quantization Quality, double FullEpochs)
        : Fitted(Map.Neurons.Count, Seconds, FitSeconds, Quality)
    {
        public TopographicError Topographic => Map.Training.TopographicError;
    }
}
