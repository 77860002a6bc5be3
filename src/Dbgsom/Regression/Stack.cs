using Dbgsom.Numerics;

namespace Dbgsom.Regression;

/// <summary>The errors that some models make on held-out samples.</summary>
internal sealed class StackData
{
    private readonly double[][] errors;
    private readonly int first;

    /// <param name="rows">The samples.</param>
    /// <param name="held">The held-out samples.</param>
    /// <param name="errors">For each how far its target is above what models say.</param>
    /// <param name="first">The first of these models.</param>
    /// <param name="count">How many.</param>
    public StackData(TargetRows rows, int[] held, IReadOnlyList<double[]> errors, int first, int count)
    {
        (this.errors, this.first, Count) = ([.. errors], first, count);
        Masses = Array.ConvertAll(held, rows.Mass);
        Targets = Array.ConvertAll(held, rows.Target);
        Mean = Ordered.Sum([.. Targets.Zip(Masses, (target, mass) => target * mass)]) / Ordered.Sum(Masses);
    }

    /// <summary>The number of models.</summary>
    public int Count { get; }

    /// <summary>How often each sample counts.</summary>
    public double[] Masses { get; }

    /// <summary>The target of each sample.</summary>
    public double[] Targets { get; }

    /// <summary>The mean of the targets.</summary>
    public double Mean { get; }

    /// <summary>Returns the prediction of a model for a sample, relative to the mean.</summary>
    public double Said(int row, int model) => Targets[row] - Mean - errors[row][first + model];
}

/// <summary>
/// Stacked regressions (Breiman 1996): weights of at least 0 for which the mean plus the weighted predictions of models, from the mean, leaves the least squares on
/// held-out samples. Found by coordinate descent from the best single model, so that it is never worse than that.
/// </summary>
internal sealed class Stack
{
    private const int MostRounds = 2_000;
    private const double LeastChange = 1e-7;

    private readonly StackData data;
    private readonly double[] weights;

    private Stack(StackData data, int place, CancellationToken cancellationToken)
    {
        (this.data, Place) = (data, place);
        int count = data.Count;
        var products = new double[count * count];
        var right = new double[count];
        var said = new double[count];
        for (int row = 0; row < data.Targets.Length; row++)
        {
            if (row % 1000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            for (int c = 0; c < count; c++)
                said[c] = data.Said(row, c);
            for (int c = 0; c < count; c++)
                ScaledAdd.Run(products.AsSpan(c * count, count), said, data.Masses[row] * said[c]);
            ScaledAdd.Run(right, said, data.Masses[row] * (data.Targets[row] - data.Mean));
        }
        weights = Descend(products, right, count);
        Errors = [.. Enumerable.Range(0, data.Targets.Length).Select(Error)];
    }

    /// <summary>The index of the stack among the compared ones.</summary>
    public int Place { get; }

    /// <summary>The difference between the target and the stack's prediction for each held-out sample.</summary>
    public double[] Errors { get; }

    /// <summary>The stack with the least squares.</summary>
    public static Stack Best(StackData[] all, CancellationToken cancellationToken) =>
        all.Select((data, place) => new Stack(data, place, cancellationToken)).MinBy(stack => stack.Squares)!;

    /// <summary>The weighted mean of a number that models have; that of the last where no weight is above 0.</summary>
    public double Mean(double[] values)
    {
        double sum = Ordered.Sum(weights);
        return sum > 0 ? Ordered.Sum([.. weights.Zip(values, (weight, value) => weight / sum * value)]) : values[^1];
    }

    /// <summary>One model for several: each is a level and slopes, for one neuron after the other.</summary>
    /// <param name="models">The models.</param>
    /// <param name="width">The number of slopes and 1.</param>
    public double[] Blend(double[][] models, int width)
    {
        var blend = new double[models[0].Length];
        for (int at = 0; at < blend.Length; at += width)
            blend[at] = data.Mean * (1 - Ordered.Sum(weights));
        for (int c = 0; c < models.Length; c++)
            ScaledAdd.Run(blend, models[c], weights[c]);
        return blend;
    }

    private double Squares => Ordered.Sum([.. Errors.Zip(data.Masses, (error, mass) => mass * error * error)]);

    private double Error(int row)
    {
        double error = data.Targets[row] - data.Mean;
        for (int c = 0; c < weights.Length; c++)
            error -= weights[c] * data.Said(row, c);
        return error;
    }

    private static double[] Descend(double[] products, double[] right, int count)
    {
        // −2 b w + w² A at w = 1.
        int best = Enumerable.Range(0, count).MinBy(c => products[(c * count) + c] - (2 * right[c]));
        var weights = new double[count];
        weights[best] = 1;
        double[] gradient = [.. Enumerable.Range(0, count).Select(c => right[c] - products[(c * count) + best])];
        for (int round = 0; round < MostRounds; round++)
        {
            double greatest = 0;
            for (int c = 0; c < count; c++)
            {
                double square = products[(c * count) + c];
                if (square <= 0)
                    continue;
                double next = Math.Max(0, weights[c] + (gradient[c] / square));
                double change = next - weights[c];
                if (change == 0)
                    continue;
                weights[c] = next;
                ScaledAdd.Run(gradient, products.AsSpan(c * count, count), -change);
                greatest = Math.Max(greatest, Math.Abs(change));
            }
            if (greatest < LeastChange)
                break;
        }
        return weights;
    }
}
