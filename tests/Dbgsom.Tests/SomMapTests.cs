using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests;

public sealed class SomMapTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(500, 3, 12).WithFeatureNames(["a", "b", "c"]);
    private static readonly SomMap Map = new SomVq().Fit(Data);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_map_loaded_is_the_map_saved()
    {
        Map.Save(folder.At("a.som.npz"));
        var again = SomMap.Load(folder.At("a.som.npz"));
        again.Save(folder.At("b.som.npz"));
        Assert.Equal(File.ReadAllBytes(folder.At("a.som.npz")), File.ReadAllBytes(folder.At("b.som.npz")));
        Assert.Equal(Map.Neurons, again.Neurons);
        Assert.Equal(Map.Edges, again.Edges);
        Assert.Equal(Map.Options, again.Options);
        Assert.Equal(Map.EffectiveOptions, again.EffectiveOptions);
        Assert.Equal(Map.Training.History, again.Training.History);
        Assert.Equal(Map.Training with { History = [] }, again.Training with { History = [] });
        Assert.Equal(Map.FindBestMatches(Data, 3), again.FindBestMatches(Data, 3));
        Assert.Equal(Map.FeatureNames!, again.FeatureNames!);
    }

    /// <summary>The version without what the build adds to it.</summary>
    [Fact]
    public void The_version_is_that_of_the_package() => Assert.Matches(@"^\d+\.\d+\.\d+[^+]*$", Map.Training.LibraryVersion);

    [Fact]
    public void A_constant_column_is_kept_in_the_file()
    {
        var map = new SomVq().Fit(
            DataMatrix.From([.. Enumerable.Range(0, 40).Select(row => new double[] { 3, row % 7, row % 5 })])
        );
        map.Save(folder.At("a.som.npz"));
        Assert.Equal([0], SomMap.Load(folder.At("a.som.npz")).Scaler!.ConstantColumns);
    }

    /// <summary>Arrays that are found anew on loading, for whoever reads the file without the library.</summary>
    [Fact]
    public void Labels_and_average_distances_are_in_the_file()
    {
        Map.Save(folder.At("a.som.npz"));
        using var archive = NpzFile.Open(folder.At("a.som.npz"));
        double[] Read(string name) => NpzFile.ReadArray(archive, name, "a.som.npz").Values;
        Assert.Equal(Map.Neurons.Select(neuron => (double)neuron.Label), Read("label.npy"));
        Assert.Equal(Map.Neurons.Select(neuron => neuron.AverageDistance), Read("average_distance.npy"));
    }

    [Fact]
    public void Every_option_is_kept_in_the_file()
    {
        foreach (var preset in new[] { SomOptions.Default, SomOptions.Reference })
        {
            var options = preset with
            {
                Seed = 3,
                TargetNeurons = preset.Lambda is null ? 20 : null,
                WinnerStability = null,
                Epochs = 50,
            };
            new SomVq(options).Fit(Data).Save(folder.At("a.som.npz"));
            Assert.Equal(options, SomMap.Load(folder.At("a.som.npz")).Options);
        }
    }

    public static TheoryData<string, string> Damages =>
        new()
        {
            { "cut", "a.som.npz" },
            { "model.json", "no 'model.json'" },
            { "weights.npy", "lacks 'weights.npy'" },
            { "error.npy short", "'error.npy' has shape" },
            { "positions.npy far", "positions.npy" },
            { "edges.npy other", "edges.npy" },
            { "weights.npy NaN", "finite" },
            { "weights.npy without column", "'weights.npy' has no column" },
            { "json list", "JSON object" },
            { "json broken", "not JSON" },
            { "newer", "format version 2" },
            { "run", "dbgsom-run" },
            { "option", "sigma-start" },
            { "constant column beyond", "'constant_columns' names a column beyond 2" },
            { "options against each other", "lambda is 5 and target-neurons is 20" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_model_is_refused_with_what_is_wrong(string damage, string message)
    {
        string path = folder.At("a.som.npz");
        Map.Save(path);
        string json = ChangedArchive.Text(path, "model.json");
        Action<string> apply = damage switch
        {
            "cut" => p => File.WriteAllBytes(p, File.ReadAllBytes(p)[..^(int)(new FileInfo(p).Length / 2)]),
            "error.npy short" => p => ChangedArchive.Replace(p, "error.npy", new double[3], 3),
            "positions.npy far" => p =>
                ChangedArchive.Replace(p, "positions.npy", new int[Map.Neurons.Count * 2], Map.Neurons.Count, 2),
            "edges.npy other" => p => ChangedArchive.Replace(p, "edges.npy", new int[Map.Edges.Count * 2], Map.Edges.Count, 2),
            "weights.npy NaN" => p =>
                ChangedArchive.Replace<double>(
                    p,
                    "weights.npy",
                    [.. Enumerable.Repeat(double.NaN, Map.Neurons.Count * 3)],
                    Map.Neurons.Count,
                    3
                ),
            "weights.npy without column" => p => ChangedArchive.Replace<double>(p, "weights.npy", [], Map.Neurons.Count, 0),
            "json list" => p => ChangedArchive.Replace(p, "model.json", "[]"),
            "json broken" => p => ChangedArchive.Replace(p, "model.json", "{\"format\": "),
            "newer" => p =>
                ChangedArchive.Replace(p, "model.json", json.Replace("\"major\": 1", "\"major\": 2", StringComparison.Ordinal)),
            "run" => p =>
                ChangedArchive.Replace(p, "model.json", json.Replace("dbgsom-model", "dbgsom-run", StringComparison.Ordinal)),
            "option" => p =>
                ChangedArchive.Replace(
                    p,
                    "model.json",
                    json.Replace("\"sigma-start\": 1.5", "\"sigma-start\": -1.5", StringComparison.Ordinal)
                ),
            "constant column beyond" => p =>
                ChangedArchive.Edit(p, "model.json", node => node["constant_columns"] = new JsonArray(3)),
            "options against each other" => p =>
                ChangedArchive.Edit(
                    p,
                    "model.json",
                    node => (node["options"]!["lambda"], node["options"]!["target-neurons"]) = (5, 20)
                ),
            _ => p => ChangedArchive.Remove(p, damage),
        };
        apply(path);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Any byte of the file changed: either the map loads, or it is refused as documented.</summary>
    [Fact]
    public void A_changed_byte_is_loaded_or_refused()
    {
        Map.Save(folder.At("a.som.npz"));
        byte[] bytes = File.ReadAllBytes(folder.At("a.som.npz"));
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            string path = folder.Write("b.som.npz", changed);
            try
            {
                SomMap.Load(path);
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Labels_count_live_neurons_and_dead_ones_answer_as_their_nearest()
    {
        int next = 0;
        foreach (var neuron in Map.Neurons.Where(neuron => !neuron.IsDead))
            Assert.Equal(next++, neuron.Label);
        Assert.Equal(next, Map.LabelCount);
        Assert.Contains(Map.Neurons, neuron => neuron.IsDead);
        foreach (var dead in Map.Neurons.Where(neuron => neuron.IsDead))
        {
            var nearest = Map
                .Neurons.Where(neuron => !neuron.IsDead)
                .MinBy(neuron => Distance(Map.Weights[neuron.Index], Map.Weights[dead.Index]))!;
            Assert.Equal(nearest.Label, dead.Label);
        }
        int[] winners = Map.Predict(Data);
        Assert.Equal(winners.Select(winner => Map.Neurons[winner].Label), Map.PredictLabel(Data));
        Assert.Equal(
            Map.Neurons.Select(neuron => neuron.HitCount),
            Map.Neurons.Select(neuron => (long)winners.Count(winner => winner == neuron.Index))
        );
    }

    /// <summary>Every measure against its definition, slowly.</summary>
    [Fact]
    public void Measures_from_their_definitions()
    {
        var distances = Map.Distances(Data);
        var order = Enumerable
            .Range(0, Data.RowCount)
            .Select(row => Enumerable.Range(0, Map.Neurons.Count).OrderBy(neuron => distances[row, neuron]).ToArray())
            .ToArray();
        Assert.Equal(order.Select((o, row) => distances[row, o[0]]).Average(), Map.QuantizationError(Data), 1e-12);
        int Chebyshev(GridPosition a, GridPosition b) => Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
        bool Edge(int a, int b) => Map.Edges.Contains((Math.Min(a, b), Math.Max(a, b)));
        Assert.Equal(order.Count(o => !Edge(o[0], o[1])) / 500.0, Map.TopographicError(Data).FourNeighbor, 1e-12);
        Assert.Equal(
            order.Count(o => Chebyshev(Map.Neurons[o[0]].Position, Map.Neurons[o[1]].Position) > 1) / 500.0,
            Map.TopographicError(Data).EightNeighbor,
            1e-12
        );
        var matches = Map.FindBestMatches(Data, 4);
        for (int row = 0; row < 500; row++)
        for (int rank = 0; rank < 4; rank++)
            Assert.Equal(new BestMatch(order[row][rank], distances[row, order[row][rank]]), matches[row, rank]);
        foreach (var neuron in Map.Neurons)
        {
            var neighbors = Map
                .Edges.Where(e => e.A == neuron.Index || e.B == neuron.Index)
                .Select(e => e.A + e.B - neuron.Index);
            Assert.Equal(
                neighbors.Average(n => Distance(Map.Weights[n], Map.Weights[neuron.Index])),
                neuron.AverageDistance,
                1e-12
            );
        }
        var heights = Map.UMatrix();
        Assert.Equal(Map.Edges.Count, heights.EdgeHeights.Count);
        Assert.Equal(Distance(Map.Weights[Map.Edges[3].A], Map.Weights[Map.Edges[3].B]), heights.EdgeHeights[3], 1e-12);
    }

    [Fact]
    public void Features_are_matched_by_name()
    {
        var swapped = DataMatrix.From([
            .. Enumerable.Range(0, 500).Select(row => new[] { Data[row, 2], 7, Data[row, 0], Data[row, 1] }),
        ]);
        var named = swapped.WithFeatureNames(["c", "extra", "a", "b"]);
        Assert.Equal(Map.Predict(Data), Map.Predict(named));
        Assert.Equal(["extra"], Map.IgnoredFeatures(named));
        Assert.Contains(
            "'b'",
            Refused(() => Map.PredictLabel(swapped.WithFeatureNames(["c", "extra", "a", "x"]))),
            StringComparison.Ordinal
        );
        Assert.Contains("4 columns", Refused(() => Map.PredictLabel(swapped)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.FindBestMatches(Data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.FindBestMatches(Data, Map.Neurons.Count + 1));
    }

    [Fact]
    public void The_scaler_is_part_of_the_map()
    {
        var scaled = StandardScaler.Fit(Data).Transform(Data);
        var outside = new SomVq(SomOptions.Default with { Scaling = Scaling.None }).Fit(scaled);
        Assert.Equal(outside.Weights.Values.ToArray(), Map.Weights.Values.ToArray());
        Assert.Equal(outside.PredictLabel(scaled), Map.PredictLabel(Data));
        var units = Map.WeightsInDataUnits;
        Assert.Equal((Map.Weights[2, 1] * Map.Scaler!.Divisor[1]) + Map.Scaler.Offset[1], units[2, 1], 1e-12);
    }

    /// <summary>A row of weight 2 counts as the row given twice; a row of weight 0 as none. The same start, so the same map but for rounding.</summary>
    [Fact]
    public void A_weight_is_a_number_of_repeats()
    {
        var random = new Random(1);
        double[] weights = [.. Enumerable.Range(0, 500).Select(row => (double)(row < 4 ? 1 : random.Next(0, 4)))];
        int[] repeated = [.. Enumerable.Range(0, 500).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        var values = SameBitsTests.Flat(Data);
        var many = DataMatrix.From([.. repeated.SelectMany(row => values[(row * 3)..((row * 3) + 3)])], 3);
        var weighted = Train(DataMatrix.From(values, 3).WithSampleWeights(weights));
        var plain = Train(many);
        Assert.Equal(plain.Neurons.Select(neuron => neuron.Position), weighted.Neurons.Select(neuron => neuron.Position));
        Assert.Equal(plain.Neurons.Select(neuron => (double)neuron.HitCount), weighted.Neurons.Select(neuron => neuron.HitMass));
        Assert.Equal(plain.Training.QuantizationError, weighted.Training.QuantizationError, 1e-9);
        Assert.Equal(plain.Training.TopographicError.FourNeighbor, weighted.Training.TopographicError.FourNeighbor, 1e-12);
        for (int i = 0; i < plain.Weights.Values.Length; i++)
            Assert.Equal(plain.Weights.Values[i], weighted.Weights.Values[i], 1e-9);
    }

    private static SomMap Train(DataMatrix data)
    {
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(SomOptions.Default, rows);
        run.Neurons.Weights = [.. Enumerable.Range(0, 4).SelectMany(row => rows.ReadRow(row))];
        while (!run.IsFinished)
            run.Advance();
        return run.Finish();
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }

    private static string Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
