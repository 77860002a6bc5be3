namespace Dbgsom.Classification;

/// <summary>What to do with the label of a sample, see <see cref="LabelQuality"/>.</summary>
public enum LabelSuggestion
{
    /// <summary>The sample has no label, or its weight is 0.</summary>
    None,

    /// <summary>Samples around it have the same label.</summary>
    Clean,

    /// <summary>Samples around it have several labels: look at it.</summary>
    Analyze,

    /// <summary>Samples around it agree on another label: this one is likely wrong.</summary>
    Remove,
}
