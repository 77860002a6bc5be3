using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>The cosine metric: steps by hand, and what must not change a map.</summary>
public sealed class CosineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly SomOptions Plain = SameBitsTests.Small("cosine") with { Scaling = Scaling.None };

    /// <summary>
    /// Rows (3,4), (8,6), (−5,0), (0,0) are (.6,.8), (.8,.6), (−1,0), (0,0) at length 1; neurons 0 to 3 start there. Neuron 0 wins the row of
    /// zeros too, as all are at distance 1 from it. With s = 1: n = (2, 1, 1, 0), c₀ = (.3,.4), c₁ = (.8,.6), c₂ = (−1,0). Neurons 1 and 2
    /// are one hop from 0 and 3, σ = 1: h₁ = e^−½, h₂ = e^−2.
    /// w₀ ~ 2·(.3,.4) + h₁·(.8,.6) + h₁·(−1,0) = (.6 − .2·h₁, .8 + .6·h₁);
    /// w₃ ~ 2·h₂·(.3,.4) + h₁·(.8,.6) + h₁·(−1,0) = (.6·h₂ − .2·h₁, .8·h₂ + .6·h₁); each divided by its length.
    /// Mean (.1,.35), so Σ(x − mean)² = 1.96 and .51; the variance is 2.47 / 4.
    /// </summary>
    [Fact]
    public void An_epoch_by_hand()
    {
        double[] rows = [3, 4, 8, 6, -5, 0, 0, 0];
        using var engine = new LocalEngine(DataMatrix.From(rows, 2));
        var run = TrainingRun.Start(
            Plain with
            {
                Weighting = Weighting.Uniform,
                SigmaStart = 1,
                MaxNeurons = 5,
                Lambda = 1,
            },
            engine
        );
        Close([0.49, 0.1275], run.Setup.Statistics.SquaredDeviation.Select(sum => sum / 4));
        run.Neurons.Weights = [0.6, 0.8, 0.8, 0.6, -1, 0, 0, 0];
        var report = run.Advance();
        Assert.Equal(0.25, report.QuantizationError, 1e-15);
        var (h1, h2) = (Math.Exp(-0.5), Math.Exp(-2));
        var weights = run.Weights;
        Close(Unit(0.6 - (0.2 * h1), 0.8 + (0.6 * h1)), weights[0].ToArray());
        Close(Unit((0.6 * h2) - (0.2 * h1), (0.8 * h2) + (0.6 * h1)), weights[3].ToArray());
    }

    /// <summary>At the corners of the square lie 0°, 90°, 90°, 0°; (3,4)/5 has the cosines .6 and .8 with them, (0,0) has 0, (−2,0) has −1 and 0.</summary>
    [Fact]
    public void Distances_by_hand()
    {
        var content = new SomVq(Plain with { Lambda = 1, MaxNeurons = 4 }).Fit(SameBitsTests.Make(20, 2, 1)).Content;
        double[] corners = [1, 0, 0, 1, 0, 1, 1, 0];
        var map = new SomMap(content with { Weights = new WeightMatrix(corners, 2) });
        var data = DataMatrix.From([3e-200, 4e-200, 0, 0, -2, 0], 2);
        var distances = map.Distances(data);
        double[] found = [.. Enumerable.Range(0, 3).SelectMany(row => new[] { distances[row, 0], distances[row, 1] })];
        Close([0.4, 0.2, 1, 1, 2, 1], found);
        Assert.Equal([1, 0, 1], map.Predict(data));
        Close([0.2, 1, 1], map.FindBestMatches(data).Select(match => match.Distance));
        Assert.Equal((0.2 + 1 + 1) / 3, map.QuantizationError(data), 1e-15);
    }

    /// <summary>Beside (0,0), across from (1,0): 2·(1,0) − (.6,.8) = (1.4,−.8), of length √2.6.</summary>
    [Fact]
    public void A_new_neuron_has_length_1()
    {
        var neurons = new NeuronSet(Lattice.Start(MapGrid.Square), [1, 0, 0, 1, 0.6, 0.8, 1, 0], 2) { Error = [5, 1, 2, 3] };
        Assert.Equal(1, GrowthStep.Run(neurons, 4, Plain with { Lambda = 1, MaxNeurons = 9 }, 1));
        Close([1.4 / Math.Sqrt(2.6), -0.8 / Math.Sqrt(2.6)], neurons.WeightsOf(4).ToArray());
    }

    /// <summary>
    /// (0,0) has the neighbors (0,1), (1,0) and (−1,0); with ε = 1 it moves to the mean of the last two, ((1,0) + (0,1)) / 2, that is (√½,√½).
    /// The other neurons have two neighbors or one, and stay.
    /// </summary>
    [Fact]
    public void A_smoothed_neuron_has_length_1()
    {
        var lattice = Lattice.Start(MapGrid.Square);
        lattice.Add(new(-1, 0));
        double[] weights = [-1, 0, 0.6, 0.8, 1, 0, 0.8, 0.6, 0, 1];
        var neurons = new NeuronSet(lattice, weights, 2) { Error = [0, 0, 0, 9, 0] };
        var options = Plain with { Lambda = 1, MaxNeurons = 9, SmoothingSteps = 1, SmoothingEpsilon = 1 };
        Assert.Equal(1, GrowthStep.Run(neurons, 4, options, 1));
        Close([Math.Sqrt(0.5), Math.Sqrt(0.5), 0.6, 0.8, 1, 0, 0.8, 0.6, 0, 1], neurons.Weights[..10]);
    }

    /// <summary>How long a row is plays no part; factors that are powers of two are exact, so every bit stays.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    public void Rows_of_other_lengths_give_the_same_map(string pointers)
    {
        var options = Plain with { PointerSearch = Named.Parse<PhaseScope>(pointers) };
        var random = new Random(7);
        var values = SameBitsTests.Flat(SameBitsTests.Wide);
        var rescaled = new double[values.Length];
        for (int row = 0; row < values.Length / 11; row++)
        {
            int power = random.Next(-100, 101);
            for (int c = row * 11; c < (row + 1) * 11; c++)
                rescaled[c] = Math.ScaleB(values[c], power);
        }
        var (data, other) = (DataMatrix.From(values, 11), DataMatrix.From(rescaled, 11));
        var map = new SomVq(options).Fit(data);
        var same = new SomVq(options).Fit(other);
        Assert.True(map.Neurons.Count > 10);
        Assert.Equal(map.Weights.Values.ToArray(), same.Weights.Values.ToArray());
        Assert.Equal(map.Neurons, same.Neurons);
        Assert.Equal(map.Training.History, same.Training.History);
        Assert.Equal(map.Training.QuantizationError, map.QuantizationError(other));
        Assert.Equal(map.FindBestMatches(data, 3), same.FindBestMatches(other, 3));
    }

    /// <summary>A row of zeros is at distance 1 from all neurons, so the first wins it.</summary>
    [Fact]
    public void Rows_of_zeros()
    {
        var values = SameBitsTests.Flat(SameBitsTests.Wide);
        for (int row = 0; row < 2000; row += 7)
            Array.Clear(values, row * 11, 11);
        var data = DataMatrix.From(values, 11);
        foreach (uint seed in new uint[] { 0, 1, 2, 3, 4, 5 })
        {
            var map = new SomVq(Plain with { Seed = seed }).Fit(data);
            CheckLengths(map);
            var matches = map.FindBestMatches(data);
            for (int row = 0; row < 2000; row += 7)
                Assert.Equal(new BestMatch(0, 1), matches[row, 0]);
        }
    }

    [Fact]
    public void One_feature_is_a_sign()
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, 300).Select(i => i % 10 == 0 ? 0 : random.NextDouble() - 0.5)];
        var data = DataMatrix.From(values, 1);
        // Three directions and three neurons, each of which keeps to its own.
        var map = new SomVq(Plain with { SigmaStart = 0.4, SigmaEnd = 0.3 }).Fit(data);
        Assert.All(map.Weights.Values.ToArray(), weight => Assert.Contains(weight, new double[] { -1, 0, 1 }));
        var matches = map.FindBestMatches(data);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(values[i] == 0 ? 1 : 0, matches[i, 0].Distance);
    }

    /// <summary>A column that is constant as given, beside one that varies, tells directions apart: nothing is said of it.</summary>
    [Fact]
    public void A_constant_column_is_one_more_direction()
    {
        double[] values = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { 1.0, i / 100.0 })];
        var map = new SomVq(Plain).Fit(DataMatrix.From(values, 2));
        Assert.DoesNotContain(map.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.ConstantColumns);
        CheckLengths(map);
    }

    [Fact]
    public void Saved_and_loaded_is_the_same_map()
    {
        var map = new SomVq(SameBitsTests.Small("cosine")).Fit(SameBitsTests.Wide);
        CheckLengths(map);
        map.Save(folder.At("a"));
        var loaded = SomMap.Load(folder.At("a"));
        loaded.Save(folder.At("b"));
        Assert.Equal(File.ReadAllBytes(folder.At("a")), File.ReadAllBytes(folder.At("b")));
        Assert.Equal(map.FindBestMatches(SameBitsTests.Wide, 2), loaded.FindBestMatches(SameBitsTests.Wide, 2));
        Assert.Equal(map.Training.QuantizationError, loaded.QuantizationError(SameBitsTests.Wide));
        Assert.Equal(map.Training.TopographicError, loaded.TopographicError(SameBitsTests.Wide));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    public void A_saved_run_ends_with_the_same_map(string pointers)
    {
        var options = SameBitsTests.Small("cosine") with { PointerSearch = Named.Parse<PhaseScope>(pointers) };
        var whole = new SomVq(options).Fit(SameBitsTests.Wide);
        using var rows = new LocalEngine(SameBitsTests.Wide);
        var run = TrainingRun.Start(options, rows);
        while (run.Epoch < 9)
            run.Advance();
        run.Save(folder.At("run"));
        using var others = new LocalEngine(SameBitsTests.Wide);
        var resumed = TrainingRun.Resume(folder.At("run"), others);
        while (!resumed.IsFinished)
            resumed.Advance();
        whole.Save(folder.At("a"));
        resumed.Finish().Save(folder.At("b"));
        Assert.Equal(File.ReadAllBytes(folder.At("a")), File.ReadAllBytes(folder.At("b")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_model_with_weights_of_other_lengths_is_refused(int row)
    {
        var content = new SomVq(Plain).Fit(SameBitsTests.Wide).Content;
        double[] weights = content.Weights.Values.ToArray();
        weights[(row * 11) + 2] += 0.1;
        new SomMap(content with { Weights = new WeightMatrix(weights, 11) }).Save(folder.At("m"));
        string message = Assert.Throws<InvalidDataException>(() => SomMap.Load(folder.At("m"))).Message;
        Assert.Contains($"row {row} of 'weights.npy'", message, StringComparison.Ordinal);
    }

    private static void CheckLengths(SomMap map)
    {
        for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
        {
            double square = map.Weights[neuron].ToArray().Select(weight => weight * weight).Sum();
            Assert.True(square == 0 || Math.Abs(square - 1) < 1e-14, $"neuron {neuron} has the squared length {square}");
        }
    }

    private static double[] Unit(double x, double y) => [x / Math.Sqrt((x * x) + (y * y)), y / Math.Sqrt((x * x) + (y * y))];

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }
}
