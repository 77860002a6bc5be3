namespace Dbgsom.Classification;

/// <summary>
/// An assessment of the labels of samples by the labels around them on a map. Made by <see cref="SomMap.FindLabelQuality"/>; immutable.
/// </summary>
public sealed class LabelQuality
{
    internal LabelQuality(LabelVerdict[] verdicts) => Verdicts = Array.AsReadOnly(verdicts);

    /// <summary>
    /// The minimum posterior of another label for removal, if the posterior of the sample's own label is less than
    /// <see cref="RemoveBelow"/>.
    /// </summary>
    public const double ConfidentFrom = 0.45;

    /// <summary>The posterior of a sample's own label below which removal is suggested.</summary>
    public const double RemoveBelow = 0.17;

    /// <summary>The minimum posterior of a sample's own label for a clean sample.</summary>
    public const double CleanFrom = 0.6;

    /// <summary>One verdict per sample.</summary>
    public IReadOnlyList<LabelVerdict> Verdicts { get; }

    /// <summary>Returns the number of samples with a suggestion.</summary>
    /// <param name="suggestion">The suggestion.</param>
    public int Count(LabelSuggestion suggestion) => Verdicts.Count(verdict => verdict.Suggestion == suggestion);

    internal static LabelSuggestion Suggest(double own, double best) =>
        own >= CleanFrom ? LabelSuggestion.Clean
        : own < RemoveBelow && best >= ConfidentFrom ? LabelSuggestion.Remove
        : LabelSuggestion.Analyze;
}
