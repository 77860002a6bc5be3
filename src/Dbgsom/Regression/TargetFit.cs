using Dbgsom.Map;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Regression;

/// <summary>
/// Fits what a map says of a target. At every neuron there is a linear model of the samples around it, near ones counting more: local regression (Cleveland &amp;
/// Devlin 1988, doi 10.1080/01621459.1988.10478639), found at the neurons instead of at every sample, and from sums by neuron instead of from the samples. Its slopes
/// are drawn to those of the whole map. How many samples are around, how far slopes are drawn, and how many neurons have a say of a sample follow from
/// cross-validation. Errors of samples that were held out say how far predictions are off: conformal prediction (Vovk, Gammerman &amp; Shafer 2005), errors in
/// units of their neuron's.
/// </summary>
internal sealed class TargetFit
{
    // The features of a linear model, by their correlation with the target, and the memory that sums by neuron may take.
    private const int MostFeatures = 64;
    private const long MostSums = 1L << 24;

    // As many scores as quantiles need.
    private const int MostScores = 2_000;

    private static readonly double[] GlobalRidges = [1e-3, 1e-2, 1e-1, 1, double.PositiveInfinity];
    private static readonly double[] Reaches = [0.35, 0.7, 1.4];

    private readonly SomMap map;
    private readonly TargetRows rows;
    private readonly Team team;
    private readonly IProgress<double>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly int[] features;
    private readonly double[] centers;
    private readonly Moments moments;
    private readonly double[][][] sums;
    private readonly double[] variances;

    public TargetFit(SomMap map, TargetRows rows, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (this.map, this.rows, this.progress, this.cancellationToken) = (map, rows, progress, cancellationToken);
        team = new Team(map.Threads ?? Environment.ProcessorCount);
        var (means, correlations) = Correlate();
        features = Chosen(correlations);
        centers = Array.ConvertAll(features, feature => means[feature]);
        moments = new Moments(features.Length);
        sums = SumByNeuron();
        variances = moments.Variances(AddUp(sums.SelectMany(fold => fold)));
    }

    /// <summary>Fits.</summary>
    /// <param name="name">What the target is called.</param>
    public TargetModel Run(string? name)
    {
        var surroundings = new Surroundings(map, rows.Live);
        double globalRidge = BestGlobalRidge();
        var candidates = Candidate.All(rows.Live.Length);
        var errors = new double[candidates.Length * Reaches.Length];
        for (int fold = 0; fold < rows.Folds; fold++)
        {
            var models = LocalModels(fold, surroundings, globalRidge, candidates);
            foreach (double[] squares in Predictions(fold, models, Reaches, square: true))
                ScaledAdd.Run(errors, squares, 1);
            progress?.Report(0.95 * (fold + 1) / rows.Folds);
        }
        int best = Array.IndexOf(errors, errors.Min());
        var candidate = candidates[best / Reaches.Length];
        double[] reach = [Reaches[best % Reaches.Length]];
        var heldOut = new List<(int Neuron, double Error)>();
        var targets = new List<double>();
        for (int fold = 0; fold < rows.Folds; fold++)
        {
            var models = LocalModels(fold, surroundings, globalRidge, [candidate]);
            foreach (var (i, error) in Predictions(fold, models, reach, square: false).Index())
            {
                int row = rows.HeldOut(fold)[i];
                heldOut.Add((rows.Neurons[row], error[0]));
                targets.Add(rows.Target(row));
            }
        }
        var spreads = NeuronSpreads.Fit(map.Neurons.Count, heldOut);
        double[] model = LocalModels(-1, surroundings, globalRidge, [candidate])[0];
        int width = 1 + features.Length;
        progress?.Report(1);
        return new TargetModel
        {
            Name = name,
            Features = features,
            Centers = centers,
            Levels = [.. Enumerable.Range(0, map.Neurons.Count).Select(neuron => model[neuron * width])],
            Slopes = [.. Enumerable.Range(0, map.Neurons.Count).SelectMany(neuron => model[((neuron * width) + 1)..((neuron + 1) * width)])],
            Reach = reach[0],
            Span = candidate.Span,
            Ridge = candidate.Ridge,
            Spreads = spreads.Values,
            Scores = Thinned(spreads.Scores),
            HeldOutRows = heldOut.Count,
            Error = RootMeanSquare([.. heldOut.Select(one => one.Error)]),
            Deviation = Deviation([.. targets]),
        };
    }

