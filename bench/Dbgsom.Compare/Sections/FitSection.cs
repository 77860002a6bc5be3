using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Studies;
using Dbgsom.Training;

namespace Dbgsom.Compare.Sections;

/// <summary>Whole fits: scaling, training, final measures.</summary>
internal sealed class FitSection() : Section("fits", "Fits")
{
    private static readonly SomOptions Exact = SomOptions.Reference with { PointerSearch = PhaseScope.None };

    protected override void Run(Harness harness, Report report, List<Goal> goals)
    {
        report.Paragraph(
            "Whole fits of doubles in a warm process on all cores: statistics, scaling, training, final measures. *Exact* is the preset reference, the rules of the Python package, without its pointer search. "
                + "The blobs are 200,000 × 32 around 50 centers, generator seed 2, with that preset's own lambda, 115: growth there ends where no neuron with too much error has a free side, so that lambda hardly matters. "
                + "Gallery and digits are read from beside the repository, from data that is not published. The fit without an option is measured once: it is long. Memory is the managed heap at its largest during one more fit, beyond what it held before, garbage not yet collected included."
        );
        report.Table(["data", "options", "neurons", "epochs", "quiet repeats", "median", "least", "an epoch", "memory"], Rows());

        IEnumerable<IReadOnlyList<string>> Rows()
        {
            var gallery = Exact with { Lambda = 15.8, SigmaEnd = 0.9, MaxNeurons = 200, Seed = 32, Scaling = Scaling.Standard };
            yield return OfFile("gallery", "exact, lambda 15.8, sigma-end 0.9, seed 32, scaled", gallery, 6e-3);
            var digits = Exact with { Lambda = 20, SigmaEnd = 1, Seed = 42, Scaling = Scaling.Standard };
            yield return OfFile("digits", "exact, lambda 20, sigma-end 1, seed 42, scaled", digits, 45e-3);
            var blobs = Generators.Blobs(200_000, 32, 50, 2);
            var wanted = Exact with { Seed = 1, MaxNeurons = 400 };
            yield return Of("50 blobs", blobs, "exact, seed 1, at most 400 neurons", wanted, 0.9);
            yield return Of("50 blobs", blobs, "none", SomOptions.Default, null);
        }

        IReadOnlyList<string> OfFile(string set, string words, SomOptions options, double goal) =>
            SampleSets.Load(set) is { } data
                ? Of(set, data, words, options, goal)
                : [set, words, "its file is not here", "", "", "", "", "", ""];

        IReadOnlyList<string> Of(string set, DataMatrix data, string words, SomOptions options, double? goal)
        {
            harness.Progress($"fits: {set}, {words}");
            SomMap map = null!;
            void Fit() => map = new SomVq(options).Fit(data);
            Measurement measured;
            if (goal is null)
                measured = new Measurement([Harness.Seconds(Fit)], [], harness.Speed());
            else
            {
                measured = harness.Time(Fit);
                goals.Add(Goal.Within($"fit of {set}, {map.Training.Epochs} epochs", goal.Value, measured));
            }
            string memory = goal is null ? "" : $"{Report.Digits(ManagedMemory.Peak(Fit) / 1e6)} MB";
            return
            [
                $"{set}, {Report.Count(data.RowCount)} × {data.ColumnCount}",
                words,
                $"{map.Neurons.Count}",
                $"{map.Training.Epochs}",
                goal is null ? "1" : $"{measured.Quiet.Count} of {measured.Seconds.Count}",
                Report.Time(measured.Median),
                Report.Time(measured.Least),
                Report.Time(measured.Median / map.Training.Epochs),
                memory,
            ];
        }
    }
}
