using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>Step 7: how far training has come, and the width of the neighborhood that goes with it.</summary>
internal sealed class SigmaSchedule(SomOptions options)
{
    // Below it the neighbors of a winner have no part in it any more (h < 0.004), and the map is k-means.
    private const double Narrowest = 0.3;

    /// <summary>
    /// Progress of the coarse phase, 0 at the start: by the clock with a Lambda – 1 at its end –, without one by growth,
    /// ln(K/4) / ln(target/4).
    /// </summary>
    public double Progress(int epoch, int neurons)
    {
        if (options.CoarseFraction is { } fraction)
            return epoch / fraction / options.Epochs!.Value;
        double target = options.TargetNeurons!.Value;
        return target <= 4 ? 1 : Math.Min(1, DeterministicMath.Log(neurons / 4.0) / DeterministicMath.Log(target / 4));
    }

    /// <summary>σ of the coarse phase after a growth step.</summary>
    public double Coarse(int epoch, int neurons) =>
        options.Decay.At(options.SigmaStart!.Value, End(neurons), Progress(epoch, neurons));

    /// <summary>σ of the fine phase.</summary>
    public double Fine(int neurons)
    {
        double end = End(neurons);
        return options.SigmaFine ?? (end - ((1 - (options.Order ?? 1)) * Math.Max(0, end - Narrowest)));
    }

    /// <summary>The width of the next epoch, where <paramref name="left"/> are left and the last has that of the fine phase.</summary>
    /// <param name="sigma">The width of the epoch before.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="left">How many epochs are left, the next one with them; at least 1.</param>
    /// <param name="decay">True if it falls by equal steps or by equal factors.</param>
    public double Toward(double sigma, int neurons, int left, Decay decay)
    {
        double end = Math.Min(sigma, Fine(neurons));
        return left == 1 ? end
            : decay == Decay.Linear ? sigma - ((sigma - end) / left)
            : sigma * DeterministicMath.Exp(DeterministicMath.Log(end / sigma) / left);
    }

    private double End(int neurons) => options.SigmaEnd ?? (0.05 * (Math.Sqrt(neurons) - 1));
}