    /// <summary>The mean of every feature, and how it goes with the target, −1 to 1; 0 for one of one value.</summary>
    private (double[] Means, double[] Correlations) Correlate()
    {
        int columns = map.FeatureCount;
        var (means, squares, products) = (new double[columns], new double[columns], new double[columns]);
        var (row, distances) = (new double[columns], new double[map.PaddedCount]);
        double mass = 0;
        double mean = 0;
        foreach (int i in rows.Order)
        {
            mass += rows.Mass(i);
            mean += rows.Mass(i) * rows.Target(i);
            for (int f = 0; f < columns; f++)
                means[f] += rows.Mass(i) * map.Weights[rows.Neurons[i]][f];
        }
        mean /= mass;
        for (int f = 0; f < columns; f++)
            means[f] /= mass;
        double square = 0;
        var shifts = new double[columns];
        foreach (var (place, i) in rows.Order.Index())
        {
            if (place % 1000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            rows.Read(i, row, distances);
            double target = rows.Target(i) - mean;
            square += rows.Mass(i) * target * target;
            for (int f = 0; f < columns; f++)
            {
                double apart = row[f] - means[f];
                shifts[f] += rows.Mass(i) * apart;
                squares[f] += rows.Mass(i) * apart * apart;
                products[f] += rows.Mass(i) * apart * target;
            }
        }
        for (int f = 0; f < columns; f++)
            means[f] += shifts[f] / mass;
        return (
            means,
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(f => squares[f] > 0 && square > 0 ? products[f] / Math.Sqrt(squares[f]) / Math.Sqrt(square) : 0),
            ]
        );
    }

    /// <summary>The features that go best with the target, ascending; the lower of two that do so alike.</summary>
    private int[] Chosen(double[] correlations)
    {
        int most = Math.Min(MostFeatures, correlations.Length);
        while (most > 1 && (long)new Moments(most).Size * rows.Folds * map.Neurons.Count > MostSums)
            most--;
        int[] best = [.. Enumerable.Range(0, correlations.Length).OrderByDescending(f => Math.Abs(correlations[f])).Take(most)];
        Array.Sort(best);
        return best;
    }

    /// <summary>The sums of the samples of each fold and neuron, each in the order of the samples; null where there is none.</summary>
    private double[][][] SumByNeuron()
    {
        var byNeuron = new List<(int Row, int Fold)>[map.Neurons.Count];
        foreach (var (place, row) in rows.Order.Index())
            (byNeuron[rows.Neurons[row]] ??= []).Add((row, rows.FoldOf(place)));
        double[][][] result = [.. Enumerable.Range(0, rows.Folds).Select(_ => new double[byNeuron.Length][])];
        team.For(
            byNeuron.Length,
            team.Threads,
            (neuron, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (row, distances) = (new double[map.FeatureCount], new double[map.PaddedCount]);
                var centered = new double[features.Length];
                foreach (var (i, fold) in byNeuron[neuron] ?? [])
                {
                    rows.Read(i, row, distances);
                    Center(row, centered);
                    moments.Add(result[fold][neuron] ??= new double[moments.Size], centered, rows.Target(i), rows.Mass(i));
                }
            }
        );
        return result;
    }

    private void Center(ReadOnlySpan<double> row, Span<double> centered)
    {
        for (int i = 0; i < centered.Length; i++)
            centered[i] = row[features[i]] - centers[i];
    }

