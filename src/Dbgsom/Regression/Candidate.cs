namespace Dbgsom.Regression;

/// <summary>A way to fit the linear models of the neurons, of which cross-validation chooses.</summary>
/// <param name="Span">The share of the samples a model is fitted to; 1 for all, which then count alike.</param>
/// <param name="Ridge">How far slopes are drawn to those of the whole map; infinite for these.</param>
internal readonly record struct Candidate(double Span, double Ridge)
{
    private static readonly double[] Ridges = [1e-4, 1e-2, 1e-1, 1, double.PositiveInfinity];

    /// <summary>From the samples of about one neuron to all, each span twice the one before, with all ridges; ridges make no difference to all samples.</summary>
    public static Candidate[] All(int neurons)
    {
        var candidates = new List<Candidate>();
        for (double span = 1.0 / neurons; span < 1; span *= 2)
            candidates.AddRange(Ridges.Select(ridge => new Candidate(span, ridge)));
        return [.. candidates, new Candidate(1, double.PositiveInfinity)];
    }
}
