using Dbgsom.Numerics;

namespace Dbgsom.Training.Estimates;

/// <summary>Neurons as a function of Lambda: never fewer for a smaller Lambda, a power law between two trial maps.</summary>
/// <remarks>
/// Growth ends where the errors balance the threshold: K·GT = c·n·QE(K) with GT = λ·‖std‖. With QE ~ K^(−p) and a steady c that is
/// K ~ λ^(−1/(1 + p)), a straight line in logarithms; p and c need to be steady from one trial to the next only.
/// </remarks>
internal sealed class GrowthCurve
{
    private readonly double[] logLambda;
    private readonly double[] logNeurons;
    private readonly double slope;

    /// <param name="trials">Trial maps by falling Lambda, at least one.</param>
    /// <param name="limit">Where the curve goes on beyond the last trial, as a power law: the most neurons. Null where it ends there.</param>
    public GrowthCurve(IReadOnlyList<GrowthTrial> trials, int? limit = null)
    {
        logLambda = [.. trials.Select(trial => DeterministicMath.Log(trial.Lambda))];
        logNeurons = Rising([.. trials.Select(trial => DeterministicMath.Log(trial.Neurons))]);
        slope = limit is null ? 0 : SlopeAtTheEnd();
        int last = (int)Math.Round(DeterministicMath.Exp(logNeurons[^1]));
        Greatest = slope > 0 ? Math.Max(last, limit!.Value) : last;
    }

    /// <summary>The most neurons any Lambda gives.</summary>
    public int Greatest { get; }

    /// <summary>The number of neurons for a Lambda above 0.</summary>
    public int Neurons(double lambda)
    {
        double x = DeterministicMath.Log(lambda);
        int i = Array.FindIndex(logLambda, knot => knot <= x);
        double y =
            i == 0 ? logNeurons[0]
            : i < 0 ? logNeurons[^1] + (slope * (logLambda[^1] - x))
            : Between(x, logLambda, logNeurons, i);
        return (int)Math.Min(Math.Round(DeterministicMath.Exp(Math.Min(y, 700))), Greatest);
    }

    /// <summary>The largest Lambda on the curve that gives so many neurons, no more than <see cref="Greatest"/>.</summary>
    public double Lambda(int neurons)
    {
        double y = DeterministicMath.Log(neurons);
        if (slope > 0 && y > logNeurons[^1])
            return DeterministicMath.Exp(logLambda[^1] - ((y - logNeurons[^1]) / slope));
        int i = Array.FindIndex(logNeurons, knot => knot >= Math.Min(y, logNeurons[^1]));
        return DeterministicMath.Exp(i == 0 ? logLambda[0] : Between(y, logNeurons, logLambda, i));
    }

    /// <summary>On the line from knot i − 1 to knot i; no farther than knot i.</summary>
    private static double Between(double at, double[] from, double[] to, int i)
    {
        double share = Math.Min(1, (at - from[i - 1]) / (from[i] - from[i - 1]));
        return to[i - 1] + (share * (to[i] - to[i - 1]));
    }

    /// <summary>The nearest values that never fall, by pooling adjacent violators (Ayer et al. 1955, doi 10.1214/aoms/1177728423).</summary>
    private static double[] Rising(double[] values)
    {
        var pools = new List<(double Sum, int Count)>();
        foreach (double value in values)
        {
            var pool = (Sum: value, Count: 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Count >= pool.Sum / pool.Count)
            {
                pool = (pools[^1].Sum + pool.Sum, pools[^1].Count + pool.Count);
                pools.RemoveAt(pools.Count - 1);
            }
            pools.Add(pool);
        }
        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Sum / pool.Count, pool.Count))];
    }

    /// <summary>Over the last fourfold growth, so that the steps of single trials even out.</summary>
    private double SlopeAtTheEnd()
    {
        int from = Math.Max(0, Array.FindLastIndex(logNeurons, knot => knot <= logNeurons[^1] - DeterministicMath.Log(4)));
        return from == logNeurons.Length - 1 ? 0 : (logNeurons[^1] - logNeurons[from]) / (logLambda[from] - logLambda[^1]);
    }
}
