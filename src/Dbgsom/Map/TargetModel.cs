namespace Dbgsom.Map;

/// <summary>
/// A model of a number that samples have in addition to their features: a linear model at every neuron, and the spread of samples
/// around it. Fitted by <c>Dbgsom.Regression.TargetFit</c>.
/// </summary>
internal sealed record TargetModel
{
    /// <summary>The name of the target; null if it has no name.</summary>
    public required string? Name { get; init; }

    /// <summary>The features that the linear models take, ascending.</summary>
    public required int[] Features { get; init; }

    /// <summary>The value subtracted from each of these features, in the space trained in.</summary>
    public required double[] Centers { get; init; }

    /// <summary>Row-major: for each neuron the slope along each of these.</summary>
    public required double[] Slopes { get; init; }

    /// <summary>The value added to the output of the models.</summary>
    public required double Origin { get; init; }

    /// <summary>For each neuron what its model says where all features are at their centers, from the origin.</summary>
    public required double[] Levels { get; init; }

    /// <summary>In quantization errors, how much farther than the nearest neuron another may be and still have a say.</summary>
    public required double Reach { get; init; }

    /// <summary>For each neuron how far held-out samples lie from their predictions: a root mean square drawn towards that of all.</summary>
    public required double[] Spreads { get; init; }

    /// <summary>Held-out errors in units of these, magnitudes, ascending: all, or evenly spaced ranks of them.</summary>
    public required double[] Scores { get; init; }

    /// <summary>How many held-out samples these stand for.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>The root mean square of their errors.</summary>
    public required double Error { get; init; }

    /// <summary>The standard deviation of their targets.</summary>
    public required double Deviation { get; init; }

    /// <summary>The share of the samples that a linear model was fitted to: the mean of those that were blended.</summary>
    public required double Span { get; init; }

    /// <summary>How many spreads there are on both sides of a prediction so that it holds the true number with a chance of <paramref name="level"/>.</summary>
    /// <param name="level">Above 0, below 1.</param>
    /// <returns>Infinity where too few samples were held out for that.</returns>
    public double Width(double level)
    {
        double rank = Math.Ceiling(level * (HeldOutRows + 1.0));
        if (rank > HeldOutRows)
            return double.PositiveInfinity;
        // Every score stands for as many ranks, of which it is the last.
        int at = (int)Math.Ceiling(rank * Scores.Length / HeldOutRows) - 1;
        return Scores[Math.Clamp(at, 0, Scores.Length - 1)];
    }
}
