namespace Dbgsom;

/// <summary>The kind of a finding about a trained map.</summary>
public enum DiagnosticKind
{
    /// <summary>The map has only its four initial neurons.</summary>
    NoGrowth,

    /// <summary>The epochs ran out while the map was growing.</summary>
    GrowthCutByEpochs,

    /// <summary>The map has reached its maximum size while neurons are above the growing threshold.</summary>
    CappedAboveThreshold,

    /// <summary>The epochs ran out before the map converged.</summary>
    NeverConverged,

    /// <summary>Some neurons win no training sample.</summary>
    DeadNeurons,

    /// <summary>Some columns have only one value.</summary>
    ConstantColumns,

    /// <summary>All rows are equal.</summary>
    AllRowsEqual,

    /// <summary>An option was changed that has no effect in combination with the others.</summary>
    OptionWithoutEffect,

    /// <summary>Vertical growth was enabled, but no neuron gets a child map.</summary>
    NoHierarchy,

    /// <summary>No neuron can ever exceed the growing threshold.</summary>
    GrowthImpossible,

    /// <summary>The data has too few distinct rows for the number of neurons.</summary>
    FewDistinctRows,

    /// <summary>Values are missing; distances use the known ones.</summary>
    MissingValues,

    /// <summary>Some features could not be scaled as requested and are scaled in another way.</summary>
    ScaledOtherwise,

    /// <summary>The map was made from given weights and has no training samples.</summary>
    NoTrainingSamples,
}

/// <summary>A finding about a trained map.</summary>
/// <param name="Kind">The kind of the finding.</param>
/// <param name="Message">One sentence with the finding and, if action is possible, the remedy.</param>
public sealed record Diagnostic(DiagnosticKind Kind, string Message)
{
    /// <summary>True if the finding is known before the first epoch, and is thus in <see cref="TrainingRun.StartDiagnostics"/>.</summary>
    public bool IsKnownAtStart =>
        Kind is DiagnosticKind.GrowthImpossible or DiagnosticKind.MissingValues or DiagnosticKind.ScaledOtherwise;

    internal static Diagnostic OfNoSamples { get; } =
        new(
            DiagnosticKind.NoTrainingSamples,
            "the map was made from given weights without samples, so hits, errors and densities of training are unknown"
        );
}
