using BenchmarkDotNet.Attributes;
using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Benchmarks;

/// <summary>The exact winner search on one thread against the textbook double loop: 2,000 rows in double.</summary>
public class SearchBenchmarks
{
    private const int Rows = 2000;

    private readonly int[] winners = new int[Rows];
    private readonly double[] distances = new double[Rows];
    private double[] rows = [];
    private double[] weights = [];
    private PackedWeights packed = null!;

    /// <summary>Features and neurons.</summary>
    [Params("2 x 63", "8 x 200", "32 x 400", "64 x 120", "784 x 400")]
    public string Shape { get; set; } = "2 x 63";

    private int Columns => int.Parse(Shape.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private int Neurons => int.Parse(Shape.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);

    [GlobalSetup]
    public void Make()
    {
        var random = new Random(1);
        rows = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextDouble())];
        weights = [.. Enumerable.Range(0, Neurons * Columns).Select(_ => random.NextDouble())];
        packed = new PackedWeights(weights, Columns);
    }

    [Benchmark(Baseline = true)]
    public int DoubleLoop()
    {
        int columns = Columns;
        int neurons = Neurons;
        for (int row = 0; row < Rows; row++)
        {
            distances[row] = double.PositiveInfinity;
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                double sum = 0;
                for (int c = 0; c < columns; c++)
                {
                    double difference = rows[(row * columns) + c] - weights[(neuron * columns) + c];
                    sum += difference * difference;
                }
                if (sum < distances[row])
                    (winners[row], distances[row]) = (neuron, sum);
            }
        }
        return winners[0];
    }

    [Benchmark]
    public int Ours()
    {
        packed.FindWinners<SquaredDistance>(rows, winners, distances);
        return winners[0];
    }
}
