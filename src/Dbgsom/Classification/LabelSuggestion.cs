namespace Dbgsom.Classification;

/// <summary>A suggestion for the label of a sample, see <see cref="LabelQuality"/>.</summary>
public enum LabelSuggestion
{
    /// <summary>The sample has no label, or its weight is 0.</summary>
    None,

    /// <summary>Nearby samples have the same label.</summary>
    Clean,

    /// <summary>Nearby samples have several labels: inspect this one.</summary>
    Analyze,

    /// <summary>Nearby samples agree on another label: this one is probably wrong.</summary>
    Remove,
}
