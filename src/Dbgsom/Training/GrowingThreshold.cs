using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>GT, the error above which a neuron wants a new neighbor. Step 3.</summary>
internal static class GrowingThreshold
{
    // From the equilibrium of growth, E ≈ ⅔·GT a neuron: a map of the target size is where growth stops by itself.
    private const double Equilibrium = 1.5;

    /// <summary>The threshold of a plan: from a Lambda where one is given, else from the errors of this moment.</summary>
    public static double Of(PlanContext context, double[] errors) =>
        context.Options.Lambda is { } lambda
            ? ByLambda(lambda, context.SpreadNorm)
            : ByTarget(context.Options.TargetNeurons!.Value, errors);

    /// <summary>GT = λ · ‖std‖, the norm of the metric (Qu et al. 2019, doi 10.1109/ACCESS.2019.2922737).</summary>
    public static double ByLambda(double lambda, double spreadNorm) => lambda * spreadNorm;

    /// <summary>GT = 1.5 · ΣE / target · max(1, K / target)⁸.</summary>
    public static double ByTarget(double target, double[] errors)
    {
        // Beyond the target the threshold rises steeply, so that growth ends close to it and not at the greatest size.
        double excess = Math.Max(1, errors.Length / target);
        double steep = excess * excess * excess * excess;
        return Equilibrium * Ordered.Sum(errors) / target * (steep * steep);
    }
}
