namespace Dbgsom;

/// <summary>Something a person should know of a trained map.</summary>
public enum DiagnosticKind
{
    /// <summary>The map has its four starting neurons only.</summary>
    NoGrowth,

    /// <summary>The epochs ran out while the map was growing.</summary>
    GrowthCutByEpochs,

    /// <summary>The map is at its greatest size while neurons are above the growing threshold.</summary>
    CappedAboveThreshold,

    /// <summary>The epochs ran out before the map settled.</summary>
    NeverConverged,

    /// <summary>Neurons that win no training sample.</summary>
    DeadNeurons,

    /// <summary>Columns with one value only.</summary>
    ConstantColumns,

    /// <summary>All rows are equal.</summary>
    AllRowsEqual,

    /// <summary>An option was changed that has no effect together with the others.</summary>
    OptionWithoutEffect,

    /// <summary>Vertical growth was asked for, and no neuron gets a map below it.</summary>
    NoHierarchy,

    /// <summary>No neuron can ever be above the growing threshold.</summary>
    GrowthImpossible,

    /// <summary>The data has so few different rows that they limit the number of neurons.</summary>
    FewDistinctRows,

    /// <summary>Values are missing; distances are over those that are known.</summary>
    MissingValues,

    /// <summary>Features that could not be scaled as asked and are scaled in another way.</summary>
    ScaledOtherwise,

    /// <summary>The map was made from given weights and has seen no samples.</summary>
    NoTrainingSamples,
}

/// <summary>A finding about a trained map, in words.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">One sentence that says what was found and, where there is something to do, what.</param>
public sealed record Diagnostic(DiagnosticKind Kind, string Message)
{
    /// <summary>Whether it is known before the first epoch, so that <see cref="TrainingRun.StartDiagnostics"/> have told it.</summary>
    public bool IsKnownAtStart =>
        Kind is DiagnosticKind.GrowthImpossible or DiagnosticKind.MissingValues or DiagnosticKind.ScaledOtherwise;

    internal static Diagnostic OfNoSamples { get; } =
        new(
            DiagnosticKind.NoTrainingSamples,
            "the map was made from given weights and has seen no samples, so hits, errors and densities of training are not known"
        );
}
