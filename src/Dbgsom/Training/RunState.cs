using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>Everything a <see cref="TrainingRun"/> is between two epochs: what a run file holds.</summary>
internal sealed record RunState
{
    public required SomOptions Options { get; init; }

    public required RunSetup Setup { get; init; }

    public required NeuronSet Neurons { get; init; }

    public required double[] PreviousWeights { get; init; }

    public required int Epoch { get; init; }

    public required PlanState Plan { get; init; }

    /// <summary>True if the next epoch has the rows and the neurons of the last one.</summary>
    public required bool Follows { get; init; }

    /// <summary>The plan it follows.</summary>
    public required TrainingPlan Course { get; init; }

    /// <summary>The work of the epochs so far, in epochs on all rows at the final size; 0 where the plan does not tell.</summary>
    public double WorkDone { get; init; }

    public required IReadOnlyList<EpochReport> History { get; init; }

    /// <summary>The state before the first epoch.</summary>
    public static RunState Initial(SomOptions options, RunSetup setup, NeuronSet neurons, PlanState plan) =>
        new()
        {
            Options = options,
            Course = TrainingPlan.For(options),
            Setup = setup,
            Neurons = neurons,
            PreviousWeights = neurons.Weights,
            Epoch = 0,
            Plan = plan,
            Follows = false,
            History = [],
        };
}
