using BenchmarkDotNet.Attributes;
using Dbgsom.Search;
using Dbgsom.Studies;

namespace Dbgsom.Benchmarks;

/// <summary>One epoch of the default options on all cores, and the batch update of it alone: 50 blobs, 32 features, single precision.</summary>
public class EpochBenchmarks : IDisposable
{
    private const int Rows = 100_000;

    // What pruning saves goes by how far the weights still move: this long after the start.
    private const int SettledEpochs = 40;

    private EpochCase full = null!;
    private EpochCase pruned = null!;

    /// <summary>The lattice.</summary>
    [Params("20 x 20", "50 x 40")]
    public string Map { get; set; } = "20 x 20";

    [GlobalSetup]
    public void Prepare()
    {
        var data = Generators.SingleBlobs(Rows, 32, 50, 1);
        var (width, height) = Map == "20 x 20" ? (20, 20) : (50, 40);
        full = new EpochCase(data, width, height);
        pruned = new EpochCase(data, width, height, null, SettledEpochs, pruning: true);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        full.Dispose();
        pruned.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Every neuron looked at.</summary>
    [Benchmark(Baseline = true)]
    public double[] FullSearch() => full.Run();

    /// <summary>The epoch after some, with rows left out whose winner cannot have changed.</summary>
    [Benchmark]
    public double[] Pruned() => pruned.Run();

    /// <summary>The update alone, K×K.</summary>
    [Benchmark]
    public double[] Update() => full.Update();
}
