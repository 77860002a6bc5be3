using Dbgsom.Map;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Regression;

/// <summary>
/// Fits what a map says of a target. At every neuron there is a linear model of the samples around it, near ones counting more: local regression (Cleveland &amp;
/// Devlin 1988, doi 10.1080/01621459.1988.10478639), found at the neurons instead of at every sample, and from sums by neuron instead of from the samples. Its slopes
/// are drawn to those of the whole map. Models of few samples and of many, with slopes drawn far and less far, are blended by what they say of samples that were held out (stacked regressions,
/// Breiman 1996, doi 10.1007/BF00117832). Errors of samples that were held out say how far predictions are off: conformal prediction (Vovk, Gammerman &amp; Shafer 2005), errors in
/// units of their neuron's.
/// </summary>
internal sealed class TargetFit
{
    // As many scores as quantiles need.
    private const int MostScores = 2_000;

    private static readonly double[] GlobalRidges = [1e-3, 1e-2, 1e-1, 1, double.PositiveInfinity];
    private static readonly double[] Reaches = [0.35, 0.7, 1.4];

    private readonly SomMap map;
    private readonly TargetRows rows;
    private readonly Team team;
    private readonly IProgress<double>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly FoldSums sums;
    private readonly Moments moments;

    public TargetFit(SomMap map, TargetRows rows, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (this.map, this.rows, this.progress, this.cancellationToken) = (map, rows, progress, cancellationToken);
        team = new Team(map.Threads ?? Environment.ProcessorCount);
        sums = new FoldSums(map, rows, team, cancellationToken);
        moments = sums.Moments;
    }

    /// <summary>Fits.</summary>
    /// <param name="name">The name of the target.</param>
    public TargetModel Run(string? name)
    {
        var surroundings = new Surroundings(map, rows.Live);
        double globalRidge = BestGlobalRidge();
        var candidates = Candidate.All(rows.Live.Length);
        var errors = new List<double[]>();
        int[] held = [.. Enumerable.Range(0, rows.Folds).SelectMany(rows.HeldOut)];
        for (int fold = 0; fold < rows.Folds; fold++)
        {
            errors.AddRange(Errors(fold, LocalModels(fold, surroundings, globalRidge, candidates)));
            progress?.Report(0.9 * (fold + 1) / rows.Folds);
        }
        var stack = Stack.Best(
            [.. Reaches.Select((_, r) => new StackData(rows, held, errors, r * candidates.Length, candidates.Length))],
            cancellationToken
        );
        double[] left = stack.Errors;
        var spreads = NeuronSpreads.Fit(map.Neurons.Count, [.. held.Select((row, i) => (rows.Neurons[row], left[i]))]);
        double[] model = stack.Blend(LocalModels(-1, surroundings, globalRidge, candidates), 1 + moments.Features);
        int width = 1 + moments.Features;
        progress?.Report(1);
        return new TargetModel
        {
            Name = name,
            Features = sums.Features,
            Centers = sums.Centers,
            Levels = [.. Enumerable.Range(0, map.Neurons.Count).Select(neuron => model[neuron * width])],
            Slopes =
            [
                .. Enumerable
                    .Range(0, map.Neurons.Count)
                    .SelectMany(neuron => model[((neuron * width) + 1)..((neuron + 1) * width)]),
            ],
            Origin = rows.Origin,
            Reach = Reaches[stack.Place],
            Span = stack.Mean([.. candidates.Select(candidate => candidate.Span)]),
            Spreads = spreads.Values,
            Scores = Thinned(spreads.Scores),
            HeldOutRows = held.Length,
            Error = RootMeanSquare(left),
            Deviation = Deviation(Array.ConvertAll(held, rows.Target)),
        };
    }

