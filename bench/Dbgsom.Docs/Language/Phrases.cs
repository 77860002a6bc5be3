namespace Dbgsom.Docs.Language;

/// <summary>Phrases that the texts of this repository avoid, each with better words.</summary>
public static class Phrases
{
    /// <summary>The phrases, compared without regard to case and to line breaks.</summary>
    public static IReadOnlyList<(string Phrase, string Better)> All { get; } =
    [
        ("what is asked of", "options for"),
        ("told of every epoch", "Receives a report after every epoch."),
        ("ends the call early", "Cancels the operation."),
        ("the published method done right", "the recommended settings"),
        ("otherwise than they were given", "True if passes now see transformed rows."),
        ("the first four neurons are.", "How the four initial neurons are chosen."),
        ("one of which is none", "MinNative returns its second operand on NaN"),
        ("at most so many keys", "a threshold with at most `most` keys below it"),
        ("it takes it no registers", "Not inlined, so that callers add no register pressure."),
        ("is no number above", "must be greater than"),
        ("serve another run", "are in use by another run"),
        ("stand for their samples badly", "have a high error"),
        ("none rules by its unit", "no feature dominates because of its unit"),
        ("brings prototypes nearer", "lowers the quantization error"),
        ("growth that cannot happen", "Impossible growth is reported, not rejected."),
        ("no number of clusters asked for", "You don't choose the number of clusters"),
    ];
}
