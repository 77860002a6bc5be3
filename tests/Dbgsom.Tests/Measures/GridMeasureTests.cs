using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Tests.Contracts;
using Dbgsom.Tests.Training;
using Dbgsom.Training;

namespace Dbgsom.Tests.Measures;

/// <summary>Topographic product and function, errors, U-matrix, density and the statistics of the samples: by hand and from their definitions.</summary>
public sealed class GridMeasureTests
{
    private static readonly SomMap Map = SameBitsTests.Fit("default", Samples.Data);

    /// <summary>
    /// Distances: 0–1 3, 0–2 4, 0–3 1, 1–2 7, 1–3 √10, 2–3 √17; steps 1 but 0–3 and 1–2, which are 2.
    /// <para>From 0: on the grid 1, 2, 3; in space 3, 1, 2: q = ln 3/1·1/2, ln 4/3·1/1, ln 1/4·2/1; sums ln 3/2, ln 2, 0, divided by 1, 2, 3.</para>
    /// <para>From 1 and 2 both orders are the same. From 3: on the grid 1, 2, 0; in space 0, 1, 2: sums ln √10/2, ln √17/2, 0.</para>
    /// </summary>
    [Fact]
    public void Topographic_product_by_hand() =>
        Assert.Equal(
            (Math.Log(1.5) + (Math.Log(2) / 2) + Math.Log(Math.Sqrt(10) / 2) + (Math.Log(Math.Sqrt(17) / 2) / 2)) / 12,
            HandMadeMap.Square.TopographicProduct,
            1e-14
        );

    [Fact]
    public void Topographic_product_from_its_definition()
    {
        int count = Map.Neurons.Count;
        double sum = 0;
        for (int j = 0; j < count; j++)
        {
            int[] others = [.. Enumerable.Range(0, count).Where(other => other != j)];
            int[] grid = [.. others.OrderBy(other => Map.HopDistances[j, other]).ThenBy(other => other)];
            int[] space = [.. others.OrderBy(other => Apart(j, other)).ThenBy(other => other)];
            for (int k = 1; k < count; k++)
            for (int l = 0; l < k; l++)
            {
                double inSpace = Apart(j, grid[l]) / Apart(j, space[l]);
                double onGrid = (double)Map.HopDistances[j, grid[l]] / Map.HopDistances[j, space[l]];
                sum += Math.Log(inSpace * onGrid) / k;
            }
        }
        Assert.Equal(sum / (count * (count - 1)), Map.TopographicProduct, 1e-12);
    }

    /// <summary>
    /// The two nearest are 0 and 3, 1 and 0, 3 and 0: they join 0–3, two steps apart, and 0–1, one step. Beyond one step: 0–3 in both directions, 2;
    /// beyond two none. Of the edges of the grid 0–1 is joined, 1–3 joined by way of 0, 0–2 and 2–3 not at all: beyond one 6, beyond two 4.
    /// </summary>
    [Fact]
    public void Topographic_function_by_hand()
    {
        var function = HandMadeMap.Square.TopographicFunction(HandMadeMap.Samples);
        Assert.Equal([-1, -0.5, 0, 0.5, 1], function.Axis);
        Assert.Equal([4, 6, 8, 2, 0], function.Values);
    }

    /// <summary>
    /// The two nearest are 0 and 3, 1 and 0, 3 and 0. From 0 and 3 both neighbors have rank 1.5 and the neuron across 3; 0 is a neighbor of 1: (3 + 1.5 + 3) / 3.
    /// </summary>
    [Fact]
    public void Mean_tied_rank_by_hand() => Assert.Equal(2.5, HandMadeMap.Square.MeanTiedRank(HandMadeMap.Samples));

    public static TheoryData<string, string, bool> Grids =>
        new(
            from topology in MapGrid.All
            from boundary in GridBoundary.All
            from grown in new[] { false, true }
            where !grown || boundary == GridBoundary.Planar
            select (topology.Name, boundary.Name, grown)
        );

