using Dbgsom.Clustering;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom.Tests;

/// <summary>
/// Samples that lack values, which are NaN: distances are over what is known, scaled to all features. Training epoch by epoch is compared with its
/// definition in OracleTests.
/// </summary>
public sealed class GapTests : IDisposable
{
    private const int Columns = 5;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Metrics => [.. Metric.All.Select(metric => metric.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Neurons_are_found_by_what_is_known(string metric)
    {
        var data = WithGaps(Make(400, 1), 0.3, 2);
        var options = Small(metric);
        var map = new SomVq(options).Fit(data, cancellationToken: Token);
        double[][] rows = Prepared(map, data);
        int[] winners = map.Predict(data, Token);
        var matches = map.FindBestMatches(data, 3, Token);
        var distances = map.Distances(data, Token);
        double error = 0;
        var (eight, four) = (0.0, 0.0);
        for (int row = 0; row < rows.Length; row++)
        {
            double[] all = [.. Enumerable.Range(0, map.Neurons.Count).Select(n => Distance(metric, rows[row], map.Weights[n]))];
            int[] order = [.. Enumerable.Range(0, all.Length).OrderBy(n => all[n]).ThenBy(n => n)];
            for (int k = 0; k < 3; k++)
                Assert.Equal(all[order[k]], matches[row, k].Distance, 1e-9);
            Assert.Equal(all[order[0]], all[winners[row]], 1e-9);
            Assert.Equal(winners[row], map.Predict([.. Enumerable.Range(0, Columns).Select(c => data[row, c])]));
            for (int n = 0; n < all.Length; n++)
                Assert.Equal(all[n], distances[row, n], 1e-9);
            error += all[order[0]];
            var (a, b) = (map.Neurons[order[0]].Position, map.Neurons[order[1]].Position);
            eight += Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)) > 1 ? 1 : 0;
            four += Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y) > 1 ? 1 : 0;
        }
        Assert.Equal(error / rows.Length, map.QuantizationError(data, Token), 1e-9);
        Assert.Equal(error / rows.Length, map.Training.QuantizationError, 1e-9);
        Assert.Equal(eight / rows.Length, map.TopographicError(data, Token).EightNeighbor, 1e-9);
        Assert.Equal(four / rows.Length, map.TopographicError(data, Token).FourNeighbor, 1e-9);
        Assert.True(map.TopographicError(data, Token).EightNeighbor < 0.5);
        var h = new double[map.Neurons.Count];
        var neighborhoods = TrainingPlan
            .For(map.EffectiveOptions)
            .Distances(map.Lattice, Team.Alone)
            .At(map.EffectiveOptions, TrainingPhase.Fine, 0.8);
        double distortion = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            neighborhoods.Row(winners[row], h);
            for (int n = 0; n < h.Length; n++)
                distortion += h[n] * Math.Pow(Distance("euclidean", rows[row], map.Weights[n]), 2);
        }
        Assert.Equal(distortion / rows.Length, map.Distortion(data, 0.8, Token), 1e-9);
    }

    /// <summary>Sums are exact within bounds, and what is known of a row counts for what is not.</summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void No_distance_is_beyond_the_bound_of_its_sums(string name)
    {
        var metric = Metric.All.Single(one => one.Name == name);
        var random = new Random(5);
        for (int round = 0; round < 200; round++)
        {
            // Corners of the ranges: the weights opposite to the samples.
            double[] sides = [.. Enumerable.Range(0, Columns).Select(_ => Math.Pow(10, random.Next(-2, 3)))];
            double[] weights = [.. sides.Select(side => -side)];
            metric.Normalize(weights, Columns);
            double[,] values = new double[4, Columns];
            for (int i = 0; i < 4; i++)
            for (int c = 0; c < Columns; c++)
                values[i, c] = c > 0 && random.Next(3) > 0 ? double.NaN : sides[c];
            var data = DataMatrix.From(values);
            using var rows = new LocalEngine(data, 1);
            rows.Enter(FeatureSpace.AsGiven with { Metric = metric });
            var range = RangePass.Over(rows, Token);
            double bound = metric.Bound(range.Bounds(), RunSetup.WeightBounds(weights, Columns), range.GreatestScale);
            var assigner = new Assigner(metric, [.. weights, .. weights], Columns);
            using var found = rows.RoomForDistances(KeptParts.None);
            rows.Run(new SearchPass(assigner, found, KeptParts.None), Token);
            double greatest = ((WinnerDistances)found).Distances.ToArray().Max();
            Assert.True(greatest <= bound, $"{greatest} is beyond {bound}");
        }
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void The_same_bytes_however_rows_are_cut_and_stored(string metric)
    {
        var data = WithGaps(Make(600, 3), 0.2, 4);
        var options = Small(metric);
        byte[] wanted = new SomVq(options) { Threads = 1 }
            .Fit(data, cancellationToken: Token)
            .ToBytes();
        Assert.Equal(
            wanted,
            new SomVq(options) { Threads = 3 }
                .Fit(data, cancellationToken: Token)
                .ToBytes()
        );
        using var parts = new Parts(data, null, 1, 170);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        NpyFile.Write(folder.At("a.npy"), data);
        using var mapped = DataMatrix.MapNpy(folder.At("a.npy"));
        Assert.Equal(wanted, new SomVq(options).Fit(mapped, cancellationToken: Token).ToBytes());
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows, Token);
        run.Advance(Token);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(mapped, 2);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
        Assert.StartsWith(
            "Values are missing: column 1 in 99, ",
            Assert.Single(run.StartDiagnostics).Message,
            StringComparison.Ordinal
        );
        // In single precision the rows are others, but those of the same values give the same map.
        Assert.Equal(
            new SomVq(options).Fit(data.ToSingle().ToDouble(), cancellationToken: Token).ToBytes(),
            new SomVq(options).Fit(data.ToSingle(), cancellationToken: Token).ToBytes()
        );
    }

    /// <summary>Blocks without gaps keep their bounds, so a few gaps in many rows are searched beside pruned blocks.</summary>
    [Fact]
    public void A_few_gaps_among_many_rows_change_nothing_of_the_search()
    {
        double[] values = Make(30_000, 5);
        values[7] = double.NaN;
        values[(Columns * 15_000) + 2] = double.NaN;
        var data = DataMatrix.From(values, Columns);
        var options = SomOptions.Default with { Lambda = 1, MaxNeurons = 300, Epochs = 60 };
        byte[][] maps =
        [
            .. new[] { true, false }.Select(prunes =>
            {
                using var engine = new LocalEngine(data, 2) { Pruning = prunes };
                var run = TrainingRun.Start(options, engine, Token);
                long searched = 0;
                while (!run.IsFinished)
                {
                    run.Advance(Token);
                    searched += run.Searched;
                }
                // Some rows keep their neuron without a search, or the comparison says nothing.
                Assert.Equal(prunes, searched < (long)data.RowCount * run.Epoch);
                return run.Finish(cancellationToken: Token).ToBytes();
            }),
        ];
        Assert.Equal(maps[0], maps[1]);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_feature_without_any_value_changes_nothing(string metric)
    {
        double[] values = Make(300, 6);
        var narrow = WithGaps(values, 0.15, 7);
        double[] wide =
        [
            .. Enumerable
                .Range(0, 300)
                .SelectMany(row => Enumerable.Range(0, Columns + 1).Select(c => c == Columns ? double.NaN : narrow[row, c])),
        ];
        var map = new SomVq(Small(metric)).Fit(narrow, cancellationToken: Token);
        var wider = new SomVq(Small(metric)).Fit(DataMatrix.From(wide, Columns + 1), cancellationToken: Token);
        Assert.Equal(map.Neurons.Count, wider.Neurons.Count);
        for (int n = 0; n < map.Neurons.Count; n++)
        for (int c = 0; c < Columns; c++)
            Assert.Equal(map.Weights[n][c], wider.Weights[n][c], 1e-9);
        Assert.Equal(map.Predict(narrow, Token), wider.Predict(DataMatrix.From(wide, Columns + 1), Token));
        Assert.Equal(map.Training.QuantizationError, wider.Training.QuantizationError, 1e-9);
        var data = DataMatrix.From(wide, Columns + 1);
        Assert.Equal(map.QuantizationError(narrow, Token), wider.QuantizationError(data, Token), 1e-9);
        Assert.Equal(map.ExplainedVariance(narrow, Token), wider.ExplainedVariance(data, Token), 1e-9);
        // A feature that is known in training may be missing throughout later, and a run goes on where nothing is known of one.
        double[] less = [.. wide.Select((value, at) => at % (Columns + 1) == 1 ? double.NaN : value)];
        Assert.True(double.IsFinite(wider.QuantizationError(DataMatrix.From(less, Columns + 1), Token)));
        using var engine = new LocalEngine(data);
        var run = TrainingRun.Start(Small(metric), engine, Token);
        run.Advance(Token);
        run.Save(folder.At("wide.npz"));
        using var again = new LocalEngine(data);
        Assert.Equal(
            wider.ToBytes(),
            TrainingRun.Resume(folder.At("wide.npz"), again, Token).Complete(cancellationToken: Token).ToBytes()
        );
    }

    [Fact]
    public void A_gap_filled_with_the_value_of_its_neuron_keeps_its_neuron()
    {
        var data = WithGaps(Make(400, 8), 0.3, 9);
        var map = new SomVq(Small("euclidean")).Fit(data, cancellationToken: Token);
        int[] winners = map.Predict(data, Token);
        double[] filled = new double[data.RowCount * Columns];
        for (int row = 0; row < data.RowCount; row++)
        for (int c = 0; c < Columns; c++)
            filled[(row * Columns) + c] = double.IsNaN(data[row, c]) ? map.WeightsInDataUnits[winners[row]][c] : data[row, c];
        int[] after = map.Predict(DataMatrix.From(filled, Columns), Token);
        // A neuron that is exactly as near by what is known may now be behind.
        Assert.Equal(winners, after);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Missing_values_are_filled_in_and_known_ones_kept(string metric)
    {
        double[] values = Make(500, 14);
        var data = WithGaps(values, 0.25, 15).WithFeatureNames(["a", "b", "c", "d", "e"]);
        var map = new SomVq(Small(metric)).Fit(data, cancellationToken: Token);
        var filled = map.Impute(data, Token);
        var (ours, byMean, count) = (0.0, 0.0, 0);
        for (int c = 0; c < Columns; c++)
        {
            double mean = Enumerable.Range(0, 500).Select(row => data[row, c]).Where(value => !double.IsNaN(value)).Average();
            for (int row = 0; row < 500; row++)
            {
                double truth = values[(row * Columns) + c];
                if (!double.IsNaN(data[row, c]))
                {
                    Assert.Equal(truth, filled[row, c]);
                    continue;
                }
                Assert.True(double.IsFinite(filled[row, c]));
                ours += (filled[row, c] - truth) * (filled[row, c] - truth);
                byMean += (mean - truth) * (mean - truth);
                count++;
            }
        }
        Assert.True(count > 300);
        Assert.True(ours < 0.5 * byMean, $"{ours} of {byMean}");
        Assert.Equal(data.FeatureNames!, filled.FeatureNames!);
        Assert.Equal(filled.ToArray(), map.Impute(filled, Token).ToArray());
    }

    /// <summary>
    /// Mean and deviation of what is missing, from their definition: a normal distribution, conditioned by solving the whole system. Neurons that have next to no
    /// say are left out.
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData("0=2, 3=0.5")]
    public void What_is_filled_in_and_how_sure_is_by_definition(string? weights)
    {
        var data = WithGaps(Make(200, 40), 0.3, 41);
        var options = Small("euclidean") with { FeatureWeights = weights is null ? null : Space.FeatureWeights.Parse(weights) };
        var map = new SomVq(options).Fit(data, cancellationToken: Token);
        var imputed = map.ImputeWithDeviations(data, Token);
        double[] shares = options.FeatureWeights?.SharesOf(null, Columns) ?? [1, 1, 1, 1, 1];
        int winners = map.Neurons.Count(neuron => !neuron.IsDead);
        Assert.InRange(winners, 2, 150);
        double squaredError = Math.Pow(map.Training.QuantizationError, 2) * 200 / (200 - winners);
        double[] Scaled(int row) =>
            [.. Enumerable.Range(0, Columns).Select(c => (data[row, c] - map.Scaler!.Offset[c]) / map.Scaler.Divisor[c])];
        // How rows scatter around their winners, over the values that are known of both features.
        int[] nearest = map.Predict(data, Token);
        var scatter = new double[Columns, Columns];
        for (int a = 0; a < Columns; a++)
        for (int b = 0; b < Columns; b++)
            scatter[a, b] = Enumerable
                .Range(0, 200)
                .Select(row => (Scaled(row)[a] - map.Weights[nearest[row]][a]) * (Scaled(row)[b] - map.Weights[nearest[row]][b]))
                .Where(product => !double.IsNaN(product))
                .Average();
        double trace = Enumerable.Range(0, Columns).Sum(c => scatter[c, c]);
        double trust = 0.8 * 200 / (200 + Columns);
        for (int row = 0; row < 200; row++)
        {
            double[] scaled = Scaled(row);
            int[] known = [.. Enumerable.Range(0, Columns).Where(c => !double.IsNaN(scaled[c]))];
            double scale = shares.Sum() / known.Sum(c => shares[c]);
            var live = map.Neurons.Where(neuron => !neuron.IsDead).ToList();
            double[] squares =
            [
                .. live.Select(neuron => scale * known.Sum(c => Math.Pow(scaled[c] - map.Weights[neuron.Index][c], 2))),
            ];
            double[] say =
            [
                .. live.Select((neuron, i) => neuron.HitMass * Math.Exp(-(squares[i] - squares.Min()) / (2 * squaredError))),
            ];
            double all = say.Sum();
            say = Array.ConvertAll(say, one => one / all > 1e-6 ? one : 0);
            double[] mean =
            [
                .. Enumerable
                    .Range(0, Columns)
                    .Select(c => live.Select((neuron, i) => say[i] / all * map.Weights[neuron.Index][c]).Sum()),
            ];
            var covariance = new double[Columns, Columns];
            for (int a = 0; a < Columns; a++)
            for (int b = 0; b < Columns; b++)
            {
                covariance[a, b] = live.Select(
                        (neuron, i) =>
                            say[i] / all * (map.Weights[neuron.Index][a] - mean[a]) * (map.Weights[neuron.Index][b] - mean[b])
                    )
                    .Sum();
                double alike = a == b ? shares[a] * Columns / shares.Sum() : 0;
                covariance[a, b] += squaredError / Columns * (((1 - trust) * alike) + (trust * scatter[a, b] * Columns / trace));
            }
            foreach (int u in Enumerable.Range(0, Columns))
            {
                if (known.Contains(u))
                {
                    Assert.Equal((data[row, u], 0.0), (imputed.Values[row, u], imputed.Deviations[row, u]));
                    continue;
                }
                double[] factors = Solve(known, covariance, u);
                double value = mean[u] + known.Select((c, i) => factors[i] * (scaled[c] - mean[c])).Sum();
                double variance = covariance[u, u] - known.Select((c, i) => factors[i] * covariance[c, u]).Sum();
                Assert.Equal((value * map.Scaler!.Divisor[u]) + map.Scaler.Offset[u], imputed.Values[row, u], 1e-8);
                Assert.Equal(Math.Sqrt(variance) * map.Scaler.Divisor[u], imputed.Deviations[row, u], 1e-8);
            }
        }
        Assert.Equal(Flat(map.Impute(data, Token)), Flat(imputed.Values));

        // C_kk⁻¹ C_ku by Gaussian elimination.
        static double[] Solve(int[] known, double[,] covariance, int u)
        {
            int n = known.Length;
            var rows = new double[n, n + 1];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    rows[i, j] = covariance[known[i], known[j]];
                rows[i, n] = covariance[known[i], u];
            }
            for (int i = 0; i < n; i++)
            for (int below = 0; below < n; below++)
                if (below != i)
                {
                    double factor = rows[below, i] / rows[i, i];
                    for (int j = i; j <= n; j++)
                        rows[below, j] -= factor * rows[i, j];
                }
            return [.. Enumerable.Range(0, n).Select(i => rows[i, n] / rows[i, i])];
        }
    }

    /// <summary>Two features on a line: the second follows from the first better than by the winner's value alone.</summary>
    [Fact]
    public void A_missing_value_follows_what_is_known_between_neurons()
    {
        double[] line = [.. Enumerable.Range(0, 400).SelectMany(i => new[] { i / 100.0, 3 - (2 * i / 100.0) })];
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 10 }).Fit(
            DataMatrix.From(line, 2),
            cancellationToken: Token
        );
        double[] rows = [.. line];
        for (int i = 0; i < 400; i++)
            rows[(2 * i) + 1] = double.NaN;
        var filled = map.Impute(DataMatrix.From(rows, 2), Token);
        int[] winners = map.Predict(DataMatrix.From(rows, 2), Token);
        double[] inner = [.. Enumerable.Range(60, 280).Select(i => Math.Abs(filled[i, 1] - line[(2 * i) + 1]))];
        double[] byWinner =
        [
            .. Enumerable.Range(60, 280).Select(i => Math.Abs(map.WeightsInDataUnits[winners[i]][1] - line[(2 * i) + 1])),
        ];
        Assert.True(inner.Average() < 0.7 * byWinner.Average(), $"{inner.Average()} of {byWinner.Average()}");
    }

    [Fact]
    public void Statistics_are_those_of_the_values_there_are()
    {
        var data = WithGaps(Make(200, 10), 0.4, 11);
        using var rows = new LocalEngine(data, 2);
        var found = StatisticsPasses.Measure(rows, Metric.Euclidean, Token);
        for (int c = 0; c < Columns; c++)
        {
            double[] known = [.. Enumerable.Range(0, 200).Select(row => data[row, c]).Where(value => !double.IsNaN(value))];
            double mean = known.Average();
            Assert.Equal(mean, found.Mean[c], 1e-12);
            Assert.Equal((known.Min(), known.Max()), (found.Minimum[c], found.Maximum[c]));
            Assert.Equal(Math.Sqrt(known.Average(value => (value - mean) * (value - mean))), found.Deviation[c], 1e-12);
        }
    }

    /// <summary>Rows that lack too much are not there for training, and are answered all the same.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void A_row_that_lacks_too_much_does_not_count(double? most)
    {
        var data = WithGaps(Make(300, 30), 0.4, 31);
        var options = Small("euclidean") with { MaxMissing = most };
        double[] rows = Flat(data);
        double[] weights =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(row =>
                    rows.AsSpan(row * Columns, Columns).ToArray().Count(double.IsNaN) > (most ?? 0.5) * Columns ? 0.0 : 1
                ),
        ];
        int left = weights.Count(weight => weight == 0);
        Assert.Equal(most == 0.8, left == 0);
        var map = new SomVq(options).Fit(data, cancellationToken: Token);
        var weighed = new SomVq(options with { MaxMissing = 1 }).Fit(data.WithSampleWeights(weights), cancellationToken: Token);
        Assert.Equal(weighed.Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.Equal(weighed.Training.QuantizationError, map.Training.QuantizationError);
        Assert.Equal(300 - left, map.Training.SampleMass);
        Assert.Equal(weighed.OutlierScores(data, cancellationToken: Token), map.OutlierScores(data, cancellationToken: Token));
        Assert.Equal(300, map.Predict(data, Token).Length);
        string note = Assert.Single(map.Diagnostics, one => one.Kind == DiagnosticKind.MissingValues).Message;
        if (left > 0)
            Assert.Contains(
                $" {left} of 300 rows are not trained on: a row may lack {100 * (most ?? 0.5)} % of the features (max-missing).",
                note,
                StringComparison.Ordinal
            );
        else
            Assert.DoesNotContain("not trained on", note, StringComparison.Ordinal);
        // The same bits in parts, mapped, in a hierarchy and when resumed.
        options = options with
        {
            VerticalGrowth = true,
            Tau2 = 0.9,
            MinSamplesVerticalGrowth = 20,
        };
        byte[] wanted = new SomVq(options).Fit(data, cancellationToken: Token).ToBytes();
        using var parts = new Parts(data, null, 1, 170);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        NpyFile.Write(folder.At("some.npy"), data);
        using var mapped = DataMatrix.MapNpy(folder.At("some.npy"));
        Assert.Equal(wanted, new SomVq(options).Fit(mapped, cancellationToken: Token).ToBytes());
        using var engine = new LocalEngine(data);
        var run = TrainingRun.Start(options, engine, Token);
        run.Advance(Token);
        run.Save(folder.At("some.npz"));
        using var again = new LocalEngine(mapped);
        Assert.Equal(
            wanted,
            TrainingRun.Resume(folder.At("some.npz"), again, Token).Complete(cancellationToken: Token).ToBytes()
        );
    }

    /// <summary>A row lacks as much before and after features that are constant up to rounding are known.</summary>
    [Fact]
    public void A_column_constant_up_to_rounding_counts_for_what_a_row_lacks()
    {
        double[] values = Flat(WithGaps(Make(300, 50), 0.4, 51));
        for (int row = 0; row < 300; row++)
            if (!double.IsNaN(values[(row * Columns) + 3]))
                values[(row * Columns) + 3] = row % 2 == 0 ? 0.3 : 0.30000000000000004;
        var data = DataMatrix.From(values, Columns);
        double[] weights =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(row => values.AsSpan(row * Columns, Columns).ToArray().Count(double.IsNaN) > 0.5 * Columns ? 0.0 : 1),
        ];
        var options = Small("euclidean");
        var map = new SomVq(options with { MaxMissing = null }).Fit(data, cancellationToken: Token);
        var weighed = new SomVq(options).Fit(data.WithSampleWeights(weights), cancellationToken: Token);
        Assert.Equal(weights.Sum(), map.Training.SampleMass);
        Assert.Equal(weighed.Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.Equal(weighed.Neurons.Select(neuron => neuron.HitMass), map.Neurons.Select(neuron => neuron.HitMass));
        Assert.Equal([3], map.Scaler!.ConstantColumns);
    }

    [Fact]
    public void A_scaler_leaves_gaps_as_they_are()
    {
        var data = WithGaps(Make(50, 20), 0.3, 21);
        var map = new SomVq(Small("euclidean")).Fit(data, cancellationToken: Token);
        double[] scaled = Flat(map.Scaler!.Transform(data));
        double[] values = Flat(data);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal((values[i] - map.Scaler.Offset[i % Columns]) / map.Scaler.Divisor[i % Columns], scaled[i]);
    }

    /// <summary>What compares rows with one another takes those that lack values as filled by their neuron.</summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void Measures_of_pairs_take_rows_as_filled_by_their_neuron(string metric)
    {
        var data = WithGaps(Make(150, 22), 0.3, 23);
        var map = new SomVq(Small(metric)).Fit(data, cancellationToken: Token);
        int[] winners = map.Predict(data, Token);
        double[] compared = map.AsCompared(Flat(data));
        double[] filled = Flat(data);
        for (int row = 0; row < 150; row++)
            map.FillMissing(filled.AsSpan(row * Columns, Columns));
        Assert.Equal(map.AsCompared(filled), compared);
        for (int row = 0; row < 150; row++)
        {
            double length = Math.Sqrt(
                Enumerable.Range(0, Columns).Sum(c => compared[(row * Columns) + c] * compared[(row * Columns) + c])
            );
            if (map.EffectiveOptions.Metric.ScalesToLengthOne)
                Assert.Equal(1, length, 1e-12);
            else
                for (int c = 0; c < Columns; c++)
                    if (double.IsNaN(data[row, c]))
                        Assert.Equal(map.Weights[winners[row]][c], compared[(row * Columns) + c], 1e-12);
        }
        Assert.All(map.PMatrix(data, cancellationToken: Token), density => Assert.True(density >= 0));
    }

    [Fact]
    public void The_first_wrong_row_to_impute_is_named_whatever_the_threads()
    {
        double[] values = Make(1000, 24);
        foreach (int row in new[] { 300, 700, 950 })
            values.AsSpan(row * Columns, Columns).Fill(double.NaN);
        var map = new SomVq(Small("euclidean")).Fit(DataMatrix.From(Make(200, 25), Columns), cancellationToken: Token);
        var data = DataMatrix.From(values, Columns);
        Refused("row 300 has no value in any feature", () => map.Impute(data));
    }

    [Fact]
    public void What_needs_complete_rows_says_so_and_by_which_row()
    {
        double[] values = Make(100, 12);
        values[(17 * Columns) + 1] = double.NaN;
        var data = DataMatrix.From(values, Columns);
        var map = new SomVq(Small("euclidean")).Fit(data, cancellationToken: Token);
        Refused("row 17 has a missing value, and a mixture of prototypes needs", () => map.MixtureCoefficients(data));
        Refused(
            "row 17 has a missing value, and a measure of clusters",
            () => ClusterMeasures.Silhouette(data, [.. Enumerable.Range(0, 100)])
        );
        values.AsSpan(17 * Columns, Columns).Fill(double.NaN);
        var empty = DataMatrix.From(values, Columns);
        Refused("row 17 has no value", () => new SomVq(Small("euclidean")).Fit(empty));
        Refused("row 17 has no value", () => map.Predict(empty));
        Refused("no value in any feature", () => map.Predict([double.NaN, double.NaN, double.NaN, double.NaN, double.NaN]));
        values[17 * Columns] = double.PositiveInfinity;
        Refused("row 17, column 0 is Infinity; valid is a finite number, or NaN", () => DataMatrix.From(values, Columns));
    }

    private static double[] Flat(DataMatrix data) => [.. data.ToArray().Cast<double>()];

    private static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static SomOptions Small(string metric) =>
        SomOptions.Default with
        {
            Metric = Naming.Named.Parse<Metric>(metric),
            TargetNeurons = 20,
            Epochs = 60,
            MaxMissing = 1,
        };

    private static double[] Make(int rows, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .SelectMany(row =>
                    Enumerable.Range(0, Columns).Select(c => ((row % 4) * (c + 1)) + (random.NextDouble() * 2) + c)
                ),
        ];
    }

    private static DataMatrix WithGaps(double[] values, double share, int seed)
    {
        var random = new Random(seed);
        double[] gaps = [.. values];
        for (int row = 0; row < values.Length / Columns; row++)
        {
            int kept = random.Next(Columns);
            for (int c = 0; c < Columns; c++)
                if (c != kept && random.NextDouble() < share)
                    gaps[(row * Columns) + c] = double.NaN;
        }
        return DataMatrix.From(gaps, Columns);
    }

    /// <summary>Rows in the space trained in, from its definition.</summary>
    private static double[][] Prepared(SomMap map, DataMatrix data) =>
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .Select(row =>
                {
                    double[] scaled =
                    [
                        .. Enumerable
                            .Range(0, Columns)
                            .Select(c => (data[row, c] - map.Scaler!.Offset[c]) / map.Scaler.Divisor[c]),
                    ];
                    double[] known = [.. scaled.Where(value => !double.IsNaN(value))];
                    double length = Math.Sqrt(known.Sum(value => value * value) * Columns / known.Length);
                    return map.EffectiveOptions.Metric.ScalesToLengthOne ? [.. scaled.Select(value => value / length)] : scaled;
                }),
        ];

    private static double Distance(string metric, double[] row, ReadOnlySpan<double> weights)
    {
        var (sum, known) = (0.0, 0);
        for (int c = 0; c < row.Length; c++)
            if (!double.IsNaN(row[c]))
            {
                known++;
                sum += metric switch
                {
                    "cosine" => row[c] * weights[c],
                    "manhattan" => Math.Abs(row[c] - weights[c]),
                    _ => (row[c] - weights[c]) * (row[c] - weights[c]),
                };
            }
        sum *= (double)row.Length / known;
        return metric switch
        {
            "cosine" => Math.Max(0, 1 - sum),
            "manhattan" => sum,
            _ => Math.Sqrt(sum),
        };
    }
}
