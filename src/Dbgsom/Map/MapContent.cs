using Dbgsom.Grid;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>The content of a <see cref="SomMap"/>, from training or from a file. It excludes anything that can be derived.</summary>
internal sealed record MapContent
{
    public required SomOptions Options { get; init; }

    public required SomOptions Effective { get; init; }

    public required Scaler? Scaler { get; init; }

    /// <summary>The features that had one value in training, up to rounding; null where there were none, or a file of an older version does not say.</summary>
    public required ConstantFeatures? Constant { get; init; }

    public required IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>The features that are transformed before they are scaled; null for none.</summary>
    public TransformedColumns? Transform { get; init; }

    /// <summary>The passive features; null for none.</summary>
    public PassiveProfiles? Passive { get; init; }

    /// <summary>How the table of the samples was read, as a text that this library does not look into; null where nothing was said.</summary>
    public string? TablePlan { get; init; }

    public required Lattice Lattice { get; init; }

    public required WeightMatrix Weights { get; init; }

    public required double[] Error { get; init; }

    public required int[] EpochCreated { get; init; }

    public required long[] HitCount { get; init; }

    public required double[] HitMass { get; init; }

    public required double[] Density { get; init; }

    /// <summary>How far training samples lie from their winners; null in a map from a file of format 1.1, which does not say.</summary>
    public required DistanceSpread? Spread { get; init; }

    /// <summary>The classes, or null where the samples had no labels.</summary>
    public required ClassList? Classes { get; init; }

    /// <summary>How many samples of each class each neuron won, row-major; null without classes.</summary>
    public required double[]? ClassMass { get; init; }

    /// <summary>The number of correctly classified training samples, including child maps; null without classes.</summary>
    public required double? CorrectMass { get; init; }

    /// <summary>The maps below neurons.</summary>
    public required IReadOnlyDictionary<int, SomMap> Children { get; init; }

    /// <summary>The model of a target; null for none.</summary>
    public TargetModel? Target { get; init; }

    public required TrainingSummary Training { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}
