using BenchmarkDotNet.Attributes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Studies;

namespace Dbgsom.Benchmarks;

/// <summary>Mixture coefficients of all samples on the cores of this machine, all that depends on the prototypes alone included.</summary>
public class MixtureBenchmarks
{
    private DataMatrix data = null!;
    private SomMap map = null!;

    /// <summary>Rows × features and prototypes, made from a fixed seed; the gallery's data and digits where they are beside the repository.</summary>
    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    public static IEnumerable<string> Sets =>
        new[] { "made 2309 x 2, 63", "made 1797 x 64, 120", "gallery", "digits" }.Where(set => Load(set) is not null);

    [GlobalSetup]
    public void Prepare()
    {
        data = Load(Set)!;
        map = Train(data);
    }

    [Benchmark(Baseline = true)]
    public SparseRows Sparse() => map.SparseMixtureCoefficients(data);

    [Benchmark]
    public double[,] Dense() => map.MixtureCoefficients(data);

    private SomMap Train(DataMatrix samples) =>
        new SomVq(
            samples.ColumnCount == 2
                ? SomOptions.Reference with
                {
                    Lambda = 15.8,
                    SigmaEnd = 0.9,
                    MaxNeurons = Set == "gallery" ? 200 : 63,
                    Seed = 32,
                    Scaling = Scaling.Standard,
                }
                : new SomOptions { TargetNeurons = 120 }
        ).Fit(samples);

    private static DataMatrix? Load(string set) =>
        set switch
        {
            "made 2309 x 2, 63" => Generators.Blobs(2309, 2, 6, 1),
            "made 1797 x 64, 120" => Generators.Blobs(1797, 64, 10, 1),
            _ => SampleSets.Load(set),
        };
}