    /// <summary>How far the slopes of the whole map are drawn to 0: what leaves held-out samples least.</summary>
    private double BestGlobalRidge()
    {
        var errors = new double[GlobalRidges.Length];
        var (row, distances) = (new double[map.FeatureCount], new double[map.PaddedCount]);
        var centered = new double[moments.Features];
        for (int fold = 0; fold < rows.Folds; fold++)
        {
            double[] others = sums.AddUp(sums.Without(fold));
            double[][] models = Array.ConvertAll(GlobalRidges, ridge => Global(others, ridge));
            foreach (int i in rows.HeldOut(fold))
            {
                rows.Read(i, row, distances);
                sums.Center(row, centered);
                for (int c = 0; c < models.Length; c++)
                {
                    double error = rows.Target(i) - models[c][0] - InnerProduct.Of(centered, models[c].AsSpan(1));
                    errors[c] += error * error;
                }
            }
        }
        return GlobalRidges[Array.IndexOf(errors, errors.Min())];
    }

    private double[] Global(double[] all, double ridge)
    {
        var model = new double[1 + moments.Features];
        moments.Solve(all, new double[moments.Features], sums.Variances, ridge, new SolverRoom(moments.Features), model);
        return model;
    }

    /// <summary>For each candidate the models of all neurons, of the samples of all folds but one: levels and slopes, neuron after neuron.</summary>
    private double[][] LocalModels(int fold, Surroundings surroundings, double globalRidge, Candidate[] candidates)
    {
        double[]?[] own = sums.Without(fold);
        double[] all = sums.AddUp(own);
        double[] usual = Global(all, globalRidge)[1..];
        int width = 1 + moments.Features;
        double[][] models = Array.ConvertAll(candidates, _ => new double[map.Neurons.Count * width]);
        var rooms = new (SolverRoom Solver, double[] Sums)?[team.Threads];
        team.For(
            rows.Live.Length,
            team.Threads,
            (place, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (solver, around) = rooms[worker] ??= (new SolverRoom(moments.Features), new double[moments.Size]);
                double span = double.NaN;
                for (int c = 0; c < candidates.Length; c++)
                {
                    if (candidates[c].Span != span)
                        surroundings.AddUp(place, own, all, span = candidates[c].Span, around);
                    var model = models[c].AsSpan(rows.Live[place] * width, width);
                    moments.Solve(around, usual, sums.Variances, candidates[c].Ridge, solver, model);
                }
            }
        );
        return models;
    }

    /// <summary>For each sample of a fold how far its target is above what each model says of it, reach after reach.</summary>
    private double[][] Errors(int fold, double[][] models)
    {
        int[] held = rows.HeldOut(fold);
        int width = 1 + moments.Features;
        var result = new double[held.Length][];
        NeuronBlend[] blends = Array.ConvertAll(Reaches, reach => new NeuronBlend(map, reach));
        team.For(
            held.Length,
            team.Threads,
            (place, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                int row = held[place];
                var (values, distances) = (new double[map.FeatureCount], new double[map.PaddedCount]);
                var (centered, near, shares) = (
                    new double[moments.Features],
                    new int[rows.Live.Length],
                    new double[rows.Live.Length]
                );
                rows.Read(row, values, distances);
                sums.Center(values, centered);
                result[place] = new double[models.Length * Reaches.Length];
                for (int r = 0; r < Reaches.Length; r++)
                {
                    int count = blends[r].Find(distances, distances[blends[r].Nearest(distances)], near, shares);
                    for (int c = 0; c < models.Length; c++)
                    {
                        double value = 0;
                        for (int i = 0; i < count; i++)
                        {
                            var model = models[c].AsSpan(near[i] * width, width);
                            value += shares[i] * (model[0] + InnerProduct.Of(centered, model[1..]));
                        }
                        result[place][(r * models.Length) + c] = rows.Target(row) - value;
                    }
                }
            }
        );
        return result;
    }

    private static double[] Thinned(double[] scores)
    {
        int count = Math.Min(scores.Length, MostScores);
        // The last of as many ranks each.
        return [.. Enumerable.Range(1, count).Select(i => scores[(int)(((long)i * scores.Length) + count - 1) / count - 1])];
    }

    private static double RootMeanSquare(double[] values) =>
        Math.Sqrt(Ordered.Sum(Array.ConvertAll(values, value => value * value)) / values.Length);

    private static double Deviation(double[] values)
    {
        double mean = Ordered.Mean(values);
        return RootMeanSquare(Array.ConvertAll(values, value => value - mean));
    }
}
