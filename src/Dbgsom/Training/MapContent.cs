using Dbgsom.Data;
using Dbgsom.Topology;

namespace Dbgsom.Training;

/// <summary>What a <see cref="SomMap"/> is made of, by training or from a file. Whatever follows from these is not in here.</summary>
internal sealed record MapContent
{
    public required SomOptions Options { get; init; }

    public required SomOptions Effective { get; init; }

    public required Scaler? Scaler { get; init; }

    public required IReadOnlyList<string>? FeatureNames { get; init; }

    public required Lattice Lattice { get; init; }

    public required WeightMatrix Weights { get; init; }

    public required double[] Error { get; init; }

    public required int[] EpochCreated { get; init; }

    public required long[] HitCount { get; init; }

    public required double[] HitMass { get; init; }

    public required double[] Density { get; init; }

    public required TrainingSummary Training { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
