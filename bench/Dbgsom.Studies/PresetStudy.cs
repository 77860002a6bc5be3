using System.Globalization;
using Dbgsom.Measures;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Studies;

/// <summary>
/// The default rules against the Python package's on equal terms: exact search, sigma-end 0.9, at most 400 neurons, standard scaling,
/// the same Lambda, 10 seeds, medians.
/// </summary>
public static class PresetStudy
{
    private const int Seeds = 10;

    private static readonly (string Set, double Lambda)[] Rows =
    [
        ("shapes", 15.8),
        ("gallery", 15.8),
        ("breast_cancer", 8),
        ("breast_cancer", 15.8),
        ("digits", 20),
        ("digits", 40),
    ];

    public static void Run(TextWriter output)
    {
        output.WriteLine("| data | lambda | preset | neurons | QE | reference's QE at that size | TE8 | TE4 | fill | epochs |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (set, lambda) in Rows)
        {
            if (SampleSets.Load(set) is not { } data)
            {
                output.WriteLine($"| {set} | {Number(lambda)} | its file is not here |");
                continue;
            }
            var reference = Fit(data, SomOptions.Reference, lambda);
            Write(output, set, lambda, reference, null);
            var curve = ReferenceCurve(data, lambda);
            Write(
                output,
                set,
                lambda,
                Fit(data, SomOptions.Default with { Order = null }, lambda),
                size => Interpolate(curve, size)
            );
        }
    }

    private static List<SomMap> Fit(DataMatrix data, SomOptions preset, double lambda, int seeds = Seeds) =>
        [
            .. Enumerable
                .Range(0, seeds)
                .Select(seed => new SomVq(OnEqualTerms(preset, lambda) with { Seed = (uint)seed }).Fit(data)),
        ];

    private static SomOptions OnEqualTerms(SomOptions preset, double lambda) =>
        preset with
        {
            Lambda = lambda,
            PointerSearch = PhaseScope.None,
            SigmaEnd = 0.9,
            MaxNeurons = 400,
            Scaling = Scaling.Standard,
        };

    /// <summary>Size and error of the reference's maps over a range of Lambda around the one compared, by size.</summary>
    private static List<(double Size, double Error)> ReferenceCurve(DataMatrix data, double lambda) =>
        [
            .. new[] { 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8 }
                .Select(factor => Fit(data, SomOptions.Reference, lambda * factor))
                .Select(maps =>
                    (
                        Statistics.Median(maps.Select(map => (double)map.Neurons.Count)),
                        Statistics.Median(maps.Select(map => map.Training.QuantizationError))
                    )
                )
                .OrderBy(point => point.Item1),
        ];

    /// <summary>Linear in the logarithms of both; NaN beyond the ends.</summary>
    private static double Interpolate(List<(double Size, double Error)> curve, double size)
    {
        for (int i = 1; i < curve.Count; i++)
        {
            var (a, b) = (curve[i - 1], curve[i]);
            if (size < a.Size || size > b.Size || a.Size == b.Size)
                continue;
            double t = Math.Log(size / a.Size) / Math.Log(b.Size / a.Size);
            return Math.Exp(Math.Log(a.Error) + (t * Math.Log(b.Error / a.Error)));
        }
        return double.NaN;
    }

    private static void Write(
        TextWriter output,
        string set,
        double lambda,
        List<SomMap> maps,
        Func<double, double>? referenceError
    )
    {
        double Median(Func<SomMap, double> value) => Statistics.Median(maps.Select(value));
        double size = Median(map => map.Neurons.Count);
        string same = referenceError?.Invoke(size) is { } error
            ? (double.IsNaN(error) ? "beyond" : Number(Math.Round(error, 4)))
            : "";
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {set} | {lambda} | {maps[0].Options.Preset} | {size} | {Median(m => m.Training.QuantizationError):0.0000} | {same} | {Median(m => m.Training.TopographicError.EightNeighbor):0.0000} | {Median(m => m.Training.TopographicError.FourNeighbor):0.0000} | {Median(Fill):0.00} | {Median(m => m.Training.Epochs):0} |"
            )
        );
    }

    private static double Fill(SomMap map)
    {
        int width = map.Neurons.Max(n => n.Position.X) - map.Neurons.Min(n => n.Position.X) + 1;
        int height = map.Neurons.Max(n => n.Position.Y) - map.Neurons.Min(n => n.Position.Y) + 1;
        return map.Neurons.Count / (double)(width * height);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
