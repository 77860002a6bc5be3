namespace Dbgsom.Classification;

/// <summary>Which labels of samples disagree with the labels around them on a map. Made by <see cref="SomMap.FindLabelQuality"/>; immutable.</summary>
public sealed class LabelQuality
{
    internal LabelQuality(LabelVerdict[] verdicts) => Verdicts = Array.AsReadOnly(verdicts);

    /// <summary>The posterior of another label from which on a sample's own is suggested for removal, if its own is below <see cref="RemoveBelow"/>.</summary>
    public const double ConfidentFrom = 0.45;

    /// <summary>The posterior of its own label below which a sample's is suggested for removal.</summary>
    public const double RemoveBelow = 0.17;

    /// <summary>The posterior of its own label from which on a sample's is clean.</summary>
    public const double CleanFrom = 0.6;

    /// <summary>One verdict a sample.</summary>
    public IReadOnlyList<LabelVerdict> Verdicts { get; }

    /// <summary>How many samples a suggestion is made for.</summary>
    /// <param name="suggestion">The suggestion.</param>
    public int Count(LabelSuggestion suggestion) => Verdicts.Count(verdict => verdict.Suggestion == suggestion);

    internal static LabelSuggestion Suggest(double own, double best) =>
        own >= CleanFrom ? LabelSuggestion.Clean
        : own < RemoveBelow && best >= ConfidentFrom ? LabelSuggestion.Remove
        : LabelSuggestion.Analyze;
}