    /// <summary>Every neuron but the winner is counted: those nearer by the shortest way along edges, and half of those as near, itself among them.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void Mean_tied_rank_from_its_definition(string topology, string boundary, bool grown)
    {
        var options = new SomOptions
        {
            Topology = Naming.Named.Parse<MapGrid>(topology),
            Boundary = Naming.Named.Parse<GridBoundary>(boundary),
            Grid = grown ? null : new GridSize(5, 4),
            TargetNeurons = grown ? 23 : null,
        };
        var map = new SomVq(options).Fit(Samples.Data);
        // Samples that the map was not made for have second-nearest neurons far away, too.
        var random = new Random(7);
        var weighted = DataMatrix
            .From([.. Enumerable.Range(0, 40 * map.FeatureCount).Select(_ => (random.NextDouble() - 0.5) * 20)], map.FeatureCount)
            .WithSampleWeights([.. Enumerable.Range(0, 40).Select(i => (double)(i % 3))]);
        int count = map.Neurons.Count;
        var steps = new int[count, count];
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            steps[a, b] =
                a == b ? 0
                : map.Edges.Contains((Math.Min(a, b), Math.Max(a, b))) ? 1
                : count;
        for (int via = 0; via < count; via++)
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            steps[a, b] = Math.Min(steps[a, b], steps[a, via] + steps[via, b]);
        var (sum, mass) = (0.0, 0.0);
        var near = map.FindBestMatches(weighted, 2);
        for (int i = 0; i < near.RowCount; i++)
        {
            var (winner, second) = (near[i, 0].Neuron, near[i, 1].Neuron);
            int[] others = [.. Enumerable.Range(0, count).Where(neuron => neuron != winner)];
            int nearer = others.Count(neuron => steps[winner, neuron] < steps[winner, second]);
            int tied = others.Count(neuron => steps[winner, neuron] == steps[winner, second]);
            sum += (nearer + ((tied + 1) / 2.0)) * weighted.SampleWeights[i];
            mass += weighted.SampleWeights[i];
        }
        Assert.Equal(sum / mass, map.MeanTiedRank(weighted), 1e-12);
        Assert.Equal(map.MeanTiedRank(weighted), map.Measure(weighted).MeanTiedRank);
        // Inside a torus all neurons have as many neighbors: the least value there is.
        if (boundary == "toroidal")
            Assert.InRange(map.MeanTiedRank(weighted), (options.Topology.Sides + 1) / 2.0, count - 1);
    }

    [Fact]
    public void The_topographic_product_can_be_canceled_until_it_is_known()
    {
        var map = SomMap.Load(Map.ToBytes(), "again");
        Assert.ThrowsAny<OperationCanceledException>(() => map.FindTopographicProduct(new CancellationToken(true)));
        Assert.Equal(Map.TopographicProduct, map.FindTopographicProduct(CancellationToken.None));
        Assert.Equal(Map.TopographicProduct, map.FindTopographicProduct(new CancellationToken(true)));
    }

    [Fact]
    public void Topographic_function_from_its_definition()
    {
        int count = Map.Neurons.Count;
        var near = Map.FindBestMatches(Samples.Data, 2);
        var joined = new double[count, count];
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            joined[a, b] = a == b ? 0 : double.PositiveInfinity;
        for (int i = 0; i < near.RowCount; i++)
            joined[near[i, 0].Neuron, near[i, 1].Neuron] = joined[near[i, 1].Neuron, near[i, 0].Neuron] = 1;
        for (int via = 0; via < count; via++)
        for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            joined[a, b] = Math.Min(joined[a, b], joined[a, via] + joined[via, b]);
        double Beyond(int k)
        {
            var pairs =
                from a in Enumerable.Range(0, count)
                from b in Enumerable.Range(0, count)
                select (D: joined[a, b], M: Map.HopDistances[a, b]);
            return k > 0 ? pairs.Count(pair => pair.D == 1 && pair.M > k) : pairs.Count(pair => pair.M == 1 && pair.D > -k);
        }
        var function = Map.TopographicFunction(Samples.Data);
        int greatest = Map.HopDistances.Greatest;
        Assert.True(count > 6);
        Assert.Equal((2 * greatest) + 1, function.Values.Count);
        for (int k = -greatest; k <= greatest; k++)
        {
            double value = k == 0 ? Beyond(1) + Beyond(-1) : Beyond(k);
            Assert.Equal(value / (count * (count - 6)), function.Values[k + greatest], 1e-12);
            Assert.Equal((double)k / greatest, function.Axis[k + greatest], 1e-12);
        }
    }

