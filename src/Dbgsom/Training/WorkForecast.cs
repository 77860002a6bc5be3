namespace Dbgsom.Training;

/// <summary>How much of the work of a plan is still to come: the plan is asked as if its epochs came.</summary>
internal static class WorkForecast
{
    /// <summary>The work that is left, in epochs on all rows at the final size.</summary>
    /// <param name="plan">A plan whose epochs do not depend on what they bring, see <see cref="TrainingPlan.IsForeseeable"/>.</param>
    /// <param name="context">The options and what is known of the samples.</param>
    /// <param name="state">The state before the next epoch.</param>
    /// <param name="epoch">The next epoch.</param>
    /// <param name="neurons">The number of neurons in it.</param>
    public static double Left(TrainingPlan plan, PlanContext context, PlanState state, int epoch, int neurons)
    {
        double work = 0;
        double[] errors = [];
        for (; state.StopReason == StopReason.NotEnded; epoch++)
        {
            work += state.Share * neurons;
            if (errors.Length != neurons)
            {
                errors = new double[neurons];
                Array.Fill(errors, 1);
            }
            var outcome = new EpochOutcome
            {
                Epoch = epoch,
                Errors = errors,
                WeightChange = 0,
                ChangedShare = 0,
                LiveNeurons = neurons,
            };
            var decision = plan.After(context, state, outcome);
            state = decision.State;
            if (decision.Growth is not { } growth)
                continue;
            neurons = growth.Refines ? 4 * neurons : Grown(neurons, growth.MaxNeurons);
            state = plan.AfterGrowth(context, state, outcome, neurons);
        }
        return work / Math.Max(1, plan.Capacity(context));
    }

    /// <summary>The size after a growth step: most neurons at the edge of a square of K neurons, 4·(√K − 1), get a neighbor.</summary>
    private static int Grown(int neurons, int most) => Math.Min(most, neurons + Math.Max(1, (int)(3 * (Math.Sqrt(neurons) - 1))));
}
