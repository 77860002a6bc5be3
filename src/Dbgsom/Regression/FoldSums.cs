using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Regression;

/// <summary>The sums that linear models follow from, for every neuron and fold: samples are read for these, and for what is predicted of those held out.</summary>
internal sealed class FoldSums
{
    // The features of a linear model, by their correlation with the target, and the memory that sums by neuron may take.
    private const int MostFeatures = 64;
    private const long MostSums = 1L << 24;

    private readonly SomMap map;
    private readonly TargetRows rows;
    private readonly Team team;
    private readonly CancellationToken cancellationToken;
    private readonly double[][][] sums;

    public FoldSums(SomMap map, TargetRows rows, Team team, CancellationToken cancellationToken)
    {
        (this.map, this.rows, this.team, this.cancellationToken) = (map, rows, team, cancellationToken);
        var (means, correlations) = Correlate();
        Features = Chosen(correlations);
        Centers = Array.ConvertAll(Features, feature => means[feature]);
        Moments = new Moments(Features.Length);
        sums = SumByNeuron();
        Variances = Moments.Variances(AddUp(sums.SelectMany(fold => fold)));
    }

    /// <summary>The features that models take, ascending.</summary>
    public int[] Features { get; }

    /// <summary>The mean of each.</summary>
    public double[] Centers { get; }

    /// <summary>The variance of each.</summary>
    public double[] Variances { get; }

    /// <summary>How sums are laid out.</summary>
    public Moments Moments { get; }

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

    /// <summary>The Features that go best with the target, ascending; the lower of two that do so alike.</summary>
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
                var centered = new double[Features.Length];
                foreach (var (i, fold) in byNeuron[neuron] ?? [])
                {
                    rows.Read(i, row, distances);
                    Center(row, centered);
                    Moments.Add(result[fold][neuron] ??= new double[Moments.Size], centered, rows.Target(i), rows.Mass(i));
                }
            }
        );
        return result;
    }

    /// <summary>The Features of a row that models take, from their centers.</summary>
    public void Center(ReadOnlySpan<double> row, Span<double> centered)
    {
        for (int i = 0; i < centered.Length; i++)
            centered[i] = row[Features[i]] - Centers[i];
    }

    /// <summary>The sum of sums; those of nothing are null.</summary>
    public double[] AddUp(IEnumerable<double[]?> parts)
    {
        var sum = new double[Moments.Size];
        foreach (double[]? part in parts)
            if (part is not null)
                ScaledAdd.Run(sum, part, 1);
        return sum;
    }

    /// <summary>The sums of each neuron over all folds but one; null for a neuron without samples.</summary>
    public double[]?[] Without(int fold) =>
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
}