    private double[] AddUp(IEnumerable<double[]?> parts)
    {
        var sum = new double[moments.Size];
        foreach (double[]? part in parts)
            if (part is not null)
                ScaledAdd.Run(sum, part, 1);
        return sum;
    }

    /// <summary>The sums of each neuron over all folds but one; null for a neuron without samples.</summary>
    private double[]?[] Without(int fold) =>
        [
            .. Enumerable
                .Range(0, map.Neurons.Count)
                .Select(neuron =>
                {
                    double[][] parts =
                    [
                        .. Enumerable
                            .Range(0, rows.Folds)
                            .Where(other => other != fold)
                            .Select(other => sums[other][neuron])
                            .Where(part => part is not null),
                    ];
                    return parts.Length == 0 ? null : AddUp(parts);
                }),
        ];

    /// <summary>How far the slopes of the whole map are drawn to 0: what leaves held-out samples least.</summary>
    private double BestGlobalRidge()
    {
        var errors = new double[GlobalRidges.Length];
        var (row, distances) = (new double[map.FeatureCount], new double[map.PaddedCount]);
        var centered = new double[features.Length];
        for (int fold = 0; fold < rows.Folds; fold++)
        {
            double[] others = AddUp(Without(fold));
            double[][] models = Array.ConvertAll(GlobalRidges, ridge => Global(others, ridge));
            foreach (int i in rows.HeldOut(fold))
            {
                rows.Read(i, row, distances);
                Center(row, centered);
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
        var model = new double[1 + features.Length];
        moments.Solve(all, new double[features.Length], variances, ridge, new SolverRoom(features.Length), model);
        return model;
    }

    /// <summary>For each candidate the models of all neurons, of the samples of all folds but one: levels and slopes, neuron after neuron.</summary>
    private double[][] LocalModels(int fold, Surroundings surroundings, double globalRidge, Candidate[] candidates)
    {
        double[]?[] own = Without(fold);
        double[] all = AddUp(own);
        double[] usual = Global(all, globalRidge)[1..];
        int width = 1 + features.Length;
        double[][] models = Array.ConvertAll(candidates, _ => new double[map.Neurons.Count * width]);
        var rooms = new (SolverRoom Solver, double[] Sums)?[team.Threads];
        team.For(
            rows.Live.Length,
            team.Threads,
            (place, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (solver, around) = rooms[worker] ??= (new SolverRoom(features.Length), new double[moments.Size]);
                double span = double.NaN;
                for (int c = 0; c < candidates.Length; c++)
                {
                    if (candidates[c].Span != span)
                        surroundings.AddUp(place, own, all, span = candidates[c].Span, around);
                    var model = models[c].AsSpan(rows.Live[place] * width, width);
                    moments.Solve(around, usual, variances, candidates[c].Ridge, solver, model);
                }
            }
        );
        return models;
    }

    /// <summary>For each held-out sample the errors of all models, with each reach, or their squares times its mass.</summary>
    private double[][] Predictions(int fold, double[][] models, double[] reaches, bool square)
    {
        int[] held = rows.HeldOut(fold);
        int width = 1 + features.Length;
        var result = new double[held.Length][];
        NeuronBlend[] blends = Array.ConvertAll(reaches, reach => new NeuronBlend(map, reach));
        team.For(
            held.Length,
            team.Threads,
            (place, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                int row = held[place];
                var (values, distances) = (new double[map.FeatureCount], new double[map.PaddedCount]);
                var (centered, near, shares) = (new double[features.Length], new int[rows.Live.Length], new double[rows.Live.Length]);
                var own = new double[rows.Live.Length];
                rows.Read(row, values, distances);
                Center(values, centered);
                result[place] = new double[models.Length * reaches.Length];
                for (int r = reaches.Length - 1; r >= 0; r--)
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
                        double error = rows.Target(row) - value;
                        result[place][(c * reaches.Length) + r] = square ? rows.Mass(row) * error * error : error;
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