    /// <summary>Distances ¼, ½, 0. The two nearest are 0 and 3, which touch by a corner only, 1 and 0, which are joined, 3 and 0.</summary>
    [Fact]
    public void Errors_by_hand()
    {
        Assert.Equal(0.25, HandMadeMap.Square.QuantizationError(HandMadeMap.Samples), 1e-15);
        var error = HandMadeMap.Square.TopographicError(HandMadeMap.Samples);
        Assert.Equal((0, 2 / 3.0), (error.EightNeighbor, error.FourNeighbor));
        // With weights 1, 3, 0: (¼ + 3·½)/4, and 1 of 4.
        var weighted = HandMadeMap.Samples.WithSampleWeights([1, 3, 0]);
        Assert.Equal(1.75 / 4, HandMadeMap.Square.QuantizationError(weighted), 1e-15);
        Assert.Equal(0.25, HandMadeMap.Square.TopographicError(weighted).FourNeighbor);
        Assert.Equal([1, 3, 0, 0], HandMadeMap.Square.Hits(weighted));
    }

    [Fact]
    public void U_matrix_by_hand()
    {
        var heights = HandMadeMap.Square.UMatrix();
        double[] edges = [3, 4, Math.Sqrt(10), Math.Sqrt(17)];
        Assert.Equal([(0, 1), (0, 2), (1, 3), (2, 3)], HandMadeMap.Square.Edges);
        Assert.Equal(edges, heights.EdgeHeights);
        Assert.Equal([3.5, (3 + edges[2]) / 2, (4 + edges[3]) / 2, (edges[2] + edges[3]) / 2], heights.NeuronHeights);
    }

    /// <summary>τ is the mean of the heights of the U-matrix; a neuron without samples has density 0.</summary>
    [Fact]
    public void Density_from_its_definition()
    {
        double width = Map.Neurons.Average(neuron => neuron.AverageDistance);
        var matches = Map.FindBestMatches(Samples.Data);
        foreach (var neuron in Map.Neurons)
        {
            double[] kernels =
            [
                .. matches
                    .Where(match => match.Neuron == neuron.Index)
                    .Select(match =>
                        Math.Exp(-match.Distance * match.Distance / (2 * width * width)) / (width * Math.Sqrt(2 * Math.PI))
                    ),
            ];
            Assert.Equal(kernels.Length == 0 ? 0 : kernels.Average(), neuron.Density, 1e-12);
        }
    }

    [Fact]
    public void Statistics_of_the_samples_from_their_definitions()
    {
        double[][] rows = [.. Map.AsCompared(Samples.Values).Chunk(Samples.Columns)];
        double[] mean = [.. Enumerable.Range(0, Samples.Columns).Select(c => rows.Average(row => row[c]))];
        double[] squares = [.. rows.Select(row => row.Zip(mean, (x, m) => (x - m) * (x - m)).Sum())];
        Assert.Equal(squares.Average(), Map.Training.TotalVariance, 1e-12);
        Assert.Equal(squares.Sum(Math.Sqrt), Map.Training.InitialError, 1e-10);
        var fixedThreshold = new SomVq(SomOptions.Default with { Lambda = 2.5 }).Fit(Samples.Data);
        Assert.Equal(2.5 * Math.Sqrt(squares.Sum() / (Samples.Rows - 1)), fixedThreshold.Training.GrowingThreshold, 1e-12);
    }

    private static double Apart(int a, int b) =>
        Math.Sqrt(
            Enumerable
                .Range(0, Samples.Columns)
                .Sum(c => (Map.Weights[a, c] - Map.Weights[b, c]) * (Map.Weights[a, c] - Map.Weights[b, c]))
        );
}
