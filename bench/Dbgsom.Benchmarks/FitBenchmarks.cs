using BenchmarkDotNet.Attributes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Studies;
using Dbgsom.Training;

namespace Dbgsom.Benchmarks;

/// <summary>Whole fits in a warm process, two threads, scaling and final measures included.</summary>
public class FitBenchmarks
{
    private DataMatrix data = null!;

    /// <summary>The data: the gallery's where it is beside the repository, and the embedded sample.</summary>
    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    public static IEnumerable<string> Sets => new[] { "gallery", "shapes" }.Where(set => SampleSets.Load(set) is not null);

    [GlobalSetup]
    public void Load() => data = SampleSets.Load(Set)!;

    /// <summary>The Python package's rules and its gallery page's parameters.</summary>
    [Benchmark(Baseline = true)]
    public SomMap Reference() => Fit(PhaseScope.Fine);

    /// <summary>The same with exact search in every epoch.</summary>
    [Benchmark]
    public SomMap ReferenceExact() => Fit(PhaseScope.None);

    /// <summary>No option at all: about 5·√n neurons.</summary>
    [Benchmark]
    public SomMap Default() => new SomVq { Threads = 2 }.Fit(data);

    private SomMap Fit(PhaseScope pointerSearch) =>
        new SomVq(
            SomOptions.Reference with
            {
                Lambda = 15.8,
                SigmaEnd = 0.9,
                MaxNeurons = 200,
                Seed = 32,
                Scaling = Scaling.Standard,
                PointerSearch = pointerSearch,
            }
        )
        {
            Threads = 2,
        }.Fit(data);
}
